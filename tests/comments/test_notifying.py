"""Who was answered hears of it: only who asked, only once, only of what readers see."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from comments import notifying
from comments.models import Comment, Device, ReplyMail, Silence
from comments.notifying import claim, note_replies, tell_of_replies
from newsroom.schedule import SCHEDULES
from tests.comments.factories import EMAIL, PRESSED, link_in, make_comment, make_waiting_comment
from tests.factories import make_published_article
from tests.newsletter import sink

pytestmark = pytest.mark.django_db
NOON = "2026-11-20 12:00+01:00"
SOON = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def noon(time_machine):
    """At twelve, in Paris; `noon(minutes=2)` moves on, and lets the worker look."""
    time_machine.move_to(NOON, tick=False)

    def later(**time):
        time_machine.move_to(timezone.now() + timedelta(**time), tick=False)
        return tell_of_replies()

    return later


@pytest.fixture
def mail_server(settings):
    with sink.running() as server:
        settings.MAILERS = server.mailers
        yield server


def make_asker(article=None, when="at_once", **fields):
    """Marie's comment: she wants to hear of replies, and has confirmed her address."""
    comment = make_comment(article, reply_mails=when, **fields)
    device = Device.objects.create(email_fingerprint=comment.email_fingerprint)
    Comment.objects.filter(pk=comment.pk).update(device=device)
    comment.device = device
    return comment


def answer(comment, email="pierre@example.org", **fields):
    return make_comment(parent=comment, email=email, name="Pierre", **fields)


def test_the_worker_looks_each_minute():
    assert SCHEDULES["send-comment-mails"]["task"] == "comments.tasks.send_mails"
    assert SCHEDULES["send-comment-mails"]["cron"] == "* * * * *"


def test_who_asked_is_told_once_of_a_reply(noon):
    asker = make_asker()
    reply = answer(asker, body="Un texte que le message ne montre pas.")
    assert noon() == 0  # a moderator may still take it back
    assert noon(minutes=1) == 1
    assert noon(minutes=1) == 0
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    assert f"http://testserver{reply.get_absolute_url()}" in message.body
    whole = message.message().as_string() + message.alternatives[0].content
    for words in ("Pierre", "pierre@", "Un texte que", asker.body):
        assert words not in whole
    assert ReplyMail.objects.get().status == "sent"


def test_only_what_readers_see_is_told(noon, moderator, editor):
    asker = make_asker()
    reply = make_waiting_comment(asker.article, parent=asker, email="pierre@example.org")
    assert noon(minutes=5) == 0
    reply.approve(by=moderator)
    noon()
    reply.hold(by=moderator)
    assert noon(minutes=1) == 0
    reply.approve(by=moderator)
    asker.article.withdraw(by=editor, reason="Faux.")
    assert noon(minutes=5) == 0
    asker.article.publish(by=editor)
    noon()
    assert noon(minutes=1) == 1


def test_a_reply_that_was_told_and_held_is_not_told_again(noon, moderator):
    reply = answer(make_asker())
    noon()
    noon(minutes=1)
    reply.hold(by=moderator)
    noon(minutes=1)
    reply.approve(by=moderator)
    noon(minutes=1)
    noon(minutes=1)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("status", ["rejected", "spam", "retracted", "waiting"])
def test_nobody_is_told_about_a_comment_that_is_gone(noon, status):
    asker = make_asker(status=status)
    answer(asker)
    noon()
    assert noon(minutes=1) == 0


def test_nobody_is_told_who_did_not_ask_or_did_not_confirm(noon):
    answer(make_asker(when=""))
    answer(make_comment(reply_mails="at_once", email="p@example.org"))  # typed, never confirmed
    noon()
    assert noon(minutes=1) == 0
    assert not ReplyMail.objects.exists()


def test_a_device_of_another_address_confirms_nothing(noon):
    asker = make_asker(email="victime@example.org")
    other = Device.objects.create(email_fingerprint="x" * 64)
    Comment.objects.filter(pk=asker.pk).update(device=other)
    answer(asker)
    noon()
    assert noon(minutes=1) == 0


def test_nobody_is_told_of_a_reply_of_their_own(noon):
    asker = make_asker()
    answer(asker, email=EMAIL)
    answer(asker, email="autre@example.org", device=asker.device)
    noon()
    assert noon(minutes=1) == 0


def test_a_forgotten_address_gets_nothing(noon):
    asker = make_asker()
    answer(asker)
    noon()
    Comment.objects.filter(pk=asker.pk).update(email="", email_fingerprint="")
    assert noon(minutes=1) == 0


def test_several_replies_of_a_minute_are_one_mail(noon):
    asker = make_asker()
    replies = [answer(asker, body=f"Réponse {number}.") for number in range(3)]
    noon()
    assert noon(minutes=1) == 1
    (message,) = mail.outbox
    assert message.subject == "Your comments have 3 replies"
    for reply in replies:
        assert reply.get_absolute_url() in message.body


def test_once_a_day_means_at_six_in_the_evening(noon):
    asker = make_asker(when="daily")
    answer(asker, body="Du matin.")
    noon()
    answer(asker, body="De l’après-midi.")
    assert noon(hours=5, minutes=59) == 0
    assert noon(minutes=1) == 1
    answer(asker, body="Du soir.")
    assert noon(minutes=1) == 0
    assert noon(hours=23, minutes=58) == 0
    assert noon(minutes=1) == 1
    assert [message.subject[:16] for message in mail.outbox] == [
        "Your comments ha",
        "Your comment has",
    ]


