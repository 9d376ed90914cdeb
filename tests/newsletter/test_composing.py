"""From articles to an issue: by the clock, by hand, and what a reader reads in it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from newsletter import composing
from newsletter.composing import compose_due
from newsletter.models import Digest, DigestItem
from newsletter.rendering import UNSUBSCRIBE, content
from tests.factories import make_picture, make_published_article
from tests.newsletter.factories import make_approved, make_digest, make_newsletter, make_week

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://[^\s\"<>]+")


@pytest.fixture
def friday(time_machine, newsletter):
    """Move to a second before the regular date, with enough articles; returns the date."""
    slot = newsletter.slot_after(timezone.now())
    time_machine.move_to(slot - timedelta(seconds=1), tick=False)
    make_week(4)
    return slot


# By the clock


def test_the_regular_issue_is_composed_at_its_second_and_once(friday, time_machine):
    assert compose_due() is None
    time_machine.move_to(friday, tick=False)
    digest = compose_due()
    assert (digest.slot, digest.scheduled_for, digest.status) == (friday, friday, "composing")
    assert digest.items.count() == 4
    assert compose_due() == digest
    assert Digest.objects.count() == 1


def test_with_automatic_approval_it_goes_out_by_itself(friday, time_machine, newsletter):
    newsletter.automatic = True
    newsletter.save()
    time_machine.move_to(friday + timedelta(seconds=30), tick=False)
    digest = compose_due()
    assert (digest.status, digest.scheduled_for) == ("approved", friday)
    assert digest.changes.get().by is None
    assert Digest.objects.due().get() == digest


def test_what_an_editor_took_back_waits_for_the_editor(friday, time_machine, newsletter, editor):
    newsletter.automatic = True
    newsletter.save()
    time_machine.move_to(friday, tick=False)
    compose_due().reopen(by=editor)
    assert compose_due().status == "composing"


def test_what_was_composed_ahead_goes_out_as_it_stands(friday, time_machine, newsletter):
    newsletter.automatic = True
    newsletter.save()
    ahead = composing.compose(newsletter, slot=friday)
    ahead.items.last().delete()
    time_machine.move_to(friday, tick=False)
    assert compose_due() == ahead
    ahead.refresh_from_db()
    assert (ahead.status, ahead.items.count()) == ("approved", 3)


def test_a_thin_week_is_skipped_with_its_reason(friday, time_machine, newsletter):
    newsletter.minimum = 5
    newsletter.save()
    time_machine.move_to(friday, tick=False)
    digest = compose_due()
    assert digest.status == "skipped"
    assert "4" in digest.changes.get().reason
    assert compose_due().status == "skipped"


def test_a_worker_that_slept_for_a_day_composes_late_and_later_not_at_all(friday, time_machine):
    time_machine.move_to(friday + timedelta(days=1, seconds=1), tick=False)
    assert compose_due() is None
    time_machine.move_to(friday + timedelta(hours=23), tick=False)
    assert compose_due().slot == friday


def test_nothing_is_composed_for_a_date_before_the_newsletter_was_set_up(friday, newsletter):
    newsletter.since = friday + timedelta(minutes=1)
    newsletter.save()
    assert compose_due(friday + timedelta(minutes=2)) is None


def test_another_day_in_the_settings_gives_no_second_issue_for_the_week(
    friday, time_machine, newsletter
):
    time_machine.move_to(friday, tick=False)
    compose_due()
    newsletter.weekday = newsletter.Weekday.THURSDAY
    newsletter.save()
    assert compose_due() is None


def test_nothing_happens_without_a_newsletter():
    assert compose_due() is None


# By hand


def test_composing_anew_keeps_the_words_and_takes_the_newest_articles():
    digest = make_digest(articles=2, intro="Bonjour.", subject="Objet")
    make_published_article("dernière minute", hours=0)
    composing.compose_anew(digest, make_newsletter())
    digest.refresh_from_db()
    assert (digest.intro, digest.subject) == ("Bonjour.", "Objet")
    assert "dernière minute" in [item.article.title for item in digest.items.all()]


def test_an_approved_issue_is_not_composed_anew():
    with pytest.raises(ValidationError, match="approved"):
        composing.compose_anew(make_approved(), make_newsletter())


def test_approving_freezes_and_numbers(newsletter_editor):
    first, second = make_approved(articles=1), make_digest(articles=0)
    DigestItem.objects.create(digest=second, article=make_published_article("second"))
    composing.approve(second, by=newsletter_editor)
    assert (first.number, second.number) == (1, 2)
    article = first.items.get().article
    before = first.html
    article.title = "Changed"
    article.save()
    first.refresh_from_db()
    assert first.html == before


def test_approving_twice_is_once_and_what_is_sent_can_not_be_approved():
    digest = make_approved(readers=0)
    stale = Digest.objects.get()
    digest.approve(content(digest), by=None)
    assert digest.changes.count() == 1
    digest.begin()
    with pytest.raises(ValidationError, match="can't be done"):
        stale.approve(content(stale), by=None)


def test_every_state_has_a_way_out(newsletter_editor):
    digest, by = make_approved(readers=0), newsletter_editor
    digest.stop(by=by, reason="typo")
    digest.resume(by=by)
    assert digest.status == "approved"
    digest.stop(by=by)
    digest.reopen(by=by)
    digest.skip(by=by, reason="holiday")
    digest.reopen(by=by)
    assert digest.status == "composing"
    composing.approve(digest, by=by)
    digest.begin()
    with pytest.raises(ValidationError, match="Readers have"):
        digest.reopen(by=by)
    lines = [(change.status, change.by) for change in digest.changes.order_by("pk")]
    assert lines[1:] == [
        *((status, by) for status in ("stopped", "approved", "stopped", "composing")),
        *((status, by) for status in ("skipped", "composing", "approved")),
        ("sending", None),
    ]


# What is in it


def test_the_text_says_and_links_the_same_as_the_html():
    digest = make_digest(articles=4, intro="Bonjour à tous.\n\nBonne lecture !")
    letter = content(digest)
    assert {*LINK.findall(letter.text)} == {
        link for link in LINK.findall(letter.html) if not link.endswith(".jpg")
    }
    html = re.sub(r"<[^>]+>", " ", letter.html.partition("<body")[2])
    text = letter.text.replace("\n", " ")
    for item in digest.items.all():
        for said in (item.article.title, item.article.standfirst):
            assert said in html
            assert said in text
    for said in ("Éditions de l’Octet", "12, quai des Relais", "Bonne lecture\u202f!"):
        assert said in html
        assert said in text


def test_lines_of_the_text_are_as_long_as_people_read_them():
    make_newsletter()
    make_published_article("mot " * 40, standfirst="Une phrase de chapeau. " * 20)
    text = content(make_digest(articles=0, intro="Bonjour à tous. " * 30)).text
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 80


def test_every_link_is_whole_and_ours_and_nobody_is_counted():
    letter = content(make_digest(articles=3))
    for link in LINK.findall(letter.html):
        assert urlsplit(link).netloc in {"testserver", urlsplit(UNSUBSCRIBE).netloc}
        assert not urlsplit(link).query
    assert not re.findall(r'(?:href|src)="(?!https?://)', letter.html)


def test_pictures_have_words_sizes_and_jpeg():
    letter = content(make_digest(articles=3))
    pictures = re.findall(r"<img[^>]*>", letter.html)
    assert len(pictures) == 1
    for picture in pictures:
        assert re.search(r'src="http://testserver/media/pictures/\S+-960\.jpg"', picture)
        assert 'alt="Un navire câblier"' in picture
        assert re.search(r'width="600" height="338"', picture)


def test_the_html_is_what_mailboxes_take():
    html = content(make_digest(articles=4)).html
    for forbidden in ("<script", "<form", "<iframe", "<link", "@import", "data:", "javascript:"):
        assert forbidden not in html
    assert html.startswith("<!DOCTYPE html>")
    assert '<html lang="fr"' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert "prefers-color-scheme" in html
    assert html.count("<table") == html.count('role="presentation"')
    assert 40 <= len(re.search(r'class="preheader"[^>]*>([^<]*)', html)[1]) <= 130


def test_the_largest_issue_is_below_what_mailboxes_cut():
    newsletter = make_newsletter(maximum=20, per_section=20)
    picture = make_picture(alt="à" * 300, credit="é" * 120)
    for number in range(20):
        fields = {"title": "Œ" * 200, "standfirst": "è" * 500, "lead_picture": picture}
        make_published_article(hours=number + 1, slug=f"{'a' * 70}{number}", **fields)
    digest = composing.compose(newsletter)
    digest.intro = "é" * 1500
    assert digest.items.count() == 20
    assert len(content(digest).html.encode()) < 100_000


def test_french_typography_is_set_and_html_is_escaped():
    make_newsletter()
    make_published_article("Qui a peur des <b>puces</b> & des octets ?")
    letter = content(make_digest(articles=0))
    assert "&lt;b&gt;puces&lt;/b&gt; &amp; des octets\u202f?" in letter.html
    assert "peur des <b>puces</b> & des octets\u202f?" in letter.text
    assert letter.subject == "Qui a peur des <b>puces</b> & des octets\u202f?"


def test_the_language_is_the_papers_whoever_approves(settings):
    digest = make_digest(articles=0)
    two = make_published_article(authors=("Ada", "Grace"))
    digest.items.create(article=two)
    with translation.override("en"):
        assert "Ada and Grace" not in content(digest).text
        assert '<html lang="fr"' in content(digest).html
        assert translation.get_language() == "en"


def test_an_issue_without_articles_is_refused():
    with pytest.raises(ValidationError, match="no article"):
        content(make_digest(articles=0))


@pytest.mark.parametrize("articles", [1, 9])
def test_rendering_costs_the_same_however_long(articles, django_assert_num_queries):
    digest = make_digest(articles=articles)
    with django_assert_num_queries(8):
        content(digest)
