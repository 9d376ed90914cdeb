"""The desk's search fields find what reads as it was typed, on both databases."""

import pytest
from django.contrib import admin

from articles.models import Author, Picture
from newsroom.core.words import fold
from tests.factories import make_author, make_picture

pytestmark = pytest.mark.django_db

TEXTS = [
    "Noémie Faure",
    "ÉCRAN",
    "Œuvre d’art",
    "Łódź, Đorđe, Þór, Straße, ſ",
    "L'IA – « non » 100 % _x_ \\ \"",
    "Ångström, ĲSSEL, ﬁn, №5",
    "Новости, Αθήνα",
    "deux  blancs",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_found_by_all_of_it_folded(text):
    make_author(text)
    for typed in (text, fold(text), text.upper(), text.lower()):
        if fold(typed) == fold(text):
            assert Author.objects.filter(name__reads=typed).count() == 1, typed
    assert not Author.objects.filter(name__reads=f"{text}x").exists()


@pytest.mark.parametrize(
    ("typed", "found"), [("noemie", 1), ("NOÉMIE f", 1), ("N%", 0), ("_", 0), ("écran", 1)]
)
def test_no_sign_is_a_wildcard(typed, found):
    make_author("Noémie Faure")
    make_author("Un Ecran")
    assert Author.objects.filter(name__reads=typed).count() == found


@pytest.mark.parametrize(
    ("path", "typed", "title"),
    [
        ("articles/author", "noemie", "Noémie"),
        ("articles/picture", "ECRAN", "Un écran"),
        ("articles/tag", "energie", "Énergie"),
        ("auth/user", "zoe", "zoé"),
        ("articles/redirect", "ETE", "/été/"),
    ],
)
def test_a_list_is_searched_without_accents_and_capitals(admin_client, path, typed, title):
    from articles.models import Redirect, Tag

    make_author("Noémie")
    make_picture(alt="Un écran")
    Tag.objects.create(name="Énergie")
    Redirect.objects.create(path="/été/", address="/")
    admin_client.post("/admin/auth/user/add/", {"username": "zoé", "usable_password": "false"})
    page = admin_client.get(f"/admin/{path}/?q={typed}")
    assert [title in str(row) for row in page.context["cl"].result_list] == [True]


def test_pictures_are_picked_so_too(admin_client):
    make_picture(alt="L’Œuvre de Noémie")
    answer = admin_client.get("/admin/articles/picture/pick/?q=oeuvre+NOEMIE")
    assert len(answer.json()["results"]) == Picture.objects.count() == 1


def test_no_search_field_of_the_desk_minds_accents():
    """A list has fields that read, or a search of its own."""
    ours = {m: a for m, a in admin.site._registry.items() if m._meta.app_label != "django_ox"}
    for model, of_model in ours.items():
        own = type(of_model).get_search_results is not admin.ModelAdmin.get_search_results
        for field in of_model.get_search_fields(None):
            assert own or field.endswith("__reads"), f"{model.__name__}: {field}"
