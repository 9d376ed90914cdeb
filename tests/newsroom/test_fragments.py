"""Pieces of pages that are kept: what they are made of shows as soon as it changes."""

import pytest

from articles.models import Section
from comments.models import Rulebook
from newsletter.models import Newsletter
from newsroom.core.models import Newspaper
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


def page(client, path="/"):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "Le Quai"),
        ("tagline", "Ce que la mer apporte"),
        ("youtube_url", "https://www.youtube.com/@quai"),
        ("google_news_url", "https://news.google.com/quai"),
        ("contact_email", "bonjour@quai.example"),
    ],
)
def test_a_setting_of_the_paper_shows_at_once(client, field, value):
    path = make_published_article().get_absolute_url()
    assert value not in page(client, path)
    Newspaper(**{field: value}).save()
    assert value in page(client, path)


def test_a_section_that_is_renamed_or_moved_shows_at_once(client):
    section = make_published_article().section
    page(client)
    Section.objects.filter(pk=section.pk).update(name="Réseaux", slug="reseaux")
    assert '<a href="/reseaux/">Réseaux</a>' in page(client)


def test_the_section_bar_says_where_the_reader_is(client):
    article = make_published_article()
    url = article.section.get_absolute_url()
    assert f'<a href="{url}" aria-current="true">' in page(client, article.get_absolute_url())
    assert f'<a href="{url}" aria-current="page">' in page(client, url)
    assert f'<li><a href="{url}">' in page(client)


@pytest.mark.parametrize("field", ["name", "promise"])
def test_a_setting_of_the_letter_shows_at_once(client, field):
    make_published_article()
    page(client)
    Newsletter(**{field: "Chaque jeudi"}).save()
    assert "Chaque jeudi" in page(client)


def test_the_limits_of_a_comment_show_at_once(client):
    path = make_published_article().get_absolute_url()
    assert "Up to 5" in page(client, path)
    Rulebook(shortest=30, longest=4000).save()
    assert "30 to 4" in page(client, path)


def test_each_language_keeps_its_own(client, settings):
    path = make_published_article().get_absolute_url()
    assert "Up to 5,000 characters" not in page(client, path)
    settings.LANGUAGE_CODE = "en"
    assert "Up to 5,000 characters" in page(client, path)
