"""A list of readers with their proofs of consent, into the database: in batches, safe to repeat.

Whoever subscribed here stays as they are. Who left, or is never to be written to, isn't brought
back by a list: such a line is refused like one without a proof, with its reason. Who the list says
has left comes in as that; so does a reader of another list who never confirmed here.
"""

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import batched
from typing import BinaryIO, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from newsletter.lists.judging import KNOWN, Line, judge
from newsletter.lists.programs import words_of
from newsletter.lists.reading import Layout, lines
from newsletter.lists.standing import worst
from newsletter.models import Consent, Subscriber, SubscriberChange, Suppression
from newsroom.core.private import cipher

BATCH = 2000
TRIES = 3
STATUS = Subscriber.Status
LANGUAGES = dict(settings.LANGUAGES)


@dataclass
class Tally:
    """What became of the lines; the four behind `lines` add up to it."""

    lines: int = 0
    created: int = 0
    away: int = 0  # taken over as left, or as never to be written to
    known: int = 0
    refused: int = 0


@dataclass
class Import:
    """A list on its way in, and how far it has come."""

    file: BinaryIO
    layout: Layout
    source: str = "import"  # stands with each proof, and leads back to the list it came in
    dry_run: bool = False
    tally: Tally = field(default_factory=Tally)

    def run(self, on_batch: Callable[[list[Line]], None], *, until: float = float("inf")) -> bool:
        """Take one batch after the other, to the end or until a moment. True at the end.

        `on_batch` gets the refused lines of each inside its transaction: what it writes down is as
        true as the batch.
        """
        with closing(lines(self.file, self.layout, skip=self.tally.lines)) as waiting:
            for batch in batched(waiting, BATCH):
                self._take(self._judged(batch), on_batch)
                if time.monotonic() > until:
                    return False
        return True

    def _judged(self, batch) -> list[Line]:
        how = {"dates": self.layout.dates, "words": words_of(self.layout.program)}
        now = timezone.now()
        return [judge(number, fields, now, **how) for number, fields in batch]

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
        """Write who is new, and who has left. Returns who is refused."""
        fresh = _once_each(line for line in batch if not line.refusal)
        refused = [line for line in batch if line.refusal]
        ending = []
        for known in _known(fresh):
            line = fresh.pop(known.fingerprint)
            if ends(line, known):
                ending.append((line, known))
            elif line.refusal:
                refused.append(line)
        if not self.dry_run:
            self._create(list(fresh.values()))
            for line, known in ending:
                self._end(line, known)
        self._count(batch, fresh.values(), len(ending), len(refused))
        return sorted(refused, key=lambda line: line.number)

    def _count(self, batch, fresh, ended: int, refused: int) -> None:
        created = sum(line.status not in AWAY for line in fresh)
        away = len(fresh) - created + ended
        self.tally.lines += len(batch)
        self.tally.created += created
        self.tally.away += away
        self.tally.refused += refused
        self.tally.known += len(batch) - created - away - refused

    def _create(self, fresh: list[Line]) -> None:
        if not fresh:
            return
        now = timezone.now()
        insert(Subscriber, READER, (_reader(line, now) for line in fresh))
        keys = _keys(line.fingerprint for line in fresh)
        proven = [line for line in fresh if line.consent_at]
        insert(Consent, PROOF, (self._proof(keys[line.fingerprint], line) for line in proven))
        away = [line for line in fresh if line.status in AWAY]
        SubscriberChange.objects.bulk_create(
            SubscriberChange(subscriber_id=keys[line.fingerprint], status=line.status, reason=TAKEN)
            for line in away
        )
        Suppression.objects.bulk_create(
            [self._suppression(line, now) for line in away if line.status == STATUS.SUPPRESSED],
            ignore_conflicts=True,
        )

    def _proof(self, key: int, line: Line) -> tuple:
        """One of who may still confirm is no proof yet, so it doesn't say that a list gave it."""
        source = "" if line.status == STATUS.PENDING else self.source
        what = (line.wording, line.version, line.form, line.spoken, line.network, source)
        return (key, *what, _ready(line.consent_at), _ready(line.proven_at))

    def _suppression(self, line: Line, now) -> Suppression:
        details = {"cause": line.cause, "note": self.source, "at": line.suppressed_at or now}
        return Suppression(fingerprint=line.fingerprint, **details)

    def _end(self, line: Line, known: "Known") -> None:
        reader = Subscriber.objects.filter(email_fingerprint=known.fingerprint).first()
        if reader is None:  # of who left long ago, only the hash is kept
            Suppression.objects.filter(fingerprint=known.fingerprint).update(cause=line.cause)
        elif line.status == STATUS.SUPPRESSED:
            reader.suppress(by=None, reason=TAKEN, cause=line.cause)
        else:
            reader.leave(reason=TAKEN)


AWAY = {STATUS.LEFT, STATUS.SUPPRESSED}
TAKEN = gettext_noop("taken over from a list")


class Known(NamedTuple):
    """An address that has been here before."""

    fingerprint: str
    status: str
    by_list: bool = False  # a list brought them, and they never did anything here themselves


def ends(line: Line, known: Known) -> bool:
    """Whether a list ends what is here; where it doesn't, the line may get its refusal.

    What somebody confirmed here is theirs alone. What came from another list isn't: two files of
    one program may come in either order.
    """
    if line.status not in AWAY:
        line.refusal = KNOWN.get(known.status, "")
        return False
    if known.status == STATUS.ACTIVE:
        return known.by_list
    return line.status == STATUS.SUPPRESSED and known.status in {STATUS.LEFT, STATUS.PENDING}


def _once_each(lines: Iterable[Line]) -> dict[str, Line]:
    """By fingerprint; of two lines of one address, the one that keeps letters away."""
    once: dict[str, Line] = {}
    for line in lines:
        other = once.get(line.fingerprint)
        if other is None or worst([other.status, line.status]) != other.status:
            once[line.fingerprint] = line
    return once


READER = (
    *("public_id", "email", "email_fingerprint", "status", "created_at", "confirmed_at"),
    *("imported_at", "left_at", "paused_until", "language", "sections"),
)
PROOF = (
    *("subscriber_id", "wording", "version", "form", "language", "network", "source", "at"),
    "confirmed_at",
)


def _reader(line: Line, now) -> tuple:
    key = uuid4()
    email = cipher().encrypt(line.email.encode()).decode()
    left = (line.left_at or now) if line.status == STATUS.LEFT else line.left_at
    imported = now if line.status == STATUS.ACTIVE else None
    moments = (line.created_at or line.consent_at or left or now, line.confirmed_at, imported, left)
    return (
        *(key if connection.features.has_native_uuid_field else key.hex, email, line.fingerprint),
        *(line.status, *map(_ready, (*moments, line.paused_until))),
        *(line.language if line.language in LANGUAGES else "", line.sections),
    )


def _ready(moment):
    return connection.ops.adapt_datetimefield_value(moment)


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


def _known(fingerprints) -> list[Known]:
    """Those of a batch that have been here, and as what."""
    known = Subscriber.objects.filter(email_fingerprint__in=list(fingerprints))
    rows = known.values_list("email_fingerprint", "status", "imported_at")
    found = {row[0]: Known(row[0], row[1], row[2] is not None) for row in rows}
    held = Suppression.objects.filter(fingerprint__in=list(fingerprints))
    for fingerprint, cause in held.values_list("fingerprint", "cause"):
        left = cause == Suppression.Cause.LEFT
        found[fingerprint] = Known(fingerprint, STATUS.LEFT if left else STATUS.SUPPRESSED)
    return list(found.values())
