"""A worker that is away says so at the desk, where something that is due waits for it."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_ox.models import OxScheduleTick, OxTask

from newsletter.dashboard import next_digest
from newsroom.idle import worker_away
from tests.newsletter.factories import make_approved, make_digest

pytestmark = pytest.mark.django_db


def ago(**span):
    return timezone.now() - timedelta(**span)


at = datetime.fromisoformat


def make_task(status, when, **fields):
    details = {"task_path": "newsletter.tasks.send_welcome", "backend_name": "default"}
    return OxTask.objects.create(status=status, enqueued_at=when, **details | fields)


def ran(when):
    """A worker, which looks at the clock each minute."""
    OxScheduleTick.objects.create(schedule_name="forget", scheduled_for=when, created_at=when)


@pytest.fixture
def late(db):
    """An issue whose hour came two hours ago."""
    digest = make_approved(articles=1)
    digest.scheduled_for = ago(hours=2)
    digest.save()
    return digest


def test_where_due_work_waits_it_says_since_when_no_worker_ran(client, newsletter_editor, late):
    ran(ago(days=1))
    client.force_login(newsletter_editor)
    page = client.get("/admin/").text
    assert "No worker runs" in page
    assert "None has run since" in page
    (row,) = worker_away(newsletter_editor)["rows"]
    assert row["url"].endswith(f"/{late.pk}/change/")
    assert "Overdue" in next_digest(newsletter_editor)["rows"][0]["text"]


def test_a_worker_that_never_ran_is_told_of_too(newsletter_editor, late):
    assert "None has ever run" in worker_away(newsletter_editor)["note"]


def test_one_that_is_only_behind_is_not_away(newsletter_editor, late):
    ran(ago(minutes=3))
    assert worker_away(newsletter_editor) is None


def test_where_nothing_is_due_nothing_is_said(newsletter_editor):
    make_approved(articles=1, scheduled_for=timezone.now() + timedelta(days=1))
    make_digest(articles=0, scheduled_for=ago(days=1))  # nobody approved it
    make_task("READY", ago(hours=3), run_after=timezone.now() + timedelta(hours=1))
    ran(ago(days=3))
    assert worker_away(newsletter_editor) is None


def test_mails_that_wait_are_counted_for_editors_too(editor, reporter):
    for _ in range(2):
        make_task("READY", ago(hours=1))
    ran(ago(days=1))
    assert worker_away(editor)["rows"][0]["text"] == "2 mails and other tasks"
    assert worker_away(reporter) is None


def test_a_regular_date_that_nobody_composed_an_issue_for_is_named(newsletter_editor, time_machine):
    time_machine.move_to("2026-11-27 12:00")  # the letter goes on Fridays at 7
    make_digest(articles=0, slot=at("2026-11-20T06:00:00Z")).skip(by=None, reason="thin")
    ran(at("2026-11-26T12:00:00Z"))
    assert len(worker_away(newsletter_editor)["rows"]) == 1
    assert not missed_rows(newsletter_editor)  # a worker that comes back still does it
    time_machine.move_to("2026-11-28 12:00")
    assert len(worker_away(newsletter_editor)["rows"]) == 1
    ran(timezone.now())
    assert worker_away(newsletter_editor) is None
    assert len(missed_rows(newsletter_editor)) == 1


def missed_rows(user):
    return [row for row in next_digest(user)["rows"] if "Missed" in row["text"]]


def test_an_issue_of_the_week_is_not_missed(newsletter_editor, time_machine):
    make_digest(articles=0, slot=at("2026-11-27T06:00:00Z"))
    time_machine.move_to("2026-11-28 12:00")
    assert worker_away(newsletter_editor) is None
