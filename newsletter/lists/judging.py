"""One line of a list: a reader with a proof of consent, one who has left, or why it is neither."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from newsletter.lists.dates import moment
from newsletter.lists.standing import cause_of, standing
from newsletter.models import Subscriber
from newsletter.models.subscriber import UNCONFIRMED_DAYS, fingerprint_of
from newsroom.core.addresses import check_address
from newsroom.core.network import network_of

SECTIONS = re.compile(r"\d+(,\d+)*", re.ASCII)
NO_LINE = gettext_noop("Is no line of a table: too long, or a quotation mark is never closed.")
NO_DATE = gettext_noop("No date of consent that can be read: write 2026-11-25 09:30 or 25/11/2026.")
FUTURE = gettext_noop("The consent lies in the future.")
NO_FORM = gettext_noop("Doesn’t say where the consent was given.")
NOT_CONFIRMED = gettext_noop("The date of confirmation can’t be read, or is before the consent.")
NO_STATUS = gettext_noop("Says neither that the letter is wanted nor that they have left.")
NEVER_CONFIRMED = gettext_noop("Never confirmed: only they can, by signing up again.")
UNREADABLE = gettext_noop("Has characters that can’t be read: was the encoding the right one?")
KNOWN = {
    Subscriber.Status.PENDING: gettext_noop(
        "Has signed up and not confirmed yet: the mail sent to them stands."
    ),
    Subscriber.Status.LEFT: gettext_noop("Has left: only they can come back."),
    Subscriber.Status.SUPPRESSED: gettext_noop("Is never to be written to again."),
}
STATUS = Subscriber.Status


@dataclass(slots=True)
class Line:
    """What the database needs to know of a line; `refusal` is empty for one that may come in."""

    number: int
    typed: str = ""
    email: str = ""
    fingerprint: str = ""
    status: str = ""
    created_at: datetime | None = None
    confirmed_at: datetime | None = None
    left_at: datetime | None = None
    paused_until: datetime | None = None
    language: str = ""
    sections: str = ""
    # The proof; none where `consent_at` is empty
    consent_at: datetime | None = None
    proven_at: datetime | None = None
    form: str = ""
    version: str = ""
    wording: str = ""
    spoken: str = ""
    network: str = ""
    # Why never to be written to, and since when
    cause: str = ""
    suppressed_at: datetime | None = None
    refusal: str = ""


def judge(
    number: int, fields: dict[str, str] | None, now: datetime, *, dates="", words=None
) -> Line:
    """Read a line; `dates` and `words` say how its file writes dates and names states."""
    if fields is None:
        return Line(number, refusal=NO_LINE)
    line = Line(number, typed=fields["email"][:254])
    line.refusal = _address(line, fields)
    if not line.refusal:
        line.status = standing(fields, words or {}) or ""
        _dates(line, fields, dates)
        _wishes(line, fields)
        line.refusal = _standing(line, fields, now)
    return line


def _address(line: Line, fields: dict[str, str]) -> str:
    try:
        line.email = check_address(fields["email"])
    except ValidationError as refusal:
        return str(refusal.message)
    line.fingerprint = fingerprint_of(line.email)
    return ""


def _dates(line: Line, fields: dict[str, str], order: str) -> None:
    for name in ("created_at", "confirmed_at", "left_at", "paused_until", "consent_at"):
        setattr(line, name, moment(fields.get(name, ""), order))
    line.suppressed_at = moment(fields.get("suppressed_at") or fields.get("bounced_at", ""), order)
    proven = fields.get("consent_confirmed_at", "").strip()
    line.proven_at = moment(proven, order) if proven else line.confirmed_at


def _wishes(line: Line, fields: dict[str, str]) -> None:
    line.form = fields.get("consent_form", "").strip()[:100]
    line.version = fields.get("consent_version", "").strip()[:20]
    line.wording = fields.get("consent_wording", "")
    line.language = fields.get("language", "").strip().lower()[:2]
    line.spoken = fields.get("consent_language", "").strip().lower()[:10] or line.language
    line.network = _network(fields.get("network", "").strip())
    sections = fields.get("sections", "").strip()
    line.sections = sections if len(sections) <= 500 and SECTIONS.fullmatch(sections) else ""


def _network(typed: str) -> str:
    """Of an address, or of a network as our own file names it."""
    address = typed.partition("/")[0]
    return network_of(address) if address else ""


def _standing(line: Line, fields: dict[str, str], now: datetime) -> str:
    """Whoever is to stay away needs no proof for that; everybody else does."""
    if not line.status:
        return NO_STATUS
    if line.status == STATUS.ACTIVE:
        return _proof(line, fields, now)
    if line.status == STATUS.PENDING:
        since = now - timedelta(days=UNCONFIRMED_DAYS)
        line.confirmed_at = line.proven_at = None
        too_old = line.consent_at is None or line.consent_at <= since
        return NEVER_CONFIRMED if too_old else _proof(line, fields, now)
    if line.status == STATUS.SUPPRESSED:
        line.cause = cause_of(fields)
    _forget_what_is_no_proof(line, fields, now)
    return ""


def _proof(line: Line, fields: dict[str, str], now: datetime) -> str:
    if line.consent_at is None:
        return NO_DATE
    if line.consent_at > now:
        return FUTURE
    if not line.form:
        return NO_FORM
    texts = f"{line.form}{line.version}{line.spoken}{line.language}"
    if not texts.isprintable() or "\0" in line.wording:
        return UNREADABLE
    for name, found in (
        ("confirmed_at", line.confirmed_at),
        ("consent_confirmed_at", line.proven_at),
    ):
        said = fields.get(name, "").strip()
        if said and (found is None or not line.consent_at <= found <= now):
            return NOT_CONFIRMED
    return ""


def _forget_what_is_no_proof(line: Line, fields: dict[str, str], now: datetime) -> None:
    """Of who stays away, the proof is kept where there is a whole one."""
    if _proof(line, fields, now):
        line.consent_at = None
        line.confirmed_at = _past(line.confirmed_at, now)
        line.language = line.language if line.language.isprintable() else ""
    line.left_at = _past(line.left_at, now)
    line.suppressed_at = _past(line.suppressed_at, now)


def _past(found: datetime | None, now: datetime) -> datetime | None:
    return found if found and found <= now else None
