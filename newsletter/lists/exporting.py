"""The readers as a list: a line at a time, that a spreadsheet opens and can't be tricked by."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q

from newsletter.models import Consent, Subscriber, Suppression

BATCH = 2000
SUPPRESSED = Subscriber.Status.SUPPRESSED.value
OWN = (
    *("email", "status", "created_at", "confirmed_at", "left_at", "paused_until"),
    *("language", "sections"),
)
OF_PROOF = ("at", "confirmed_at", "form", "version", "wording", "language", "network")
OF_SUPPRESSION = ("at", "cause")
COLUMNS = (
    *OWN,
    *("suppressed_at", "cause"),
    *("consent_at", "consent_confirmed_at", "consent_form", "consent_version"),
    *("consent_wording", "consent_language", "network"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def guarded(value) -> str:
    """With an apostrophe in front where a spreadsheet would take it for a formula."""
    if isinstance(value, datetime):
        return value.isoformat()
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
    """The next lines, each with the proof that the subscription rests on: the latest.

    Whoever left so long ago that the address is forgotten is in no list.
    """
    readers = readers.exclude(email="")
    names = ("pk", "email_fingerprint", *OWN)
    found = list(readers.filter(pk__gt=last).order_by("pk").values_list(*names)[:BATCH])
    proofs = _proofs([reader[0] for reader in found])
    held = _held([reader[1] for reader in found])
    rows = []
    for key, fingerprint, email, status, *own in found:
        status = SUPPRESSED if fingerprint in held else status
        rows.append(
            (
                *(key, email, status, *own),
                *held.get(fingerprint, ("",) * len(OF_SUPPRESSION)),
                *proofs.get(key, ("",) * len(OF_PROOF)),
            )
        )
    return rows


def _proofs(keys: list[int]) -> dict[int, tuple]:
    """One that was confirmed, or that another list proves, goes before one that still waits."""
    consents = Consent.objects.filter(subscriber__in=keys)
    waits = Q(confirmed_at=None, source="")
    rows = consents.annotate(stands=~waits).order_by("stands", "at", "pk")
    return {row[0]: row[1:] for row in rows.values_list("subscriber", *OF_PROOF)}


def _held(fingerprints: list[str]) -> dict[str, tuple]:
    held = Suppression.objects.filter(fingerprint__in=fingerprints)
    return {row[0]: row[1:] for row in held.values_list("fingerprint", *OF_SUPPRESSION)}
