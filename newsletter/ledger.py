"""The statements of the ledger, as SQL: each is for many lines, and is built once.

Every one is conditional, so that two workers never hold one line, and a worker that was taken for
dead can neither begin nor settle what another holds now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from newsletter.choices import Choice
from newsletter.models import Delivery, Digest, Shift, Subscriber

NEEDED = ("pk", "public_id", "email", "language", "sections")
SLOT_HOLDS = timedelta(minutes=1)
CLAIM = """
    WITH taken AS MATERIALIZED (
        SELECT id FROM newsletter_delivery
        WHERE digest_id = %s AND status = %s AND {due} AND shift_id IS NULL
        ORDER BY due_at, id LIMIT %s {skip}
    )
    UPDATE newsletter_delivery SET shift_id = %s WHERE id IN (SELECT id FROM taken)
    RETURNING id, subscriber_id, attempts, due_at > %s AND error = ''
"""
BEGIN = """
    UPDATE newsletter_delivery
    SET status = 'sending', attempts = attempts + 1, due_at = NULL, updated_at = %s
    WHERE id {among} AND shift_id = %s AND status IN ('pending', 'deferred')
    AND subscriber_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM newsletter_digest WHERE id = %s AND status = 'sending')
    RETURNING id
"""
SETTLE = """
    UPDATE newsletter_delivery
    SET status = %s, error = %s, due_at = %s, shift_id = %s, updated_at = %s,
        attempts = attempts + %s
    WHERE id {among} AND shift_id = %s
    AND status IN ('sending', 'in_doubt', 'pending', 'deferred')
"""
ADD = """
    INSERT INTO newsletter_delivery
        (digest_id, subscriber_id, status, attempts, updated_at, error)
    SELECT %s, id, 'pending', 0, %s, '' FROM ({readers}) AS readers WHERE true
    ON CONFLICT DO NOTHING
"""

Step = tuple[str, list]  # a statement and its values


class Addressee(NamedTuple):
    """What a letter needs to know of a reader; a whole row would cost three times as much."""

    public_id: UUID
    email: str
    choice: Choice


@dataclass(eq=False, slots=True)
class Line:
    """What a worker holds of a delivery."""

    pk: int
    reader: Addressee | None  # None for who left meanwhile
    attempts: int
    has_slot: bool = False  # it was put off to this moment by the pace, which counted it already
    begun: bool = False
    losses: int = 0  # connections that broke while it was only announced


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a line; a deferred one is nobody's until it is due."""

    status: str
    error: str = ""
    due_at: datetime | None = None

    @property
    def is_a_try(self) -> bool:
        return bool(self.error) and self.status != Delivery.Status.DROPPED


SENT = Outcome(Delivery.Status.SENT)


def claim(shift: Shift, number: int) -> list[Line]:
    """Take up to so many lines: first those whose next try has come, then those that wait."""
    rows = _claim(shift, Delivery.Status.DEFERRED, "due_at <= %s", [timezone.now()], number)
    if len(rows) < number:
        rows += _claim(shift, Delivery.Status.PENDING, "due_at IS NULL", [], number - len(rows))
    readers = _readers([row[1] for row in rows if row[1]])
    return [
        Line(pk, readers.get(reader), attempts, bool(has_slot))
        for pk, reader, attempts, has_slot in sorted(rows)
    ]


def _readers(keys: list[int]) -> dict[int, Addressee]:
    """Those of them who still get the letter."""
    readers = Subscriber.objects.active().unsuppressed().filter(pk__in=keys)
    return {
        key: Addressee(public_id, email, Choice(*wanted))
        for key, public_id, email, *wanted in readers.values_list(*NEEDED)
    }


def _claim(shift, status, due: str, moment: list, number: int) -> list[tuple]:
    skip = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update else ""
    fresh = timezone.now() - SLOT_HOLDS
    values = [shift.digest_id, str(status), *moment, number, shift.pk, fresh]
    return _rows(CLAIM.format(due=due, skip=skip), values)


