"""Each class of data of the letter comes to its end, and nothing comes back by it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.utils import timezone

from newsletter import retention, subscribing
from newsletter.lists.importing import Import
from newsletter.lists.reading import look_at
from newsletter.models import Consent, Delivery, Digest, Lane, Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from newsletter.proving import proof_of
from tests.newsletter.factories import make_approved, make_consent, make_subscriber

pytestmark = pytest.mark.django_db
LUCIE = "lucie.aubrac@example.org"
LINE = f"email,consent_at,consent_form\n{LUCIE},2020-03-31,box\n"


def ago(days):
    return timezone.now() - timedelta(days=days)


def gone(days, status="left", **fields):
    """A reader whose subscription ended so many days ago."""
    confirmed = ago(days + 900)
    reader = make_subscriber(LUCIE, status, confirmed_at=confirmed, language="en", sections="1")
    make_consent(reader, at=confirmed, confirmed_at=confirmed)
    Subscriber.objects.update(left_at=ago(days) if status == "left" else None, **fields)
    if status == "suppressed":
        Suppression.objects.hold(reader.email_fingerprint, cause="bounce")
        Suppression.objects.update(at=ago(days))
    return reader


def imported():
    file, refused = BytesIO(LINE.encode()), []
    Import(file, look_at(file)).run(refused.extend)
    return [line.refusal for line in refused]


@pytest.mark.parametrize("status", ["left", "suppressed"])
@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_the_address_of_who_left_ends_after_a_month_and_the_proof_stays(status, days, stays):
    reader = gone(days, status)
    assert retention.forget_left_addresses(dry_run=True) == (not stays)
    assert Subscriber.objects.get().email == LUCIE
    retention.forget_left_addresses()
    reader.refresh_from_db()
    assert (reader.email, reader.sections) == ((LUCIE, "1") if stays else ("", ""))
    assert Subscriber.objects.with_address(LUCIE).get() == reader
    assert "box" in proof_of(reader)
    assert retention.forget_left_addresses() == 0


def test_whose_address_is_forgotten_signs_up_again(django_capture_on_commit_callbacks):
    gone(31)
    retention.forget_left_addresses()
    with django_capture_on_commit_callbacks(execute=True):
        subscribing.subscribe(LUCIE, form="box", network="n")
    assert mail.outbox[0].to == [LUCIE]
    assert retention.forget_left_addresses() == 0  # they may confirm for a week
    reader = subscribing.confirm(Subscriber.objects.get().public_id)
    assert (reader.status, reader.email) == ("active", LUCIE)


def test_the_desk_ends_nothing_of_a_forgotten_address():
    reader = gone(31)
    retention.forget_left_addresses()
    reader = Subscriber.objects.get()
    reader.suppress(by=None, reason="by letter")
    assert Suppression.objects.holds(email_fingerprint(LUCIE))
    assert (str(reader), reader.email_fingerprint) == ("…", email_fingerprint(LUCIE))


@pytest.mark.parametrize("status", ["left", "suppressed"])
@pytest.mark.parametrize(("days", "stays"), [(5 * 365 - 1, True), (5 * 365 + 1, False)])
def test_the_proof_ends_after_five_years_and_no_list_brings_them_back(status, days, stays):
    gone(days, status)
    assert retention.forget_proofs(dry_run=True) == (not stays)
    retention.forget_proofs()
    assert (Subscriber.objects.exists(), Consent.objects.exists()) == (stays, stays)
    why = "Has left" if status == "left" else "Is never to be written to"
    assert imported()[0].startswith(why)


def test_a_reader_who_stays_keeps_the_proof_for_ever_and_old_changes_end(reader):
    make_consent(reader, at=ago(5000), confirmed_at=ago(5000))
    reader.changes.create(status="active", reason="confirmed", at=ago(5 * 365 + 1))
    reader.changes.create(status="active", reason="paused by the reader", at=ago(5 * 365 - 1))
    for job in (retention.forget_left_addresses, retention.forget_proofs):
        assert job() == 0
    assert retention.forget_changes(dry_run=True) == 1
    assert retention.forget_changes() == 1
    assert (reader.consents.count(), reader.changes.count()) == (1, 1)


@pytest.mark.parametrize(("days", "stays"), [(3649, True), (3651, False)])
def test_a_hash_ends_after_ten_years(days, stays):
    Suppression.objects.hold(email_fingerprint(LUCIE), cause="erased")
    Suppression.objects.update(at=ago(days))
    assert retention.forget_suppressions(dry_run=True) == (not stays)
    retention.forget_suppressions()
    assert Suppression.objects.exists() == stays


@pytest.mark.parametrize(("days", "stays"), [(399, True), (401, False)])
def test_who_got_which_issue_ends_and_its_sums_stay(days, stays, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    digest = make_approved(readers=3)
    for reader in Subscriber.objects.all():
        digest.deliveries.create(subscriber=reader, status="sent")
    Digest.objects.update(status="sent", sent_at=ago(days), audience=3)
    Lane.objects.create(name="h", free_at=ago(2))
    assert retention.forget_deliveries(dry_run=True) == (0 if stays else 3)
    retention.forget_deliveries()
    assert Delivery.objects.count() == (3 if stays else 0)
    assert not Lane.objects.exists()
    if not stays:
        digest.refresh_from_db()
        assert (digest.tally, digest.audience) == ({"sent": 3}, 3)
        assert retention.forget_deliveries() == 0
        digest.refresh_from_db()
        assert digest.tally == {"sent": 3}


def test_an_issue_that_still_goes_out_keeps_its_lines():
    digest = make_approved(readers=1)
    digest.deliveries.create(subscriber=Subscriber.objects.get())
    Digest.objects.update(status="sending", sent_at=None)
    assert retention.forget_deliveries() == 0
    assert Delivery.objects.exists()
