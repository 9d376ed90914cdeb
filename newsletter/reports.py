"""What mail servers send back: bounces (RFC 3464) and complaints (RFC 5965), read with suspicion.

Anybody can send us such a mail, so only what it proves counts: the address that it came back to, or
the Message-ID that it names, are keyed hashes which nobody but the reader's mailbox has seen.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from newsletter.models import Return

MOST = 2**18  # bytes that are looked at: the report stands before the mail that comes back
PARTS = 50
MESSAGE_ID = re.compile(rb"<issue-(\d{1,9})\.([0-9a-f]{32})@")
RETURNED_TO = re.compile(r"\+(\d{1,18}-[0-9a-f]{16})@")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
GONE = re.compile(r"5\.(1\.(1|2|3|6|10)|2\.1|4\.4)")
FULL = re.compile(r"[45]\.2\.2")
GONE_WORDS = re.compile(r"user unknown|no such (user|mailbox)|does not exist|unknown user", re.I)
FULL_WORDS = re.compile(r"quota|mailbox( is)? full", re.I)
TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


@dataclass(frozen=True)
class Report:
    kind: str
    answer: str
    tokens: frozenset[str]  # of the addresses it came back to
    messages: frozenset[tuple[int, str]]  # issue and hash of the mails it names
    addresses: frozenset[str]


def read(data: bytes) -> Report | None:
    """None for what is no report of a failure: an answer, an absence note, a mere delay."""
    try:
        return _read(data[:MOST])
    except (RecursionError, ValueError, LookupError):  # made to break Python's parser
        return None


def _read(data: bytes) -> Report | None:
    mail = message_from_bytes(data)
    blocks = list(_blocks(mail))
    verdict = _complaint(blocks) or _failure(blocks)
    if verdict is None:
        return None
    names = (value for name in TO for value in mail.get_all(name, []))
    return Report(
        *verdict,
        tokens=frozenset(t for name in names for t in RETURNED_TO.findall(str(name))),
        messages=frozenset((int(n), h.decode()) for n, h in MESSAGE_ID.findall(data)),
        addresses=frozenset(_addresses(blocks, data)),
    )


def _blocks(mail: Message):
    """The blocks of fields that a machine wrote for machines."""
    for number, part in enumerate(mail.walk()):
        if number > PARTS:
            return
        if part.get_content_type() in {"message/delivery-status", "message/feedback-report"}:
            payload = part.get_payload()
            if isinstance(payload, list):
                yield from payload
            else:
                yield message_from_bytes(str(payload).encode(errors="replace"))


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _complaint(blocks: list[Message]) -> tuple[str, str] | None:
    for block in blocks:
        kind = _field(block, "Feedback-Type").lower()
        if kind and kind != "not-spam":
            return Return.Kind.COMPLAINT, kind[:300]
    return None


def _failure(blocks: list[Message]) -> tuple[str, str] | None:
    for block in blocks:
        if _field(block, "Action").lower() == "failed":
            answer = _field(block, "Diagnostic-Code").partition(";")[2].strip()
            return kind_of(_field(block, "Status"), answer), (answer or "5.0.0")[:300]
    return None


def kind_of(status: str, answer: str) -> str:
    """Only a mailbox that is no more is hard; that somebody doesn't like us says nothing of it."""
    codes = " ".join([*STATUS.findall(status), *STATUS.findall(answer)])
    if FULL.search(codes) or FULL_WORDS.search(answer):
        return Return.Kind.FULL
    if GONE.search(codes) or GONE_WORDS.search(answer):
        return Return.Kind.HARD
    return Return.Kind.SOFT


def _addresses(blocks: list[Message], data: bytes):
    for block in blocks:
        for name in ("Original-Recipient", "Final-Recipient", "Original-Rcpt-To"):
            for value in block.get_all(name, []):
                address = str(value).rpartition(";")[2].strip(" <>")
                if "@" in address and len(address) < 255:
                    yield address
    if found := re.findall(rb"^To: <?([^<>\s,]{3,254}@[^<>\s,]{3,254})>?\s*$", data, re.M):
        yield found[-1].decode(errors="replace")
