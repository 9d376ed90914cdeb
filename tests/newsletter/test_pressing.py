"""A signed address does what its button says, pressed by a person or by a mailbox's own button."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from newsletter import moving, tokens
from newsletter.models import Asking, Subscriber
from newsletter.notices import send_welcome
from newsletter.subscribing import subscribe
from tests.newsletter.factories import make_consent, make_subscriber

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
PRESSED = {"do": "yes"}


def path(url):
    return url.removeprefix("http://testserver")


def link_of(name):
    """A fresh link of that kind, and a function that says whether nothing has happened by it."""
    status = {"confirm": "pending", "come_back": "left"}.get(name, "active")
    reader = make_subscriber(f"{name}@example.org", status)
    if name == "confirm":
        make_consent(reader)
    if name == "move":
        moving.ask_to_move(reader, "new@example.org")
    link = {
        "confirm": tokens.confirmation_url,
        "unsubscribe": tokens.unsubscribe_url,
        "come_back": lambda r: reverse(name, args=[tokens.come_back_token(r.public_id)]),
        "move": tokens.move_url,
        "erase": lambda r: f"{tokens.preferences_url(r)}effacer/",
        "preferences": tokens.preferences_url,
    }[name](reader)
    before = Subscriber.objects.filter(pk=reader.pk).values().get()

    def untouched():
        return Subscriber.objects.filter(pk=reader.pk).values().first() == before

    return path(link), untouched


LINKS = ["confirm", "unsubscribe", "come_back", "move", "erase"]


@pytest.mark.parametrize("name", LINKS)
def test_a_post_that_nobody_pressed_changes_nothing_and_shows_the_button(client, name):
    link, untouched = link_of(name)
    bodies = [({}, None), ("", "text/plain"), ({"why": "often"}, None), ({"do": ""}, None)]
    bodies += [] if name == "unsubscribe" else [(ONE_CLICK, None)]
    for body, kind in bodies:
        answer = client.post(link, body, **({"content_type": kind} if kind else {}))
        assert (answer.status_code, untouched()) == (200, True), body
        assert 'name="do" value="yes"' in answer.text
    assert client.post(link, PRESSED).status_code == 200
    assert not untouched()


def test_a_mailbox_s_own_button_leaves_at_once(client):
    link, untouched = link_of("unsubscribe")
    assert client.post(link, {"List-Unsubscribe": "Two-Clicks"}).status_code == 200
    assert untouched()
    client.post(link, "List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
    assert not untouched()


def test_who_has_left_comes_back_by_one_button(client):
    link, _untouched = link_of("unsubscribe")
    page = client.post(link, PRESSED).text
    undo, button = re.search(
        r'<form method="post" action="([^"]+)">\s*<button([^>]*)>', page
    ).groups()
    assert 'name="do" value="yes"' in button
    client.post(undo, PRESSED)
    assert Subscriber.objects.get().status == "active"


@pytest.mark.parametrize("name", [*LINKS, "preferences"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_a_signed_address_changes_nothing(client, name, method):
    link, untouched = link_of(name)
    assert getattr(client, method)(link).status_code == 200
    assert untouched()


@pytest.mark.parametrize("name", [*LINKS, "preferences"])
def test_a_page_behind_a_link_is_in_the_language_of_its_reader(client, settings, name):
    link, _untouched = link_of(name)
    Subscriber.objects.update(language="en")
    assert client.get(link)["Content-Language"] == "en"
    assert '<html lang="en"' in client.get(link).text
    Subscriber.objects.update(language="")
    assert client.get(link)["Content-Language"] == "fr"
    assert client.get("/newsletter/inscription/")["Content-Language"] == "fr"


def test_the_welcome_has_the_mailbox_s_button(client, newsletter):
    reader = make_subscriber()
    assert send_welcome(reader.pk)
    sent = mail.outbox[0].message()
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = path(sent["List-Unsubscribe"].strip("<>"))
    client.post(link, ONE_CLICK)
    reader.refresh_from_db()
    assert reader.status == "left"


@pytest.mark.parametrize("new", ["fresh@example.org", "known@example.org"])
def test_the_old_mailbox_is_told_of_a_move(
    client, newsletter, new, django_capture_on_commit_callbacks
):
    make_subscriber("known@example.org", "left")
    reader = make_subscriber("old@example.org")
    moving.ask_to_move(reader, new)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path(tokens.move_url(reader)), PRESSED)
    told = mail.outbox[-1]
    assert (told.to, new in told.body) == (["old@example.org"], False)
    assert "/newsletter/inscription/" in told.body
    assert not Asking.objects.exists()


def test_who_had_the_letter_in_english_is_asked_in_english(
    newsletter, django_capture_on_commit_callbacks
):
    make_subscriber("ada@example.org", "left", language="en")
    with django_capture_on_commit_callbacks(execute=True):
        subscribe("ada@example.org", form="box", network="n")
    assert 'lang="en"' in mail.outbox[0].alternatives[0].content


@pytest.mark.parametrize("typed", ["lucie@gmail,com", "lucie@gmail", "lucie@gmail.c"])
def test_what_is_nearly_a_big_address_is_helped(client, newsletter, typed):
    answer = client.post("/newsletter/inscription/", {"email": typed, "form": "box"})
    assert (answer.status_code, Subscriber.objects.exists()) == (422, False)
    assert "Did you mean lucie@gmail.com?" in answer.text
    assert answer.text.count('name="sure" value="1"') == 1  # what was typed can't be right
    assert "cleaned_data" not in answer.text
