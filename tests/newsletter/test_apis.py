"""Sending by the API of a provider, and what it reports afterwards."""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path

import pytest
from anymail.exceptions import AnymailRequestsAPIError, AnymailUnsupportedFeature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail
from django.core.mail import mailers
from django.urls import reverse
from requests import Response

from newsletter import apis
from newsletter.ledger import Line
from newsletter.models import Subscriber
from newsletter.printing import Editions
from newsletter.returning import token_of
from newsletter.sending import send_digest
from newsroom import mail as mail_settings
from newsroom.environment import Environment
from newsroom.mail import PROVIDERS
from tests.newsletter.factories import make_approved, statuses

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:django-anymail has dropped"),  # SendGrid
]
ROOT = Path(__file__)
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


# Each provider as MAIL_URL names it, and what it says of a reader who complains.
COMPLAINTS = {
    "brevo": lambda line: {"event": "spam", "X-Mailin-custom": json.dumps({"line": line})},
    "mailersend": lambda line: {
        "type": "activity.spam_complaint",
        "data": {"type": "spam_complaint", "email": {"tags": [line]}},
    },
    "postmark": lambda line: {"RecordType": "SpamComplaint", "Metadata": {"line": line}},
    "resend": lambda line: {
        "type": "email.complained", "created_at": "2026-11-26T09:00:00.000Z",
        "data": {"headers": [{"name": "X-Metadata", "value": json.dumps({"line": line})}]},
    },
    "sendgrid": lambda line: [{"event": "spamreport", "timestamp": 1, "line": line}],
    "sparkpost": lambda line: [
        {"msys": {"message_event": {"type": "spam_complaint", "rcpt_meta": {"line": line}}}}
    ],
}  # fmt: skip
KEY = ec.generate_private_key(ec.SECP256R1())
PEM = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)
PUBLIC = b"".join(PEM.splitlines()[1:-1]).decode()


def by_password(body):
    return {"Authorization": "Basic " + base64.b64encode(b"hook:geheim").decode()}


def by_hmac(body):
    return {"Signature": hmac.new(b"geheim", body, hashlib.sha256).hexdigest()}


def by_key(body):
    seal = base64.b64encode(KEY.sign(b"123" + body, ec.ECDSA(hashes.SHA256()))).decode()
    name = "X-Twilio-Email-Event-Webhook"
    return {f"{name}-Signature": seal, f"{name}-Timestamp": "123"}


@pytest.mark.parametrize(
    ("provider", "secret", "prove"),
    [
        ("brevo", "hook:geheim", by_password),
        ("mailersend", "geheim", by_hmac),
        ("postmark", "hook:geheim", by_password),
        ("resend", "hook:geheim", by_password),
        ("sendgrid", "hook:geheim", by_password),
        ("sendgrid", PUBLIC, by_key),
        ("sparkpost", "hook:geheim", by_password),
    ],
)
def test_each_provider_proves_that_it_is_them(client, settings, provider, secret, prove):
    """With the settings that a start makes of MAIL_URL and MAIL_WEBHOOK_SECRET."""
    env = Environment({"MAIL_URL": f"{provider}://k@x", "MAIL_WEBHOOK_SECRET": secret}, ROOT)
    settings.MAILERS = {"default": mail_settings.mailer(env, "MAIL_URL", ROOT)}
    settings.ANYMAIL = mail_settings.webhooks(env, "MAIL_WEBHOOK_SECRET", settings.MAILERS)
    env.check()
    line = make_approved(readers=0, articles=1).deliveries.create(subscriber=make_reader())
    body = json.dumps(COMPLAINTS[provider](token_of(line.pk))).encode()
    hook = reverse("newsletter_returns", args=[provider])

    def post(body, headers):
        return client.post(hook, body, content_type="application/json", headers=headers).status_code

    assert post(body, {}) == 400
    assert post(body + b" ", prove(body) | {"Authorization": "Basic aG9vazp4"}) == 400
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_active
    assert post(b"[", prove(b"[")) == 400
    assert post(body, prove(body)) == 200
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_is_given_what_it_understands(settings, provider):
    """All of a letter can be said to it, and what names the line."""
    env = Environment({"MAIL_URL": f"{provider}://k@octet.example"}, ROOT)
    settings.MAILERS = {"default": mail_settings.mailer(env, "MAIL_URL", ROOT)}
    courier = apis.ApiCourier(mailers.create_connection("default"))
    reader, digest = make_reader(), make_approved(readers=0, articles=1)
    letter = courier._letter(Editions(digest).of(reader), [Line(7, reader, 0)])
    payload = courier.backend.build_message_payload(letter, {})
    said = json.dumps(
        [payload.data, getattr(payload, "metadata", ""), letter.__dict__], default=str
    )
    assert token_of(7) in said


