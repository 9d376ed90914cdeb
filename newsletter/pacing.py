"""How fast mails leave, for all workers together: each reserves moments in the database.

A lane is a moment: when the next mail may leave. Whoever wants to send so many puts it off by so
many times the gap, and sends within. Nobody has to know how many workers there are.
"""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from newsletter.ledger import Line
from newsletter.models import Lane
from newsroom.core.private import fingerprint

AHEAD = 0.5  # seconds of mails that a worker reserves at once, and loses where it is held up
HORIZON = timedelta(seconds=10)  # a line whose moment is later is put off, not held
EVERYBODY = "*"


class Pace:
    def __init__(self):
        limits = [settings.MAIL_PER_SECOND, settings.MAIL_PER_HOUR / 3600]
        self.rate = min((limit for limit in limits if limit), default=0)
        self.domains: dict[str, float] = settings.MAIL_PER_DOMAIN

    def batch(self, most: int) -> int:
        """How many lines to claim at once."""
        return min(most, max(1, round(self.rate * AHEAD))) if self.rate else most

    def plan(self, lines: list[Line]) -> tuple[list, list, list]:
        """The moment of each line, by the clock of this process.

        First those that may leave, then those that wait for their domain alone, then those whose
        moment is so far that they are put off.
        """
        planned, later = self._by_domain(lines) if self.domains else ([(0, x) for x in lines], [])
        now = time.monotonic()
        slow = [pair for pair in planned if pair[0] > now]
        return self.by_rate([pair for pair in planned if pair[0] <= now]), slow, later

    def by_rate(self, planned: list) -> list:
        """The same, in the lane of all: nothing earlier than it was planned."""
        if not self.rate or not planned:
            return planned
        start = reserve({"": (len(planned), self.rate)})[""]
        first = time.monotonic() + (start - timezone.now()).total_seconds()
        return [
            (max(moment, first + number / self.rate), line)
            for number, (moment, line) in enumerate(planned)
        ]

    def _by_domain(self, lines: list[Line]) -> tuple[list, list]:
        """Each domain has a lane of its own; a slot that was reserved before still holds."""
        lanes: dict[str, list[Line]] = {}
        for line in lines:
            lanes.setdefault("" if line.has_slot else self._lane(line), []).append(line)
        planned, later = [(0, line) for line in lanes.pop("", [])], []
        limits = {lane: self._limit(held[0]) for lane, held in lanes.items()}
        starts = reserve({lane: (len(held), limits[lane]) for lane, held in lanes.items()})
        now, clock = timezone.now(), time.monotonic()
        for lane, held in lanes.items():
            for number, line in enumerate(held):
                when = starts[lane] + timedelta(seconds=number / limits[lane])
                if when - now > HORIZON:
                    later.append((line, when))
                else:
                    planned.append((clock + (when - now).total_seconds(), line))
        return planned, later

    def _lane(self, line: Line) -> str:
        """Empty for a domain without a limit."""
        return fingerprint(f"domain:{domain_of(line)}") if self._limit(line) else ""

    def _limit(self, line: Line) -> float:
        return self.domains.get(domain_of(line), self.domains.get(EVERYBODY, 0))


def domain_of(line: Line) -> str:
    return line.reader.email.rpartition("@")[2]


@transaction.atomic
def reserve(wanted: dict[str, tuple[int, float]]) -> dict[str, datetime]:
    """Moments for so many mails at such a rate, in each lane: from when on they may leave."""
    now = timezone.now()
    _open_lanes(wanted, now)
    lanes = Lane.objects.select_for_update().filter(name__in=wanted).order_by("name")
    starts = {}
    for lane in lanes:
        number, rate = wanted[lane.name]
        starts[lane.name] = start = max(lane.free_at, now)
        lane.free_at = start + timedelta(seconds=number / rate)
    Lane.objects.bulk_update(lanes, ["free_at"], batch_size=200)
    return starts


def _open_lanes(names: Iterable[str], now: datetime) -> None:
    new = [Lane(name=name, free_at=now) for name in names]
    Lane.objects.bulk_create(new, ignore_conflicts=True, batch_size=200)