def turn(shift: Shift, settled: Iterable[tuple[Line, Outcome]], ready: list[Line]) -> set[int]:
    """Write what became of some lines, and begin others. Returns which of these may leave now.

    Not those whose reader has left, nor any once the issue is stopped: from that moment on no mail
    begins.
    """
    steps = [*_settling(shift, settled), *_beginning(shift, ready)]
    begun = {pk for (pk,) in _at_once(steps)} if steps else set()
    for line in ready:
        if line.pk in begun:
            line.begun, line.attempts = True, line.attempts + 1
    return begun


def settle(shift: Shift, settled: Iterable[tuple[Line, Outcome]]) -> None:
    turn(shift, settled, [])


def _settling(shift: Shift, settled: Iterable[tuple[Line, Outcome]]) -> Iterator[Step]:
    """One statement for all that came to the same end.

    A line that was given up as in doubt meanwhile takes the truth too: only this worker knows.
    """
    now = timezone.now()

    def alike(pair):
        line, outcome = pair
        return (outcome.status, outcome.error, str(outcome.due_at), line.begun)

    for _key, group in groupby(sorted(settled, key=alike), alike):
        pairs = list(group)
        line, outcome = pairs[0]
        refused_early = not line.begun and outcome.is_a_try
        holder = None if outcome.due_at else shift.pk
        values = [outcome.status, outcome.error[:300], outcome.due_at, holder, now]
        among, keys = _among([pair[0] for pair in pairs])
        yield SETTLE.format(among=among), [*values, int(refused_early), *keys, shift.pk]


def _beginning(shift: Shift, lines: list[Line]) -> Iterator[Step]:
    if lines:
        among, keys = _among(lines)
        yield BEGIN.format(among=among), [timezone.now(), *keys, shift.pk, shift.digest_id]


def _among(lines: list[Line]) -> tuple[str, list]:
    """PostgreSQL takes keys as one value: the statement is the same for any number of them."""
    keys = [line.pk for line in lines]
    if connection.vendor == "postgresql":
        return "= ANY(%s)", [keys]
    return f"IN ({', '.join(['%s'] * len(keys))})", keys


def _at_once(steps: list[Step]) -> list[tuple]:
    """All of the statements or none; what the last one returns.

    To PostgreSQL they are one, so that a turn is one round trip instead of five. They touch
    different lines, so the order doesn't matter.
    """
    if connection.vendor == "postgresql":
        *before, (last, _values) = steps
        parts = ", ".join(f"part{number} AS ({sql})" for number, (sql, _) in enumerate(before))
        values = [value for _sql, values in steps for value in values]
        return _rows(f"WITH {parts} {last}" if parts else last, values)
    with transaction.atomic():
        return [_rows(sql, values) for sql, values in steps][-1]


def next_due(shift: Shift) -> datetime | None:
    """When the next of the deferred lines that nobody holds may go."""
    free = Delivery.objects.filter(digest=shift.digest_id, shift=None).deferred()
    return free.order_by("due_at").values_list("due_at", flat=True).first()


def add_lines(digest: Digest, readers) -> None:
    """A line for each of these readers who has none yet."""
    select, values = readers.order_by("pk").values("id").query.sql_with_params()
    _rows(ADD.format(readers=select), [digest.pk, timezone.now(), *values])


def resend_once(digest: Digest) -> int:
    """Where the settings want it: those in doubt go again by themselves, after their first try."""
    return digest.deliveries.filter(attempts=1).resend()


def bury_the_dead(digest: Digest) -> None:
    """What a dead worker had only claimed waits again; what it had begun is in doubt."""
    for shift in digest.shifts.dead():
        shift.end()


def _rows(statement: str, values: list) -> list[tuple]:
    """What it returns, if anything."""
    with connection.cursor() as cursor:
        cursor.execute(statement, _adapted(values))
        return cursor.fetchall() if cursor.description else []


def _adapted(values: list) -> list:
    adapt = connection.ops.adapt_datetimefield_value
    return [adapt(value) if isinstance(value, datetime) else value for value in values]
