"""Which articles go into an issue."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ReadCount
from newsletter import composing
from newsletter.choosing import amended, choose, period_before
from newsletter.models import Digest
from tests.comments.factories import make_comment, make_waiting_comment
from tests.factories import (
    make_article,
    make_correction,
    make_picture,
    make_published_article,
    make_section,
)
from tests.newsletter.factories import make_approved, make_digest

pytestmark = pytest.mark.django_db


def titles(newsletter, start=None, end=None):
    end = end or timezone.now()
    return [a.title for a in choose(newsletter, start or end - timedelta(days=7), end)]


def test_the_visible_articles_of_the_period_newest_first(newsletter, editor):
    make_published_article("vieux", hours=24 * 8)
    make_published_article("lundi", hours=48)
    make_published_article("mardi", hours=24)
    make_published_article("demain", hours=-24)
    make_article("brouillon")
    make_published_article("retiré", hours=3).withdraw(by=editor, reason="wrong")
    assert titles(newsletter) == ["mardi", "lundi"]


def test_what_an_issue_had_never_comes_again_even_where_periods_overlap(newsletter):
    make_approved(articles=2)
    make_published_article("neuf", hours=0.5)
    assert titles(newsletter) == ["neuf"]


def test_what_an_unsent_issue_had_comes_again(newsletter):
    digest = make_digest(articles=2)
    assert len(titles(newsletter)) == 2
    digest.skip(by=None, reason="")
    assert len(titles(newsletter)) == 2


def test_at_most_so_many_of_a_section_and_of_all(newsletter):
    newsletter.per_section, newsletter.maximum = 2, 3
    for number in range(4):
        make_published_article(f"matériel {number}", hours=number + 1)
    for number in range(2):
        section = make_section("Société", "societe")
        make_published_article(f"société {number}", hours=number + 10, section=section)
    assert titles(newsletter) == ["matériel 0", "matériel 1", "société 0"]


def test_a_pick_comes_first_then_talk_then_freshness(newsletter):
    make_published_article("frais", hours=1)
    discussed = make_published_article("discuté", hours=100)
    for _ in range(8):
        make_comment(discussed)
    make_waiting_comment(make_published_article("en attente", hours=90))
    make_published_article("choisi", hours=120, is_pick=True)
    assert titles(newsletter) == ["choisi", "discuté", "frais", "en attente"]


def read(article, count, days=0):
    day = timezone.localdate() - timedelta(days=days)
    ReadCount.objects.create(article=article, day=day, count=count)


def test_reads_come_after_a_pick_and_before_freshness(newsletter):
    make_published_article("frais", hours=1)
    read(make_published_article("assez lu", hours=80), 600)
    read(make_published_article("très lu", hours=100), 900)
    read(
        make_published_article("à peine lu", hours=120, section=make_section("Société", "societe")),
        1,
    )
    make_published_article("choisi", hours=130, is_pick=True)
    assert titles(newsletter) == ["choisi", "très lu", "assez lu", "frais", "à peine lu"]


def test_however_much_is_read_it_is_a_share(newsletter):
    """Robots that lie move an article up, never above what an editor picked."""
    read(make_published_article("gonflé", hours=1), 2_000_000_000)
    make_published_article("choisi", hours=160, is_pick=True)
    assert titles(newsletter) == ["choisi", "gonflé"]


def test_a_few_reads_in_a_small_paper_weigh_little(newsletter):
    make_published_article("frais", hours=1)
    read(make_published_article("lu deux fois", hours=100), 2)
    assert titles(newsletter) == ["frais", "lu deux fois"]


def test_reads_of_before_weigh_nothing(newsletter):
    make_published_article("frais", hours=1)
    read(make_published_article("ancien", hours=100), 5_000, days=9)
    assert titles(newsletter) == ["frais", "ancien"]


def test_old_talk_weighs_nothing(newsletter):
    make_published_article("frais", hours=1)
    article = make_published_article("ancien", hours=100)
    long_ago = timezone.now() - timedelta(days=8)
    for _ in range(8):
        make_comment(article, created_at=long_ago)
    assert titles(newsletter) == ["frais", "ancien"]


def test_amended_is_what_a_sent_issue_carried_and_was_put_right_since(newsletter, editor):
    before = make_correction(make_published_article("before"), at=timezone.now())
    digest = make_approved(articles=3)
    carried = [item.article for item in digest.items.all()]
    digest.begin()
    now = timezone.now()
    told = make_correction(carried[0], at=now)
    make_correction(carried[1], at=now)
    make_correction(make_published_article("never carried"), at=now)
    carried[1].withdraw(by=editor, reason="wrong")
    assert list(amended(before.at - timedelta(days=1), now)) == [told]
    assert not amended(now, now + timedelta(days=7))


def test_the_newest_with_a_picture_leads(newsletter):
    make_published_article("sans", hours=1)
    make_published_article("avec", hours=2, lead_picture=make_picture())
    make_published_article("ancien", hours=3)
    assert titles(newsletter) == ["avec", "sans", "ancien"]


def test_the_period_begins_where_the_last_issue_ended(newsletter):
    now = timezone.now()
    assert now - period_before(now) == timedelta(days=7)
    digest = make_approved(articles=1, slot=now)
    later = now + timedelta(days=10)
    assert period_before(later) == digest.period_end
    much_later = now + timedelta(days=100)
    assert much_later - period_before(much_later) == timedelta(days=28)


def test_a_skipped_week_goes_into_the_next_issue(newsletter, time_machine):
    make_approved(articles=1)
    time_machine.move_to(timezone.now() + timedelta(days=7))
    make_published_article("mince", hours=1)
    thin = composing.compose(newsletter)
    thin.skip(by=None, reason="thin")
    time_machine.move_to(timezone.now() + timedelta(days=7))
    make_published_article("suivant", hours=1)
    digest = composing.compose(newsletter)
    assert [item.article.title for item in digest.items.all()] == ["suivant", "mince"]
    assert Digest.objects.count() == 3


def test_choosing_costs_the_same_however_many_there_are(newsletter, django_assert_num_queries):
    for number in range(9):
        make_published_article(f"titre {number}", hours=number + 1)
    with django_assert_num_queries(4):
        titles(newsletter)
