"""What comes back: bounces and complaints, proved or not, of any shape."""

import random

import pytest
from django.core.management import call_command

from newsletter import reports, returning
from newsletter.fetching import read_folder
from newsletter.models import Digest, Return, Suppression
from newsletter.printing import Editions
from newsletter.returning import return_address, take_report, token_of
from newsletter.sending import send_digest
from newsletter.tokens import unsubscribe_url
from tests.newsletter.factories import make_approved, make_subscriber, statuses

pytestmark = pytest.mark.django_db
BOUNCE = """\
From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {words}
--b
Content-Type: text/rfc822-headers

Message-ID: {message}
To: {address}
--b--
"""
COMPLAINT = """\
From: feedback@mx.example
To: paper@octet.example
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
--b
Content-Type: message/rfc822

Message-ID: {message}
To: {address}

…
--b--
"""


@pytest.fixture
def digest():
    make_subscriber("ada@example.org")
    digest = make_approved(readers=1, articles=1)
    send_digest(digest)
    digest.refresh_from_db()
    return digest


@pytest.fixture
def line(digest):
    return digest.deliveries.first()


def bounce(line, form=BOUNCE, **fields):
    reader = line.subscriber
    message = Editions(line.digest).of(reader).letter_for(reader).message()["Message-ID"]
    details = {"to": "paper@octet.example", "address": reader.email, "message": message}
    details |= {"action": "failed", "status": "5.1.1", "words": "no such user"}
    return form.format(**details | fields).encode()


def test_a_mailbox_that_is_gone_is_never_written_to_again(digest, line):
    assert take_report(bounce(line)) == "hard"
    assert statuses(digest) == {"returned": 1, "sent": 1}
    assert Digest.objects.get().tally == {"returned": 1, "sent": 1}
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed
    assert Suppression.objects.get().cause == "bounce"


def test_the_address_that_it_came_back_to_is_proof_enough(line, settings):
    settings.BOUNCE_ADDRESS = "retours@octet.example"
    to = return_address("x@octet.example", line.pk)
    assert to == f"retours+{token_of(line.pk)}@octet.example"
    assert (
        take_report(bounce(line, to=f"<{to}>", message="<gone>", address="b@c.example")) == "hard"
    )


@pytest.mark.parametrize(
    "forged",
    [
        {"message": "<issue-1.0000000000000000000000000000000000000000@testserver>"},
        {"message": "<gone>", "to": "retours+1-0000000000000000@octet.example"},
        {"message": "<gone>"},
    ],
)
def test_a_forged_report_reaches_nobody(digest, line, forged):
    assert take_report(bounce(line, **forged)) == "unknown"
    assert statuses(digest) == {"sent": 2}
    assert not Suppression.objects.exists()


def test_the_same_report_twice_is_once(line):
    assert [take_report(bounce(line)) for _ in range(2)] == ["hard", "hard"]
    assert Return.objects.count() == 1


def test_a_delay_or_an_answer_is_no_return(digest, line):
    assert take_report(bounce(line, action="delayed")) == "delayed"
    assert take_report(b"From: ada@example.org\nSubject: absent\n\nuntil Monday") == "other"
    assert statuses(digest) == {"sent": 2}


def test_soft_returns_end_it_only_after_some(line, monkeypatch):
    monkeypatch.setattr(returning, "SOFT", 2)
    soft = {"status": "4.4.1", "words": "timed out"}
    assert take_report(bounce(line, **soft)) == "soft"
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_active
    other = make_other_line(line)
    returning.take_back(other, "soft", "timed out")
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed


def make_other_line(line):
    digest = Digest.objects.get()
    digest.pk, digest.slot, digest.number = None, None, digest.number + 1
    digest.save()
    return digest.deliveries.create(subscriber=line.subscriber, status="sent")


def test_a_full_mailbox_is_not_a_dead_one(line, monkeypatch):
    full = {"status": "5.2.2", "words": "mailbox full"}
    assert take_report(bounce(line, **full)) == "full"
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_active
    monkeypatch.setattr(returning, "FULL", 2)
    returning.take_back(make_other_line(line), "full", "quota")
    line.subscriber.refresh_from_db()
    assert line.subscriber.status == "left"
    assert not Suppression.objects.exists()


def test_a_complaint_unsubscribes_and_leaves_the_line_as_it_was(digest, line):
    assert take_report(bounce(line, COMPLAINT)) == "complaint"
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed
    assert Suppression.objects.get().cause == "complaint"
    assert statuses(digest) == {"sent": 2}


