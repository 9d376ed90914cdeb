"""The bytes of a letter: its headers, one by one, and lines that every server takes."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from newsletter.models import Newsletter
from newsletter.printing import Edition
from newsletter.rendering import Content
from newsletter.tokens import unsubscribe_url, unsubscribe_urls, who_leaves
from newsroom.core.models import Newspaper
from tests.newsletter.factories import make_approved, make_newsletter, make_subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest(reader):
    return make_approved(readers=0)


def parsed(letter):
    return message_from_bytes(letter.message().as_bytes(), policy=policy.default)


def test_the_headers_are_these_and_no_others(digest, reader):
    message = parsed(Edition.of(digest).letter_for(reader))
    host = "testserver"
    link = unsubscribe_url(reader)
    expected = {
        "To": reader.email,
        "From": "L’Octet <lettre@octet.example>",
        "Reply-To": "redaction@octet.example",
        "Subject": digest.subject,
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"L’Octet du vendredi <newsletter.{host}>",
        "List-Archive": f"<http://{host}/newsletter/>",
        "List-Help": f"<http://{host}/newsletter/inscription/>",
        "Feedback-ID": f"{digest.number}:digest:newsletter:{host}",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
        "MIME-Version": "1.0",
    }
    assert {name: message[name] for name in expected} == expected
    others = {"Date", "Message-ID", "Content-Type"}
    assert sorted(message.keys()) == sorted([*expected, *others])
    assert message["Message-ID"].startswith(f"<issue-{digest.number}.")
    assert message["Message-ID"].endswith("@octet.example>")
    assert message["Date"].datetime - timezone.now() < timedelta(seconds=5)
    assert message["Date"].datetime.tzinfo is not None


def test_made_for_many_the_address_to_leave_by_is_the_same(reader):
    url = unsubscribe_urls()(reader.public_id)
    assert url == unsubscribe_url(reader)
    assert who_leaves(url.rstrip("/").rpartition("/")[2]) == reader.public_id


def test_addresses_in_headers_are_never_folded_or_encoded(digest, reader):
    head = Edition.of(digest).letter_for(reader).printed.partition(b"\r\n\r\n")[0].decode()
    line = next(line for line in head.split("\r\n") if line.startswith("List-Unsubscribe:"))
    assert line == f"List-Unsubscribe: <{unsubscribe_url(reader)}>"


def test_lines_are_short_ascii_and_end_as_smtp_wants(digest, reader):
    data = Edition.of(digest).letter_for(reader).printed
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    head, _, body = data.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    assert max(map(len, head.split(b"\r\n"))) <= 998


def test_text_comes_first_and_both_parts_hold_the_own_link(digest, reader):
    message = parsed(Edition.of(digest).letter_for(reader))
    parts = list(message.iter_parts())
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    for part in parts:
        assert part.get_content_charset() == "utf-8"
        assert part.get_content().count(unsubscribe_url(reader)) == 1
        assert "unsubscribe.invalid" not in part.get_content()


@pytest.mark.parametrize(
    "text", ["", "é" * 500, "a" * 74, "a" * 75, "x \t", "=\n.\n", "\U0001f600" * 40]
)
@pytest.mark.parametrize("behind", ["", "\n", " é", "a" * 100])
def test_any_text_around_the_link_arrives_as_it_was(newsletter, text, behind):
    mark = "https://unsubscribe.invalid/"
    content = Content("s", f"<p>{text}{mark}{behind}", f"{text}{mark}{behind}")
    edition = Edition(content, 1, newsletter, Newspaper.current())
    url = "https://example.org/" + "a=b" * 40
    message = parsed(edition.letter("x@example.org", url, key="k"))
    parts = (part.get_content().replace("\r\n", "\n") for part in message.iter_parts())
    plain, html = (part.rstrip("\n") for part in parts)
    assert plain == f"{text}{url}{behind}".rstrip("\n")
    assert html == f"<p>{text}{url}{behind}".rstrip("\n")
    assert max(map(len, message.as_bytes().partition(b"\n\n")[2].split(b"\n"))) <= 76


def test_a_letter_to_one_reader_says_nothing_of_another(digest, reader):
    other = make_subscriber("pierre@example.org")
    data = Edition.of(digest).letter_for(reader).printed
    assert b"pierre" not in data
    assert unsubscribe_url(other).encode() not in data
    assert data.count(b"lucie.aubrac") == 1


def test_the_message_id_is_of_the_issue_and_the_reader(digest, reader):
    edition = Edition.of(digest)
    ids = [edition.letter_for(who).message()["Message-ID"] for who in (reader, reader)]
    assert ids[0] == ids[1]
    assert edition.letter_for(make_subscriber()).message()["Message-ID"] != ids[0]
    assert reader.public_id.hex not in ids[0]


def test_the_list_keeps_its_id_when_its_name_changes(digest, reader):
    Newsletter.objects.update(name='The "weekly", letter')
    message = parsed(Edition.of(digest).letter_for(reader))
    assert message["List-Id"] == '"The \\"weekly\\", letter" <newsletter.testserver>'


@pytest.mark.parametrize("month", [3, 10])
def test_the_date_has_the_offset_of_the_season(digest, reader, time_machine, month):
    time_machine.move_to(datetime(2026, month, 30, 6, tzinfo=UTC))
    offset = parsed(Edition.of(digest).letter_for(reader))["Date"].datetime.utcoffset()
    assert offset == timedelta(hours=2 if month == 3 else 1)


def test_without_an_address_for_answers_there_is_no_such_header(reader):
    make_newsletter()
    Newspaper.objects.update(contact_email="")
    message = parsed(Edition.of(make_approved(readers=0)).letter_for(reader))
    assert "Reply-To" not in message


def test_a_proof_says_so_and_has_nobodys_link(digest, reader):
    letter = Edition.proof_of(digest).letter("ines@example.org", "https://e.org/x/", key="k")
    message = parsed(letter)
    assert message["Subject"].endswith(f"] {digest.subject}")
    assert message["List-Unsubscribe"] == "<https://e.org/x/>"
    assert letter.subject == message["Subject"]
