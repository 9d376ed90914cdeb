"""The states of an article: who handed it in, when it is out, and what becomes of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db


def tomorrow():
    return timezone.now() + timedelta(days=1)


def history(article):
    changes = article.status_changes.order_by("pk")
    return [(change.status, change.by.username, change.reason) for change in changes]


def refusal(verb, **details):
    with pytest.raises(ValidationError) as refused:
        verb(**details)
    return refused.value.messages


def test_every_step_is_written_down_with_who_and_why(reporter, editor):
    article = make_article()
    article.submit(by=reporter)
    article.send_back(by=editor, reason="A source is missing.")
    article.submit(by=reporter)
    article.publish(by=editor)
    article.withdraw(by=editor, reason="The source was wrong.")
    assert history(article) == [
        ("review", "noemie", ""),
        ("draft", "soraya", "A source is missing."),
        ("review", "noemie", ""),
        ("published", "soraya", ""),
        ("withdrawn", "soraya", "The source was wrong."),
    ]


@pytest.mark.parametrize("verb", ["submit", "send_back", "publish"])
def test_a_verb_repeated_changes_nothing(verb, editor):
    article = make_article(status="review")
    getattr(article, verb)(by=editor)
    before = (article.status, article.published_at, article.status_changes.count())
    getattr(article, verb)(by=editor)
    assert (article.status, article.published_at, article.status_changes.count()) == before


def test_a_withdrawal_repeated_keeps_its_first_reason(editor):
    article = make_published_article()
    article.withdraw(by=editor, reason="False.")
    article.withdraw(by=editor, reason="Again.")
    assert article.withdrawal_reason == "False."
    assert article.status_changes.count() == 1


def test_two_windows_of_one_article_publish_it_once(editor):
    article = make_article()
    other_window = Article.objects.get(pk=article.pk)
    article.publish(by=editor)
    other_window.publish(by=editor)
    assert other_window.published_at == article.published_at
    assert article.status_changes.count() == 1


def test_a_window_that_is_behind_cannot_do_what_can_no_longer_be_done(reporter, editor):
    article = make_article()
    behind = Article.objects.get(pk=article.pk)
    article.publish(by=editor)
    assert refusal(behind.submit, by=reporter) == ["This can't be done: the article is published."]


@pytest.mark.parametrize(
    ("verb", "status", "details"),
    [
        ("submit", "published", {}),
        ("submit", "withdrawn", {}),
        ("send_back", "published", {}),
        ("withdraw", "draft", {"reason": "Why not."}),
        ("withdraw", "review", {"reason": "Why not."}),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(verb, status, details, editor):
    article = make_article(status=status, published_at=timezone.now())
    (sentence,) = refusal(getattr(article, verb), by=editor, **details)
    assert sentence.startswith("This can't be done: the article is ")


@pytest.mark.parametrize("verb", ["submit", "publish"])
def test_what_is_missing_is_named_all_at_once(verb, editor):
    article = make_article(standfirst=" ", body="<p></p>", authors=())
    assert refusal(getattr(article, verb), by=editor) == [
        "The standfirst is missing.",
        "The body is empty.",
        "No author is named.",
    ]
    assert article.status == "draft"


def test_a_withdrawal_needs_a_reason(editor):
    article = make_published_article()
    assert refusal(article.withdraw, by=editor, reason=" ") == ["Say why the article is withdrawn."]


def test_a_scheduled_article_can_be_moved_and_published_at_once(editor, time_machine):
    article = make_article()
    article.publish(by=editor, at=tomorrow())
    assert article.is_scheduled
    later = timezone.now() + timedelta(days=3)
    article.publish(by=editor, at=later)
    assert article.published_at == later
    article.publish(by=editor)
    assert article.is_published
    assert [status for status, *_ in history(article)] == ["published"] * 3


def test_what_readers_see_cannot_be_hidden_by_a_later_date(editor):
    article = make_published_article()
    assert refusal(article.publish, by=editor, at=tomorrow()) == [
        "Readers see it already: withdraw it first, to show it again later."
    ]


def test_a_slip_of_the_year_does_not_publish_at_once(editor):
    article = make_article()
    last_year = timezone.now() - timedelta(days=365)
    assert refusal(article.publish, by=editor, at=last_year) == [
        "This time is past: leave it empty to publish at once."
    ]


def test_the_date_of_what_is_out_may_be_corrected(editor):
    article = make_published_article(hours=1)
    earlier = timezone.now() - timedelta(days=2)
    article.publish(by=editor, at=earlier)
    assert article.published_at == earlier


def test_a_withdrawal_undone_gives_the_article_back_under_its_date(editor):
    article = make_published_article(hours=500)
    date = article.published_at
    article.withdraw(by=editor, reason="By mistake.")
    article.publish(by=editor)
    assert article.is_published
    assert article.published_at == date
    assert article.withdrawal_reason == ""


def test_what_is_rewritten_after_a_withdrawal_is_new(editor):
    article = make_published_article(hours=500)
    article.withdraw(by=editor, reason="False.")
    article.send_back(by=editor)
    article.publish(by=editor)
    assert timezone.now() - article.published_at < timedelta(minutes=1)


def test_what_was_only_scheduled_was_never_out(editor, time_machine):
    article = make_article()
    article.publish(by=editor, at=tomorrow())
    article.withdraw(by=editor, reason="The embargo was cancelled.")
    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert not article.was_out
    assert not Article.objects.once_out().exists()


def test_readers_are_told_of_changes_after_the_publication_only():
    article = make_published_article(hours=2)
    assert not article.was_updated
    article.changed_at = article.published_at - timedelta(days=1)
    assert article.updated_at == article.published_at
    article.changed_at = timezone.now()
    assert article.was_updated


def test_a_published_article_without_a_date_cannot_be_stored():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(status="published", published_at=None)


@pytest.mark.django_db(transaction=True)
def test_many_clicks_at_once_publish_once(editor):
    article = make_article()

    def click(_):
        try:
            Article.objects.get(pk=article.pk).publish(by=editor)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(click, range(6)))
    assert article.status_changes.count() == 1


@pytest.mark.django_db
def test_a_time_that_is_long_past_is_refused_and_one_of_a_moment_ago_is_not(editor):
    article, now = make_article(), timezone.now()
    with pytest.raises(ValidationError, match="This time is past"):
        article.publish(by=editor, at=now - timedelta(hours=2))
    article.publish(by=editor, at=now - timedelta(minutes=59))
    assert article.is_published


@pytest.mark.django_db
def test_an_end_at_the_very_second_of_its_date_is_refused(editor):
    article, moment = make_article(), timezone.now() + timedelta(days=1)
    article.publish(by=editor, at=moment)
    with pytest.raises(ValidationError, match="before it appears"):
        article.set_bounds(by=editor, embargo_until=None, expires_at=moment)
