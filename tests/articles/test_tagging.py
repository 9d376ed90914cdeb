"""Tags: merged into one, renamed, suggested from what is being written; no address breaks."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse

from articles import tagging
from articles.models import Article, Redirect, Tag, TaggedArticle
from articles.models.tag import names_of, typed_as
from articles.revisions.content import of_article
from articles.revisions.drafts import of_post
from articles.tagging import as_known
from tests.articles.test_redirect import leads_to, rename
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db

TAGS = "/admin/articles/tag/"


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def tags(db):
    """Two articles under IA, one under AI, one under both."""
    make_published_article("Un", tags=["IA"])
    make_published_article("Deux", tags=["IA", "Intelligence artificielle"])
    make_published_article("Trois", tags=["Intelligence artificielle"])
    return Tag.objects.get(name="IA"), Tag.objects.get(name="Intelligence artificielle")


def test_merged_tags_are_one_and_each_article_stands_under_it_once(client, tags):
    short, long = tags
    assert tagging.merge([short, long], into=long) == 1
    assert list(Tag.objects.all()) == [long]
    assert TaggedArticle.objects.filter(tag=long).count() == 3
    assert leads_to(client, "/tag/ia/") == "/tag/intelligence-artificielle/"
    assert leads_to(client, "/tag/ia/rss.xml") == "/tag/intelligence-artificielle/rss.xml"


def test_merging_again_and_renaming_stay_one_hop_away(client, tags):
    short, long = tags
    short = rename(short, "l-ia")
    tagging.merge([short], into=long)
    make_published_article("Quatre", tags=["Robots"])
    robots = Tag.objects.get(name="Robots")
    tagging.merge([long], into=robots)
    rename(robots, "machines")
    for former in ("ia", "l-ia", "intelligence-artificielle", "robots"):
        assert leads_to(client, f"/tag/{former}/") == "/tag/machines/"


def test_the_desk_asks_which_tag_stays_and_merges_by_a_post_only(desk, tags):
    short, long = tags
    chosen = {"action": "merge_chosen", "_selected_action": [short.pk, long.pk]}
    page = desk.post(TAGS, chosen).url
    assert "Which one stays?" in desk.get(page).content.decode()
    assert Tag.objects.count() == 2
    assert desk.post(page, {"into": ""}).status_code == 200
    answer = desk.post(page, {"into": long.pk}, follow=True)
    assert "1 article is new under “Intelligence artificielle”." in answer.content.decode()
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("ids", ["", "x", "1", f"{'9' * 30},1", "²,1"])
def test_one_tag_alone_is_not_merged(desk, tags, ids):
    page = f"{TAGS}merge/?ids={ids}"
    assert "Choose two tags or more" in desk.get(page).content.decode()
    desk.post(page, {"into": tags[0].pk})
    assert Tag.objects.count() == 2


def test_another_tag_than_the_chosen_can_not_stay(desk, tags):
    make_published_article("Quatre", tags=["Robots"])
    page = f"{TAGS}merge/?ids={tags[0].pk},{tags[1].pk}"
    desk.post(page, {"into": Tag.objects.get(name="Robots").pk})
    assert Tag.objects.count() == 3


def change(desk, tag, **typed):
    page = reverse("admin:articles_tag_change", args=[tag.pk])
    return desk.post(page, {"name": tag.name, "slug": tag.slug, "description": ""} | typed)


def test_a_renamed_tag_has_a_new_address_and_the_old_one_leads_there(desk, tags):
    change(desk, tags[0], name="Intelligence des machines")
    assert leads_to(desk, "/tag/ia/") == "/tag/intelligence-des-machines/"


def test_an_address_that_was_chosen_stays_when_the_name_changes(desk, tags):
    tag = rename(tags[0], "l-ia")
    change(desk, tag, name="L’intelligence")
    assert Tag.objects.get(pk=tag.pk).slug == "l-ia"
    change(desk, tag, name="L’intelligence", slug="esprit")
    assert Tag.objects.get(pk=tag.pk).slug == "esprit"


def test_a_name_that_another_tag_has_leads_to_merging(desk, tags):
    text = change(desk, tags[0], name="intelligence  ARTIFICIELLE").content.decode()
    assert f"merge/?ids={tags[0].pk},{tags[1].pk}" in text


def test_the_page_of_a_tag_says_what_it_is_about(desk, tags):
    change(desk, tags[0], description="Les machines qui apprennent.")
    assert "Les machines qui apprennent." in desk.get("/tag/ia/").content.decode()
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’IA écrit. Une intelligence artificielle.", ["IA", "Intelligence artificielle"]),
        ("intelligence-ARTIFICIELLE", ["Intelligence artificielle"]),
        ("Ni fiabilité ni intelligence : artificiellement.", []),
        ("", []),
        ("<script>alert('IA')</script>", ["IA"]),
        ("a " * 50_000, []),
    ],
)
def test_tags_are_suggested_whose_names_stand_in_the_text(desk, tags, text, found):
    answer = desk.post(f"{TAGS}suggest/", {"text": text})
    assert answer.json() == {"tags": found}


def test_accents_and_ligatures_do_not_hide_a_tag(tags):
    make_published_article("Quatre", tags=["Œuvre d’art", "Énergie"])
    assert set(tagging.known_in("Une oeuvre d'art sans energie")) == {"Œuvre d’art", "Énergie"}


def test_suggestions_are_asked_for_by_those_at_the_desk(client, desk, moderator):
    assert desk.get(f"{TAGS}suggest/").status_code == 405
    client.force_login(moderator)
    assert client.post(f"{TAGS}suggest/", {"text": "IA"}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "slug"), [("Été-à-Œuf", "ete-a-oeuf"), ("٣", "ia"), ("数", "ia")]
)
def test_an_address_has_the_letters_of_addresses_whatever_is_typed(desk, tags, typed, slug):
    answer = change(desk, tags[0], slug=typed, _continue="1")
    assert Tag.objects.get(pk=tags[0].pk).slug == slug
    assert desk.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("intelligence artificielle", ["intelligence artificielle"]),
        ("intelligence artificielle, robots", ["intelligence artificielle", "robots"]),
        ('a;b "c" d, ,e  f,', ['a;b "c" d', "e f"]),
        ('"intelligence artificielle" , x', ["intelligence artificielle", "x"]),
        ("Énergie, énergie, E\u0301NERGIE, ener\u00adgie", ["Énergie"]),
        ("l’IA, L'IA, l‘ia", ["l’IA"]),
        ("C, C++, C#, .NET, Net", [".NET", "C", "C#", "C++", "Net"]),
        ('-, \', "", \u200b', []),
        ("", []),
    ],
)
def test_commas_part_tags_and_nothing_else_does(typed, names):
    assert names_of(typed) == names
    assert names_of(typed_as([Tag(name=name) for name in names])) == names


@pytest.mark.parametrize(
    "same", ["energie", "ÉNERGIE", "E\u0301nergie", "  Énergie ", "éner\u00adgie", '"Énergie"']
)
def test_a_name_finds_its_tag_however_it_is_typed(article, same):
    article.tags.add("Énergie")
    article.tags.set([same, "Énergie"])
    assert [tag.name for tag in Tag.objects.all()] == ["Énergie"]
    assert [tag.name for tag in article.tags.all()] == ["Énergie"]


def test_the_database_refuses_a_second_tag_that_reads_the_same(db):
    Tag.objects.create(name="l’IA générative")
    with pytest.raises(IntegrityError):
        Tag.objects.create(name="L'ia generative")


def test_what_is_typed_in_the_article_takes_the_name_that_the_paper_knows(desk, article):
    article.tags.add("Énergie", "l’IA")
    content = of_post({"tags": "energie, L'IA, deux  mots"}, of_article(article))
    assert content["tags"] == ["deux mots", "Énergie", "l’IA"]
    assert as_known(names_of("ENERGIE,deux mots")) == ["deux mots", "Énergie"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("intelligence-ARTIFICIELLE", "Merge the two"),
        ("Paris, France", "A comma parts two tags"),
        ("—", "A tag needs a letter or a figure."),
    ],
)
def test_a_name_that_can_not_be_is_refused_in_words(desk, tags, name, said):
    assert said in change(desk, tags[0], name=name).content.decode()
    assert Tag.objects.get(pk=tags[0].pk).name == "IA"


@pytest.mark.parametrize(
    ("text", "found"), [("En C++, pas en C#.", ["C++", "C#"]), ("Un C.", ["C"]), ("ASP.NET.", [])]
)
def test_signs_of_a_name_tell_it_from_another(tags, text, found):
    for name in ("C", "C++", "C#", ".NET"):
        make_published_article(f"De {name}", tags=[name])
    assert set(tagging.known_in(text)) == set(found)


def test_tags_that_read_the_same_become_one_when_the_database_moves_on(transactional_db):
    move = import_module("articles.migrations.0022_keys_of_tags")
    one, two = make_published_article("Un", tags=["energie"]), make_published_article("Deux")
    kept = Tag.objects.get()
    Tag.objects.bulk_create([Tag(name="Énergie", slug="energie-1", key="x")])
    other = Tag.objects.get(name="Énergie")
    TaggedArticle.objects.bulk_create(
        [TaggedArticle(tag=other, content_object=article) for article in (one, two)]
    )
    move.give_keys(apps, None)
    assert [tag.key for tag in Tag.objects.all()] == ["energie"]
    assert {a.title for a in Article.objects.filter(tags__key="energie")} == {"Un", "Deux"}
    assert Redirect.objects.get().target == Tag.objects.get()
    assert kept.pk != Tag.objects.get().pk  # the one of most articles stays
