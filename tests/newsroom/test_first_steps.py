"""A paper with nothing in it yet: the desk says what to do first, and where."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.models import Author, Section
from newsletter.models import Asking, Newsletter
from newsroom.core.models import Newspaper
from newsroom.first_steps import STEPS, first_steps
from tests.factories import make_author, make_published_article, make_section
from tests.newsletter.factories import make_newsletter

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder(client):
    """The first account, as `createsuperuser` makes it."""
    user = User.objects.create_superuser("ada")
    client.force_login(user)
    return user


def still_open(user):
    panel = first_steps(user)
    return [step["title"] for step in panel["steps"] if not step["is_done"]] if panel else []


def test_each_step_leads_to_where_it_is_taken(client, founder):
    page = client.get("/admin/").text
    assert "First steps" in page
    assert len(still_open(founder)) == len(STEPS) == 6
    for step in first_steps(founder)["steps"]:
        assert f'href="{step["url"]}"' in page
        assert client.get(step["url"], follow=True).status_code == 200


def test_a_step_that_is_done_is_struck_and_all_of_them_leave(client, founder, django_user_model):
    Newspaper(name="L’Octet").save()
    assert "Name the paper" not in still_open(founder)
    assert "<s>Name the paper</s>" in client.get("/admin/").text
    legal = {"publisher": "E", "address": "R", "director": "D", "host_name": "H"}
    Newspaper(name="L’Octet", **legal).save()
    make_section("Sciences")
    make_author("Ada")
    Newsletter(name="La lettre").save()
    assert still_open(founder) == ["Give accounts to your colleagues"]
    django_user_model.objects.create_user("bob", is_staff=True)
    assert first_steps(founder) is None
    assert "First steps" not in client.get("/admin/").text


def test_everybody_sees_the_steps_that_they_may_take(editor, reporter, newsletter_editor):
    Newspaper.objects.all().delete()
    assert still_open(editor)[:3] == [
        "Name the paper",
        "Fill in the legal notice",
        "Create the sections",
    ]
    assert still_open(newsletter_editor) == ["Set up the letter"]
    assert first_steps(reporter) is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/admin/articles/article/add/", "There is no section yet."),
        ("/admin/articles/article/add/", "There is no author yet."),
        ("/admin/planning/", "There is no section yet."),
        ("/admin/articles/section/", "Nothing is here yet."),
        ("/admin/articles/author/", "Nothing is here yet."),
    ],
)
def test_what_has_nothing_to_choose_from_leads_to_making_it(client, founder, path, words):
    page = client.get(path).text
    assert words in page
    thing = "author" if "author" in words + path else "section"
    assert f'href="/admin/articles/{thing}/add/"' in page
    make_section("Sciences")
    make_author("Ada")
    assert words not in client.get(path).text


def test_a_reporter_is_told_who_can(client, editor):
    from tests.conftest import person

    client.force_login(person("noe", "Reporter"))
    page = client.get("/admin/articles/article/add/").text
    assert "An editor can create one." in page
    assert "/admin/articles/section/add/" not in page


def test_an_address_is_made_from_the_name(client, founder):
    sent = {"name": "Énergie & climat", "slug": "", "position": 0, "description": ""}
    client.post(reverse("admin:articles_section_add"), sent)
    assert Section.objects.get().slug == "energie-et-climat"
    for _twice in range(2):
        client.post(reverse("admin:articles_author_add"), {"name": "Noémie Faure", "slug": ""})
    assert {author.slug for author in Author.objects.all()} == {"noemie-faure", "noemie-faure-2"}
    typed = {"name": "Mer", "slug": "mers", "position": 1, "description": ""}
    client.post(reverse("admin:articles_section_add"), typed)
    assert Section.objects.get(name="Mer").slug == "mers"


def test_nobody_signs_up_before_there_is_a_letter(client):
    article = make_published_article()
    box, address = 'class="signup"', reverse("subscribe")
    for page in ("/", article.get_absolute_url()):
        assert box not in client.get(page).text
    assert client.get(address).status_code == 404
    answer = client.post(address, {"email": "marie@example.org", "form": "box"})
    assert (answer.status_code, Asking.objects.exists()) == (404, False)
    assert "There is no letter yet" in answer.text
    make_newsletter()
    for page in ("/", article.get_absolute_url()):
        assert box in client.get(page).text
    assert client.get(address).status_code == 200
