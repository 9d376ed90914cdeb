"""What can be chosen while writing: own and public articles, the pictures of the library."""

import pytest
from django.urls import reverse

from articles.models import Picture
from tests.factories import make_article, make_picture, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client, reporter):
    client.force_login(reporter)

    def ask(model, **query):
        return client.get(reverse(f"admin:articles_{model}_pick"), query).json()

    return ask


def titles(answer):
    return [result["title"] for result in answer["results"]]


def test_own_drafts_and_what_is_out_can_be_chosen(ask, reporter, other_reporter):
    make_article("Mon brouillon", created_by=reporter, authors=[])
    make_article("Son brouillon", created_by=other_reporter, authors=[])
    make_published_article("Public", authors=[])
    assert titles(ask("article")) == ["Public", "Mon brouillon"]
    assert titles(ask("article", q="brouillon")) == ["Mon brouillon"]


def test_an_article_is_found_by_its_words_and_by_the_start_of_its_title(ask):
    make_published_article("Les câbles sous-marins")
    for words in ("cable", "Les câb", "brest"):
        assert titles(ask("article", q=words)) == ["Les câbles sous-marins"]
    assert titles(ask("article", q="fusée")) == []


def test_an_article_tells_what_a_card_shows(ask):
    article = make_published_article("Le câble", lead_picture=make_picture())
    [told] = ask("article", ids=str(article.pk))["results"]
    assert told["id"] == article.pk
    assert told["address"] == article.get_absolute_url()
    assert (told["section"], told["state"]) == ("Matériel", "published")
    assert told["thumbnail"] == article.lead_picture.smallest.url


def test_a_draft_of_others_tells_nothing_by_its_number(ask, other_reporter):
    draft = make_article("Secret", created_by=other_reporter, authors=[])
    assert ask("article", ids=str(draft.pk))["results"] == []


def test_a_picture_is_found_by_all_its_words(ask):
    ship = make_picture(alt="Un navire au port", credit="Zoé")
    make_picture(alt="Un robot", credit="Zoé")
    found = ask("picture", q="zoé NAVIRE")["results"]
    assert [picture["id"] for picture in found] == [ship.pk]
    assert found[0]["thumbnail"] == ship.smallest.url


def test_pictures_come_a_page_at_a_time(ask):
    one = make_picture()
    size = {"width": one.width, "height": one.height}
    Picture.objects.bulk_create([Picture(digest=f"{n:064}", **size) for n in range(29)])
    first, second = ask("picture"), ask("picture", page="2")
    assert (len(first["results"]), first["more"]) == (24, True)
    assert (len(second["results"]), second["more"]) == (6, False)


@pytest.mark.parametrize(
    "query",
    [
        {"ids": "0,-1,x,1e9,99999999999999999999"},
        {"ids": ",".join(["7"] * 5000)},
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"q": "%_'\"<script>" * 50},
    ],
)
@pytest.mark.parametrize("model", ["article", "picture"])
def test_strange_questions_are_answered(ask, model, query):
    assert ask(model, **query) == {"results": [], "more": False}
