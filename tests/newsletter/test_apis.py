"""Sending by the API of a provider, and what it reports afterwards."""

import hashlib
import hmac
import time

import pytest
from django.core import mail
from django.core.mail import mailers
from django.urls import reverse

from newsletter import apis
from newsletter.returning import token_of
from newsletter.sending import send_digest
from tests.newsletter.factories import make_approved, statuses

pytestmark = pytest.mark.django_db
HOOK = reverse("newsletter_returns", args=["mailgun"])


@pytest.fixture
def provider(settings):
    """Which takes batches, as Mailgun does."""
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.test.EmailBackend"}}
    mailers.create_connection("default").open()
    mail.outbox = []


def test_one_call_takes_many_readers_each_with_an_address_to_leave_by(provider, monkeypatch):
    monkeypatch.setitem(apis.PLACEHOLDERS, "Test", "%recipient.leave%")
    digest = make_approved(readers=3, articles=1)
    assert send_digest(digest) == 3
    (message,) = mail.outbox
    assert "%recipient.leave%" in message.body
    leave = {message.merge_data[email]["leave"] for email in message.to}
    assert len(leave) == 3
    tokens = {data["line"] for data in message.merge_metadata.values()}
    assert tokens == {token_of(line.pk) for line in digest.deliveries.all()}
    assert statuses(digest) == {"sent": 3}


def test_without_batches_each_gets_a_call(provider):
    digest = make_approved(readers=2, articles=1)
    assert send_digest(digest) == 2
    assert [len(message.to) for message in mail.outbox] == [1, 1]


@pytest.fixture
def mailgun(settings):
    settings.MAILERS = {
        "default": {
            "BACKEND": "anymail.backends.mailgun.EmailBackend",
            "OPTIONS": {"api_key": "k", "sender_domain": "octet.example"},
        }
    }
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": "secret"}


def report(client, line, *, key="secret"):
    stamp, token = str(int(time.time())), "t" * 50
    signature = hmac.new(key.encode(), (stamp + token).encode(), hashlib.sha256).hexdigest()
    event = {
        "event": "complained", "recipient": "x@example.org", "timestamp": time.time(),
        "user-variables": {"line": token_of(line.pk)}, "id": "e1",
    }  # fmt: skip
    proof = {"timestamp": stamp, "token": token, "signature": signature}
    data = {"signature": proof, "event-data": event}
    return client.post(HOOK, data, content_type="application/json").status_code


def test_a_complaint_that_a_provider_signed_unsubscribes(client, mailgun):
    digest = make_approved(readers=1, articles=1)
    line = digest.deliveries.create(subscriber=make_reader(), status="sent")
    assert report(client, line) == 200
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed


def test_a_forged_report_is_refused(client, mailgun, settings):
    digest = make_approved(readers=1, articles=1)
    line = digest.deliveries.create(subscriber=make_reader(), status="sent")
    assert report(client, line, key="wrong") == 400
    settings.ANYMAIL = {}
    assert report(client, line) == 403
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_active


def test_no_other_provider_is_listened_to(client, mailgun):
    assert client.post(reverse("newsletter_returns", args=["postmark"])).status_code == 404
    assert client.post(reverse("newsletter_returns", args=["nobody"])).status_code == 404


def make_reader():
    from tests.newsletter.factories import make_subscriber

    return make_subscriber()
