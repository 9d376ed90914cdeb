"""Lists of other programs, and our own: who left or bounced there stays away here."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError
from django.utils import timezone

from newsletter.confirming import send_confirmation
from newsletter.lists.exporting import readers_as_csv
from newsletter.lists.importing import Import
from newsletter.lists.reading import Unreadable, look_at
from newsletter.models import Consent, Subscriber, Suppression
from newsletter.sending import freeze_audience
from newsletter.subscribing import forget_unconfirmed, subscribe
from tests.newsletter.factories import (
    make_approved,
    make_consent,
    make_newsletter,
    make_subscriber,
)

pytestmark = pytest.mark.django_db
LISTS = Path(__file__).parent / "lists"
PROOF = "2024-03-31 09:30,front page"


def take(data, name="list.csv", **options):
    """Import a text or a file of `LISTS`; what became of each address, and the tally."""
    if not isinstance(data, bytes):
        data = data.encode()
    file, refused = BytesIO(data), []
    job = Import(file, look_at(file, name=name, **options))
    assert job.run(refused.extend)
    return job.tally, {line.typed: line.refusal for line in refused}


def take_file(name, **options):
    return take((LISTS / name).read_bytes(), name=name, **options)


def states():
    return {reader.email.partition("@")[0]: reader.status for reader in Subscriber.objects.all()}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "mailpoet.csv",
            {
                "stays": "active",
                "quiet": "active",
                "left": "left",
                "left-list": "left",
                "bounced": "suppressed",
            },
        ),
        ("listmonk.csv", {"stays": "active", "blocked": "suppressed", "left": "left"}),
        ("ghost.csv", {"stays": "active", "left": "left", "gone": "left"}),
        ("brevo.csv", {"stays": "active", "left": "left"}),
        ("substack.csv", {"stays": "active", "paid": "active", "left": "left"}),
        ("subscribed_email_audience_export_1a2b.csv", {"stays": "active"}),
        ("unsubscribed_email_audience_export_1a2b.csv", {"left": "left", "silent": "left"}),
        ("cleaned_email_audience_export_1a2b.csv", {"bounced": "suppressed"}),
        ("nonsubscribed_email_audience_export_1a2b.csv", {}),
    ],
)
def test_each_program_is_read_as_it_writes(name, expected):
    tally, _refused = take_file(name)
    assert states() == expected
    away = sum(status != "active" for status in expected.values())
    assert (tally.created, tally.away) == (len(expected) - away, away)
    assert Suppression.objects.count() == sum(s == "suppressed" for s in expected.values())


@pytest.mark.parametrize(
    ("name", "form", "at", "confirmed"),
    [
        ("mailpoet.csv", "MailPoet", "2021-04-02T06:15:00", "2021-04-02T06:20:31"),
        ("listmonk.csv", "listmonk", "2022-05-01T07:30:00.123456", None),
        ("ghost.csv", "Ghost", "2023-02-01T10:00:00", None),
        ("brevo.csv", "Brevo", "2023-02-13T09:11:12", None),
        ("substack.csv", "Substack", "2023-07-01T00:00:00", None),
        (
            "subscribed_email_audience_export_1a2b.csv",
            "Mailchimp",
            "2020-01-05T09:00:00",
            "2020-01-05T09:04:00",
        ),
    ],
)
def test_a_confirmation_is_what_the_list_says_and_never_made_up(name, form, at, confirmed):
    take_file(name)
    reader = Subscriber.objects.with_address("stays@example.org").get()
    proof = reader.consents.get()
    confirmed = f"{confirmed}+00:00" if confirmed else None
    assert (proof.form, proof.at.isoformat()) == (form, f"{at}+00:00")
    assert (reader.confirmed_at and reader.confirmed_at.isoformat()) == confirmed
    assert (proof.confirmed_at and proof.confirmed_at.isoformat()) == confirmed


def test_why_a_line_is_refused_is_said():
    _tally, refused = take_file("mailpoet.csv")
    assert refused["never@example.org"].startswith("Never confirmed")
    _tally, refused = take_file("subscribed_email_audience_export_1a2b.csv")
    assert refused["added@example.org"].startswith("No date of consent")


@pytest.mark.parametrize(
    ("header", "program"),
    [
        ("EMAIL;ADDED_TIME;MODIFIED_TIME", "Brevo"),
        ("Email,Subscription time,Confirmation time", "MailPoet"),
        ("Email,Name,Type,Stripe plan,Start date", "Substack"),
    ],
)
def test_a_program_s_file_that_does_not_say_who_left_waits_for_a_word(header, program):
    cells = header.replace("EMAIL", "a@b.fr").replace("Email", "a@b.fr")
    text = f"{header}\n{cells}\n".replace(",Start date\n", ",Start date\n")
    with pytest.raises(Unreadable, match=f"a file of {program} that doesn’t tell who has left"):
        look_at(BytesIO(text.encode()))
    assert look_at(BytesIO(text.encode()), constants={"status": "active"}).program == program


def test_mailpoet_in_french_is_known_too():
    header = "E-mail,Prénom,Heure d’abonnement,Statut de la liste,Statut global"
    take(f"{header}\na@b.fr,Ada,2021-04-02 08:15:00,subscribed,unsubscribed\n")
    assert states() == {"a": "left"}


@pytest.mark.parametrize(
    ("column", "cell", "status"),
    [
        ("Statut", "Désabonné", "left"),
        ("status", "Unsubscribed", "left"),
        ("Status", "Hard bounced", "suppressed"),
        ("statut", "abonnée", "active"),
        ("unsubscribed", "oui", "left"),
        ("unsubscribed", "2024-05-05", "left"),
        ("unsubscribed", "", "active"),
        ("opt-out", "0", "active"),
        ("Unsubscribed At", "2024-05-05 10:00", "left"),
        ("Unsubscribed At", "last spring", "left"),
        ("Subscribed", "no", "left"),
        ("bounced", "0", "active"),
        ("bounced", "3", "suppressed"),
    ],
)
def test_any_list_says_in_its_own_words_who_left(column, cell, status):
    take(f"email,consent_at,consent_form,{column}\na@b.fr,{PROOF},{cell}\n")
    assert states() == {"a": status}


@pytest.mark.parametrize(
    ("column", "cell"), [("status", "perhaps"), ("status", ""), ("unsubscribed", "perhaps")]
)
def test_what_nobody_understands_brings_nobody_in(column, cell):
    _tally, refused = take(f"email,consent_at,consent_form,{column}\na@b.fr,{PROOF},{cell}\n")
    assert refused == {"a@b.fr": "Says neither that the letter is wanted nor that they have left."}
    assert states() == {}


def test_who_left_needs_no_proof_for_that():
    tally, _refused = take("email,status\na@b.fr,left\nb@b.fr,complained\nc@b.fr,active\n")
    assert (tally.away, tally.refused) == (2, 1)
    assert states() == {"a": "left", "b": "suppressed"}
    assert Suppression.objects.get().cause == "complaint"
    assert not Consent.objects.exists()


def test_a_list_of_addresses_alone_may_be_of_those_who_left():
    take("Adresse e-mail\na@b.fr\n", constants={"status": "suppressed"})
    assert states() == {"a": "suppressed"}
    subscribe("a@b.fr", form="box", network="n")
    assert not Consent.objects.exists()


def test_what_a_list_does_not_say_of_anybody_is_said_once():
    text = "email\na@b.fr\n"
    said = {"consent_at": "31/03/2024", "consent_form": "Foire de Rennes", "language": "en"}
    take(text, constants=said)
    proof = Consent.objects.get()
    assert (proof.form, proof.at.isoformat()) == ("Foire de Rennes", "2024-03-30T23:00:00+00:00")
    assert Subscriber.objects.get().language == "en"


def test_of_one_address_twice_what_keeps_letters_away_counts():
    rows = [f"a@b.fr,{PROOF},subscribed", f"A@B.fr,{PROOF},unsubscribed"]
    for text in (rows, rows[::-1]):
        Subscriber.objects.all().delete()
        take("\n".join(["email,consent_at,consent_form,status", *text]))
        assert states() == {"a": "left"}


def test_two_files_of_one_program_may_come_in_any_order():
    active, left = (
        f"email,consent_at,consent_form,status\na@b.fr,{PROOF},{word}\n"
        for word in ("subscribed", "unsubscribed")
    )
    take(active)
    assert take(left)[0].away == 1
    assert take(left)[0].known == 1
    assert take(active)[1] == {"a@b.fr": "Has left: only they can come back."}
    assert states() == {"a": "left"}


def test_who_confirmed_here_is_ended_by_no_list(reader):
    tally, _refused = take(f"email,status\n{reader.email},left\n{reader.email},bounced\n")
    reader.refresh_from_db()
    assert (reader.status, tally.known) == ("active", 2)
    assert not Suppression.objects.exists()


@pytest.mark.parametrize(
    ("dates", "written", "iso"),
    [
        ("", ["02/03/2024", "25/03/2024"], "2024-03-01T23:00:00+00:00"),
        ("", ["02/03/2024", "03/25/2024"], "2024-02-02T23:00:00+00:00"),
        ("mdy", ["02/03/2024 9:30 PM"], "2024-02-03T20:30:00+00:00"),
        ("dmy", ["02.03.2024 21:30"], "2024-03-02T20:30:00+00:00"),
        ("", ["2024/03/02"], "2024-03-01T23:00:00+00:00"),
    ],
)
def test_the_order_of_a_date_is_found_in_the_file_or_said(dates, written, iso):
    rows = "".join(f"r{n}@b.fr,{date},box\n" for n, date in enumerate(written))
    take(f"email,consent_at,consent_form\n{rows}", dates=dates)
    first = Subscriber.objects.with_address("r0@b.fr").get()
    assert first.consents.get().at.isoformat() == iso


def test_a_date_of_another_order_is_refused_not_turned():
    text = "email,consent_at,consent_form\na@b.fr,25/03/2024,box\n"
    assert take(text, dates="mdy")[0].refused == 1


def test_who_came_by_a_list_gets_the_next_letter_and_is_not_forgotten(time_machine):
    make_newsletter()
    take("email,consent_at,consent_form\na@b.fr,2024-03-31,box\n")
    digest = make_approved(readers=0)
    digest.begin()
    freeze_audience(digest)
    assert digest.deliveries.get().subscriber.email == "a@b.fr"
    time_machine.move_to(timezone.now() + timedelta(days=30))
    assert forget_unconfirmed() == 0
    reader = Subscriber.objects.get()
    assert (reader.status, reader.consents.count()) == ("active", 1)
    assert not send_confirmation(reader.pk)
    reader.leave()
    reader.come_back()
    assert reader.is_active


def test_nobody_has_the_letter_without_a_confirmation_or_a_list():
    with pytest.raises(IntegrityError, match="active_subscribers_have_confirmed"):
        Subscriber.objects.create(email="a@b.fr", status="active")


def exported():
    return "".join(readers_as_csv(Subscriber.objects.all()))


def proven(reader, **fields):
    return make_consent(reader, **{"network": "192.0.2.0/24"} | fields)


def make_everybody():
    now = timezone.now()
    days = [now - timedelta(days=n) for n in range(40)]
    active = make_subscriber(
        "=ada@example.org",
        created_at=days[9],
        confirmed_at=days[8],
        language="en",
        sections="1,4",
        paused_until=now + timedelta(days=3),
    )
    proven(active, at=days[30], confirmed_at=days[30])
    words = {"form": "=cmd|x", "version": "2026-11", "wording": "Oui,\n« j’accepte »"}
    proven(active, at=days[9], confirmed_at=days[8], language="en", **words)
    left = make_subscriber("left@example.org", "left", left_at=days[2], confirmed_at=days[20])
    proven(left, at=days[21], confirmed_at=days[20])
    for cause in Suppression.Cause:
        reader = make_subscriber(f"{cause}-held@example.org", confirmed_at=days[20])
        proven(reader, at=days[21], confirmed_at=days[20])
        reader.suppress(by=None, reason="so", cause=cause)
    waiting = make_subscriber("waiting@example.org", "pending", created_at=days[1])
    proven(waiting, at=days[1])
    take(f"email,consent_at,consent_form\nlisted@example.org,{PROOF}\n")
    quiet = make_subscriber("quiet@example.org")
    Suppression.objects.hold(quiet.email_fingerprint, cause="hand")


def test_our_own_list_comes_back_exact_in_state_and_proof():
    make_everybody()
    before, held = exported(), set(Suppression.objects.values_list("fingerprint", "cause", "at"))
    for model in (Subscriber, Suppression):
        model.objects.all().delete()
    assert take(before, name="readers.csv")[1] == {}
    assert exported() == before
    assert set(Suppression.objects.values_list("fingerprint", "cause", "at")) == held
    assert take(before)[0].created == 0
    assert exported() == before