class Refusing:
    """A provider that answers so."""

    esp_name, calls = "", 0

    def __init__(self, error):
        self.error = error

    def open(self):
        pass

    close = open

    def send_messages(self, letters):
        self.calls += 1
        raise self.error


def api_error(status):
    answer = Response()
    answer.status_code = status
    return AnymailRequestsAPIError("no", response=answer)


@pytest.mark.parametrize(
    ("error", "status", "issue"),
    [
        (api_error(401), "deferred", "sending"),
        (api_error(429), "deferred", "sending"),
        (AnymailUnsupportedFeature("colours"), "deferred", "sending"),
        (api_error(422), "failed", "stopped"),
        (api_error(502), "in_doubt", "stopped"),
        (ConnectionResetError(), "in_doubt", "stopped"),
    ],
)
def test_what_was_certainly_not_taken_is_not_in_doubt(monkeypatch, error, status, issue):
    digest, backend = make_approved(readers=25, articles=1), Refusing(error)
    monkeypatch.setattr("newsletter.sending.courier", lambda _: apis.ApiCourier(backend))
    send_digest(digest)
    digest.refresh_from_db()
    assert digest.status == issue
    most = 2 if status == "deferred" else 21  # the next is on its way when an answer comes
    assert backend.calls <= most
    assert statuses(digest) == {status: backend.calls, "pending": 25 - backend.calls}


class Picky:
    """A provider that takes no call with certain addresses in it, as some do with one bad one."""

    esp_name = "Mailgun"

    def __init__(self, is_bad):
        self.is_bad, self.taken, self.calls = is_bad, [], 0

    def open(self):
        pass

    close = open

    def send_messages(self, letters):
        (letter,) = letters
        self.calls += 1
        if bad := next(filter(self.is_bad, letter.to), None):
            answer = Response()
            answer.status_code = 400
            answer._content = json.dumps({"message": f"{bad} is no mailbox"}).encode()
            raise AnymailRequestsAPIError("no", response=answer)
        self.taken += letter.to


def test_one_bad_address_costs_itself_alone(monkeypatch):
    """Of a whole call refused for it: all others get the letter, once, and it says why."""
    digest = make_approved(readers=64, articles=1)
    readers = [reader.email for reader in Subscriber.objects.all()]
    backend = Picky({readers[0], readers[41]}.__contains__)
    monkeypatch.setattr("newsletter.sending.courier", lambda _: apis.ApiCourier(backend))
    assert send_digest(digest) == 62
    assert sorted(backend.taken) == sorted({*readers} - {readers[0], readers[41]})
    assert statuses(digest) == {"sent": 62, "failed": 2}
    errors = digest.deliveries.filter(status="failed").values_list("error", flat=True)
    assert [*errors] == ["550 …@example.org is no mailbox"] * 2
    assert backend.calls <= 25  # halves of halves, not one by one
    assert digest.status == "sent"


def test_where_every_address_is_refused_it_isnt_they(monkeypatch):
    """What all have in common is at fault: few are refused, the others wait."""
    digest, backend = make_approved(readers=64, articles=1), Picky(lambda email: True)
    monkeypatch.setattr("newsletter.sending.courier", lambda _: apis.ApiCourier(backend))
    send_digest(digest)
    assert statuses(digest)["failed"] <= 2 * apis.GUILTY
    assert backend.calls < 40
    assert not backend.taken


def test_a_secret_by_which_nobody_proves_anything_stops_the_start():
    env = Environment({"MAIL_WEBHOOK_SECRET": "geheim"}, ROOT)
    by_postmark = {"default": {"BACKEND": "anymail.backends.postmark.EmailBackend"}}
    assert mail_settings.webhooks(env, "MAIL_WEBHOOK_SECRET", by_postmark) == {}
    assert "user:password" in env.faults[0]


def test_no_other_provider_is_listened_to(client, mailgun):
    assert client.post(reverse("newsletter_returns", args=["postmark"])).status_code == 404
    assert client.post(reverse("newsletter_returns", args=["nobody"])).status_code == 404


def make_reader():
    from tests.newsletter.factories import make_subscriber

    return make_subscriber()
