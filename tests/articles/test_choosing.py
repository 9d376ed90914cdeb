"""What stands beside an article, and on the front page below the first dozen."""

from datetime import timedelta

import pytest
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.choosing import NEWEST_OF_A_TAG, PER_BAND, bands, related_articles
from articles.models import Article
from articles.models.workflow import VISIBLE
from tests.factories import make_article, make_published_article, make_section

pytestmark = pytest.mark.django_db


def related(article, count=3):
    tags = [tagging.tag for tagging in article.taggings.select_related("tag")]
    return [other.title for other in related_articles(article, tags, count)]


def titles(found):
    return {section.name: [article.title for article in articles] for section, articles in found}


def test_each_band_has_the_newest_of_its_section():
    for name, position in [("Société", 2), ("Matériel", 1)]:
        section = make_section(name, name[:4].lower(), position=position)
        for number in range(PER_BAND + 2):
            make_published_article(f"{name[0]}{number}", section=section, hours=number + 1)
    assert titles(bands()) == {
        "Matériel": ["M0", "M1", "M2", "M3"],
        "Société": ["S0", "S1", "S2", "S3"],
    }


def test_what_is_on_the_page_already_is_in_no_band():
    shown = [make_published_article(f"A{number}", hours=number + 1) for number in range(6)]
    assert titles(bands(besides=shown[:3])) == {"Matériel": ["A3", "A4", "A5"]}


def test_a_section_without_anything_has_no_band():
    make_section("Vide", "vide")
    make_article("Brouillon", section=make_section("Société", "societe"))
    assert bands() == []


def test_what_shares_more_tags_comes_first():
    article = make_published_article("A", tags=["x", "y"])
    elsewhere = make_section("Société", "societe")
    make_published_article("Un, ancien", hours=9, tags=["x"], section=elsewhere)
    make_published_article("Un", hours=5, tags=["y"], section=elsewhere)
    make_published_article("Deux", hours=20, tags=["x", "y"], section=elsewhere)
    make_published_article("Aucun", hours=2)
    assert related(article) == ["Deux", "Un", "Un, ancien"]
    assert related(article, 4)[-1] == "Aucun"


def test_without_tags_the_section_is_near_enough():
    article = make_published_article("A")
    make_published_article("B", hours=3)
    make_published_article("C", hours=2)
    make_published_article("D", section=make_section("Société", "societe"))
    assert related(article) == ["C", "B"]


def test_nothing_is_next_to_itself_and_nothing_hidden_is_near():
    article = make_published_article("A", tags=["x"])
    make_article("Brouillon", tags=["x"])
    make_published_article("Plus tard", hours=-5, tags=["x"])
    assert related(article) == []


def test_of_a_large_tag_the_newest_are_looked_at():
    elsewhere = make_section("Société", "societe")
    for number in range(NEWEST_OF_A_TAG + 2):
        make_published_article(f"T{number}", hours=99 - number, tags=["x"], section=elsewhere)
    article = make_published_article("A", tags=["x"])
    assert related(article) == ["T31", "T30", "T29"]


def test_what_readers_may_see_is_the_same_where_it_is_written_by_hand():
    now = timezone.now()
    for title, hours in [("Là", 5), ("Plus tard", -5)]:
        make_published_article(title, hours=hours)
    for title, hours in [("Finie", -1), ("Finit", 1)]:
        article = make_published_article(title, hours=5)
        article.expires_at = now + timedelta(hours=hours)
        article.save()
    make_article("Brouillon")
    make_published_article("Retirée").withdraw(by=None, reason="Fausse.")
    by_hand = Article.objects.filter(RawSQL(VISIBLE, [now, now], BooleanField()))  # noqa: S611
    seen = {article.title for article in by_hand}
    assert seen == {"Là", "Finit"} == {article.title for article in Article.objects.published()}
