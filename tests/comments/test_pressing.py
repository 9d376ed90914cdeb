"""A link in a mail about comments does what its button says, and only where it was pressed."""

from urllib.parse import urlsplit

import pytest

from comments import silence, tokens
from comments.models import Comment, Device, Silence
from tests.comments.factories import PRESSED, make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
EMPTY = [({}, None), ("", "text/plain"), ({"do": ""}, None), ({"others": "1"}, None)]


def path(url):
    return urlsplit(url).path


def state():
    """All that these links can change."""
    models = (Comment, Device, Silence)
    return [list(model.objects.order_by("pk").values()) for model in models]


def confirming():
    return path(tokens.confirmation_url(make_waiting_comment()))


def talkative():
    """A comment whose author hears of replies."""
    comment = make_comment()
    device = Device.objects.create(email_fingerprint=comment.email_fingerprint)
    Comment.objects.filter(pk=comment.pk).update(device=device, reply_mails="at_once")
    comment.refresh_from_db()
    return comment


def stopping():
    return path(tokens.stop_url(talkative()))


def stopping_the_talk():
    return path(tokens.stop_talk_url(talkative()))


def resuming():
    comment = talkative()
    silence.stop(comment)
    return path(tokens.come_back_url(comment))


LINKS = [confirming, stopping, stopping_the_talk, resuming]


@pytest.mark.parametrize("link", LINKS)
def test_a_post_that_nobody_pressed_changes_nothing_and_shows_the_button(client, link):
    url = link()
    before = state()
    for body, kind in EMPTY + ([] if link is stopping else [(ONE_CLICK, None)]):
        answer = client.post(url, body, **({"content_type": kind} if kind else {}))
        assert (answer.status_code, answer.cookies) == (200, {}), body
        assert 'name="do" value="yes"' in answer.text
        assert state() == before, body
    assert client.post(url, PRESSED).status_code == 200
    assert state() != before


def test_a_mailbox_s_own_button_stops_these_mails(client):
    url = stopping()
    before = state()
    client.post(url, {"List-Unsubscribe": "Two-Clicks"})
    assert state() == before
    client.post(url, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert Silence.objects.exists()
