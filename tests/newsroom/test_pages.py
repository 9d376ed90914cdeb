"""Every page that a reader can open."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.utils import timezone

from articles.models import Article, VideoStill
from articles.views import article_context
from newsroom.core.models import Newspaper
from tests.factories import (
    make_article,
    make_author,
    make_picture,
    make_published_article,
)
from tests.newsroom.pages import Page

BODY = """<p>Tesla « paie » ses ingénieurs 25 000 euros ; et alors ?</p>
<h2>Une suite</h2><p>Du texte.</p><h3>Un détail</h3><p>Encore.</p>
<blockquote><p>« Une phrase. »</p><p>— Ada Lovelace</p></blockquote>
<table><tr><th>Année</th></tr><tr><td>1984</td></tr></table>
<table><tr><th>Prix</th></tr><tr><td>0 €</td></tr></table>
<div data-youtube="abcdefghijk"></div>"""
TITLE = "Le câble « tient » : </script><b>vraiment ?"
STATIC_PAGES = [
    "/",
    "/archives/",
    "/corrections/",
    "/recherche/",
    "/recherche/?q=cable",
    "/recherche/?q=xyzzy",
    "/mentions-legales/",
    "/confidentialite/",
]


@pytest.fixture
def piece(db):
    """An article with everything that an article can have."""
    Newspaper(
        name="L’Octet",
        youtube_url="https://www.youtube.com/@octet",
        google_news_url="https://news.google.com/publications/octet",
        publisher="Éditions de l’Octet",
        contact_email="redaction@octet.example",
    ).save()
    make_author("Ada Martin", role="Journaliste", biography="Elle écrit.")
    VideoStill.objects.create(code="abcdefghijk", title="Un entretien")
    published = timezone.now() - timedelta(days=2)
    return make_published_article(
        TITLE,
        slug="cable",
        body=BODY,
        authors=("Ada Martin", "Malo Le Guennec"),
        tags=("Tesla", "Énergie"),
        lead_picture=make_picture(),
        published_at=published,
        changed_at=published + timedelta(hours=3),
    )


@pytest.fixture
def full_section(piece):
    """More articles than one page of a list holds."""
    for number in range(22):
        make_published_article(f"Article {number}", hours=72 + number)
    return piece.section


@pytest.fixture
def paths(full_section, piece):
    day = timezone.localtime(piece.published_at)
    return [
        *STATIC_PAGES,
        piece.get_absolute_url(),
        full_section.get_absolute_url(),
        f"{full_section.get_absolute_url()}?page=2",
        *(tag.get_absolute_url() for tag in piece.tags.all()),
        *(author.get_absolute_url() for author in piece.byline),
        f"/archives/{day:%Y}/",
        f"/archives/{day:%Y/%m}/",
        f"/archives/{day:%Y/%m/%d}/",
    ]


def open_page(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    return response, Page(response)


def test_every_page_answers_and_is_well_made(client, paths):
    for path in paths:
        _, page = open_page(client, path)
        assert page.headings.count(1) == 1, path
        assert page.skipped_levels == [], path
        assert len(page.ids) == len(set(page.ids)), path
        assert page.lang == settings.LANGUAGE_CODE, path
        assert page.title.strip(), path


def test_every_page_keeps_to_itself(client, paths):
    for path in paths:
        response, page = open_page(client, path)
        assert page.foreign == [], path
        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert not {"style", "onclick", "onload"} & page.attributes, path


def test_every_page_is_the_same_for_everybody(client, paths):
    for path in paths:
        response, _ = open_page(client, path)
        assert response.content == Client().get(path).content, path


def test_every_page_has_one_address(client, paths):
    for path in paths:
        _, page = open_page(client, path)
        expected = f"http://testserver{path.partition('?q=')[0]}"
        assert page.canonicals == [expected], path


def test_a_tracking_parameter_is_not_in_the_address(client, piece):
    _, page = open_page(client, f"{piece.get_absolute_url()}?utm_source=x")
    assert page.canonicals == [f"http://testserver{piece.get_absolute_url()}"]


def test_the_second_page_of_a_list_is_its_own(client, full_section):
    path = full_section.get_absolute_url()
    response, page = open_page(client, f"{path}?page=2&utm_source=x")
    assert page.canonicals == [f"http://testserver{path}?page=2"]
    assert f'href="{path}"' in response.content.decode()
    assert "utm_source" not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99", "abc", "1e3", "٢", ""])
def test_a_page_that_cannot_be_is_missing(client, full_section, page):
    _, missing = open_page(client, f"{full_section.get_absolute_url()}?page={page}", 404)
    assert missing.headings.count(1) == 1


def test_errors_are_pages_that_help(client, piece):
    response, page = open_page(client, "/nulle/part/", 404)
    assert page.meta["robots"] == "noindex"
    assert page.canonicals == []
    assert 'role="search"' in response.content.decode()


def test_a_withdrawn_article_is_gone(client, piece):
    Article.objects.update(status=Article.Status.WITHDRAWN)
    response, page = open_page(client, piece.get_absolute_url(), 410)
    assert page.headings.count(1) == 1
    assert "câble" not in response.content.decode()


def test_the_error_of_a_broken_site_needs_no_database(settings):
    html = render_to_string("500.html")  # without the `db` fixture a query would raise
    assert html.count("<h1") == 1


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "410.html"])
def test_every_error_page_renders(rf, db, name):
    assert render_to_string(name, request=rf.get("/")).count("<h1") == 1


def test_a_paper_without_articles_has_its_pages(client, db):
    for path in STATIC_PAGES:
        _, page = open_page(client, path)
        assert page.headings.count(1) == 1, path
        assert page.skipped_levels == [], path


def test_what_search_engines_read_is_complete(client, piece):
    _, page = open_page(client, piece.get_absolute_url())
    [data] = page.data
    address = f"http://testserver{piece.get_absolute_url()}"
    assert data["@type"] == "NewsArticle"
    assert data["mainEntityOfPage"] == data["url"] == address
    assert data["headline"] == "Le câble «\u202ftient\u202f»\u00a0: </script><b>vraiment\u202f?"
    assert data["datePublished"] == iso(piece.published_at)
    assert data["dateModified"] == iso(piece.updated_at)
    assert [author["name"] for author in data["author"]] == ["Ada Martin", "Malo Le Guennec"]
    assert data["author"][0]["url"] == "http://testserver/auteur/ada-martin/"
    assert data["image"][0]["width"] == 1600
    assert data["publisher"]["name"] == "L’Octet"
    assert data["inLanguage"] == settings.LANGUAGE_CODE


def test_machines_and_readers_are_told_the_same(client, piece):
    response, page = open_page(client, piece.get_absolute_url())
    times = re.findall(r'<time datetime="([^"]+)"', response.content.decode())
    assert page.meta["article:published_time"] == iso(piece.published_at)
    assert page.meta["article:modified_time"] == iso(piece.updated_at)
    assert times[:2] == [iso(piece.published_at), iso(piece.updated_at)]
    assert page.meta["og:url"] == page.canonicals[0]
    assert page.meta["og:title"] == page.data[0]["headline"]


def test_the_picture_of_a_shared_article_is_described(client, piece):
    _, page = open_page(client, piece.get_absolute_url())
    assert page.meta["og:image"].startswith("http://testserver/media/")
    assert (page.meta["og:image:width"], page.meta["og:image:height"]) == ("1600", "900")
    assert page.meta["og:image:alt"] == "Un navire câblier"
    assert page.meta["twitter:card"] == "summary_large_image"
    assert page.meta["robots"] == "max-image-preview:large"


def test_an_article_shows_all_it_has(client, piece):
    html = client.get(piece.get_absolute_url()).content.decode()
    assert 'rel="author">Ada Martin</a>' in html
    assert 'href="/tag/energie/"' in html
    assert 'href="#comments"' in html
    assert 'href="https://www.youtube.com/@octet"' in html
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html
    assert 'fetchpriority="high"' in html
    assert "25\u202f000\u00a0euros\u202f;" in html
    assert 'aria-label="Table' in html


def test_an_article_without_ornaments_has_no_empty_parts(client, db):
    bare = make_published_article(standfirst="", body="<p>Du texte.</p>")
    html = client.get(bare.get_absolute_url()).content.decode()
    for part in ("<figure", 'class="tags"', 'class="follow"', "story__standfirst", "author-box"):
        assert part not in html


def test_a_large_initial_stands_only_before_a_letter(client, db):
    quoted = make_published_article("Cité", body="<p>« Un mot », dit-il.</p>")
    plain = make_published_article("Dit", body="<p><em>Échos</em> du port.</p>")
    initial = "story__body--initial"
    assert initial not in client.get(quoted.get_absolute_url()).content.decode()
    assert initial in client.get(plain.get_absolute_url()).content.decode()


def test_a_preview_says_so_and_stays_out_of_search_engines(rf, db):
    draft = make_article("Brouillon", body=BODY, tags=("Tesla",))
    context = article_context(draft) | {"preview": True}
    html = render_to_string("articles/article.html", context, request=rf.get("/"))
    assert 'content="noindex"' in html
    assert 'class="band-notice"' in html
    assert "canonical" not in html
    assert "og:title" not in html


def test_a_search_finds_and_marks_the_words(client, piece):
    response, page = open_page(client, "/recherche/?q=ingénieur")
    assert "<mark>ingénieurs</mark>" in response.content.decode()
    assert page.meta["robots"] == "noindex"


def test_a_search_cannot_write_into_the_page(client, piece):
    html = client.get("/recherche/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html


def test_legal_facts_that_are_missing_leave_no_gap(client, db):
    assert "<dl" not in client.get("/mentions-legales/").content.decode()
    Newspaper(name="L’Octet", director="Jeanne Kermadec", host_name="Hébergeur").save()
    html = client.get("/mentions-legales/").content.decode()
    assert "Jeanne Kermadec" in html
    assert "Hébergeur" in html


@override_settings(COMMENT_EMAIL_DAYS=1095, COMMENT_IP_DAYS=45)
def test_the_privacy_page_tells_the_periods_that_are_set(client, db):
    html = client.get("/confidentialite/").content.decode()
    assert re.search(r"\b3 (years|ans)", html.replace("\u00a0", " "))
    assert re.search(r"\b45 (days|jours)", html.replace("\u00a0", " "))


@pytest.mark.parametrize(
    ("day", "words"), [(1, "1<sup>er</sup>\u00a0novembre"), (11, "11\u00a0novembre")]
)
def test_the_first_of_a_month_is_an_ordinal(client, db, time_machine, day, words):
    time_machine.move_to(f"2026-11-{day:02d}T12:00:00+01:00")
    assert words in client.get("/").content.decode()


def iso(moment):
    return timezone.localtime(moment).isoformat(timespec="seconds")
