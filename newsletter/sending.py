"""From an approved issue to the mailboxes, by a ledger: one line per reader.

Safe to stop, to kill, to repeat and to run several times at once, on several machines. A line
whose text was under way when its worker died or its connection broke is in doubt: only an editor
sends it again. Nothing else is in doubt: what was claimed, or announced to the server, waits again.
"""

import time
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, models

from newsletter import ledger
from newsletter.composing import drop_withdrawn
from newsletter.couriers import courier
from newsletter.models import Digest, Shift, Subscriber
from newsletter.printing import Editions
from newsletter.returning import judge_refused
from newsletter.shifts import Work

AUDIENCE_BATCH = 20_000  # readers whose lines are made by one statement
AT_WORK = {"synchronous": 2, "cache_size": -4000, "mmap_size": 0}  # full; kB if below zero; bytes
LOOK_AGAIN = 1.0  # seconds after which a withdrawal is noticed; a stop is noticed at once


def send_digest(digest: Digest, *, seconds: float | None = None) -> int:
    """Send what is due, for so many seconds at most. Returns how many mails were handed over."""
    digest.begin()
    if digest.status != Digest.Status.SENDING:
        return 0
    with durable():
        freeze_audience(digest)
        ledger.bury_the_dead(digest)
        sent = _work(digest, until=time.monotonic() + seconds if seconds else float("inf"))
        digest.refresh_from_db(fields=["status"])
        if digest.status == Digest.Status.SENDING:
            judge_refused(digest)
        if settings.MAIL_RESEND_DOUBTFUL:
            ledger.resend_once(digest)
        digest.finish()
    return sent


@contextmanager
def durable():
    """SQLite as a worker wants it: written through to the disk, and with little in memory.

    A power cut must not forget what was handed over. A page of the site reads here and there; a
    worker reads each line once, so a large cache would only grow with the number of readers.
    """
    through = connection.vendor == "sqlite" and not connection.in_atomic_block
    before = _set_pragmas(AT_WORK) if through else {}
    try:
        yield
    finally:
        _set_pragmas(before)


def _set_pragmas(wanted: dict[str, int]) -> dict[str, int]:
    """Returns how they were before."""
    before = {}
    with connection.cursor() as cursor:
        for name, value in wanted.items():
            cursor.execute(f"PRAGMA {name}")
            if found := cursor.fetchone():  # a SQLite that was built without it says nothing
                before[name] = found[0]
                cursor.execute(f"PRAGMA {name}={value}")
    return before


def freeze_audience(digest: Digest) -> None:
    """A line for everyone who was subscribed when the sending began. Safe to repeat."""
    if digest.audience is not None:
        return
    readers = Subscriber.objects.active().unsuppressed().since(digest.started_at)
    last = 0
    while (end := _end_of_batch(readers, last)) is not None:
        ledger.add_lines(digest, readers.filter(pk__gt=last, pk__lte=end))
        last = end
    digest.count_audience()


def _end_of_batch(readers, last: int) -> int | None:
    """The key of the last reader of the next batch."""
    keys = readers.filter(pk__gt=last).order_by("pk").values("pk")[:AUDIENCE_BATCH]
    return Subscriber.objects.filter(pk__in=keys).aggregate(end=models.Max("pk"))["end"]


def _work(digest: Digest, *, until: float) -> int:
    with courier(settings.MAIL_CONNECTIONS) as post:
        shift = Shift.begin(digest)
        work = Work(shift, Press(digest), post)
        try:
            work.go_on(until)
        finally:
            shift.end(sent=work.sent, held=[*work.held])
    digest.note_trouble(work.trouble)
    return work.sent


class Press:
    """The editions of an issue, as they may be sent at this moment."""

    def __init__(self, digest: Digest):
        self.digest = digest
        self.printed: Editions | None = None
        self.html = ""
        self.looked_at = float("-inf")

    def editions(self) -> Editions | None:
        """None once the issue was stopped; without an article that was withdrawn meanwhile."""
        if time.monotonic() - self.looked_at > LOOK_AGAIN:
            self._look()
            self.looked_at = time.monotonic()
        return self.printed

    def look_again(self) -> None:
        self.looked_at = float("-inf")

    def _look(self):
        drop_withdrawn(self.digest)
        self.digest.refresh_from_db(fields=["status", "subject", "html", "text", "sheet"])
        if self.digest.status != Digest.Status.SENDING:
            self.printed = None
        elif self.printed is None or self.html != self.digest.html:
            self.printed, self.html = Editions(self.digest), self.digest.html
