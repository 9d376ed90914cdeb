import pytest

from comments.models import Comment
from newsroom.core.models import Attempt
from tests.comments.factories import make_comment, send, text

pytestmark = pytest.mark.django_db


def test_a_preview_shows_the_comment_and_keeps_what_was_typed(client, article):
    answer = send(client, article, body="Un *beau* navire\n\n> câblier", notify="on", preview="1")
    assert answer.status_code == 200
    page = text(answer)
    assert "<p>Un <em>beau</em> navire</p><blockquote><p>câblier</p></blockquote>" in page
    assert "Un *beau* navire\n\n&gt; câblier</textarea>" in page
    assert 'name="notify" checked' in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_preview_stores_nothing_and_costs_no_attempt(client, article):
    for _ in range(8):
        assert send(client, article, preview="1").status_code == 200
    assert not Comment.objects.exists()
    assert not Attempt.objects.exists()


def test_a_preview_tells_what_to_correct(client, article):
    answer = send(client, article, name="", preview="1")
    assert answer.status_code == 422
    assert "Write your name" in text(answer)
    assert 'id="comment-preview"' not in text(answer)


def test_a_preview_does_not_forget_whom_one_answers(client, article):
    parent = make_comment(article, name="Hermeline")
    page = text(send(client, article, reply_to=parent.pk, preview="1"))
    assert f'name="reply_to" value="{parent.pk}"' in page


def test_other_sites_get_no_preview(client, article):
    answer = send(client, article, {"Sec-Fetch-Site": "cross-site"}, preview="1")
    assert answer.status_code == 403
