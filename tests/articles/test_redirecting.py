"""Old addresses by hand: one hop to where it ends, never round in circles."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles.models import Redirect
from articles.redirecting import end_of
from tests.articles.test_redirect import leads_to, rename
from tests.factories import make_article, make_author, make_published_article, make_section

pytestmark = pytest.mark.django_db

REDIRECTS = "/admin/articles/redirect/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def article(db):
    return make_published_article(slug="a")


def add(desk, path, end):
    return desk.post(f"{REDIRECTS}add/", {"path": path, "leads_to": end})


def refusal(answer):
    assert answer.status_code == 200
    (sentences,) = answer.context["errors"]
    return " ".join(sentences)


@pytest.mark.parametrize(
    "old",
    [
        "/2019/05/12/le-cable/",
        "2019/05/12/le-cable",
        "https://ancien.example/2019/05/12/le-cable/?utm=x#y",
        "/le%2Dcable.html",
        "/catégorie/été/",
        "/wp-content/uploads/2019/photo.jpg",
    ],
)
def test_an_address_of_another_system_leads_on_and_follows_the_article(desk, article, old):
    assert add(desk, old, "/materiel/a/").status_code == 302
    asked = Redirect.objects.get().path
    assert leads_to(desk, asked) == "/materiel/a/"
    assert leads_to(desk, asked.rstrip("/")) == "/materiel/a/"
    rename(article, "b")
    rename(make_section(), "machines")
    assert leads_to(desk, asked) == "/machines/b/"


def test_a_fixed_page_is_an_end_too(desk):
    add(desk, "/feed/", "/rss.xml")
    add(desk, "/mentions/", "http://testserver/mentions-legales/")
    assert leads_to(desk, "/feed/") == "/rss.xml"
    assert leads_to(desk, "/mentions/") == "/mentions-legales/"


def test_a_chain_is_kept_as_one_hop(desk, article):
    add(desk, "/un/", "/materiel/a/")
    add(desk, "/deux/", "/un/")
    add(desk, "/trois/", "/deux")
    rename(article, "b")
    for old in ("/un/", "/deux/", "/trois/"):
        assert leads_to(desk, old) == "/materiel/b/"


def test_a_circle_is_refused_in_words(desk):
    assert "round in circles" in refusal(add(desk, "/un/", "/un"))
    add(desk, "/un/", "/corrections/")
    add(desk, "/deux/", "/un/")
    first = Redirect.objects.get(path="/un/")
    page = reverse("admin:articles_redirect_change", args=[first.pk])
    assert "round in circles" in refusal(desk.post(page, {"path": "/un/", "leads_to": "/un/"}))
    desk.post(page, {"path": "/un/", "leads_to": "/deux/"})
    assert leads_to(desk, "/un/") == leads_to(desk, "/deux/") == "/corrections/"


@pytest.mark.parametrize(
    ("old", "sentence"),
    [
        ("/materiel/", "A page answers at /materiel/"),
        ("/materiel/a/", "A page answers"),
        ("/auteur/zoe/", "A page answers"),
        ("/recherche/", "A page answers"),
        ("/admin/", "A page answers"),
        ("/?p=12", "told apart by their path"),
        ("*/a/", "told apart by their path"),
        (f"/{'x' * 400}/", "at most 300 characters"),
        ("/a%00b/", "This is no address"),
        ("http://[x/", "This is no address"),
    ],
)
def test_what_can_not_lead_on_is_refused_in_words(desk, article, old, sentence):
    make_author("Zoé")
    assert sentence in refusal(add(desk, old, "/corrections/"))
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        ("/rien/", "There is no page at /rien/"),
        ("/tag/rien/", "There is no page"),
        ("https://evil.example/materiel/", "a page of this site"),
        ("//evil.example/materiel/", "a page of this site"),
        ("javascript:alert(1)", "There is no page"),
        ("http://[", "This is no address"),
    ],
)
def test_an_end_that_is_no_page_of_ours_is_refused_in_words(desk, article, end, sentence):
    assert sentence in refusal(add(desk, "/un/", end))


def test_an_address_leads_to_one_place_only(desk, article):
    add(desk, "/un/", "/materiel/a/")
    assert "leads somewhere already" in refusal(add(desk, "/un", "/corrections/"))


def test_what_is_not_out_yet_is_not_given_away(desk):
    make_article(slug="secret")
    add(desk, "/un/", "/materiel/secret/")
    assert leads_to(desk, "/un/") == 404


def test_what_was_written_by_hand_can_go_and_what_the_system_wrote_stays(desk, article):
    add(desk, "/un/", "/materiel/a/")
    rename(article, "b")
    rename(make_section(), "machines")
    by_hand, of_article, of_section = Redirect.objects.order_by("pk")
    codes = [
        desk.post(reverse("admin:articles_redirect_delete", args=[each.pk]), {"post": "yes"})
        for each in (by_hand, of_article, of_section)
    ]
    assert [answer.status_code for answer in codes] == [302, 403, 403]
    assert desk.get(reverse("admin:articles_redirect_change", args=[of_article.pk])).status_code
    assert leads_to(desk, "/un/") == 404


def test_a_redirect_says_what_it_leaves_out(desk, article):
    page = "/admin/articles/redirect/add/"
    typed = {"path": "https://a.example/vieux/?p=12", "leads_to": "/materiel/a/?page=2#fin"}
    told = desk.post(page, typed, follow=True).content.decode()
    assert "Left out, since redirects go by the path alone: ?p=12, ?page=2#fin" in told
    typed = {"path": "/plus-vieux/", "leads_to": "/materiel/a/"}
    assert "Left out" not in desk.post(page, typed, follow=True).content.decode()


def test_a_fixed_page_can_not_be_led_back_to_where_it_was_led_from(desk):
    """/old/ leads to a fixed page: that page's address can't then lead to /old/."""
    add(desk, "/old/", "/corrections/")
    with pytest.raises(ValidationError, match="round in circles"):
        end_of("/old/", start="/corrections/")
    with pytest.raises(ValidationError, match="round in circles"):
        end_of("/corrections", start="/corrections/")
