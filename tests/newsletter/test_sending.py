"""The ledger against a real mail server: what is sent, refused, tried again, and in doubt."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.utils import timezone

from newsletter import composing, ledger, rendering, sending
from newsletter.choices import WHOLE
from newsletter.models import Digest, Shift, Subscriber, Suppression
from newsletter.models.shift import LEASE
from newsletter.models.subscriber import email_fingerprint
from newsletter.sending import freeze_audience, send_digest
from newsletter.shifts import RETRY_AFTER
from tests.newsletter.factories import make_approved, make_subscriber, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest(mail_server):
    """An approved issue with three readers: first, second and third."""
    digest = make_approved(readers=0, articles=3)
    for name in ("first", "second", "third"):
        make_subscriber(f"{name}@example.org")
    return digest


def line(digest, name):
    return next(d for d in digest.deliveries.all() if d.subscriber.email.startswith(name))


def test_several_connections_are_kept_busy_and_everyone_gets_it_once(digest, mail_server, settings):
    settings.MAIL_CONNECTIONS = 3
    for _ in range(40):
        make_subscriber()
    assert send_digest(digest) == 43
    assert mail_server.connections == 3
    assert len(set(mail_server.addresses)) == len(mail_server.addresses) == 43


def test_commands_in_groups_send_the_same(digest, mail_server, settings):
    settings.MAIL_CONNECTIONS = 2
    mail_server.in_groups = True
    mail_server.at_rcpt["second@example.org"] = "550 no"
    for _ in range(20):
        make_subscriber()
    assert send_digest(digest) == 22
    assert statuses(digest) == {"sent": 22, "failed": 1}
    assert len(set(mail_server.addresses)) == len(mail_server.addresses) == 22


def test_everyone_gets_the_issue_once_over_one_connection(digest, mail_server):
    assert send_digest(digest) == 3
    assert sorted(mail_server.addresses) == [
        f"{n}@example.org" for n in ("first", "second", "third")
    ]
    assert mail_server.connections == 1
    digest.refresh_from_db()
    assert (digest.status, digest.audience) == ("sent", 3)
    assert digest.sent_at is not None
    assert send_digest(digest) == 0
    assert len(mail_server.accepted) == 3


def test_what_arrives_is_what_was_frozen(digest, mail_server):
    send_digest(digest)
    _, data = mail_server.accepted[0]
    message = message_from_bytes(data, policy=policy.default)
    text, html = (part.get_content() for part in message.iter_parts())
    link = message["List-Unsubscribe"].strip("<>")
    assert text.replace("\r\n", "\n") == digest.text.replace(rendering.UNSUBSCRIBE, link)
    assert html.replace("\r\n", "\n") == digest.html.replace(rendering.UNSUBSCRIBE, link)


def test_only_who_is_subscribed_when_the_sending_begins_gets_it(digest, mail_server):
    for status in ("pending", "left", "suppressed"):
        make_subscriber(status=status)
    digest.begin()
    late = make_subscriber(confirmed_at=timezone.now() + timedelta(seconds=1))
    send_digest(digest)
    assert len(mail_server.accepted) == 3
    assert late.email not in mail_server.addresses


def test_freezing_the_audience_twice_is_once(digest, monkeypatch):
    monkeypatch.setattr(sending, "AUDIENCE_BATCH", 2)
    digest.begin()
    freeze_audience(digest)
    digest.audience = None
    freeze_audience(digest)
    assert (digest.audience, digest.deliveries.count()) == (3, 3)


def test_who_leaves_while_it_is_being_sent_is_dropped(digest, mail_server):
    digest.begin()
    freeze_audience(digest)
    line(digest, "third").subscriber.leave()
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "dropped": 1}
    assert Digest.objects.get().status == "sent"


def test_each_gets_what_they_chose_and_who_wants_nothing_of_it_gets_nothing(digest, mail_server):
    digest.begin()
    freeze_audience(digest)
    story = digest.items.first().article
    wants = {"first": {story.section_id}, "second": {4711}}
    for name, sections in wants.items():
        line(digest, name).subscriber.prefer(language="", sections=sections)
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "dropped": 1}
    sizes = {address: len(data) for address, data in mail_server.accepted}
    assert sizes["first@example.org"] < sizes["third@example.org"]


def test_who_left_between_the_freeze_and_the_line_is_dropped_too(digest, mail_server):
    digest.begin()
    freeze_audience(digest)
    reader = line(digest, "third").subscriber
    type(reader).objects.filter(pk=reader.pk).update(status="left", left_at=timezone.now())
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "dropped": 1}


def test_who_is_suppressed_gets_nothing_whatever_their_row_says(digest, mail_server):
    """Before the audience is frozen, and after."""
    Suppression.objects.hold(email_fingerprint("first@example.org"), cause="erased")
    digest.begin()
    freeze_audience(digest)
    assert digest.audience == 2
    Suppression.objects.hold(email_fingerprint("second@example.org"), cause="erased")
    send_digest(digest)
    assert statuses(digest) == {"sent": 1, "dropped": 1}
    assert mail_server.addresses == ["third@example.org"]


def test_an_erased_reader_leaves_the_sums_true(digest, mail_server):
    digest.begin()
    freeze_audience(digest)
    line(digest, "third").subscriber.delete()
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "dropped": 1}
    assert Digest.objects.get().audience == 3


def test_a_busy_mailbox_is_tried_again_later_and_later(digest, mail_server, time_machine):
    mail_server.at_rcpt["second@example.org"] = "450 4.2.1 busy"
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "deferred": 1}
    assert Digest.objects.get().status == "sending"
    deferred = line(digest, "second")
    assert deferred.error == "450 4.2.1 busy"
    assert send_digest(digest) == 0
    time_machine.move_to(deferred.due_at + timedelta(seconds=1))
    send_digest(digest)
    again = line(digest, "second")
    assert again.due_at - timezone.now() > RETRY_AFTER[0]
    del mail_server.at_rcpt["second@example.org"]
    time_machine.move_to(again.due_at + timedelta(seconds=1))
    assert send_digest(digest) == 1
    assert statuses(digest) == {"sent": 3}
    assert Digest.objects.get().status == "sent"


def test_a_mailbox_that_stays_busy_is_given_up(digest, mail_server, time_machine):
    mail_server.at_data["second@example.org"] = "452 4.3.1 full"
    send_digest(digest)
    for _ in RETRY_AFTER:
        time_machine.move_to(line(digest, "second").due_at + timedelta(seconds=1))
        send_digest(digest)
    assert statuses(digest) == {"sent": 2, "failed": 1}
    assert line(digest, "second").error == "Given up: 452 4.3.1 full"
    assert Digest.objects.get().status == "sent"


@pytest.mark.parametrize("stage", ["at_rcpt", "at_data"])
def test_a_mailbox_that_does_not_exist_is_failed_at_once(digest, mail_server, stage):
    getattr(mail_server, stage)["second@example.org"] = "550 5.1.1 no such user"
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "failed": 1}
    assert line(digest, "second").error == "550 5.1.1 no such user"


def test_a_connection_lost_before_the_mail_left_costs_nothing(digest, mail_server):
    mail_server.hang_up_at_rcpt.add("second@example.org")
    send_digest(digest)
    assert statuses(digest) == {"sent": 3}
    assert sorted(mail_server.addresses) == [
        f"{n}@example.org" for n in ("first", "second", "third")
    ]


def test_a_reader_at_whom_the_server_always_hangs_up_is_tried_later(digest, mail_server):
    mail_server.always_hang_up_at.add("second@example.org")
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "deferred": 1}
    assert line(digest, "second").attempts == 1


def test_a_connection_lost_before_the_answer_is_in_doubt_until_an_editor_decides(
    digest, mail_server, time_machine, newsletter_editor
):
    mail_server.hang_up_after_data.add("second@example.org")
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "in_doubt": 1}
    digest.refresh_from_db()
    assert digest.status == "sent"
    time_machine.move_to(timezone.now() + timedelta(days=2))
    send_digest(digest)
    assert mail_server.addresses.count("second@example.org") == 1
    mail_server.hang_up_after_data.clear()
    assert digest.resend_doubtful(by=newsletter_editor) == 1
    send_digest(digest)
    assert statuses(digest) == {"sent": 3}
    assert mail_server.addresses.count("second@example.org") == 2
    ids = {
        message_from_bytes(data)["Message-ID"]
        for address, data in mail_server.accepted
        if address == "second@example.org"
    }
    assert len(ids) == 1


def test_a_server_that_closes_after_some_mails_is_opened_again_without_a_doubt(digest, mail_server):
    mail_server.close_after = 1
    send_digest(digest)
    assert statuses(digest).get("in_doubt") is None
    assert len(mail_server.accepted) == len(set(mail_server.addresses))


def test_a_server_that_says_goodbye_is_called_again(digest, mail_server):
    mail_server.at_rcpt["first@example.org"] = "421 4.3.2 too many"
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "deferred": 1}
    assert mail_server.connections == 2


def test_a_server_that_refuses_the_sender_stops_the_run_and_fails_nobody(digest, mail_server):
    mail_server.mail_from = "550 5.7.1 not you"
    assert send_digest(digest) == 0
    assert statuses(digest) == {"pending": 3}
    digest.refresh_from_db()
    assert (digest.status, digest.trouble) == ("sending", "550 5.7.1 not you")
    mail_server.mail_from = ""
    assert send_digest(digest) == 3


def test_without_a_mail_server_no_line_is_touched(digest, mail_server, settings):
    settings.MAILERS["default"]["OPTIONS"]["port"] = 9
    assert send_digest(digest) == 0
    assert statuses(digest) == {"pending": 3}
    assert all(delivery.attempts == 0 for delivery in digest.deliveries.all())
    assert "refused" in Digest.objects.get().trouble
    settings.MAILERS = mail_server.mailers | {
        "default": {
            **mail_server.mailers["default"],
            "OPTIONS": {"host": "127.0.0.1", "port": mail_server.port},
        }
    }
    assert send_digest(digest) == 3
    assert Digest.objects.get().trouble == ""


@pytest.fixture
def dead_worker(digest, mail_server):
    """A worker that claimed all three, began the first, and gave no sign since."""
    digest.begin()
    freeze_audience(digest)
    shift = Shift.begin(digest)
    lines = ledger.claim(shift, 3)
    ledger.turn(shift, [], lines[:1])
    return shift, lines


def test_a_line_that_a_dead_worker_had_begun_is_in_doubt_and_what_it_claimed_is_sent(
    digest, mail_server, dead_worker, time_machine
):
    send_digest(digest)
    assert statuses(digest) == {"pending": 2, "sending": 1}
    time_machine.move_to(timezone.now() + LEASE + timedelta(seconds=1))
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "in_doubt": 1}
    assert "first@example.org" not in mail_server.addresses
    assert Digest.objects.get().status == "sent"


def test_a_worker_that_was_only_slow_still_writes_the_truth_and_begins_no_other(
    digest, mail_server, dead_worker, time_machine
):
    shift, (first, second, third) = dead_worker
    time_machine.move_to(timezone.now() + LEASE + timedelta(seconds=1))
    send_digest(digest)
    assert not shift.go_on(sent=0, rate=0)
    assert ledger.turn(shift, [(first, ledger.SENT)], [second, third]) == set()
    assert line(digest, "first").status == "sent"


def test_what_another_worker_holds_can_be_neither_begun_nor_settled(digest, dead_worker):
    _, (first, second, _third) = dead_worker
    other = Shift.begin(digest)
    assert ledger.claim(other, 3) == []
    assert ledger.turn(other, [(first, ledger.SENT)], [second]) == set()
    assert statuses(digest) == {"sending": 1, "pending": 2}


def test_a_turn_writes_every_outcome_and_begins_another_in_one_step(
    digest, dead_worker, django_assert_num_queries
):
    shift, (first, second, third) = dead_worker
    settled = [(first, ledger.SENT), (second, ledger.Outcome("failed", "550 no"))]
    round_trips = 1 if connection.vendor == "postgresql" else 5  # a savepoint and its end
    with django_assert_num_queries(round_trips):
        assert ledger.turn(shift, settled, [third]) == {third.pk}
    assert statuses(digest) == {"sent": 1, "failed": 1, "sending": 1}
    assert line(digest, "second").error == "550 no"
    assert ledger.turn(shift, [], []) == set()


def test_who_leaves_after_the_claim_gets_nothing(digest, dead_worker):
    shift, (_first, second, third) = dead_worker
    Subscriber.objects.get(public_id=second.reader.public_id).leave()
    assert ledger.turn(shift, [], [second, third]) == {third.pk}
    assert statuses(digest) == {"sending": 2, "dropped": 1}


def test_from_the_stop_on_no_mail_begins(digest, dead_worker):
    shift, (_first, second, third) = dead_worker
    Digest.objects.get().stop(by=None)
    assert ledger.turn(shift, [], [second, third]) == set()


def test_a_stop_is_noticed_and_resuming_goes_on(digest, mail_server, newsletter_editor):
    mail_server.on_accept = lambda address: None
    digest.begin()
    freeze_audience(digest)
    Digest.objects.get(pk=digest.pk).stop(by=newsletter_editor, reason="a typo")
    assert send_digest(Digest.objects.get(pk=digest.pk)) == 0
    stopped = Digest.objects.get(pk=digest.pk)
    assert stopped.changes.first().by == newsletter_editor
    stopped.resume(by=newsletter_editor)
    assert send_digest(stopped) == 3


def test_a_stop_in_the_middle_of_a_run_holds_the_rest_back(digest, mail_server, monkeypatch):
    monkeypatch.setattr(sending, "LOOK_AGAIN", -1)
    press = sending.Press(digest)
    digest.begin()
    assert press.editions() is not None
    Digest.objects.get(pk=digest.pk).stop(by=None)
    assert press.editions() is None


def test_a_withdrawn_article_is_never_mailed(digest, mail_server, editor):
    lead = digest.items.first().article
    assert lead.title in digest.html
    assert lead.title in digest.subject
    lead.withdraw(by=editor, reason="wrong")
    send_digest(digest)
    assert len(mail_server.accepted) == 3
    for _, data in mail_server.accepted:
        message = message_from_bytes(data, policy=policy.default)
        whole = str(message["Subject"]) + "".join(p.get_content() for p in message.iter_parts())
        assert lead.title not in whole
        assert lead.slug not in whole
    assert "Withdrawn" in digest.changes.filter(reason__contains=lead.title).get().reason


def test_a_withdrawal_in_the_middle_of_a_run_is_seen_by_every_worker(
    digest, mail_server, editor, monkeypatch
):
    monkeypatch.setattr(sending, "LOOK_AGAIN", -1)
    digest.begin()
    presses = sending.Press(digest), sending.Press(Digest.objects.get(pk=digest.pk))
    article = digest.items.last().article

    def pages():
        return [press.editions().of_choice(WHOLE).content.html for press in presses]

    assert all(article.title in page for page in pages())
    article.withdraw(by=editor, reason="wrong")
    assert not any(
        article.title in press.editions().of_choice(WHOLE).content.html for press in presses
    )


def test_an_issue_of_which_nothing_is_left_stops(digest, mail_server, editor):
    for item in digest.items.select_related("article"):
        item.article.withdraw(by=editor, reason="wrong")
    assert send_digest(digest) == 0
    assert mail_server.accepted == []
    assert Digest.objects.get().status == "stopped"


def test_a_scheduled_issue_waits_for_its_moment(digest, mail_server, time_machine):
    digest.reopen(by=None)
    moment = timezone.now() + timedelta(hours=1)
    composing.approve(digest, by=None, at=moment)
    assert not Digest.objects.due().exists()
    time_machine.move_to(moment)
    assert Digest.objects.due().get() == digest


def test_a_run_ends_with_its_time_and_the_next_one_goes_on(digest, mail_server):
    assert send_digest(digest, seconds=1e-9) == 0
    assert statuses(digest) == {"pending": 3}
    assert send_digest(digest, seconds=50) == 3


def test_a_quoted_name_gets_the_issue(digest, mail_server):
    quoted = '"lucie <aubrac>"@example.org'
    make_subscriber(quoted)
    assert send_digest(digest) == 4
    assert quoted in mail_server.addresses


def test_a_server_that_answers_nonsense_to_a_text_leaves_it_in_doubt(digest, mail_server):
    mail_server.at_data["second@example.org"] = "354 go on"
    send_digest(digest)
    assert statuses(digest) == {"sent": 2, "in_doubt": 1}


def test_an_address_that_smtp_can_not_write_to_is_failed(digest, mail_server):
    make_subscriber("lucié@example.org")
    send_digest(digest)
    assert statuses(digest) == {"sent": 3, "failed": 1}


def test_the_sums_add_up_to_the_audience(digest, mail_server):
    mail_server.at_rcpt["first@example.org"] = "550 no"
    mail_server.hang_up_after_data.add("second@example.org")
    send_digest(digest)
    digest.refresh_from_db()
    assert digest.audience == sum(digest.tally.values()) == 3


def test_it_works_with_any_mail_backend(digest, settings, tmp_path):
    settings.MAILERS = {
        "default": {
            "BACKEND": "newsroom.core.mailbox.FolderBackend",
            "OPTIONS": {"folder": tmp_path},
        }
    }
    assert send_digest(digest) == 3
    assert len(list(tmp_path.glob("*.eml"))) == 3
