"""The figures that the docs promise, and rules that hold where no other test looks."""

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from newsletter import composing, couriers, ledger, returning, shifts
from newsletter.models import Shift, Subscriber
from newsletter.models.shift import LEASE
from newsletter.printing import Editions
from newsletter.sending import freeze_audience, send_digest
from tests.newsletter.factories import make_approved, make_digest, statuses

pytestmark = pytest.mark.django_db


def test_the_promised_figures():
    """A worker is dead only long after the longest answer; a busy mailbox has two days."""
    assert timedelta(seconds=2 * couriers.TIMEOUT) <= LEASE <= timedelta(minutes=5)
    assert timedelta(seconds=shifts.LINGER) < ledger.SLOT_HOLDS == timedelta(minutes=1)
    assert sum(shifts.RETRY_AFTER, timedelta()) >= timedelta(days=2)
    assert len(shifts.RETRY_AFTER) == 8
    assert (returning.SOFT, returning.SOFT_DAYS) == (3, 60)
    assert (returning.FULL, returning.FULL_DAYS) == (6, 180)


@pytest.mark.parametrize(("minimum", "status"), [(3, "composing"), (4, "skipped")])
def test_exactly_as_many_as_are_needed_are_enough(newsletter, minimum, status):
    newsletter.minimum = minimum
    digest = make_digest(articles=3)
    composing.skip_thin(digest, newsletter)
    assert digest.status == status


def test_a_line_in_doubt_for_the_second_time_waits_for_an_editor(mail_server, settings):
    settings.MAIL_RESEND_DOUBTFUL = True
    digest = make_approved(readers=1, articles=1)
    address = Subscriber.objects.get().email
    mail_server.hang_up_after_data.add(address)
    for _ in range(4):
        send_digest(digest)
        digest.refresh_from_db()
    assert mail_server.addresses == [address] * 2
    assert statuses(digest) == {"in_doubt": 1}


def test_a_worker_that_was_taken_for_dead_ends_and_holds_nothing(mail_server, monkeypatch):
    """Its line in the book of shifts is ended from outside, while it has mails to send."""
    monkeypatch.setattr(shifts, "SIGN_OF_LIFE", 0)
    digest = make_approved(readers=5, articles=1)
    mail_server.delay = 0.02
    mail_server.on_accept = lambda address: None
    digest.begin()
    freeze_audience(digest)
    shift = Shift.begin(digest)
    Shift.objects.filter(pk=shift.pk).update(ended_at=timezone.now())
    assert shift.go_on(sent=0, rate=0) is False
    monkeypatch.setattr(Shift, "begin", classmethod(lambda cls, digest: shift))
    sent = send_digest(digest)
    assert sent < 5
    assert not digest.deliveries.filter(shift=shift, status__in=["pending", "deferred"]).exists()


def test_the_signature_holds_both_headers_of_the_one_click(settings, tmp_path, reader):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL)
    (tmp_path / "key.pem").write_bytes(key.private_bytes(*form, serialization.NoEncryption()))
    settings.DKIM_SELECTOR, settings.DKIM_KEY = "s", str(tmp_path / "key.pem")
    digest = make_approved(readers=0, articles=1)
    printed = Editions(digest).of(reader).printed_for(reader)
    head = printed.partition(b"\r\nTo:")[0].replace(b"\r\n ", b"").replace(b" ", b"").lower()
    names = head.partition(b";h=")[2].partition(b";")[0].split(b":")
    assert {b"list-unsubscribe", b"list-unsubscribe-post"} <= set(names)
