"""The readers as a list: a line at a time, that a spreadsheet opens and can't be tricked by."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from newsletter.models import Consent

BATCH = 2000
OWN = (
    *("email", "status", "created_at", "left_at", "paused_until", "language", "sections"),
    "confirmed_at",
)
OF_PROOF = ("confirmed_at", "at", "form", "version", "wording", "network")
NONE = ("",) * len(OF_PROOF[1:])
COLUMNS = (*OWN, "consent_at", "consent_form", "consent_version", "consent_wording", "network")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(value) -> str:
    """With an apostrophe in front where a spreadsheet would take it for a formula."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """The twin: what `guarded()` wrote, as it was."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def readers_as_csv(readers) -> Iterator[str]:
    """The file, in pieces; UTF-8 with its mark, so that every spreadsheet knows it."""
    yield "\ufeff" + as_csv([COLUMNS])
    last = 0
    while batch := _rows(readers, last):
        yield as_csv(row[1:] for row in batch)
        last = batch[-1][0]


def as_csv(rows) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def _rows(readers, last: int) -> list[tuple]:
    """The next lines, each with the proof that the subscription rests on: the latest."""
    found = list(readers.filter(pk__gt=last).order_by("pk").values_list("pk", *OWN)[:BATCH])
    proven = Consent.objects.filter(
        subscriber__in=[reader[0] for reader in found], confirmed_at__isnull=False
    )
    proofs = {
        proof[0]: proof[1:]
        for proof in proven.order_by("at", "pk").values_list("subscriber", *OF_PROOF)
    }
    return [(*own, *proofs.get(own[0], (confirmed, *NONE))) for *own, confirmed in found]
