"""The classifier at the desk."""

import pytest
from django.contrib.admin.models import LogEntry

from comments.models import Classifier
from tests.comments.desk import act
from tests.comments.factories import make_classifier, text

pytestmark = pytest.mark.django_db
LIST = "/admin/comments/classifier/"
MEASURED = {
    "held_out": 40,
    "refused": 12,
    "rows": [{"threshold": 70, "precision": 0.913, "recall": 0.5}],
}


def test_a_moderator_trains_by_one_button(desk, moderator, django_capture_on_commit_callbacks):
    assert "Train now" in text(desk.get(f"{LIST}add/"))
    assert not Classifier.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert "has begun" in text(desk.post(f"{LIST}add/", follow=True))
    assert Classifier.objects.in_use().get().by == moderator


def test_each_version_shows_how_good_it_is(desk):
    classifier = make_classifier(measured=MEASURED, threshold=70)
    assert all(share in text(desk.get(LIST)) for share in ("91%", "50%", "in use"))
    page = text(desk.get(f"{LIST}{classifier.pk}/change/"))
    assert "tried on the 40 newest decisions" in page
    assert "casino" in page


def test_going_back_to_a_version_is_written_down(desk, moderator):
    older, newer = make_classifier(), make_classifier()
    act(desk, "use", older, url=LIST)
    assert Classifier.objects.in_use().get() == older
    assert LogEntry.objects.get().user == moderator
    act(desk, "use", older, newer, url=LIST)
    assert Classifier.objects.in_use().get() == older


def test_a_damaged_version_is_said_to_be(desk):
    classifier = make_classifier()
    Classifier.objects.update(stored=b"?")
    assert "is damaged" in text(desk.get(f"{LIST}{classifier.pk}/change/"))


def test_who_may_not_train_cannot(client, editor):
    client.force_login(editor)
    assert client.post(f"{LIST}add/").status_code == 403