def test_old_replies_are_no_news(noon):
    answer(make_asker(), created_at=timezone.now() - timedelta(days=31))
    noon()
    assert noon(minutes=1) == 0


# Leaving


def test_the_mail_stops_with_one_click(noon):
    asker = make_asker()
    answer(asker)
    noon()
    noon(minutes=1)
    message = mail.outbox[0].message()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = re.fullmatch(
        r"<(http://testserver/commentaires/arret/\S+)>", message["List-Unsubscribe"]
    )[1]
    assert b"List-Unsubscribe: <http" in message.as_bytes()  # whole, on one line
    stopped = Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})
    assert (stopped.status_code, stopped.cookies) == (200, {})
    answer(asker, body="Une autre réponse.")
    noon()
    assert noon(minutes=1) == 0


def test_one_talk_stops_with_one_button_and_the_others_go_on(noon, client):
    asker, elsewhere = (make_asker(make_published_article(title)) for title in ("Phare", "Port"))
    answer(asker)
    noon()
    noon(minutes=1)
    url = link_in(mail.outbox[0], "stop_comment_talk")
    assert asker.article.title in client.get(url).text
    assert Comment.objects.get(pk=asker.pk).reply_mails  # looking changes nothing
    browser = Client(enforce_csrf_checks=True)
    for _time in range(2):
        assert browser.post(url, PRESSED).status_code == 200
    answer(asker, body="Une autre réponse.")
    answer(elsewhere)
    noon()
    noon(minutes=1)
    assert ["Phare" in sent.body for sent in mail.outbox] == [True, False]
    assert client.get(url.replace("-du-fil", "")).status_code == 404  # a token of another kind


def test_a_stop_counts_for_what_was_about_to_leave(noon):
    asker = make_asker()
    answer(asker)
    noon()
    Silence.objects.create(email_fingerprint=asker.email_fingerprint)
    assert noon(minutes=1) == 0
    assert not ReplyMail.objects.exists()


def test_both_parts_say_the_same(noon):
    asker = make_asker()
    answer(asker)
    noon()
    noon(minutes=1)
    message = mail.outbox[0]
    html = message.alternatives[0].content
    for part in (message.body, html):
        assert link_in(message, "stop_comment_mails") in part
        assert asker.get_own_url() in part
        assert asker.article.title in part


# The mail server and the worker


def test_a_server_that_asks_to_come_back_is_asked_again(noon, mail_server):
    answer(make_asker())
    mail_server.at_rcpt[EMAIL] = "451 greylisted"
    noon()
    assert noon(minutes=1) == 0
    line = ReplyMail.objects.get()
    assert (line.status, line.attempts) == ("deferred", 1)
    assert "greylisted" in line.error
    mail_server.at_rcpt.clear()
    assert noon(minutes=1) == 0
    assert noon(minutes=1) == 1
    assert mail_server.addresses == [EMAIL]


def test_a_mailbox_that_is_gone_is_not_asked_again(noon, mail_server):
    answer(make_asker())
    mail_server.at_rcpt[EMAIL] = "550 no such user"
    noon()
    noon(minutes=1)
    assert ReplyMail.objects.get().status == "failed"
    mail_server.at_rcpt.clear()
    assert noon(days=2) == 0


def test_a_loss_before_the_text_is_repeated_and_one_after_it_is_not(noon, mail_server):
    answer(make_asker())
    mail_server.hang_up_at_rcpt.add(EMAIL)
    noon()
    noon(minutes=1)
    assert ReplyMail.objects.get().status == "deferred"
    mail_server.hang_up_after_data.add(EMAIL)
    noon(minutes=2)
    assert ReplyMail.objects.get().status == "in_doubt"
    mail_server.hang_up_after_data.clear()
    noon(days=2)
    assert len(mail_server.accepted) == 1


def test_after_seven_attempts_it_is_given_up(noon, mail_server):
    answer(make_asker())
    mail_server.mail_from = "421 too busy"
    noon()
    noon(minutes=1)
    for _ in range(6):
        noon(days=1)
    line = ReplyMail.objects.get()
    assert (line.status, line.attempts) == ("failed", 7)


def test_a_worker_that_died_leaves_a_doubt_and_no_second_mail(noon):
    answer(make_asker())
    noon()
    now = timezone.now() + SOON
    claim(ReplyMail.objects.get().reader, now)  # and there it died
    assert noon(minutes=2) == 0
    assert noon(minutes=20) == 0
    assert ReplyMail.objects.get().status == "in_doubt"


def test_of_two_workers_one_has_the_line(noon):
    asker = make_asker()
    answer(asker)
    now = timezone.now()
    note_replies(now)
    note_replies(now)
    first, second = (claim(asker.email_fingerprint, now + SOON) for _ in range(2))
    assert ReplyMail.objects.filter(batch=first).count() == 1
    assert not ReplyMail.objects.filter(batch=second).exists()


def test_one_reader_s_trouble_is_nobody_else_s(noon, mail_server):
    answer(make_asker())
    answer(make_asker(email="b@example.org"))
    mail_server.at_rcpt[EMAIL] = "550 no such user"
    noon()
    assert noon(minutes=1) == 1
    assert mail_server.addresses == ["b@example.org"]


def test_what_is_asked_each_minute_does_not_grow_with_the_thread(
    noon, django_assert_max_num_queries
):
    asker = make_asker()
    for number in range(20):
        answer(asker, body=f"Réponse {number}.")
    with django_assert_max_num_queries(5):
        note_replies(timezone.now())
        assert notifying.tellable().count() == 20
