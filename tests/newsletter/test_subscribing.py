"""How a reader comes, confirms and leaves: what is kept, what is mailed, what is told."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils import timezone, translation

from newsletter import confirming, subscribing
from newsletter.confirming import send_confirmation
from newsletter.models import Consent, Digest, Subscriber
from newsroom.core.handover import TryLater
from tests.newsletter.factories import make_approved, make_consent, make_digest, make_subscriber

pytestmark = pytest.mark.django_db
SIGN_UP = {"form": "box", "network": "a-network"}


@pytest.fixture
def sign_up(django_capture_on_commit_callbacks):
    def act(email="lucie@example.org", **details):
        with django_capture_on_commit_callbacks(execute=True):
            subscribing.subscribe(email, **SIGN_UP | details)
        return Subscriber.objects.with_address(email).get()

    return act


def test_signing_up_keeps_the_proof_and_asks_by_one_mail(sign_up):
    subscriber = sign_up()
    consent = subscriber.consents.get()
    assert (consent.wording, consent.version) == (
        str(subscribing.WORDING),
        subscribing.WORDING_VERSION,
    )
    assert (consent.form, consent.language, consent.network) == ("box", "fr", "a-network")
    assert consent.confirmed_at is None
    assert [message.to for message in mail.outbox] == [["lucie@example.org"]]
    assert subscriber.status == "pending"


def test_the_wording_has_a_version_that_changes_with_it():
    with translation.override("en"):
        wording = str(subscribing.WORDING)
    assert (subscribing.WORDING_VERSION, wording) == (
        "2026-11",
        "By subscribing, you agree to receive this newsletter by e-mail. "
        "Each issue has a link to leave it at once, with one click.",
    )


def test_one_mailbox_is_one_subscriber_however_it_is_spelled(sign_up):
    assert sign_up("lucie@example.org") == sign_up(" Lucie@EXAMPLE.org")


def test_an_address_gets_one_mail_a_day_until_it_is_confirmed(sign_up, time_machine):
    sign_up()
    sign_up()
    assert len(mail.outbox) == 1
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    sign_up()
    assert len(mail.outbox) == 2


@pytest.mark.parametrize("status", ["active", "suppressed"])
def test_who_needs_no_question_gets_no_mail(sign_up, status):
    make_subscriber("lucie@example.org", status=status)
    assert sign_up().status == status
    assert mail.outbox == []


def test_who_left_may_come_again_and_is_asked_again(sign_up):
    make_subscriber("lucie@example.org", status="left")
    subscriber = sign_up()
    assert subscriber.status == "left"
    assert len(mail.outbox) == 1
    assert subscribing.confirm(subscriber.public_id).status == "active"


def test_a_mail_that_could_not_go_out_is_tried_again(sign_up, settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    subscriber = make_subscriber(status="pending")
    make_consent(subscriber)
    with pytest.raises(TryLater, match="refused"):
        send_confirmation(subscriber.pk)
    subscriber.refresh_from_db()
    assert subscriber.asked_at is None


def test_a_worker_that_died_over_a_question_leaves_it_to_the_next(db, time_machine):
    subscriber = make_subscriber(status="pending")
    make_consent(subscriber)
    confirming._take(subscriber)  # and no more of it
    assert not send_confirmation(subscriber.pk)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert send_confirmation(subscriber.pk)
    assert len(mail.outbox) == 1


def test_a_lost_question_is_had_again_three_times_a_day_an_hour_apart(db, time_machine):
    subscriber = make_subscriber(status="pending")
    make_consent(subscriber)
    start, sent = timezone.now(), []
    for minutes in (0, 5, 59, 61, 90, 122, 200, 600, 1562):
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        if send_confirmation(subscriber.pk):
            sent.append(minutes)
    assert sent == [0, 61, 122, 1562]


def test_a_consent_older_than_a_week_asks_nobody(db):
    subscriber = make_subscriber(status="pending")
    make_consent(subscriber, at=timezone.now() - timedelta(days=7, minutes=1))
    assert not send_confirmation(subscriber.pk)
    assert mail.outbox == []


def test_who_has_not_confirmed_yet_may_leave_and_is_asked_no_more(sign_up):
    subscriber = sign_up()
    subscriber.leave(reason="link in the letter")
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.left_at is None) == ("left", False)
    assert subscriber.changes.get().status == "left"


def test_a_line_of_an_issue_that_was_sent_meanwhile_stays_dropped(reader):
    digest = make_approved(readers=0)
    line = digest.deliveries.create(subscriber=reader)
    for status, expected in (("sending", "pending"), ("sent", "dropped")):
        Digest.objects.update(status=status)
        reader.leave()
        reader.come_back()
        line.refresh_from_db()
        assert line.status == expected


def test_confirming_twice_is_once(sign_up):
    subscriber = sign_up()
    first = subscribing.confirm(subscriber.public_id).confirmed_at
    assert subscribing.confirm(subscriber.public_id).confirmed_at == first
    assert subscriber.changes.count() == 1
    assert subscriber.consents.get().confirmed_at is not None


def test_an_old_link_does_not_bring_back_who_left(sign_up):
    subscriber = sign_up()
    subscribing.confirm(subscriber.public_id)
    subscribing.unsubscribe(subscriber.public_id, reason="")
    assert subscribing.confirm(subscriber.public_id).status == "left"


def test_an_unanswered_question_ends_after_seven_days(sign_up, time_machine):
    subscriber = sign_up()
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert subscribing.confirm(subscriber.public_id).status == "pending"


def test_leaving_twice_is_once_and_can_be_undone(reader):
    subscribing.unsubscribe(reader.public_id, reason="link in the letter")
    subscribing.unsubscribe(reader.public_id, reason="link in the letter")
    reader.refresh_from_db()
    assert (reader.status, reader.changes.count()) == ("left", 1)
    assert subscribing.come_back(reader.public_id).status == "active"


def test_leaving_holds_for_an_issue_that_is_being_sent_and_so_does_its_undo(reader):
    digest = make_digest(status="composing")
    line = digest.deliveries.create(subscriber=reader)
    type(digest).objects.filter(pk=digest.pk).update(
        status="sending", number=1, html="h", text="t", subject="s", scheduled_for=timezone.now()
    )
    reader.leave()
    line.refresh_from_db()
    assert (line.status, line.error) == ("dropped", "left")
    reader.come_back()
    line.refresh_from_db()
    assert line.status == "pending"


def test_only_who_had_confirmed_can_undo_leaving():
    subscriber = make_subscriber(status="left", confirmed_at=None)
    assert subscribing.come_back(subscriber.public_id).status == "left"


def test_a_suppressed_address_stays_so_until_an_editor_lifts_it(sign_up, newsletter_editor, reader):
    reader.suppress(by=newsletter_editor, reason="complaint")
    make_consent(reader)
    assert subscribing.confirm(reader.public_id).status == "suppressed"
    reader.refresh_from_db()
    reader.lift(by=newsletter_editor, reason="asked to")
    assert reader.status == "left"
    assert [change.by for change in reader.changes.all()] == [newsletter_editor] * 2


def test_a_proof_can_not_be_rewritten(reader):
    consent = make_consent(reader)
    consent.wording = "something else"
    proofs = Consent.objects.filter(pk=consent.pk)
    for change in (consent.save, consent.delete, proofs.delete, lambda: proofs.update(form="x")):
        with pytest.raises(TypeError, match="proof"):
            change()
    with pytest.raises(TypeError, match="proof"), transaction.atomic():
        reader.consents.bulk_update([consent], ["wording"])
    assert Consent.objects.get().wording == "I agree."


@pytest.mark.parametrize(
    "change",
    [
        "wording = 'Yes.' WHERE confirmed_at IS NULL",
        "form = 'page', confirmed_at = at WHERE confirmed_at IS NULL",
        "at = confirmed_at WHERE confirmed_at IS NOT NULL",
        "confirmed_at = NULL WHERE confirmed_at IS NOT NULL",
        "confirmed_at = at",
        "subscriber_id = subscriber_id + 1",
    ],
)
def test_no_statement_rewrites_a_proof(reader, change):
    """By a trigger, which a migration that builds the table anew has to make anew."""
    make_consent(reader)
    make_consent(reader, confirmed_at=timezone.now())
    before = list(Consent.objects.values())
    with (
        pytest.raises(IntegrityError, match="proof"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE newsletter_consent SET {change}")  # noqa: S608 (ours)
    assert list(Consent.objects.values()) == before
    with pytest.raises(TypeError, match="proof"):
        Consent._base_manager.update(form="x")


def test_an_address_is_nowhere_in_the_table(reader):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM newsletter_subscriber")
        assert "lucie" not in repr(cursor.fetchall())
    assert str(reader) == "l…c@example.org"


def test_what_nobody_confirmed_ends_after_seven_days(sign_up, reader, time_machine):
    sign_up()
    sign_up("late@example.org")
    time_machine.move_to(timezone.now() + timedelta(days=6))
    sign_up("late@example.org", network="another")
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    make_consent(reader, at=timezone.now() - timedelta(days=8))
    assert subscribing.forget_unconfirmed(dry_run=True) == 1
    assert Subscriber.objects.count() == 3
    assert subscribing.forget_unconfirmed() == 1
    assert {str(s) for s in Subscriber.objects.all()} == {"l…c@example.org", "l…e@example.org"}
    assert not Consent.objects.filter(subscriber=reader).exists()
