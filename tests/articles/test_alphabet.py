"""One alphabetical order, on both databases and wherever names are listed: É beside E."""

import pytest
from django.contrib.auth import get_user_model

from articles.admin.notes import colleagues
from articles.models import Author, Section, Tag
from articles.models.tag import in_order, names_of, typed_as
from articles.views import taggings_of
from newsroom.core.alphabet import Alphabetical, place
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db
NAMES = ["Zoé", "élan", "Écran", "Eau", "œuf", "Objet", "ostréa", "À table", "abri", "Ça", "5G"]
ORDER = ["5G", "À table", "abri", "Ça", "Eau", "Écran", "élan", "Objet", "œuf", "ostréa", "Zoé"]


@pytest.mark.parametrize("model", [Author, Section, Tag])
def test_names_stand_as_they_read(model):
    for number, name in enumerate(NAMES):
        model.objects.create(name=name, slug=f"s-{number}")
    named = model.objects.filter(name__in=NAMES)
    assert [thing.name for thing in named] == ORDER
    assert list(named.order_by(Alphabetical("name")).values_list("name", flat=True)) == ORDER
    assert sorted(NAMES, key=place) == ORDER


@pytest.mark.parametrize("kind", ["author", "section", "tag"])
@pytest.mark.parametrize("query", ["", "?o=1", "?o=-1"])
def test_a_list_of_the_desk_has_that_order_however_it_is_asked(admin_client, kind, query):
    model = {"author": Author, "section": Section, "tag": Tag}[kind]
    for number, name in enumerate(NAMES):
        model.objects.create(name=name, slug=f"s-{number}")
    page = admin_client.get(f"/admin/articles/{kind}/{query}")
    shown = [thing.name for thing in page.context["cl"].result_list if thing.name in NAMES]
    assert shown == (ORDER[::-1] if "-" in query else ORDER)


def test_the_tags_of_an_article_have_one_order_everywhere(client):
    article = make_published_article()
    article.tags.set(NAMES)
    stored = [tagging.tag.name for tagging in taggings_of(article=article.pk)]
    assert stored == [tag.name for tag in article.tags.all()] == ORDER
    assert names_of(", ".join(NAMES)) == in_order(NAMES) == ORDER
    assert typed_as(article.tags.all()) == ", ".join(ORDER)
    feed = client.get("/rss.xml").text
    page = client.get(article.get_absolute_url()).text
    for text in (feed[feed.index("<item>") :], page[page.index('class="tags"') :]):
        places = [text.index(f">{name}<") for name in ORDER if f">{name}<" in text]
        assert places == sorted(places)
        assert len(places) > 8


def test_colleagues_stand_as_they_read(editor):
    people = get_user_model().objects
    for name in ("Zoé", "Émile", "Denis"):
        person = people.create_user(name.lower(), first_name=name, is_staff=True)
        person.groups.set(editor.groups.all())
    names = [who.first_name for who in colleagues() if who.first_name in {"Zoé", "Émile", "Denis"}]
    assert names == ["Denis", "Émile", "Zoé"]
