"""What changes between the approval and the sending is shown, to take or to leave."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from newsletter.changing import changes_since
from newsletter.dashboard import next_digest
from newsletter.models import Digest
from newsletter.sending import send_digest
from tests.comments.factories import make_comment
from tests.factories import make_correction, make_published_article
from tests.newsletter.factories import make_approved, make_digest
from tests.newsletter.test_admin import press, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, newsletter_editor):
    client.force_login(newsletter_editor)
    return client


@pytest.fixture
def digest():
    return make_approved(readers=1, scheduled_for=timezone.now() + timedelta(days=1))


def reword(digest, n=0, **words):
    article = digest.articles.order_by("digest_items__position")[n]
    for name, value in words.items():
        setattr(article, name, value)
    article.save()
    return article


def decide(desk, digest, verb):
    key = desk.get(url(digest)).context["changes_key"]
    page = press(desk, digest, verb, changes=key)
    digest.refresh_from_db()
    return page


def send_now(digest):
    Digest.objects.update(scheduled_for=timezone.now())
    digest.refresh_from_db()
    send_digest(digest)
    return mail.outbox[-1]


def test_nothing_is_said_where_nothing_changed(desk, digest):
    page = desk.get(url(digest)).text
    assert "changed since" not in page
    assert "Take the new words" not in page


def test_a_changed_headline_is_shown_and_taken(desk, digest, newsletter_editor):
    reword(digest, 0, title="Nouveau titre")
    reword(digest, 1, standfirst="Nouveau chapeau")
    page = desk.get(url(digest)).text
    assert "2 articles have changed since" in page
    assert "<ins>Nouveau titre</ins>" in page
    assert "2 articles" in next_digest(newsletter_editor)["rows"][0]["text"]
    decide(desk, digest, "take_new_words")
    assert (digest.status, digest.subject) == ("approved", "Nouveau titre")
    assert digest.changes.first().by == newsletter_editor
    assert "changed since" not in desk.get(url(digest)).text
    letter = send_now(digest)
    assert "Nouveau titre" in letter.body
    assert letter.subject == "Nouveau titre"


def test_what_is_left_goes_as_it_was_approved_and_another_change_is_shown_again(desk, digest):
    before = digest.html
    reword(digest, 0, title="Nouveau titre")
    decide(desk, digest, "leave_words")
    assert digest.html == before
    assert not changes_since(digest)
    reword(digest, 0, title="Encore un autre")
    assert "1 article has changed since" in desk.get(url(digest)).text
    assert "Encore un autre" not in send_now(digest).body


def test_a_correction_is_shown_too_and_once_seen_is_not_again(desk, digest):
    make_correction(digest.articles.first())
    assert "C’était 1985" in desk.get(url(digest)).text
    decide(desk, digest, "take_new_words")
    assert not changes_since(digest)


def test_words_that_the_editor_gave_the_letter_hide_no_change_of_others(desk):
    digest = make_digest(articles=2)
    item = digest.items.first()
    item.title = "Titre de la lettre"
    item.save()
    digest.approve(*approved(digest), by=None)
    reword(digest, 0, title="Nouveau titre")  # which the letter doesn't say
    assert not changes_since(digest)


def test_the_other_blocks_of_the_letter_are_compared_as_well(desk):
    talked = make_published_article("Dont on parle", hours=24 * 30)
    make_comment(talked)
    digest = make_approved(articles=1)
    talked.title = "Dont on parle encore"
    talked.save()
    assert "Dont on parle encore" in desk.get(url(digest)).text
    digest.refresh_from_db()
    Digest.objects.filter(pk=digest.pk).update(scheduled_for=timezone.now() + timedelta(days=1))
    decide(desk, digest, "take_new_words")
    assert "Dont on parle encore" in digest.text


def approved(digest):
    from newsletter.rendering import content

    digest.number, digest.scheduled_for = 1, timezone.now() + timedelta(days=1)
    return [content(digest)]


def test_what_changed_again_since_it_was_shown_is_shown_once_more(desk, digest):
    reword(digest, 0, title="Nouveau titre")
    key = desk.get(url(digest)).context["changes_key"]
    reword(digest, 0, title="Encore un autre")
    page = press(desk, digest, "take_new_words", changes=key).text
    assert "look once more" in page
    digest.refresh_from_db()
    assert "Encore un autre" not in digest.html


def test_once_it_is_sent_nothing_is_offered(desk, digest):
    send_now(digest)
    reword(digest, 0, title="Nouveau titre")
    digest.refresh_from_db()
    assert digest.status == "sent"
    assert "Take the new words" not in desk.get(url(digest)).text
