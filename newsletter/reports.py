"""What mail servers send back: bounces (RFC 3464) and complaints (RFC 5965), read with suspicion.

Anybody can send us such a mail, so only what it proves counts: the address that it came back to, or
the Message-ID that it names, are keyed hashes which nobody but the reader's mailbox has seen.
"""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from newsletter import plain
from newsletter.models import Return
from newsletter.verdicts import DELAYED, kind_of
from newsroom.core.verdicts import without_addresses

MOST = 2**18  # bytes that are looked at: the report stands before the mail that comes back
PARTS = 50
MESSAGE_ID = re.compile(rb"\bissue-(\d{1,9})\.([0-9a-f]{40})@")
RETURNED_TO = re.compile(rb"\+(\d{1,18}-[0-9a-f]{16})@")
LEAVING = re.compile(
    rb"^List-Unsubscribe:\s*<[^>\s]{1,300}/([\w-]{22}\.[\w-]{20,90})/?>", re.M | re.I
)
OF_US = {"auth-failure", "virus"}
NO_FAILURE = {"delayed", "delivered", "relayed", "expanded"}


@dataclass(frozen=True)
class Report:
    kind: str
    answer: str
    tokens: frozenset[str]  # of the addresses it came back to
    messages: frozenset[tuple[int, str]]  # issue and name of the mails that it names
    leaving: frozenset[str]  # tokens by which their readers leave


def read(data: bytes) -> Report | None:
    """None for what is no report: an answer, an absence note."""
    try:
        return _read(data[:MOST])
    except (RecursionError, ValueError, LookupError):  # made to break Python's parser
        return None


def _read(data: bytes) -> Report | None:
    mail = message_from_bytes(data)
    blocks = list(_blocks(mail))
    verdict = _complaint(blocks) or _failure(blocks) or plain.failure_in(mail)
    if verdict is None:
        return None
    kind, answer = verdict
    return Report(
        kind,
        without_addresses(answer)[:300],
        tokens=frozenset(token.decode() for token in RETURNED_TO.findall(data)),
        messages=frozenset((int(n), name.decode()) for n, name in MESSAGE_ID.findall(data)),
        leaving=frozenset(token.decode() for token in LEAVING.findall(data)),
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
    """RFC 5965. A reader who says that it is no spam complains of nothing; a failed check of our
    signature (RFC 6591) or a virus speak of us."""
    for block in blocks:
        kind = _field(block, "Feedback-Type").lower()
        if kind in OF_US:
            return Return.Kind.OURS, kind
        if kind and kind != "not-spam":
            return Return.Kind.COMPLAINT, kind
    return None


def _failure(blocks: list[Message]) -> tuple[str, str] | None:
    """RFC 3464. A mail that is only late, or was passed on, has not failed."""
    actions = {_field(block, "Action").lower(): block for block in reversed(blocks)}
    if block := actions.get("failed"):
        answer = _field(block, "Diagnostic-Code").partition(";")[2].strip()
        return kind_of(_field(block, "Status"), answer), answer or "5.0.0"
    return (DELAYED, "") if actions.keys() & NO_FAILURE else None
