"""A list of readers with their proofs of consent, into the database: in batches, safe to repeat.

Whoever is subscribed already stays as they are. Who left, or is never to be written to, isn't
brought back by a list: such a line is refused like one without a proof, with its reason.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import batched
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from newsletter.lists.judging import KNOWN, Line, judge
from newsletter.lists.reading import Layout, lines
from newsletter.models import Consent, Subscriber, Suppression
from newsroom.core.private import cipher

BATCH = 2000
TRIES = 3
STATUS = Subscriber.Status
LANGUAGES = dict(settings.LANGUAGES)


@dataclass
class Tally:
    """What became of the lines; `created`, `known` and `refused` add up to `lines`."""

    lines: int = 0
    created: int = 0
    known: int = 0
    refused: int = 0


@dataclass
class Import:
    """A list on its way in, and how far it has come."""

    file: BinaryIO
    layout: Layout
    version: str = "import"  # stands with each proof, and leads back to the list it came in
    dry_run: bool = False
    tally: Tally = field(default_factory=Tally)

    def run(self, on_batch: Callable[[list[Line]], None], *, until: float = float("inf")) -> bool:
        """Take one batch after the other, to the end or until a moment. True at the end.

        `on_batch` gets the refused lines of each inside its transaction: what it writes down is as
        true as the batch.
        """
        with closing(lines(self.file, self.layout, skip=self.tally.lines)) as waiting:
            for batch in batched(waiting, BATCH):
                now = timezone.now()
                self._take([judge(number, fields, now) for number, fields in batch], on_batch)
                if time.monotonic() > until:
                    return False
        return True

    def _take(self, batch: list[Line], on_batch) -> None:
        before = Tally(**vars(self.tally))
        for tries_left in reversed(range(TRIES)):
            try:
                with transaction.atomic():
                    on_batch(self._write(batch))
                return
            except IntegrityError:  # somebody of these has signed up this very moment
                self.tally = Tally(**vars(before))
                if not tries_left:
                    raise

    def _write(self, batch: list[Line]) -> list[Line]:
        """Write who is new. Returns who is refused."""
        fresh = {line.fingerprint: line for line in batch if not line.refusal}
        refused = [line for line in batch if line.refusal]
        for fingerprint, status in _statuses(fresh).items():
            line = fresh.pop(fingerprint)
            if status in KNOWN:
                line.refusal = KNOWN[status]
                refused.append(line)
        if fresh and not self.dry_run:
            self._create(list(fresh.values()))
        self.tally.lines += len(batch)
        self.tally.created += len(fresh)
        self.tally.refused += len(refused)
        self.tally.known += len(batch) - len(fresh) - len(refused)
        return sorted(refused, key=lambda line: line.number)

    def _create(self, fresh: list[Line]) -> None:
        ready = connection.ops.adapt_datetimefield_value
        dates = [(ready(line.consent_at), ready(line.confirmed_at)) for line in fresh]
        pairs = list(zip(fresh, dates, strict=True))
        insert(Subscriber, READER, (_reader(line, *moments) for line, moments in pairs))
        keys = _keys(line.fingerprint for line in fresh)
        proofs = (self._proof(keys[line.fingerprint], line, *moments) for line, moments in pairs)
        insert(Consent, PROOF, proofs)

    def _proof(self, key: int, line: Line, given, confirmed) -> tuple:
        what = (line.wording, self.version, line.form, line.language, line.network)
        return (key, *what, given, confirmed)


READER = (
    *("public_id", "email", "email_fingerprint", "status", "created_at", "confirmed_at"),
    "language",
)
PROOF = (
    *("subscriber_id", "wording", "version", "form", "language", "network", "at"),
    "confirmed_at",
)


def _reader(line: Line, given, confirmed) -> tuple:
    key = uuid4()
    email = cipher().encrypt(line.email.encode()).decode()
    language = line.language if line.language in LANGUAGES else ""
    return (
        *(key if connection.features.has_native_uuid_field else key.hex, email, line.fingerprint),
        *(STATUS.ACTIVE.value, given, confirmed, language),
    )


def insert(model, names: tuple[str, ...], rows: Iterable[tuple]) -> None:
    """Many rows of values that are ready for the database; the other columns as in a new object.

    `bulk_create()` builds a model for each and prepares each value anew: it takes four times as
    long.
    """
    quote, new = connection.ops.quote_name, model()
    fields = {field.attname: field for field in model._meta.concrete_fields}
    others = [name for name in fields if name not in names and name != "id"]
    usual = [fields[name].get_db_prep_save(getattr(new, name), connection) for name in others]
    columns = ", ".join(quote(fields[name].column) for name in (*names, *others))
    places = ", ".join(["%s"] * (len(names) + len(others)))
    table = quote(model._meta.db_table)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 (names of ours)
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(*row, *usual) for row in rows])


def _keys(fingerprints: Iterable[str]) -> dict[str, int]:
    readers = Subscriber.objects.filter(email_fingerprint__in=list(fingerprints))
    return dict(readers.values_list("email_fingerprint", "pk"))


def _statuses(fingerprints) -> dict[str, str]:
    """Those of a batch that are known already, and as what."""
    known = Subscriber.objects.filter(email_fingerprint__in=list(fingerprints))
    statuses = dict(known.values_list("email_fingerprint", "status"))
    held = Suppression.objects.among(fingerprints)
    return statuses | dict.fromkeys(held, STATUS.SUPPRESSED)
