"""Statements made once answer as the querysets that they were made from."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, Section
from newsroom.core.prepared import prepared
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    """How often the querysets below were made."""
    return []


@pytest.fixture
def titled(made):
    @prepared
    def titled(title):
        made.append(title)
        return Article.objects.filter(title=title).select_related("section").with_bylines()

    return titled


def test_the_rows_are_those_of_the_queryset_each_time(titled, made):
    first, other = make_article(title="Un"), make_article(title="Deux")
    assert titled(title="Un") == [first]
    assert titled(title="Deux") == [other]
    assert titled(title="Trois") == []
    assert len(made) == 1


def test_what_is_joined_and_prefetched_comes_along(titled, django_assert_num_queries):
    article = make_published_article(title="Un")
    titled(title="Deux")
    with django_assert_num_queries(2):
        (found,) = titled(title="Un")
        shown = found.section.name, [author.name for author in found.byline]
    assert shown == ("Matériel", ["Noémie Faure"])
    assert found.published_at == article.published_at


def test_moments_are_compared_as_the_database_keeps_them():
    @prepared
    def out_at(now):
        return Article.objects.published(now).order_by("pk")

    article, now = make_published_article(), timezone.now()
    early, late = article.published_at - timedelta(seconds=1), now + timedelta(days=1)
    assert [out_at(now=moment) for moment in (early, article.published_at, late)] == [
        [],
        [article],
        [article],
    ]


def test_a_list_may_have_any_length():
    @prepared
    def among(keys):
        return Article.objects.filter(pk__in=keys).order_by("pk")

    articles = [make_article(), make_article(), make_article()]
    keys = [article.pk for article in articles]
    assert [among(keys=keys[:length]) for length in (3, 1, 2, 3)] == [
        articles,
        articles[:1],
        articles[:2],
        articles,
    ]


def test_what_is_given_by_position_has_a_statement_of_its_own():
    @prepared
    def first(model, limit):
        return model.objects.order_by("pk")[:limit]

    article = make_article()
    assert first(Article, 1) == [article]
    assert first(Section, 1) == [article.section]


def test_a_value_is_never_read_as_sql(titled):
    make_article(title="Un")
    assert titled(title="' OR 1=1 --") == titled(title="%s %(title)s") == []


def test_dictionaries_come_as_the_queryset_gives_them():
    @prepared
    def names(section):
        return Article.objects.filter(section=section).values("title")

    article = make_article(title="Un")
    assert names(section=article.section_id) == [{"title": "Un"}]


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_over_its_own_connection(titled):
    article, found = make_article(title="Un"), []

    def ask():
        found.extend(titled(title="Un"))
        connection.close()

    for _ in range(2):
        thread = Thread(target=ask)
        thread.start()
        thread.join()
    assert found == [article, article] == titled(title="Un") * 2
