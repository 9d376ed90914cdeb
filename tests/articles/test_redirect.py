"""No address ever breaks: one hop from every former one, 410 for what was withdrawn."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Author, Redirect, Section, Tag
from tests.factories import make_article, make_author, make_published_article, make_section

pytestmark = pytest.mark.django_db


def rename(thing, slug):
    thing = type(thing).objects.get(pk=thing.pk)
    thing.slug = slug
    thing.save()
    return thing


def leads_to(client, path):
    """Where an address ends after one hop at most."""
    answer = client.get(path)
    if answer.status_code == 301:
        assert client.get(answer.url).status_code == 200, answer.url
        return answer.url
    return answer.status_code


@pytest.fixture
def article(db):
    return make_published_article(slug="a")


def test_a_former_address_leads_to_the_article(client, article):
    rename(article, "b")
    assert leads_to(client, "/materiel/a/") == "/materiel/b/"
    assert leads_to(client, "/materiel/a") == "/materiel/b/"


def test_renamed_twice_each_former_address_is_one_hop_away(client, article):
    rename(rename(article, "b"), "c")
    assert leads_to(client, "/materiel/a/") == "/materiel/c/"
    assert leads_to(client, "/materiel/b/") == "/materiel/c/"


def test_renamed_back_it_is_where_it_was(client, article):
    rename(rename(article, "b"), "a")
    assert leads_to(client, "/materiel/a/") == 200
    assert leads_to(client, "/materiel/b/") == "/materiel/a/"


def test_another_section_is_one_hop_away(client, article):
    article.section = make_section("Société", "societe")
    article.save()
    assert leads_to(client, "/materiel/a/") == "/societe/a/"


def test_moved_and_renamed_in_any_order_it_is_one_hop_away(client, article):
    article.section = make_section("Société", "societe")
    article.save()
    rename(article, "b")
    rename(make_section(), "machines")
    rename(make_section("Société", "societe"), "monde")
    assert leads_to(client, "/materiel/a/") == "/monde/b/"
    assert leads_to(client, "/societe/a/") == "/monde/b/"
    assert leads_to(client, "/societe/b/") == "/monde/b/"


@pytest.mark.parametrize("suffix", ["", "rss.xml", "atom.xml"])
def test_sections_authors_and_tags_keep_their_former_pages_and_feeds(client, article, suffix):
    article.tags.add("Câbles")
    for thing in (make_section(), make_author(), Tag.objects.get()):
        before = thing.get_absolute_url()
        after = rename(rename(thing, "neuf"), "tout-neuf").get_absolute_url()
        assert leads_to(client, before + suffix) == after + suffix
        assert leads_to(client, before.replace(thing.slug, "neuf") + suffix) == after + suffix


def test_what_is_withdrawn_is_gone_at_its_last_and_its_former_address(client, article, editor):
    rename(article, "b").withdraw(by=editor, reason="False.")
    assert leads_to(client, "/materiel/b/") == 410
    assert leads_to(client, "/materiel/a/") == 410
    assert leads_to(client, "/ailleurs/a/") == 410


def test_what_is_rewritten_after_a_withdrawal_stays_gone_until_it_is_out(client, article, editor):
    article.withdraw(by=editor, reason="False.")
    article.send_back(by=editor)
    assert leads_to(client, "/materiel/a/") == 410
    article.publish(by=editor)
    assert leads_to(client, "/materiel/a/") == 200


@pytest.mark.parametrize("status", ["draft", "review", "published", "withdrawn"])
def test_nobody_has_a_link_to_what_was_never_out(client, status):
    article = make_article(slug="a")
    rename(article, "b")
    assert not Redirect.objects.exists()
    assert leads_to(client, "/materiel/a/") == 404
    assert leads_to(client, "/materiel/b/") == 404


def test_a_new_article_of_the_same_title_leaves_old_links_alone(client, article):
    rename(article, "b")
    article = make_published_article("a")
    assert article.slug == "a-2"
    assert leads_to(client, "/materiel/a/") == "/materiel/b/"


def test_an_address_that_old_links_use_cannot_be_given_to_another(article):
    rename(article, "b")
    other = make_article("Autre")
    other.slug = "a"
    with pytest.raises(ValidationError, match="Old links to another page use this address"):
        other.full_clean()
    section = make_section("Société", "societe")
    rename(make_section(), "machines")
    section.slug = "materiel"
    with pytest.raises(ValidationError, match="Old links"):
        section.full_clean()


def test_its_own_former_address_may_be_taken_again(article):
    article = rename(article, "b")
    article.slug = "a"
    article.full_clean()


def test_an_emptied_address_is_made_from_the_title_again(client, article):
    rename(article, "")
    assert leads_to(client, "/materiel/a/") == "/materiel/le-cable/"


def test_what_was_deleted_leads_nowhere(client):
    author = rename(make_author("Passante"), "neuve")
    author.delete()
    assert leads_to(client, "/auteur/passante/") == 404


def test_an_address_is_looked_up_for_reading_only(client, article):
    rename(article, "b")
    assert client.post("/materiel/a/").status_code in {403, 405}


OWN_PAGES = (
    "admin tag auteur archives recherche newsletter commentaires static media mentions-legales"
    " confidentialite"
)


@pytest.mark.parametrize("slug", OWN_PAGES.split())
def test_a_section_cannot_stand_where_the_site_has_a_page(slug):
    with pytest.raises(ValidationError, match="taken by a page of the site"):
        Section(name="Neuve", slug=slug).full_clean()


@pytest.mark.parametrize("slug", ["materiel", "ia", "rss", "sitemap", "2026", "tags"])
def test_a_section_may_have_any_other_address(slug):
    Section(name="Neuve", slug=slug).full_clean()


def test_authors_of_one_name_have_addresses_of_their_own():
    assert [Author.objects.create(name="Zoé").slug for _ in range(2)] == ["zoe", "zoe-2"]


def test_an_imported_address_of_a_withdrawn_article_is_gone(client, editor):
    """Not missing: whoever has the old link learns that there was something."""
    article = make_published_article(slug="parti")
    Redirect.objects.create(path="/2019/05/parti/", target=article)
    article.withdraw(by=editor, reason="Une erreur")
    assert client.get("/2019/05/parti/", follow=True).status_code == 410
