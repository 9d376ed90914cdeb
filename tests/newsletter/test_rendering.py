"""One rendering a choice, from a sheet that the approval freezes."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from articles.models import Article
from newsletter import composing
from newsletter.choices import Choice
from newsletter.models import Digest, Newsletter
from newsletter.rendering import NothingToRead, content, content_of
from tests.comments.factories import make_comment
from tests.factories import make_correction, make_published_article, make_section
from tests.newsletter.factories import make_approved, make_digest

pytestmark = pytest.mark.django_db


def section(digest, place=0):
    return digest.items.all()[place].article.section


def test_a_choice_of_sections_gets_these_alone_and_a_subject_of_its_own():
    digest = make_digest(articles=3)
    second = digest.items.all()[2].article
    letter = content(digest, Choice(sections=str(second.section_id)))
    assert letter.subject == second.title
    for item in digest.items.all():
        assert (item.article.title in letter.html) == (item.article == second)
        assert (item.article.title in letter.text) == (item.article == second)


def test_another_language_changes_the_words_around_the_articles_alone():
    day = datetime(2099, 11, 27, 6, tzinfo=UTC)
    digest = make_digest(articles=2, scheduled_for=day)
    letter = content(digest, Choice(language="en"))
    assert '<html lang="en"' in letter.html
    assert "27\xa0November 2099" in letter.text
    assert "27\xa0novembre 2099" in content(digest).text
    assert "Titre 0" in letter.text


def test_a_choice_that_leaves_nothing_to_read_says_so():
    empty = make_section("Vide", "vide")
    with pytest.raises(NothingToRead):
        content(make_digest(articles=2), Choice(sections=str(empty.pk)))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_choice_is_frozen_by_the_approval(language):
    digest = make_digest(articles=2)
    choice = Choice(language=language, sections=str(section(digest).pk))
    whole, own = content(digest), content(digest, choice)
    composing.approve(digest, by=None, at=digest.scheduled_for)
    Article.objects.update(title="Changé", standfirst="Changé")
    digest = Digest.objects.get()
    assert content_of(digest) == whole
    assert content_of(digest, choice) == own


def test_all_sections_in_the_papers_language_are_the_whole(settings):
    assert Choice(language=settings.LANGUAGE_CODE).is_whole
    assert not Choice(language="en").is_whole
    assert not Choice(sections="12").is_whole


def test_a_section_is_not_taken_for_another_that_begins_alike():
    assert not Choice(sections="12,3").wants({"section_id": 1})
    assert Choice(sections="12,3").wants({"section_id": 3})


def test_what_was_withdrawn_leaves_every_choice_at_once(editor):
    digest = make_approved(articles=3)
    gone = digest.items.first().article
    gone.withdraw(by=editor, reason="wrong")
    stale = Digest.objects.get()
    assert composing.drop_withdrawn(digest)
    assert not composing.drop_withdrawn(stale)
    digest = Digest.objects.get()
    assert gone.title not in digest.html
    assert gone.title not in content_of(digest, Choice(language="en")).html
    with pytest.raises(NothingToRead):
        content_of(digest, Choice(sections=str(gone.section_id)))
    assert digest.changes.filter(reason__contains=gone.title).count() == 1


def test_right_now_in_the_comments_are_the_three_most_discussed():
    digest = make_digest(articles=2)
    for number in range(5):
        article = make_published_article(f"Sujet {number}", hours=24 * 30)
        for _ in range(number):
            make_comment(article)
    letter = content(digest)
    for part in (letter.html, letter.text):
        assert part.index("Sujet 4") < part.index("Sujet 3") < part.index("Sujet 2")
        assert "Sujet 1" not in part
        assert "4 comments this week" in part
    assert f"{article.slug}/#comments" in letter.text
    digest.with_talk = False
    assert "Sujet 4" not in content(digest).html


def test_a_withdrawn_article_is_talked_about_no_more(editor):
    digest = make_approved(articles=2)
    article = make_published_article("Scandale")
    make_comment(article)
    digest.reopen(by=editor)
    composing.approve(digest, by=editor)
    assert "Scandale" in digest.html
    article.withdraw(by=editor, reason="wrong")
    assert composing.drop_withdrawn(digest)
    assert "Scandale" not in Digest.objects.get().html


def test_what_was_put_right_of_earlier_issues_is_said():
    sent = make_approved(articles=2)
    sent.begin()
    article = sent.items.first().article
    make_correction(article, "Douze, et non dix.", at=timezone.now())
    next_one = make_digest(articles=0)
    next_one.items.create(article=make_published_article("Neuf"))
    letter = content(next_one)
    for part in (letter.html, letter.text):
        assert "Put right since" in part
        assert article.title in part
        assert "Douze, et non dix." in part
    next_one.with_amended = False
    assert article.title not in content(next_one).html


def test_the_editors_title_and_preheader_stand_where_they_belong():
    digest = make_digest(articles=2, title="La semaine des câbles", preheader="À lire au chaud")
    letter = content(digest)
    assert letter.subject == "La semaine des câbles"
    assert "<h1" in letter.html
    assert "La semaine des câbles" in letter.text
    assert ">À lire au chaud<" in letter.html


def test_an_article_has_words_of_its_own_in_the_letter_and_keeps_its_own(client):
    digest = make_digest(articles=2)
    item = digest.items.first()
    item.title, item.standfirst = "Notre titre à nous", "Notre phrase à nous."
    item.save()
    before = item.article.title
    letter = content(digest)
    for part in (letter.html, letter.text, letter.subject):
        assert "Notre titre" in part
        assert before not in part
    assert "Notre phrase" in letter.text
    composing.compose_anew(digest, Newsletter.current())
    composing.approve(digest, by=None)
    digest.begin()
    for page in (digest.get_absolute_url(), "/newsletter/flux.xml"):
        assert "Notre phrase" in client.get(page).text
    assert Article.objects.get(pk=item.article_id).title == before
