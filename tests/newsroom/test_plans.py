"""SQLite plans by its indexes alone: what ANALYZE wrote is forgotten, and lists don't mind it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.core.plans import forget_statistics
from tests.comments.factories import make_comment
from tests.factories import make_author, make_published_article

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="statistics of SQLite"),
]

# What ANALYZE wrote of a paper with 100,000 articles and as many comments
OF_A_LARGE_PAPER = [
    ("comments_comment", "comments_that_open_threads", "100000 100 100 100 1"),
    ("comments_comment", "comments_of_a_root", "100000 100000 1"),
    ("comments_comment", "comments_of_an_article", "100000 100 100 1"),
    ("articles_byline", "desk_articles_signed", "200000 10000 1"),
    ("articles_byline", "sqlite_autoindex_articles_byline_1", "200000 2 1"),
    ("articles_taggedarticle", "sqlite_autoindex_articles_taggedarticle_1", "299333 998 1"),
    ("articles_article", "articles_by_date", "100000 100000 1 1 1"),
]


@pytest.fixture
def statistics(transactional_db):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.executemany("INSERT INTO sqlite_stat1 VALUES (%s, %s, %s)", OF_A_LARGE_PAPER)
        cursor.execute("ANALYZE sqlite_schema")  # reads them
    yield
    forget_statistics()


def plans(client, url) -> dict[str, str]:
    """How each question of a page is answered."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    found = {}
    with connection.cursor() as cursor:
        for sql in [query["sql"].strip() for query in asked]:
            if sql.startswith(("SELECT", "WITH")):
                cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
                found[sql] = "\n".join(step[3] for step in cursor.fetchall())
    return found


def test_statistics_change_plans_until_they_are_forgotten(client, transactional_db, request):
    article = make_published_article()
    make_comment(parent=make_comment(article))
    before = sorted(plans(client, article.get_absolute_url()).values())
    request.getfixturevalue("statistics")
    assert sorted(plans(client, article.get_absolute_url()).values()) != before
    forget_statistics()
    assert sorted(plans(client, article.get_absolute_url()).values()) == before


def test_lists_begin_with_the_newest_whatever_is_known(client, statistics):
    article = make_published_article(authors=[make_author("Zoé")], tags=["mer"])
    for thing in (article.tags.get(), article.authors.get()):
        found = plans(client, thing.get_absolute_url())
        (steps,) = [found[sql] for sql in found if 'ORDER BY "articles_article"."published' in sql]
        assert "articles_by_date" in steps
        assert "TEMP B-TREE" not in steps
