"""What is to be mailed is stored with what happened: no crash comes between the two."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_ox.models import OxTask

from newsletter import asking, composing, moving, subscribing
from newsletter.lists import uploading
from newsroom import rights
from newsroom.settings import TASKS
from tests.newsletter.factories import make_consent, make_newsletter, make_subscriber, make_week

pytestmark = pytest.mark.django_db
ADDRESS = "lucie@example.org"


def sign_up():
    subscribing.subscribe(ADDRESS, form="box", network="n")


def confirm():
    waiting = make_subscriber(ADDRESS, status="pending")
    make_consent(waiting)
    subscribing.confirm(waiting.public_id)


def compose():
    User.objects.create_superuser("ada", email="ada@example.org")
    newsletter = make_newsletter(since=timezone.now() - timedelta(days=30))
    make_week(4)
    composing.compose_due(newsletter.slot_before(timezone.now()) + timedelta(minutes=1))


def upload():
    kept = uploading.keep(BytesIO(b"email,consent_at,consent_form\n"), name="a.csv", by=None)
    uploading.try_out(kept, uploading.layout_of(kept), by=None)


ACTS = {
    "newsletter.asking.answer": lambda: asking.ask("sign-up", ADDRESS),
    "newsletter.tasks.send_confirmation": sign_up,
    "newsletter.tasks.send_welcome": confirm,
    "newsletter.tasks.send_move": lambda: moving.ask_to_move(make_subscriber(), ADDRESS),
    "newsletter.telling.tell_editor": compose,
    "newsletter.lists.uploading.go_on": upload,
    "newsroom.tasks.send_rights_link": lambda: rights.ask(ADDRESS),
}


@pytest.mark.parametrize("task", ACTS)
def test_what_is_to_be_done_is_stored_with_what_asks_for_it(task, settings):
    settings.TASKS = TASKS  # the worker's list, as in life, and nobody works on it
    ACTS[task]()  # nothing that waits for the commit runs in a test
    assert OxTask.objects.get().task_path == task


def test_what_is_taken_back_asks_for_nothing(settings):
    settings.TASKS = TASKS
    with pytest.raises(SystemExit), transaction.atomic():  # noqa: PT012 (a process that dies)
        confirm()
        raise SystemExit
    assert not OxTask.objects.exists()
