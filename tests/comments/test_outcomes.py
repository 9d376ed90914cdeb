"""Whose comment was refused hears why: at a confirmed address alone, once, and not too early."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from comments import settling
from comments.appealing import file_appeal
from comments.desk.forms import AppealAnswerForm, SanctionForm
from comments.models import Comment, Device, Silence
from comments.reporting import report
from comments.settling import settle_decisions
from tests.comments.factories import EMAIL, make_waiting_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(article):
    """Marie's, who has confirmed her address."""
    comment = make_waiting_comment(article, body="Un texte que le message ne cite pas.")
    comment.device = Device.objects.create(email_fingerprint=comment.email_fingerprint)
    Comment.objects.filter(pk=comment.pk).update(device=comment.device)
    return comment


def settle():
    """What happens once the moderator can't take it back any more."""
    settle_decisions(timezone.now() + timedelta(seconds=11))


def test_the_author_reads_the_ground_and_the_way_to_appeal(comment, moderator):
    comment.reject(by=moderator, code="insult")
    assert mail.outbox == []
    settle()
    settle()
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    for part in (message.body, message.alternatives[0].content):
        flat = " ".join(part.split())
        assert "It attacks a person instead of answering what they say." in flat
        assert "Rule 2 of our comments" in flat
        assert "A person decided this." in flat
        assert "reported" not in flat
        assert comment.get_own_url() in flat
        for words in (comment.body, comment.name, moderator.username):
            assert words not in flat
    assert message.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_another_worker_tells_is_told_by_nobody_else(comment, moderator):
    comment.reject(by=moderator, code="insult")
    mine, theirs = comment.decisions.get(), comment.decisions.get()
    assert settling.settle(theirs, timezone.now())
    assert not settling.settle(mine, timezone.now())
    assert len(mail.outbox) == 1


def test_the_author_is_told_that_readers_had_reported_it(comment, moderator):
    comment.approve(by=moderator)
    report(comment, network="n1", reason="insult")
    comment.reject(by=moderator, code="insult")
    settle()
    (message,) = mail.outbox
    for part in (message.body, message.alternatives[0].content):
        assert "A person decided this. Readers had reported it." in " ".join(part.split())


@pytest.mark.parametrize("verb", ["approve", "mark_as_spam", "hold"])
def test_other_decisions_are_not_mailed(comment, moderator, verb):
    getattr(comment, verb)(by=moderator)
    settle()
    assert mail.outbox == []


def test_what_was_taken_back_is_not_told(comment, moderator):
    comment.reject(by=moderator, code="insult")
    comment.hold(by=moderator)
    settle()
    assert mail.outbox == []


def test_an_address_that_is_not_confirmed_or_wants_none_gets_none(comment, moderator):
    unconfirmed = make_waiting_comment(email="autre@example.org")
    unconfirmed.reject(by=moderator, code="insult")
    Silence.objects.create(email_fingerprint=comment.email_fingerprint)
    comment.reject(by=moderator, code="insult")
    settle()
    assert mail.outbox == []


def test_a_sanction_is_told_to_the_confirmed_person_it_is_of(comment, moderator):
    for kind, scope in [("note", "device"), ("ban", "address"), ("warning", "device")]:
        sent = {
            "kind": kind,
            "scope": scope,
            "text": "Ceci reste au bureau.",
            "days": "",
            "code": "",
        }
        form = SanctionForm(sent, comment=comment)
        assert form.is_valid()
        form.impose(by=moderator)
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([EMAIL], "News about your comments")
    assert "The desk warns you." in message.body
    assert comment.get_own_url() in message.body
    assert "bureau" not in message.body + message.alternatives[0].content


@pytest.mark.parametrize(
    ("outcome", "words"), [("granted", "You were right"), ("dismissed", "it stands")]
)
def test_who_has_appealed_is_told_of_the_answer(comment, moderator, editor, outcome, words):
    comment.reject(by=moderator, code="insult")
    appeal = file_appeal(comment.decisions.first(), "Je n’ai insulté personne.")
    for _time in range(2):  # two colleagues answer at once: the first one counts
        form = AppealAnswerForm({"outcome": outcome, "answer": "Relu."})
        assert form.is_valid()
        form.settle(appeal, by=editor)
    (message,) = mail.outbox
    assert words in message.body
    assert ("says why" in message.body) == (outcome == "dismissed")
