import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from comments.models import Comment, Decision
from comments.signals import thread_changed
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """The articles whose thread was said to have changed."""
    articles = []

    def hear(sender, article, **kwargs):
        articles.append(article)

    thread_changed.connect(hear)
    yield articles
    thread_changed.disconnect(hear)


VERBS = [
    ("approve", "approved", {}),
    ("reject", "rejected", {"reason": "Off topic."}),
    ("mark_as_spam", "spam", {}),
]


@pytest.mark.parametrize(("verb", "status", "details"), VERBS)
def test_a_verb_changes_the_status_and_writes_who_and_why(verb, status, details, moderator):
    comment = make_waiting_comment()
    assert getattr(comment, verb)(by=moderator, **details) is True
    comment.refresh_from_db()
    decision = comment.decisions.get()
    assert comment.status == decision.status == status
    assert decision.by == moderator
    assert decision.reason == details.get("reason", "")


@pytest.mark.parametrize(("verb", "status", "details"), VERBS)
def test_a_verb_is_harmless_when_repeated(verb, status, details, moderator):
    comment = make_waiting_comment()
    getattr(comment, verb)(by=moderator, **details)
    assert getattr(comment, verb)(by=moderator, **details) is False
    assert comment.decisions.count() == 1


@pytest.mark.parametrize(("verb", "status", "details"), VERBS)
def test_hold_undoes_every_decision(verb, status, details, moderator):
    comment = make_waiting_comment()
    getattr(comment, verb)(by=moderator, **details)
    comment.hold(by=moderator)
    assert Comment.objects.waiting().get() == comment
    assert [decision.status for decision in comment.decisions.all()] == ["waiting", status]


def test_of_two_moderators_with_one_mind_the_first_decides(moderator, editor):
    comment = make_waiting_comment()
    same = Comment.objects.get(pk=comment.pk)
    comment.approve(by=moderator)
    assert same.approve(by=editor) is False
    assert comment.decisions.get().by == moderator


def test_a_rejection_says_why(moderator):
    comment = make_waiting_comment()
    with pytest.raises(ValidationError, match="Say why"):
        comment.reject(by=moderator, reason="  ")
    comment.refresh_from_db()
    assert comment.status == "waiting"
    assert not Decision.objects.exists()


def test_others_hear_of_a_decision_once_it_is_stored(
    moderator, told, django_capture_on_commit_callbacks
):
    comment = make_waiting_comment()
    with django_capture_on_commit_callbacks(execute=True):
        comment.approve(by=moderator)
        assert told == []
    assert told == [comment.article]


def test_others_hear_nothing_of_a_decision_that_changed_nothing(
    moderator, told, django_capture_on_commit_callbacks
):
    comment = make_comment()
    with django_capture_on_commit_callbacks(execute=True):
        comment.approve(by=moderator)
    assert told == []


def test_a_listener_that_fails_does_not_undo_the_decision(
    moderator, django_capture_on_commit_callbacks
):
    def fail(**kwargs):
        raise OSError("the cache is away")

    thread_changed.connect(fail)
    comment = make_waiting_comment()
    with django_capture_on_commit_callbacks(execute=True):
        comment.approve(by=moderator)
    thread_changed.disconnect(fail)
    assert Comment.objects.approved().get() == comment


def test_the_address_is_sealed_in_the_database_and_found_by_its_hash():
    comment = make_comment(email="Marie.Curie@Example.org", ip="192.0.2.7")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM comments_comment")
        stored = " ".join(map(str, cursor.fetchone()))
    assert "curie" not in stored.lower()
    assert "192.0.2.7" not in stored
    assert Comment.objects.from_address(f" {EMAIL}").get() == comment
    assert Comment.objects.get().email == "Marie.Curie@Example.org"


def test_bulk_creation_keeps_the_hash_too(article):
    Comment.objects.bulk_create(
        [Comment(article=article, name="Marie", email=EMAIL, body="Bravo à l’équipage.")]
    )
    assert Comment.objects.from_address(EMAIL).exists()


def test_deciding_opens_no_address(moderator, django_assert_max_num_queries):
    make_waiting_comment()
    comment = Comment.objects.select_related("article").without_private().get()
    with django_assert_max_num_queries(6):  # a savepoint around two writes
        comment.approve(by=moderator)
    assert "email" in comment.get_deferred_fields()


def test_a_reply_belongs_to_the_article_of_what_it_answers():
    stranger = make_comment(make_published_article("Un autre"))
    reply = Comment(article=make_published_article(), parent=stranger, name="M", body="Oui.")
    with pytest.raises(ValidationError, match="belongs to the article"):
        reply.full_clean()


def test_no_comment_answers_itself_nor_its_own_reply():
    first = make_comment()
    second = make_comment(parent=first)
    for parent in (first, second):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=first.pk).update(parent=parent)


def test_the_database_knows_the_four_statuses():
    comment = make_comment()
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=comment.pk).update(status="deleted")


def test_replies_outlive_what_they_answer():
    parent = make_comment()
    reply = make_comment(parent=parent)
    parent.delete()
    reply.refresh_from_db()
    assert reply.parent is None


def test_whoever_decided_stays_known(moderator):
    make_waiting_comment().approve(by=moderator)
    with pytest.raises(ProtectedError):
        moderator.delete()


def test_the_queue_is_read_from_its_oldest(time_machine):
    time_machine.move_to("2026-11-20 10:00", tick=False)
    older = make_waiting_comment(make_published_article())
    time_machine.move_to("2026-11-21 10:00", tick=False)
    newer = make_waiting_comment(older.article)
    make_comment(older.article)
    assert list(Comment.objects.waiting()) == [older, newer]


def test_a_comment_has_its_place_under_the_article():
    comment = make_comment()
    assert comment.get_absolute_url() == f"/commentaires/c/{comment.pk}/"
