"""What the worker does each minute, and the commands that do it by hand."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsletter import composing, tasks
from newsletter.models import Digest, Subscriber
from newsroom.schedule import SCHEDULES
from tests.newsletter.factories import (
    make_approved,
    make_digest,
    make_newsletter,
    make_subscriber,
    make_week,
)

pytestmark = pytest.mark.django_db


def run(command, *options):
    out = StringIO()
    call_command(command, *options, stdout=out)
    return out.getvalue()


def test_the_schedule_calls_the_worker_each_minute():
    entry = SCHEDULES["send-due-digests"]
    assert (entry["task"], entry["cron"]) == ("newsletter.tasks.send_due_digests", "* * * * *")


def test_friday_comes_and_everything_happens_by_itself(time_machine, reader):
    newsletter = make_newsletter(automatic=True)
    slot = newsletter.slot_after(timezone.now())
    time_machine.move_to(slot - timedelta(minutes=1))
    make_week(4)
    tasks.send_due_digests.call()
    assert mail.outbox == []
    time_machine.move_to(slot)
    tasks.send_due_digests.call()
    tasks.send_due_digests.call()
    assert [message.to for message in mail.outbox] == [[reader.email]]
    assert Digest.objects.get().status == "sent"


def test_a_failure_in_composing_does_not_hold_back_what_is_being_sent(monkeypatch):
    make_approved(readers=2)
    monkeypatch.setattr(composing, "compose_due", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.send_due_digests.call()
    assert len(mail.outbox) == 2


def test_an_issue_that_is_not_approved_is_not_sent(reader):
    tasks.send_digest.call(make_digest(articles=1).pk)
    assert mail.outbox == []


def test_a_question_for_somebody_who_is_gone_asks_nobody():
    tasks.send_confirmation.call(4711)
    assert mail.outbox == []


def test_a_dry_run_says_what_would_go_to_how_many_and_changes_nothing():
    make_newsletter()
    make_week(4)
    make_subscriber()
    assert "4 articles, to 1 readers" in run("send_digest", "--dry-run")
    assert not Digest.objects.exists()
    assert mail.outbox == []


def test_the_command_composes_where_needed_and_sends_now():
    make_newsletter()
    make_week(4)
    make_subscriber()
    assert "1 readers: 1 sent." in run("send_digest")
    assert len(mail.outbox) == 1
    with pytest.raises(CommandError, match="Only 0 new articles"):
        run("send_digest")
    assert Digest.objects.count() == 1


def test_the_command_does_not_wait_for_the_scheduled_moment():
    digest = make_digest(articles=2)
    make_subscriber()
    composing.approve(digest, by=None, at=timezone.now() + timedelta(days=3))
    run("send_digest")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("command", ["send_digest", "compose_digest"])
def test_commands_without_settings_say_what_to_do(command):
    with pytest.raises(CommandError, match="set up"):
        run(command)


def test_an_empty_issue_is_refused_by_the_command_in_a_sentence():
    make_digest(articles=0)
    with pytest.raises(CommandError, match="article"):
        run("send_digest")


def test_the_command_says_when_the_mail_server_takes_nothing(settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    make_approved(readers=1)
    with pytest.raises(CommandError, match="Run it again"):
        run("send_digest")


def test_composing_ahead_twice_is_once():
    newsletter = make_newsletter()
    make_week(2)
    assert "2 articles" in run("compose_digest")
    assert "there already" in run("compose_digest")
    assert Digest.objects.get().slot == newsletter.slot_after(timezone.now())


def test_a_thin_week_is_skipped_by_the_command_too():
    make_newsletter(minimum=3)
    make_week(2)
    assert "3 are needed" in run("compose_digest")
    assert Digest.objects.get().status == "skipped"


def test_an_issue_is_stopped_and_goes_on_from_the_command_line():
    digest = make_approved(readers=2)
    digest.begin()
    assert "Stopped" in run("stop_digest", "--reason", "a wrong name")
    tasks.send_due_digests.call()
    assert mail.outbox == []
    stop = digest.changes.get(status="stopped")
    assert stop.reason == "a wrong name"
    run("resume_digest")
    tasks.send_due_digests.call()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("command", ["stop_digest", "resume_digest"])
def test_where_there_is_nothing_to_stop_the_command_says_so(command):
    make_digest(articles=1)
    with pytest.raises(CommandError, match="No issue"):
        run(command)


def test_what_is_being_sent_is_stopped_before_what_waits():
    digest = make_approved(readers=1)
    waiting = Digest.objects.get(pk=digest.pk)
    waiting.pk, waiting.number = None, digest.number + 1
    waiting.save(force_insert=True)
    digest.begin()
    run("stop_digest")
    states = [Digest.objects.get(pk=issue.pk).status for issue in (waiting, digest)]
    assert states == ["approved", "stopped"]


def test_forgetting_says_what_would_end_before_it_ends_it():
    make_subscriber(status="pending", created_at=timezone.now() - timedelta(days=8))
    assert "1 unconfirmed subscribers" in run("forget", "--dry-run")
    assert Subscriber.objects.exists()
    assert "1 unconfirmed subscribers" in run("forget")
    assert not Subscriber.objects.exists()
