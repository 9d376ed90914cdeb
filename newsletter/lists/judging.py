"""One line of a list: a reader with a proof of consent, or the reason why it is none."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_noop

from newsletter.models import Subscriber
from newsletter.models.subscriber import fingerprint_of
from newsroom.core.addresses import check_address
from newsroom.core.network import network_of

FRENCH_DATE = re.compile(r"(\d\d?)/(\d\d?)/(\d{4})(?: (\d\d?):(\d\d)(?::(\d\d))?)?", re.ASCII)
NO_LINE = gettext_noop("Is no line of a table: too long, or a quotation mark is never closed.")
NO_DATE = gettext_noop("No date of consent that can be read: write 2026-11-25 09:30 or 25/11/2026.")
FUTURE = gettext_noop("The consent lies in the future.")
NO_FORM = gettext_noop("Doesn’t say where the consent was given.")
NOT_CONFIRMED = gettext_noop("The date of confirmation can’t be read, or is before the consent.")
UNREADABLE = gettext_noop("Has characters that can’t be read: was the encoding the right one?")
KNOWN = {
    Subscriber.Status.PENDING: gettext_noop(
        "Has signed up and not confirmed yet: the mail sent to them stands."
    ),
    Subscriber.Status.LEFT: gettext_noop("Has left: only they can come back."),
    Subscriber.Status.SUPPRESSED: gettext_noop("Is never to be written to again."),
}


@dataclass(slots=True)
class Line:
    """What the database needs to know of a line; `refusal` is empty for one that may come in."""

    number: int
    typed: str = ""
    email: str = ""
    fingerprint: str = ""
    consent_at: datetime | None = None
    confirmed_at: datetime | None = None
    form: str = ""
    wording: str = ""
    network: str = ""
    language: str = ""
    refusal: str = ""


def judge(number: int, fields: dict[str, str] | None, now: datetime) -> Line:
    if fields is None:
        return Line(number, refusal=NO_LINE)
    line = Line(number, typed=fields["email"][:254])
    line.refusal = _address(line, fields) or _proof(line, fields, now)
    return line


def _address(line: Line, fields: dict[str, str]) -> str:
    try:
        line.email = check_address(fields["email"])
    except ValidationError as refusal:
        return str(refusal.message)
    line.fingerprint = fingerprint_of(line.email)
    return ""


def _proof(line: Line, fields: dict[str, str], now: datetime) -> str:
    line.consent_at = moment(fields["consent_at"])
    line.form = fields["consent_form"].strip()[:100]
    line.wording = fields.get("consent_wording", "")
    line.language = fields.get("language", "").strip().lower()[:2]
    line.network = network_of(ip) if (ip := fields.get("network", "").strip()) else ""
    confirmed = fields.get("confirmed_at", "").strip()
    line.confirmed_at = moment(confirmed) if confirmed else line.consent_at
    if line.consent_at is None:
        return NO_DATE
    if line.consent_at > now:
        return FUTURE
    if not line.form:
        return NO_FORM
    if not f"{line.form}{line.language}".isprintable() or "\0" in line.wording:
        return UNREADABLE
    if line.confirmed_at is None or not line.consent_at <= line.confirmed_at <= now:
        return NOT_CONFIRMED
    return ""


def moment(text: str) -> datetime | None:
    """A date as people and programs write it; without a zone, the paper's."""
    text = text.strip()
    french = FRENCH_DATE.fullmatch(text)
    try:
        found = _from_parts(*french.groups()) if french else datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 1990 < found.year < 9000:
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.get_default_timezone())


def _from_parts(day, month, year, *clock) -> datetime:
    return datetime(int(year), int(month), int(day), *(int(part or 0) for part in clock))
