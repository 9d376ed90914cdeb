"""What the author of a comment may still do with it, and who is faster."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.moderation import Verdict
from comments.signals import thread_changed
from tests.comments.factories import make_comment, make_waiting_comment, own, text

pytestmark = pytest.mark.django_db
HELD = Verdict(Comment.Status.WAITING, "held", rule="hold_everything")
NEW_TEXT = "Un beau navire, et une phrase corrigée."


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """The articles whose thread has changed."""
    heard = []

    def hear(sender, article, **kwargs):
        heard.append(article)

    thread_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        yield heard
    thread_changed.disconnect(hear)


# Correcting


def test_for_five_minutes_the_text_can_be_corrected(client, article, time_machine):
    comment = make_waiting_comment(article)
    answer = own(client, comment, "edit", body=NEW_TEXT)
    assert (answer.status_code, answer.headers["Location"]) == (303, comment.get_own_url())
    comment.refresh_from_db()
    assert (comment.body, comment.corrections) == (NEW_TEXT, 1)
    time_machine.move_to(timezone.now() + timedelta(minutes=5))
    late = own(client, comment, "edit", body="Un autre texte, trop tard.")
    assert late.status_code == 409
    assert "Un autre texte, trop tard.</textarea>" in text(late)  # kept for whoever typed it
    comment.refresh_from_db()
    assert comment.body == NEW_TEXT


def test_a_corrected_text_is_known_again_by_what_it_says_now(client, article):
    comment = make_waiting_comment(article)
    own(client, comment, "edit", body=NEW_TEXT)
    other = make_waiting_comment(article, body=NEW_TEXT)
    comment.refresh_from_db()
    assert comment.text_fingerprint == other.text_fingerprint != ""


def test_what_was_approved_is_judged_again(client, article, moderator):
    comment = make_waiting_comment(article)
    comment.approve(by=moderator)
    own(client, comment, "edit", body=NEW_TEXT)
    comment.refresh_from_db()
    assert comment.status == "waiting"
    lines = [(line.rule, line.reason) for line in comment.decisions.all()]
    assert lines[0][0] not in {"", "author"}
    assert lines[1] == ("author", "corrected by its author")
    assert NEW_TEXT not in text(client.get(article.get_absolute_url()))


def test_the_same_text_changes_nothing(client, article, moderator):
    comment = make_waiting_comment(article)
    comment.approve(by=moderator)
    own(client, comment, "edit", body=comment.body)
    comment.refresh_from_db()
    assert (comment.status, comment.corrections) == ("approved", 0)


def test_what_is_typed_wrong_is_kept_and_explained(client, article):
    comment = make_waiting_comment(article)
    answer = own(client, comment, "edit", body="")
    assert answer.status_code == 422
    assert "Write your comment." in text(answer)
    assert '<details class="own-edit" open>' in text(answer)
    comment.refresh_from_db()
    assert comment.corrections == 0


@pytest.mark.parametrize("status", ["rejected", "retracted"])
def test_what_was_refused_or_withdrawn_is_not_corrected(article, status):
    comment = make_comment(article, status=status)
    assert not comment.correct(NEW_TEXT, HELD)


def test_spam_stays_spam_however_it_is_corrected(client, article):
    comment = make_comment(article, status="spam")
    own(client, comment, "edit", body=NEW_TEXT)
    comment.refresh_from_db()
    assert (comment.status, comment.body) == ("spam", NEW_TEXT)
    assert "It waits for a moderator." in text(client.get(comment.get_own_url()))


def test_the_page_offers_what_is_possible(client, article, time_machine):
    comment = make_waiting_comment(article)
    assert 'value="edit"' in text(client.get(comment.get_own_url()))
    time_machine.move_to(timezone.now() + timedelta(minutes=6))
    page = text(client.get(comment.get_own_url()))
    assert 'value="edit"' not in page
    assert 'value="retract"' in page


# Withdrawing


def test_an_author_withdraws_and_brings_back(client, article, moderator):
    comment = make_waiting_comment(article, body="Un texte bien reconnaissable.")
    comment.approve(by=moderator)
    own(client, comment, "retract")
    assert comment.body not in text(client.get(article.get_absolute_url()))
    page = text(client.get(comment.get_own_url()))
    assert "You have withdrawn it." in page
    own(client, comment, "restore")
    assert comment.body in text(client.get(article.get_absolute_url()))
    statuses = list(comment.decisions.values_list("status", "rule"))
    assert statuses[:2] == [("approved", "author"), ("retracted", "author")]


def test_replies_to_what_was_withdrawn_stay_readable(client, article):
    parent = make_comment(article)
    reply = make_comment(article, parent=parent, body="Une réponse qui reste.")
    parent.retract()
    page = text(client.get(article.get_absolute_url()))
    assert reply.body in page
    assert "This comment is no longer shown." in page


def test_what_waited_waits_again_and_what_was_spam_is_spam_again(article):
    for status in ("waiting", "spam"):
        comment = make_comment(article, status=status)
        comment.decisions.create(status=status)
        assert comment.retract()
        assert comment.restore()
        assert comment.status == status


def test_after_a_day_it_stays_withdrawn(article, time_machine):
    comment = make_comment(article)
    comment.retract()
    time_machine.move_to(timezone.now() + timedelta(days=1, seconds=1))
    assert not comment.restore()


def test_a_rejection_cannot_be_withdrawn_from_the_history(article, moderator):
    comment = make_waiting_comment(article)
    comment.reject(by=moderator, reason="Hors sujet.")
    assert not comment.retract()


def test_each_is_harmless_when_repeated(article):
    comment = make_comment(article)
    assert [comment.retract(), comment.retract()] == [True, False]
    assert [comment.restore(), comment.restore()] == [True, False]
    assert comment.decisions.count() == 2


def test_the_thread_hears_where_readers_see_a_difference(article, told):
    waiting = make_waiting_comment(article)
    waiting.retract()
    shown = make_comment(article)
    shown.correct(NEW_TEXT, HELD)
    assert told == []  # until it is stored for good


# Two at once: each object saw the comment as it was before the other's change


def twice(comment):
    return Comment.objects.get(pk=comment.pk), Comment.objects.get(pk=comment.pk)


def test_a_moderator_was_faster_than_a_correction(article, moderator):
    authors, desks = twice(make_waiting_comment(article))
    desks.reject(by=moderator, reason="Hors sujet.")
    assert not authors.correct(NEW_TEXT, HELD)
    desks.refresh_from_db()
    assert (desks.status, desks.corrections) == ("rejected", 0)


def test_a_moderator_approves_what_was_read_and_not_what_it_became(article, moderator):
    authors, desks = twice(make_waiting_comment(article))
    assert authors.correct(NEW_TEXT, HELD)
    assert not desks.approve(by=moderator, seen=desks.as_seen)
    desks.refresh_from_db()
    assert desks.approve(by=moderator, seen=desks.as_seen)


def test_what_was_withdrawn_is_not_published_by_a_click_that_came_late(article, moderator):
    authors, desks = twice(make_waiting_comment(article))
    authors.retract()
    for decide in (desks.approve, desks.hold, desks.mark_as_spam):
        assert not decide(by=moderator)
        assert desks.status == "retracted"


def test_a_withdrawal_that_came_late_asks_to_look_again(client, article, moderator):
    authors, desks = twice(make_waiting_comment(article))
    desks.approve(by=moderator)
    assert not authors.retract()
    authors.refresh_from_db()
    assert authors.retract()


@pytest.mark.parametrize("verb", ["", "approve", "delete", "__class__"])
def test_other_verbs_do_nothing(client, article, verb):
    comment = make_waiting_comment(article)
    assert own(client, comment, verb).status_code == 303
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert not comment.decisions.exists()
