"""Rule 1: what isn't out is nowhere; at its second it is everywhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from tests.factories import make_article, make_author, make_published_article

pytestmark = pytest.mark.django_db

NOW = timezone.now()
STATES = [
    ("draft", None),
    ("ready", None),
    ("draft", NOW - timedelta(hours=1)),
    ("review", None),
    ("published", NOW - timedelta(hours=1)),
    ("published", NOW + timedelta(days=1)),
    ("withdrawn", NOW - timedelta(hours=1)),
    ("withdrawn", None),
]
HIDDEN = [state for state in STATES if state != ("published", NOW - timedelta(hours=1))]
TITLE = "Zanzibar"


def make(status, published_at):
    return make_article(
        TITLE, status=status, published_at=published_at, tags=["Secret"], authors=[make_author()]
    )


def places(article):
    """Every page, feed and list that an article stands in once it is out."""
    moment = timezone.localtime(article.published_at or NOW)
    return [
        article.get_absolute_url(),
        "/",
        "/materiel/",
        "/tag/secret/",
        "/auteur/noemie-faure/",
        moment.strftime("/archives/%Y/"),
        moment.strftime("/archives/%Y/%m/"),
        moment.strftime("/archives/%Y/%m/%d/"),
        "/recherche/?q=zanzibar",
        "/rss.xml",
        "/materiel/rss.xml",
        "/tag/secret/rss.xml",
        "/auteur/noemie-faure/rss.xml",
        "/sitemap-articles.xml",
    ]


def shows(client, path):
    answer = client.get(path)
    text = answer.content.decode()
    trace = "/materiel/zanzibar/" if "sitemap" in path else TITLE
    marked = text.replace("<mark>", "").replace("</mark>", "")
    return answer.status_code == 200 and trace in marked


@pytest.mark.parametrize(("status", "published_at"), STATES)
@pytest.mark.parametrize("end", [None, NOW - timedelta(minutes=1), NOW + timedelta(days=9)])
def test_row_and_query_agree(status, published_at, end):
    article = make(status, published_at)
    if published_at is None or end is None or end > published_at:
        article.expires_at = end
        article.save()
    rows = Article.objects.filter(pk=article.pk)
    assert article.is_published == rows.published().exists()
    assert article.is_scheduled == rows.scheduled().exists()
    assert article.was_out == rows.once_out().exists()


@pytest.mark.parametrize(("status", "published_at"), HIDDEN)
def test_what_is_not_out_is_nowhere(client, status, published_at):
    beside = make_published_article("À côté", tags=["Commun"])
    article = make(status, published_at)
    article.tags.add("Commun")
    for path in [*places(article), beside.get_absolute_url(), "/tag/commun/", "/archives/"]:
        assert not shows(client, path), path


@pytest.mark.parametrize(("status", "published_at"), HIDDEN)
def test_its_address_tells_nothing_of_it(client, status, published_at):
    answer = client.get(make(status, published_at).get_absolute_url())
    assert answer.status_code == (410 if published_at and published_at < NOW else 404)
    assert TITLE not in answer.content.decode()


def test_a_tag_of_what_is_to_come_does_not_give_it_away(client):
    make("published", NOW + timedelta(days=1))
    assert client.get("/tag/secret/").status_code == 404
    assert client.get("/tag/secret/rss.xml").status_code == 404


def test_an_article_appears_everywhere_at_its_second(client, time_machine):
    moment = timezone.now().replace(microsecond=0) + timedelta(days=1)
    article = make("published", moment)
    time_machine.move_to(moment - timedelta(seconds=1), tick=False)
    assert [path for path in places(article) if shows(client, path)] == []
    time_machine.move_to(moment, tick=False)
    assert [path for path in places(article) if not shows(client, path)] == []


def test_a_withdrawn_article_is_gone_from_everywhere_at_once(client, editor):
    article = make("published", NOW - timedelta(hours=1))
    assert [path for path in places(article) if not shows(client, path)] == []
    article.withdraw(by=editor, reason="False.")
    assert [path for path in places(article) if shows(client, path)] == []


def test_an_answer_kept_by_a_browser_is_asked_for_again(client, editor):
    article = make("published", NOW - timedelta(hours=1))
    first = client.get(article.get_absolute_url())
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    kept = {"if-none-match": first.headers["ETag"]}
    assert client.get(article.get_absolute_url(), headers=kept).status_code == 304
    article.withdraw(by=editor, reason="False.")
    assert client.get(article.get_absolute_url(), headers=kept).status_code == 410
