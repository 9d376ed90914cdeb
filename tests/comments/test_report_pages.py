"""Anybody reports, without an account, and reads what became of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments.desk.queues import sizes
from comments.models import Comment, Report
from comments.report_mails import tell_reporter
from comments.reporting import PER_NETWORK
from comments.settling import answer_withdrawn, settle_decisions
from newsroom.core.handover import TryLater
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment, text
from tests.newsroom.pages import Page

pytestmark = pytest.mark.django_db
READER = "lea.martin@example.org"
NOBODY_LISTENS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
    }
}
NOTICE = {"reason": "illegal", "ground": "Diffamation", "text": "Une accusation sans preuve."}


@pytest.fixture
def comment():
    return make_comment(body="Le maire a tout volé.")


def send(client, comment, headers=None, **typed):
    return client.post(f"{comment.get_absolute_url()}signaler/", NOTICE | typed, headers=headers)


def settle():
    return settle_decisions(timezone.now() + timedelta(minutes=1))


def test_each_comment_has_a_link_to_its_form(client, comment):
    html = text(client.get(comment.article.get_absolute_url()))
    url = f"{comment.get_absolute_url()}signaler/"
    assert f'href="{url}"' in html
    page = client.get(url)
    assert "Le maire a tout volé." in text(page)
    assert Page(page).skipped_levels == []
    assert not page.cookies


def test_a_report_has_a_receipt_with_a_number_and_a_page(client, comment):
    answer = send(client, comment)
    assert answer.status_code == 303
    assert not answer.cookies
    made = Report.objects.get()
    page = client.get(answer.url)
    assert made.number in text(page)
    assert "We have received it." in text(page)
    assert page["Cache-Control"] == "private, no-store"
    assert (made.ground, made.text) == ("Diffamation", "Une accusation sans preuve.")


def test_an_address_is_sealed_and_shown_nowhere(client, comment):
    answer = send(client, comment, email=READER)
    assert READER not in text(client.get(answer.url))
    assert Report.objects.get().masked_email == "l…n@example.org"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reason": ""}, "Choose what is wrong"),
        ({"reason": "<b>"}, "Choose what is wrong"),
        ({"text": ""}, "Say why it is illegal"),
        ({"text": "x" * 2001}, "Shorten this"),
        ({"email": "personne"}, "Check this e-mail address"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(client, comment, typed, words):
    answer = send(client, comment, **typed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'value="Diffamation"' in text(answer)
    assert not Report.objects.exists()


def test_other_reasons_need_no_words(client, comment):
    assert send(client, comment, reason="spam", text="", ground="").status_code == 303


def test_a_robot_and_another_site_report_nothing(client, comment):
    assert send(client, comment, subject="x").status_code == 303
    assert send(client, comment, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Report.objects.exists()


def test_a_network_that_reports_too_much_is_told_when_to_come_back(client, comment):
    for _number in range(PER_NETWORK["limit"]):
        send(client, comment)
    answer = send(client, comment)
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert "Une accusation sans preuve." in text(answer)


def test_what_nobody_reads_can_not_be_reported(client):
    waiting = make_waiting_comment()
    assert client.get(f"{waiting.get_absolute_url()}signaler/").status_code == 404
    assert send(client, waiting, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert send(client, waiting).status_code == 410
    assert not Report.objects.exists()


@pytest.mark.parametrize("how", ["held", "withdrawn", "rejected", "gone", "with its article"])
def test_a_report_that_comes_too_late_says_so_and_gives_the_words_back(
    client, comment, moderator, editor, how
):
    taken_away = {
        "held": lambda: comment.hold_for_reports(3),
        "withdrawn": comment.retract,
        "rejected": lambda: comment.reject(by=moderator, reason="Accusation sans preuve."),
        "gone": lambda: Comment.objects.filter(pk=comment.pk).delete(),
        "with its article": lambda: comment.article.withdraw(by=editor, reason="wrong"),
    }
    taken_away[how]()
    answer = send(client, comment, text="Une <b>accusation</b>.", email=READER)
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "private, no-store"
    assert "This comment is no longer shown" in text(answer)
    assert ">\nDiffamation\n\nUne &lt;b&gt;accusation&lt;/b&gt;.</textarea>" in text(answer)
    for secret in ("volé", "Marie", "preuve", READER):
        assert secret not in text(answer)
    assert Page(answer).skipped_levels == []


def test_a_report_without_words_that_comes_too_late_has_none_to_give_back(client):
    answer = send(client, make_waiting_comment(), reason="spam", ground="", text="")
    assert "<textarea" not in text(answer)


@pytest.mark.parametrize("token", ["x", "1:x", "1"])
def test_a_status_page_can_not_be_guessed(client, comment, token):
    send(client, comment)
    assert client.get(f"/commentaires/signalement/{token}/").status_code == 404


def test_the_outcome_comes_by_one_mail_that_quotes_nobody(client, comment, moderator):
    status = send(client, comment, email=READER).url
    comment.refresh_from_db()
    comment.reject(by=moderator, reason="Accusation sans preuve.")
    settle()
    settle()
    [sent] = mail.outbox
    assert sent.to == [READER]
    everything = f"{sent.subject} {sent.body} {sent.alternatives[0].content}"
    for secret in ("volé", "Diffamation", "Marie", EMAIL, "preuve"):
        assert secret not in everything
    assert "It was taken away" in everything
    assert status in everything
    assert "Accusation sans preuve." in text(client.get(status))


def test_a_comment_that_stays_is_told_too(client, comment, moderator):
    status = send(client, comment, email=READER).url
    comment.approve(by=moderator)
    settle()
    assert "It stays" in mail.outbox[0].body
    assert "The comment stays." in text(client.get(status))


def test_a_mail_server_that_is_away_is_asked_again(comment, moderator, settings):
    made = Report.objects.create(comment=comment, reason="insult", email=READER)
    comment.approve(by=moderator)
    inbox, settings.MAILERS = settings.MAILERS, NOBODY_LISTENS
    with pytest.raises(TryLater):
        tell_reporter(made.pk)
    settings.MAILERS = inbox
    assert [tell_reporter(made.pk), tell_reporter(made.pk)] == [True, False]


def test_without_an_address_no_mail_goes(client, comment, moderator):
    send(client, comment)
    comment.approve(by=moderator)
    settle()
    assert not mail.outbox
    assert tell_reporter(Report.objects.get().pk) is False


def test_what_its_author_withdraws_is_answered_when_it_can_not_come_back(
    client, comment, time_machine
):
    status = send(client, comment, email=READER).url
    comment.refresh_from_db()
    assert comment.retract()
    assert sizes()["reported"]["number"] == 0  # nothing to decide
    assert answer_withdrawn() == 0  # it may come back
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert [answer_withdrawn(), answer_withdrawn()] == [1, 0]
    assert "is no longer shown" in mail.outbox[0].body
    assert "Its author has withdrawn it." in text(client.get(status))
