"""The editors are told what the clock did with an issue."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from newsletter.composing import compose_due
from newsletter.dashboard import next_digest
from newsletter.telling import editors, tell_editors
from tests.newsletter.factories import make_digest, make_week

pytestmark = pytest.mark.django_db


@pytest.fixture
def friday(time_machine, newsletter, newsletter_editor, reporter):
    slot = newsletter.slot_after(timezone.now())
    time_machine.move_to(slot, tick=False)
    make_week(4)
    time_machine.move_to(slot + timedelta(seconds=1), tick=False)
    return slot


def test_an_issue_that_waits_is_told_once_to_who_may_approve_it(friday):
    digest = compose_due()
    compose_due()
    message = mail.outbox[0]
    assert [message.to for message in mail.outbox] == [["ines@example.org"]]
    assert f"/admin/newsletter/digest/{digest.pk}/change/" in message.body
    assert "Titre 0" in message.body
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_thin_week_is_told_by_mail_and_at_the_desk(friday, newsletter, newsletter_editor):
    newsletter.minimum = 5
    newsletter.save()
    digest = compose_due()
    assert digest.status == "skipped"
    assert mail.outbox[0].subject.startswith("Skipped")
    assert "A thin week: 4 articles" in mail.outbox[0].body
    row = next_digest(newsletter_editor)["rows"][0]
    assert row["text"].startswith("Skipped")
    assert row["url"].endswith(f"/{digest.pk}/change/")


def test_what_goes_out_by_itself_is_told_to_nobody(friday, newsletter):
    newsletter.automatic = True
    newsletter.save()
    assert compose_due().status == "approved"
    assert mail.outbox == []


def test_an_issue_that_lost_all_its_articles_is_skipped_not_stuck(friday, newsletter, editor):
    newsletter.automatic = True
    newsletter.save()
    ahead = make_digest(articles=0, slot=friday)
    for item in ahead.items.all():
        item.article.withdraw(by=editor, reason="wrong")
    assert compose_due().status == "skipped"
    assert len(mail.outbox) == 1


def test_without_newsletter_editors_the_head_is_told(db):
    assert not editors()
    User.objects.create_superuser("ada", "ada@example.org", "secret")
    assert [person.username for person in editors()] == ["ada"]


def test_a_mail_server_that_is_down_stops_no_issue(friday, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    tell_editors(make_digest(articles=0, slot=friday))
