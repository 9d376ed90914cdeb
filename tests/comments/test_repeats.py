"""The second click: its own sender finds the comment again, nobody else learns anything of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments.models import Comment
from comments.posting import post
from comments.tokens import confirmation_url
from newsroom.core.models import Attempt
from tests.comments.factories import EMAIL, FORM, PRESSED, own, send, text
from tests.comments.test_posting import typed
from tests.factories import make_published_article

WORD = "a-random-word-of-this-browser"
STRANGER = {"sending": "another-word-of-another-browser"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("proof", [{}, STRANGER, {"sending": WORD[:12]}, {"sending": ""}])
def test_the_same_words_and_address_give_nobody_the_page_of_a_comment(client, article, proof):
    first = send(client, article, sending=WORD)
    assert "/moi/" in first["Location"]
    again = send(client, article, **proof)
    assert (again.status_code, again["Location"]) == (303, f"/commentaires/{article.pk}/recu/")
    page = client.get(again["Location"])
    assert "Thank you, your comment has been received." in text(page)
    assert "/moi/" not in text(page)
    assert Comment.objects.count() == 1


def test_its_own_browser_finds_it_again_from_another_network_and_the_next_day(
    client, article, time_machine
):
    first = send(client, article, sending=WORD)
    time_machine.move_to(timezone.now() + timedelta(hours=20))
    again = send(client, article, sending=WORD, headers={"X-Forwarded-For": "203.0.113.9"})
    assert again["Location"] == first["Location"]
    assert Comment.objects.count() == 1


OTHERS = [{"body": "Un autre navire, un autre câble."}, {"email": "pierre@example.org"}]


@pytest.mark.parametrize("other", OTHERS)
def test_other_words_or_another_address_in_one_form_are_another_comment(client, article, other):
    first = send(client, article, sending=WORD)
    second = send(client, article, sending=WORD, **other)
    assert Comment.objects.count() == 2
    assert second["Location"] != first["Location"]


def test_whether_an_address_was_guessed_cannot_be_told(client, article):
    """Right or wrong: the same answer, and the same cost."""
    send(client, article, sending=WORD)
    answers = []
    for email in (EMAIL, "pierre@example.org"):
        before = Attempt.objects.count()
        answer = send(client, article, email=email)
        answers.append((answer.status_code, answer["Location"], Attempt.objects.count() - before))
    assert answers[0] == answers[1]
    emails = sorted(comment.email for comment in Comment.objects.all())
    assert emails == [EMAIL, "pierre@example.org"]  # what somebody else has to say isn't lost


@pytest.mark.parametrize("proof", [{}, {"sending": WORD}])
def test_sent_again_after_withdrawing_it_is_a_new_comment(client, article, proof):
    first = send(client, article, **proof)
    own(client, Comment.objects.get(), "retract")
    again = send(client, article, **proof)
    assert "/moi/" in again["Location"]
    assert again["Location"] != first["Location"]
    assert sorted(Comment.objects.values_list("status", flat=True)) == ["retracted", "waiting"]


def test_a_confirmed_browser_finds_its_comment_without_a_script(client, article):
    first = send(client, article)
    client.post(urlsplit(confirmation_url(Comment.objects.get())).path, PRESSED)
    again = send(client, article)
    assert again["Location"] == first["Location"]
    assert "/recu/" in send(Client(), article)["Location"]
    assert Comment.objects.count() == 1


def test_the_word_is_kept_as_a_hash_and_asked_for_by_answers_alone(client, article):
    page = text(client.get(f"/commentaires/{article.pk}/"))
    assert 'name="sending"' not in page  # the same for everybody
    preview = text(client.post(f"/commentaires/{article.pk}/", FORM | {"preview": "1"}))
    word = re.search(r'name="sending" value="([\w-]{32})"', preview)[1]
    first, again = (send(client, article, sending=word) for _ in range(2))
    assert first["Location"] == again["Location"]
    stored = Comment.objects.get().sending_fingerprint
    assert len(stored) == 64
    assert word not in stored
    wrong = text(send(client, article, sending=word, email="marie@"))
    assert f'name="sending" value="{word}"' in wrong


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("proof", ["s1", ""])
def test_two_clicks_at_the_very_same_moment_store_one(proof):
    """What the lock on the article is for: clicks over two networks have no other turn to take."""
    article, start = make_published_article(), Barrier(4)

    def click(number):
        network = f"n{number}" if proof else "n1"
        try:
            start.wait(10)
            return post(typed(article, sending_fingerprint=proof, network=network)).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        stored = set(pool.map(click, range(4)))
    assert len(stored) == Comment.objects.count() == 1


def test_the_received_page_outlives_its_article(client, article):
    url = f"/commentaires/{article.pk}/recu/"
    article.delete()
    page = client.get(url)
    assert (page.status_code, page["X-Robots-Tag"]) == (200, "noindex")
    assert not page.cookies
