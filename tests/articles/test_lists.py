"""The desk's list of articles: whose comes first, how it is searched, what it never asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Redirect
from newsroom.core import lists
from tests.factories import make_article, make_author, make_published_article

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def titles(client, query=""):
    found = client.get(f"{LIST}{query}").context["cl"].result_list
    return [article.title for article in found]


@pytest.fixture
def pieces(reporter, other_reporter):
    zoe = [make_author("Zoé")]
    make_published_article("Paru", authors=zoe)
    make_article("À relire", status="review", authors=zoe, created_by=other_reporter)
    make_article("Confié", authors=zoe, assigned_to=reporter)
    make_article("Signé")
    make_article("Commencé", authors=zoe, created_by=reporter)


@pytest.mark.usefixtures("pieces")
class TestOrder:
    def test_a_reporter_sees_own_work_first_and_all_on_demand(self, client, reporter):
        client.force_login(reporter)
        assert set(titles(client)) == {"Commencé", "Signé", "Confié"}
        assert titles(client, "?whose=given") == ["Confié"]
        assert set(titles(client, "?whose=all")) == {"Commencé", "Signé", "Confié", "Paru"}

    def test_an_editor_sees_all_and_what_waits_longest(self, client, editor):
        day = timezone.now() - timedelta(days=1)
        make_article("Plus ancien", status="review", status_since=day)
        client.force_login(editor)
        page = client.get(LIST)
        assert len(page.context["cl"].result_list) == 6
        assert [a.title for a in page.context["waiting"]] == ["Plus ancien", "À relire"]
        assert (
            f'datetime="{timezone.localtime(day).isoformat(timespec="seconds")[:10]}' in page.text
        )

    @pytest.mark.parametrize("query", ["?whose=x", "?year=x", "?year=²", "?year=99999"])
    def test_nonsense_is_no_error(self, client, editor, query):
        client.force_login(editor)
        assert client.get(f"{LIST}{query}", follow=True).status_code == 200


def test_search_takes_words_with_any_ending(client, editor):
    for title in ("Les câbles du port", "Le câblage", "Autre chose"):
        make_article(title, standfirst="Court.", body="<p>Un texte.</p>")
    client.force_login(editor)
    assert titles(client, "?q=cable") == ["Les câbles du port"]
    assert titles(client, "?q=cable+introuvable") == []
    assert len(titles(client, "?q=+")) == 3


def test_a_year_is_a_filter(client, editor, time_machine):
    time_machine.move_to("2024-05-01T12:00:00+00:00")
    make_article("Ancien")
    time_machine.move_to("2027-05-01T12:00:00+00:00")
    make_article("Récent")
    client.force_login(editor)
    assert titles(client, "?year=2024") == ["Ancien"]


def test_nothing_is_counted_to_the_end(client, editor, monkeypatch):
    monkeypatch.setattr(lists, "MOST_COUNTED", 3)
    for number in range(5):
        make_article(f"Titre {number}")
    client.force_login(editor)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(LIST)
    assert "The list ends here" in page.text
    counts = [q["sql"] for q in queries if "COUNT(" in q["sql"] and "articles_article" in q["sql"]]
    assert counts
    assert all("LIMIT 3" in sql for sql in counts)
    assert not any("LIKE" in query["sql"] for query in queries)


def test_a_search_that_finds_no_more_than_so_many_says_so(client, editor, monkeypatch):
    monkeypatch.setattr("articles.admin.lists.MAX_FOUND", 3)
    for number in range(3):
        make_article(f"Navire {number}")
    client.force_login(editor)
    assert "The list ends here" in client.get(LIST, {"q": "navire"}).text
    assert "The list ends here" not in client.get(LIST, {"q": "2"}).text


def test_an_editors_list_says_how_many_wait(client, editor):
    for number in range(7):
        make_article(f"Relire {number}", status="review")
    client.force_login(editor)
    assert "Waiting for review 7" in client.get(LIST).text


def test_own_work_is_not_sorted_by_what_no_index_has(client, reporter):
    for number, title in enumerate(["Un", "Deux"]):
        make_article(title, created_by=reporter, published_at=timezone.now() - timedelta(number))
    client.force_login(reporter)
    assert titles(client, "?o=5") == titles(client, "?o=-5") == ["Deux", "Un"]


def test_oldest_first_is_newest_first_turned_round(client, editor):
    for title in ("Un", "Deux", "Trois"):
        make_article(title)
    client.force_login(editor)
    assert titles(client, "?o=5") == titles(client, "?o=-5")[::-1] == ["Un", "Deux", "Trois"]


def test_a_list_asks_as_much_for_one_as_for_many(client, editor, django_assert_max_num_queries):
    for number in range(20):
        make_article(f"Titre {number}", status="review")
    client.force_login(editor)
    client.get(LIST)
    with django_assert_max_num_queries(16):
        client.get(LIST)


@pytest.mark.usefixtures("pieces")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?whose=own&status__exact=draft", {"Commencé", "Signé", "Confié"}),
        ("?whose=own&status__exact=review", set()),
        ("?whose=own&q=confie", {"Confié"}),
        ("?whose=own&o=-5", {"Commencé", "Signé", "Confié"}),
        ("?whose=all&status__exact=review", set()),
    ],
)
def test_own_work_is_own_under_every_filter(client, reporter, query, found):
    client.force_login(reporter)
    assert set(titles(client, query)) == found


@pytest.mark.usefixtures("pieces")
def test_asking_for_own_work_opens_nothing_of_others(client, reporter):
    other = Article.objects.get(title="À relire")
    client.force_login(reporter)
    assert "À relire" not in client.get(f"{LIST}{other.pk}/change/?whose=own", follow=True).text


def test_a_list_of_redirects_asks_as_much_for_many(client, editor, django_assert_max_num_queries):
    for number in range(8):
        Redirect.objects.create(path=f"/vieux/{number}/", target=make_published_article())
    client.force_login(editor)
    client.get("/admin/articles/redirect/")
    with django_assert_max_num_queries(14):
        client.get("/admin/articles/redirect/")
