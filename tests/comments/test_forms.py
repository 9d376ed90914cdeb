"""What a reader types wrong, or too often: what the page says, and that nothing is lost."""

import re

import pytest
from django.utils import timezone

from comments.models import Comment, Rulebook
from tests.comments.factories import EMAIL, FORM, form_url, send, text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "field", "error"),
    [
        ({"name": ""}, "name", "Write your name or a pseudonym"),
        ({"name": "x" * 61}, "name", "Shorten the name to 60 characters."),
        ({"name": "Visitez www.casino.example"}, "name", "Write a name without an address"),
        ({"name": "casino.com"}, "name", "Write a name without an address"),
        ({"name": EMAIL}, "name", "Write a name without an address"),
        ({"name": "…"}, "name", "Write a name with letters or figures."),
        ({"email": ""}, "email", "Write your e-mail address: it will not be published."),
        ({"email": "marie@"}, "email", "Check what stands behind the @"),
        ({"email": "root@localhost"}, "email", "Check what stands behind the @"),
        ({"email": "a@[127.0.0.1]"}, "email", "Check what stands behind the @"),
        ({"email": "marie@example..org"}, "email", "Check what stands behind the @"),
        ({"email": "marie@example.org\nBcc: x@example.org"}, "email", "Check this e-mail address"),
        ({"body": ""}, "body", "Write your comment."),
        ({"body": " \n "}, "body", "Write your comment."),
        ({"body": "\u200b\u202e\x00"}, "body", "Write your comment."),
        ({"body": "x"}, "body", "Write 2 characters at least: it has 1."),
        ({"body": "x" * 5001}, "body", "Shorten your comment to 5,000 characters: it has 5,001."),
    ],
)
def test_an_error_says_what_to_do_beside_its_field_and_on_top(client, article, typed, field, error):
    answer = send(client, article, **typed)
    html = text(answer)
    assert answer.status_code == 422
    assert not Comment.objects.exists()
    assert f'<a href="#comment-{field}">{error}' in html
    assert re.search(rf'id="comment-{field}-error">{re.escape(error)}', html)
    tag = re.search(rf'<(?:input|textarea)[^>]* id="comment-{field}"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in tag
    assert re.search(rf'aria-describedby="[^"]*\bcomment-{field}-error\b', tag)
    assert html.count('aria-invalid="true"') == 1


def test_numbers_are_written_as_the_language_of_the_paper_does(client, article, settings):
    settings.LANGUAGE_CODE = "fr"
    html = text(send(client, article, body="x" * 5001))
    assert "comment to 5\u202f000 characters: it has 5\u202f001." in html
    assert "Up to 5\u202f000 characters." in html  # the hint below the field


def test_nothing_typed_is_lost(client, article):
    typed = {"name": 'Marie "M" <b>', "body": "\nUn <i>beau</i>\n\nnavire & un câble."}
    html = text(send(client, article, email="marie@", **typed))
    assert 'value="Marie &quot;M&quot; &lt;b&gt;"' in html
    assert 'value="marie@"' in html
    assert ">\n\nUn &lt;i&gt;beau&lt;/i&gt;\n\nnavire &amp; un câble.</textarea>" in html


def test_the_summary_takes_the_focus_and_leads_back_to_the_article(client, article):
    html = text(send(client, article, name=""))
    assert '<div class="form-errors" id="form-errors" role="alert" tabindex="-1" autofocus>' in html
    assert f'<a href="{article.get_absolute_url()}">{article.title}</a>' in html
    assert html.count("<h1") == 1


def test_all_fields_may_be_missing(client, article):
    answer = client.post(form_url(article))
    assert answer.status_code == 422
    assert text(answer).count('<li><a href="#comment-') == 3


@pytest.mark.parametrize(
    "name", ["J.-P. Martin", "Th. Vauquelin", "Zoé 2", "李明", "O’Neill, fils"]
)
def test_names_that_people_have_are_taken(client, article, name):
    assert send(client, article, name=name).status_code == 303


@pytest.fixture
def few():
    """Rules that take five comments of a network in ten minutes."""
    return Rulebook.objects.create(network_limit=5)


def test_the_sixth_in_ten_minutes_waits_and_keeps_its_text(client, article, few, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for number in range(5):
        assert send(client, article, body=f"Un texte sans défaut {number}").status_code == 303
    answer = send(client, article, body="Un texte qui est de trop")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "send it again in 10 minutes" in text(answer)
    assert "Un texte qui est de trop</textarea>" in text(answer)
    assert f'value="{EMAIL}"' in text(answer)  # to whoever typed it, and to nobody else
    assert "no-store" in answer.headers["Cache-Control"]
    assert Comment.objects.count() == 5


def test_neighbours_share_a_limit_and_strangers_do_not(client, article, few, settings):
    for number in range(5):
        client.post(
            form_url(article),
            FORM | {"body": f"Un texte sans défaut {number}"},
            REMOTE_ADDR="192.0.2.1",
        )
    post = {"data": FORM | {"body": "Encore un texte du réseau"}, "path": form_url(article)}
    assert client.post(**post, REMOTE_ADDR="192.0.2.99").status_code == 429
    assert client.post(**post, REMOTE_ADDR="198.51.100.1").status_code == 303