@pytest.mark.parametrize("seed", range(30))
def test_no_mail_breaks_the_reading(seed):
    noise = random.Random(seed).randbytes(300)
    head = (
        b"Content-Type: multipart/report; boundary=b\n\n"
        b"--b\nContent-Type: message/delivery-status\n\n"
    )
    reports.read(noise)
    reports.read(head + noise)
    reports.read(b"To: " + noise + b"\n" + head + b"Action: failed\nStatus: " + noise + b"\n--b--")


def test_nested_mails_end_somewhere():
    mail = b"Content-Type: message/rfc822\n\n" * 5000
    assert reports.read(mail) is None


def test_what_speaks_of_us_stops_the_issue_and_ends_no_reader():
    digest = make_approved(readers=30, articles=1)
    send_digest(digest)
    Digest.objects.update(status="sending")
    for line in digest.deliveries.all()[:2]:
        assert take_report(bounce(line, status="5.1.8", words="Sender domain not found")) == "ours"
    assert Digest.objects.get().status == "sending"
    third = digest.deliveries.filter(status="sent").first()
    take_report(bounce(third, status="5.7.1", words="5.7.1 poor reputation"))
    digest.refresh_from_db()
    assert (digest.status, digest.trouble.count("poor reputation")) == ("stopped", 1)
    assert statuses(digest) == {"sent": 27, "returned": 3}
    assert not Suppression.objects.exists()
    digest.resume(by=None)
    take_report(bounce(digest.deliveries.filter(status="sent").first(), status="5.7.1"))
    assert Digest.objects.get().status == "sending"


def test_however_often_they_refuse_us_the_reader_stays(line, monkeypatch):
    monkeypatch.setattr(returning, "SOFT", 1)
    assert take_report(bounce(line, status="5.7.1", words="poor reputation")) == "ours"
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_active


def test_an_issue_that_came_back_in_masses_says_nothing_of_a_reader(line, monkeypatch):
    monkeypatch.setattr(returning, "SOFT", 1)
    Digest.objects.update(tally={"sent": 79, "returned": 21})
    take_report(bounce(line, status="4.4.1", words="timed out"))
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_active


@pytest.mark.parametrize(
    ("feedback", "kind"),
    [
        ("abuse", "complaint"),
        ("fraud", "complaint"),
        ("not-spam", "other"),
        ("auth-failure", "ours"),
        ("virus", "ours"),
    ],
)
def test_only_a_complaint_is_one(line, feedback, kind):
    report = bounce(line, COMPLAINT).replace(b"Type: abuse", f"Type: {feedback}".encode())
    assert take_report(report) == kind
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed == (kind == "complaint")


def test_a_complaint_without_the_address_is_known_by_the_name_of_the_mail(line):
    assert take_report(bounce(line, COMPLAINT, address="redacted")) == "complaint"
    line.subscriber.refresh_from_db()
    assert line.subscriber.is_suppressed


def test_a_complaint_is_known_by_the_token_to_leave_by(line):
    named = f"gone\nList-Unsubscribe: <{unsubscribe_url(line.subscriber)}>"
    forged = named[:-12] + ("A" * 10) + "/>"
    other = bounce(line, COMPLAINT, address="redacted", message=forged)
    assert take_report(other) == "unknown"
    assert take_report(bounce(line, COMPLAINT, address="redacted", message=named)) == "complaint"


def test_a_complaint_is_known_by_what_the_mail_would_return_to(line, settings):
    settings.BOUNCE_ADDRESS = "retours@octet.example"
    to = return_address("x@octet.example", line.pk)
    named = f"gone\nReturn-Path: <{to}>"
    assert take_report(bounce(line, COMPLAINT, address="redacted", message=named)) == "complaint"


def test_a_maildir_is_read_and_emptied(line, tmp_path, capsys):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    (tmp_path / "new" / "1").write_bytes(bounce(line))
    (tmp_path / "new" / "2").write_bytes(b"\xff\x00 nothing")
    call_command("read_returns", str(tmp_path))
    assert "2 mails read: 1 hard, 1 other." in capsys.readouterr().out
    assert not read_folder(tmp_path)


def test_a_folder_of_mails_is_read_and_emptied(line, tmp_path):
    (tmp_path / "a.eml").write_bytes(bounce(line))
    assert read_folder(tmp_path) == {"hard": 1}
    assert not list(tmp_path.iterdir())
