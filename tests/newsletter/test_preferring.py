"""A reader's preferences: behind a fresh link to the mailbox, and behind nothing else."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter import moving, tokens
from newsletter.models import Asking, Choice, Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from tests.factories import make_section
from tests.newsletter.factories import make_consent, make_subscriber

pytestmark = pytest.mark.django_db
PRESSED = {"do": "yes"}  # what the button of a page sends
LINK, NEW = "/newsletter/preferences/", "nouvelle@example.org"


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def page(reader):
    return path(tokens.preferences_url(reader))


@pytest.fixture
def done(client, django_capture_on_commit_callbacks):
    """Post, and let the worker do what follows."""

    def act(url, **data):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(url, data)

    return act


def path(url):
    return url.removeprefix("http://testserver")


def link_in(message, word):
    return path(next(part for part in message.body.split() if word in part))


def test_the_link_goes_to_the_mailbox_alone_and_works_for_a_day(client, done, reader, time_machine):
    answer = done(LINK, email=f" {reader.email.upper()} ")
    assert (answer.status_code, answer["Location"]) == (303, "/newsletter/preferences/envoi/")
    assert not Asking.objects.exists()
    assert mail.outbox[0].to == [reader.email]
    link = link_in(mail.outbox[0], "/preferences/")
    answer = client.get(link)
    assert answer.status_code == 200
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == (
        "private, no-store",
        "no-referrer",
    )
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("status", [None, "pending", "left", "suppressed", "active"])
def test_asking_tells_nothing_and_writes_to_subscribers_only(done, status):
    if status:
        make_subscriber(NEW, status=status)
    answer = done(LINK, email=NEW)
    assert (answer.status_code, answer.content) == (303, b"")
    assert len(mail.outbox) == (status == "active")


def test_no_address_is_written_to_more_than_five_times_a_day(done, reader):
    for _ in range(7):
        assert done(LINK, email=reader.email).status_code == 303
    assert len(mail.outbox) == 5


def test_links_of_letters_open_no_preferences(client, reader):
    for url in [tokens.unsubscribe_url(reader), tokens.confirmation_url(reader)]:
        token = url.split("/")[-2]
        for name in ("preferences", "preferences_export", "preferences_erase", "confirm_move"):
            assert client.get(reverse(name, args=[token])).status_code == 404


def test_language_and_sections_are_chosen(client, done, reader, page):
    one, two, three = (make_section(f"S{n}", f"s-{n}") for n in range(3))
    assert "S1" in client.get(page).text
    done(page, do="save", language="en", sections=[three.pk, one.pk])
    reader.refresh_from_db()
    assert reader.choice == Choice("en", f"{one.pk},{three.pk}")
    done(page, do="save", language="fr", sections=[one.pk, two.pk, three.pk])
    reader.refresh_from_db()
    assert reader.choice == Choice("", "")


@pytest.mark.parametrize(
    "data",
    [
        {"do": "save", "language": "xx"},
        {"do": "save", "language": "fr", "sections": ["1 OR 1"]},
        {"do": "save", "language": "fr", "sections": ["999999999999999999999"]},
        {"do": "pause", "weeks": "5000"},
        {"do": "pause"},
        {"do": "move", "new_email": "lucie@"},
    ],
)
def test_what_is_no_wish_changes_nothing(done, reader, page, data):
    assert done(page, **data).status_code == 422
    reader.refresh_from_db()
    assert (reader.choice, reader.paused_until) == (Choice("", ""), None)


def test_an_unknown_button_is_no_button(client, page):
    assert client.post(page, {"do": "x"}).status_code == 404
    assert client.post(page).status_code == 404


def test_a_pause_begins_and_ends_by_a_button(done, reader, page):
    done(page, do="pause", weeks="4")
    reader.refresh_from_db()
    assert timedelta(days=27) < reader.paused_until - timezone.now() < timedelta(days=29)
    done(page, do="resume")
    reader.refresh_from_db()
    assert reader.is_active


def test_the_letter_moves_once_the_new_mailbox_says_yes(client, done, reader, page):
    done(page, do="move", new_email="Nouvelle@Example.org")
    reader.refresh_from_db()
    assert reader.email == "lucie.aubrac@example.org"
    assert mail.outbox[0].to == [NEW]
    link = link_in(mail.outbox[0], "/adresse/")
    assert client.get(link).status_code == 200
    reader.refresh_from_db()
    assert reader.email != NEW
    for _ in range(2):
        assert client.post(link, PRESSED).status_code == 200
    reader.refresh_from_db()
    assert (reader.email, reader.new_email) == (NEW, "")
    proof = reader.consents.get()
    assert (proof.form, proof.confirmed_at is None) == ("move", False)
    assert proof.wording == str(moving.WORDING)


def test_only_the_address_asked_for_last_is_moved_to(client, done, reader, page):
    done(page, do="move", new_email="first@example.org")
    done(page, do="move", new_email="second@example.org")
    first, second = (link_in(message, "/adresse/") for message in mail.outbox)
    assert client.post(first, PRESSED).status_code == 404
    assert client.post(second, PRESSED).status_code == 200


@pytest.mark.parametrize("status", ["active", "left", "pending"])
def test_a_move_onto_another_subscription_goes_on_there(client, done, reader, page, status):
    other = make_subscriber(NEW, status=status)
    reader.prefer(language="en", sections=[])
    done(page, do="move", new_email=NEW)
    assert client.post(link_in(mail.outbox[0], "/adresse/"), PRESSED).status_code == 200
    other.refresh_from_db()
    reader.refresh_from_db()
    assert (other.status, other.language, reader.status) == ("active", "en", "left")


def test_a_suppressed_address_is_neither_asked_nor_moved_to(client, done, reader, page):
    done(page, do="move", new_email=NEW)
    Suppression.objects.hold(email_fingerprint(NEW), cause="hand")
    assert client.post(link_in(mail.outbox[0], "/adresse/"), PRESSED).status_code == 404
    done(page, do="move", new_email=NEW)
    assert len(mail.outbox) == 1


def test_a_stranger_is_not_written_to_without_end(done, reader, page):
    for _ in range(7):
        assert done(page, do="move", new_email=NEW).status_code == 200
    assert len(mail.outbox) == 5


def test_an_address_nobody_confirmed_is_forgotten(reader, time_machine):
    moving.ask_to_move(reader, NEW)
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert moving.forget_moves(dry_run=True) == 1
    moving.forget_moves()
    reader.refresh_from_db()
    assert reader.new_email == ""


def test_readers_take_their_data_along_and_erase_it(client, reader, page):
    make_consent(reader)
    answer = client.get(f"{page}donnees/")
    assert answer["Content-Disposition"] == 'attachment; filename="newsletter.json"'
    assert json.loads(answer.content)["subscription"]["email"] == reader.email
    assert client.get(f"{page}effacer/").status_code == 200
    assert Subscriber.objects.exists()
    assert client.post(f"{page}effacer/", PRESSED).status_code == 200
    assert not Subscriber.objects.exists()
    assert client.get(page).status_code == 404


def test_no_page_of_the_preferences_sets_a_cookie(client, page):
    for url in [LINK, f"{LINK}envoi/", page, f"{page}effacer/", f"{page}donnees/"]:
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert not answer.cookies
        assert "csrfmiddlewaretoken" not in answer.content.decode()
