"""The archive goes by the paper's own days, which are not those of Greenwich."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from articles.archives import months, period, published_in
from articles.models import Article
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


def out_at(*moment, title="Le câble"):
    return make_published_article(title, published_at=datetime(*moment, tzinfo=UTC))


def titles(client, path):
    return [article.title for article in client.get(path).context["page"].object_list]


def test_the_last_half_hour_of_december_in_greenwich_is_january_in_paris(client):
    out_at(2025, 12, 31, 22, 59, title="Avant")
    out_at(2025, 12, 31, 23, 30, title="Après")
    assert titles(client, "/archives/2026/01/01/") == ["Après"]
    assert titles(client, "/archives/2026/01/") == ["Après"]
    assert titles(client, "/archives/2026/") == ["Après"]
    assert titles(client, "/archives/2025/12/31/") == ["Avant"]


@pytest.mark.parametrize(
    ("first", "last", "day"),
    [
        ((2026, 3, 28, 23, 0), (2026, 3, 29, 21, 59), date(2026, 3, 29)),
        ((2026, 10, 24, 22, 0), (2026, 10, 25, 22, 59), date(2026, 10, 25)),
    ],
)
def test_a_day_of_23_or_25_hours_is_a_day(first, last, day):
    inside = {out_at(*first), out_at(*last)}
    out_at(*first[:4], 0).delete()
    end = period(day.year, day.month, day.day)[1]
    assert set(published_in(day, end)) == {a for a in inside if a.pk}


def test_a_second_before_and_after_the_day_are_other_days():
    out_at(2026, 3, 28, 22, 59, 59)
    out_at(2026, 3, 29, 22, 0, 0)
    assert not published_in(*period(2026, 3, 29)).exists()


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ((2026,), (date(2026, 1, 1), date(2027, 1, 1))),
        ((2026, 12), (date(2026, 12, 1), date(2027, 1, 1))),
        ((2024, 2), (date(2024, 2, 1), date(2024, 3, 1))),
        ((2024, 2, 29), (date(2024, 2, 29), date(2024, 3, 1))),
        ((2026, 12, 31), (date(2026, 12, 31), date(2027, 1, 1))),
    ],
)
def test_a_period_ends_before_the_next_begins(asked, days):
    assert period(*asked) == days


@pytest.mark.parametrize(
    "path", ["2025/02/30", "2026/13", "2026/00", "2026/1", "1999", "2999", "0000", "20266", "abc"]
)
def test_a_day_that_was_not_is_missing(client, article, path):
    assert client.get(f"/archives/{path}/").status_code == 404


def test_the_months_are_counted_the_newest_first(client):
    for moment in [(2025, 12, 31, 23, 30), (2026, 1, 5), (2025, 11, 2)]:
        out_at(*moment)
    assert [(m["date"].strftime("%Y-%m"), m["count"]) for m in months()] == [
        ("2026-01", 2),
        ("2025-11", 1),
    ]
    assert client.get("/archives/").status_code == 200


@pytest.mark.parametrize(
    ("asked", "index"),
    [({}, "articles_by_date"), ({"section": 1}, "articles_of_a_section")],
    ids=["all", "a section"],
)
def test_what_is_out_is_counted_from_an_index_alone(asked, index):
    articles = Article.objects.published().filter(**asked).order_by().values("pk")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # to which no rows are the same by any way
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("DROP INDEX desk_articles_by_key")  # which can't count alone
    plan = articles.explain()
    assert f"COVERING INDEX {index} " in plan or f"Index Only Scan using {index} " in plan
