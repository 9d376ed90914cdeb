"""A page asks as much of the database for one as for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import VideoStill
from tests.comments.factories import make_comment
from tests.factories import (
    make_article,
    make_author,
    make_picture,
    make_published_article,
    make_section,
)

pytestmark = pytest.mark.django_db
VIDEO = '<div data-youtube="dQw4w9WgXcQ"></div>'
OTHERS = "".join(f'<div data-youtube="{letter * 11}"></div>' for letter in "ab")


def asked(client, path):
    """How many queries a page makes, the second time it is asked for."""
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def fill(number):
    """So many articles, each with everything that an article may have."""
    picture = make_picture()
    for place in range(number):
        section = make_section(f"Section {place % 3}", f"section-{place % 3}")
        article = make_published_article(
            f"Titre {place}",
            hours=place + 1,
            section=section,
            lead_picture=picture,
            authors=[make_author("Noémie Faure"), make_author(f"Auteur {place % 3}")],
            tags=["Câbles", f"Sujet {place % 3}"],
        )
        make_comment(article)


@pytest.mark.parametrize(
    ("comments", "tags", "authors"),
    [(0, 0, 1), (1, 1, 1), (50, 1, 1), (1, 10, 1), (1, 1, 4), (50, 10, 4)],
)
def test_an_article_takes_eight_queries_whatever_it_has(client, comments, tags, authors):
    fill(5)
    VideoStill.objects.create(code="dQw4w9WgXcQ", picture=make_picture())
    article = make_published_article(
        lead_picture=make_picture(),
        tags=[f"Sujet {number}" for number in range(tags)],
        authors=[make_author(f"Auteur {number}") for number in range(authors)],
    )
    for number in range(comments):
        make_comment(article, body=f"Voilà {number}.")
    assert asked(client, article.get_absolute_url()) <= 8


def test_a_video_costs_nothing_and_all_others_together_one_query(client):
    text, film, films = (
        make_published_article(title, body=f"<p>a</p>{body}")
        for title, body in {"Texte": "", "Film": VIDEO, "Films": VIDEO + OTHERS}.items()
    )
    costs = [asked(client, article.get_absolute_url()) for article in (text, film, films)]
    assert costs == [costs[0], costs[0], costs[0] + 1]


@pytest.mark.parametrize("number", [1, 3, 40])
def test_the_front_page_takes_eight_queries_whatever_there_is(client, number):
    fill(number)
    assert asked(client, "/") <= 8


LISTS = [
    "/section-0/",
    "/tag/cables/",
    "/auteur/noemie-faure/",
    "/archives/",
    "/recherche/?q=titre",
    "/rss.xml",
    "/atom.xml",
    "/section-0/rss.xml",
    "/tag/cables/rss.xml",
    "/auteur/noemie-faure/rss.xml",
    "/sitemap.xml",
    "/sitemap-articles.xml",
]


@pytest.mark.parametrize("path", LISTS)
def test_a_list_takes_as_many_queries_for_many_as_for_few(client, path):
    fill(4)
    few = asked(client, path)
    fill(36)
    assert asked(client, path) == few <= 8


@pytest.mark.parametrize("path", ["/", "/rss.xml", "/sitemap-articles.xml", "/recherche/?q=x"])
def test_an_empty_paper_takes_no_more(client, path):
    assert asked(client, path) <= 8


@pytest.mark.parametrize("path", ["/robots.txt", "/healthz"])
def test_what_machines_ask_for_takes_one_query_at_most(client, path):
    assert asked(client, path) <= 1


OF_THE_DESK = [
    "",
    "articles/article/",
    "articles/picture/",
    "articles/author/",
    "comments/comment/",
]


@pytest.mark.parametrize("path", [f"/admin/{path}" for path in OF_THE_DESK])
def test_a_list_of_the_desk_takes_as_many_queries_for_many_as_for_few(client, editor, path):
    client.force_login(editor)
    fill(4)
    make_article("Brouillon", status="review")
    few = asked(client, path)
    fill(26)
    for number in range(10):
        make_article(f"Brouillon {number}", status="review")
    assert asked(client, path) == few
