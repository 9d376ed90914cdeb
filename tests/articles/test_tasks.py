"""The order in which the worker takes what there is to do."""

import pytest
from django.core.management import call_command
from django_ox.models import OxTask

from articles.tasks import make_renditions, tell_colleague
from newsroom.settings import TASKS


@pytest.mark.django_db(transaction=True)
def test_a_mail_waits_for_no_picture(settings):
    settings.TASKS = TASKS
    for key in (1, 2, 3):
        make_renditions.enqueue(key)
    tell_colleague.enqueue(0)
    with pytest.raises(SystemExit):  # as a process that has done its work
        call_command("ox_worker", batch=True, max_tasks=1, verbosity=0)
    (done,) = OxTask.objects.filter(attempts__gt=0)
    assert done.task_path == "articles.tasks.tell_colleague"
