"""Who is never written to again: whatever happens to their row, and by nothing but a keyed hash."""

import pytest
from django.core import mail
from django.db import connection

from newsletter import erasing, subscribing
from newsletter.models import Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from tests.newsletter.factories import make_consent, make_digest, make_subscriber

pytestmark = pytest.mark.django_db
LUCIE = "lucie.aubrac@example.org"


def suppress(email=LUCIE, cause="bounce"):
    return Suppression.objects.hold(email_fingerprint(email), cause=cause)


def test_the_first_cause_stands_however_often_it_is_told():
    suppress(cause="complaint")
    assert suppress(cause="hand").cause == "complaint"
    assert Suppression.objects.count() == 1


def test_many_addresses_are_asked_about_at_once(django_assert_num_queries):
    suppress()
    asked = {email_fingerprint(email) for email in (LUCIE, "malo@example.org")}
    with django_assert_num_queries(1):
        assert Suppression.objects.among(asked) == {email_fingerprint(LUCIE)}


def test_an_audience_leaves_them_out_whatever_their_row_says(reader):
    other = make_subscriber()
    suppress(reader.email)
    assert reader.is_subscribed
    assert list(Subscriber.objects.active().unsuppressed()) == [other]


def test_suppressing_a_reader_holds_the_address_and_lifting_lets_it_go(reader, newsletter_editor):
    reader.suppress(by=newsletter_editor, reason="asked by telephone")
    held = Suppression.objects.get()
    assert (held.fingerprint, held.cause) == (reader.email_fingerprint, "hand")
    assert (held.by, held.note) == (newsletter_editor, "asked by telephone")
    reader.lift(by=newsletter_editor, reason="changed their mind")
    assert not Suppression.objects.exists()
    assert reader.status == "left"


def test_a_confirmation_that_was_under_way_does_not_come_through(reader):
    late = make_subscriber("late@example.org", status="pending")
    make_consent(late)
    suppress(late.email, cause="complaint")
    assert not late.confirm()
    assert late.status == "pending"


def test_an_erased_reader_leaves_a_hash_and_true_sums(reader):
    digest = make_digest(articles=1)
    line = digest.deliveries.create(subscriber=reader)
    make_consent(reader)
    reader.leave()
    assert erasing.erase_reader(" Lucie.Aubrac@EXAMPLE.org") == {
        "subscribers": 1,
        "consents": 1,
        "changes": 1,
    }
    line.refresh_from_db()
    assert (line.subscriber, line.status) == (None, "dropped")
    assert Suppression.objects.get().cause == "erased"
    assert erasing.erase_reader(LUCIE)["subscribers"] == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM newsletter_suppression")
        assert "lucie" not in repr(cursor.fetchall())


@pytest.mark.parametrize(("cause", "back"), [("erased", True), ("left", True), ("bounce", False)])
def test_who_was_erased_comes_back_by_their_own_mailbox_alone(
    cause, back, django_capture_on_commit_callbacks
):
    Suppression.objects.hold(email_fingerprint(LUCIE), cause=cause)
    with django_capture_on_commit_callbacks(execute=True):
        subscribing.subscribe(LUCIE, form="box", network="192.0.2.0/24")
    assert len(mail.outbox) == back
    reader = Subscriber.objects.with_address(LUCIE).first()
    assert Suppression.objects.exists()  # until the mailbox has said yes
    if back:
        assert subscribing.confirm(reader.public_id).status == "active"
        assert not Suppression.objects.exists()


def test_a_reader_is_told_all_that_is_kept(reader):
    make_consent(reader, wording="J’accepte.")
    reader.prefer(language="fr", sections=[7, 3])
    reader.leave(reason="too often")
    told = erasing.export_reader(LUCIE)
    assert told["subscription"]["email"] == LUCIE
    assert told["subscription"]["sections"] == [3, 7]
    assert told["consents"][0]["wording"] == "J’accepte."
    assert told["changes"][0]["reason"] == "too often"
    erasing.erase_reader(LUCIE)
    assert set(erasing.export_reader(LUCIE)) == {"never_written_to_again"}
    assert erasing.export_reader("nobody@example.org") == {}
