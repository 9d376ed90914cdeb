"""One worker's share of an issue: claims lines, keeps connections busy, writes what became of them.

A turn of the loop hears what the server said on all connections, writes it down together with
which mails may leave now, in one transaction, and lets them leave.
"""

import time
from collections import deque
from datetime import timedelta
from heapq import heappop, heappush

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from newsletter import ledger
from newsletter.couriers import MailServerTrouble, News
from newsletter.ledger import SENT, Line, Outcome
from newsletter.models import Delivery, Shift
from newsletter.pacing import Pace, domain_of
from newsletter.returning import return_address, take_up_refused
from newsletter.verdicts import Return, kind_of
from newsroom.core.verdicts import without_addresses

STATUS = Delivery.Status
BATCH = 500
RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 480, 720, 1440)]
LATE = 0.25  # seconds that are made up for
SIGN_OF_LIFE = 1.0  # seconds between two
LINGER = 20  # seconds that a worker waits for a line that is due so soon
MOST_SLOW = 2000  # lines held that wait for their domains
LOSSES = 2  # connections that may break over a line that was only announced
LOSSES_IN_A_ROW = 10  # … and over any lines, before the server is called troubled
WINDOW, ENOUGH = 200, 20  # the last so many outcomes; so many errors say something
DOMAINS = 3  # at so many, the same refusal is no whim of theirs
ERROR = "error"


class Work:
    def __init__(self, shift: Shift, press, post):
        self.shift, self.press, self.post = shift, press, post
        self.pace = Pace()
        self.queue: deque[tuple[float, Line]] = deque()  # with the moment of each
        self.slow: list[tuple[float, int, Line]] = []  # a heap: each waits for its domain alone
        self.held: dict[int, Line] = {}
        self.sent, self.losses, self.trouble = 0, 0, ""
        self.outcomes: deque[str] = deque(maxlen=WINDOW)  # what went wrong, if anything
        self.meter = Meter(shift)
        self.dry_until = 0.0
        self.over = False

    def go_on(self, until: float) -> None:
        """Until nothing is due, the time is over, the issue is stopped or the server in trouble."""
        while not self.over or not self.post.is_idle:
            self.over = self.over or time.monotonic() > until or self.press.editions() is None
            if not self.over:
                self._feed(until)
            self.post.write()
            self._turn(self.post.wait(self._patience()))
            if not self.meter.note(self.sent):
                self.over = True  # taken for dead: others have its lines now
        self._put_back()

    # What leaves

    def _feed(self, until: float) -> None:
        """Give each free connection a line whose moment has come."""
        editions, free = self.press.editions(), self.post.room()
        try:
            while line := self._next():
                room = next(free, None)
                if room is None:
                    return
                self.queue.popleft()
                self._announce(room, line, editions.of(line.reader))
        except MailServerTrouble as trouble:
            self._give_up(str(trouble))
            return
        if not self.queue and not self.slow and self.post.is_idle:
            self.over = not self._soon(until)

    def _announce(self, room, line: Line, edition) -> None:
        if edition is None:
            nothing = gettext_noop("nothing of it in their sections")
            self._settle([(line, Outcome(STATUS.DROPPED, nothing))])
            return
        try:
            self.post.announce(room, line, return_address(edition.address, line.pk))
        except ValueError as fault:
            self._settle([(line, Outcome(STATUS.FAILED, _("Unusable address: %s") % fault))])

    def _next(self) -> Line | None:
        """The first in the queue, if its moment has come; claims more where it is empty."""
        self._wake()
        has_room = not self.queue and len(self.slow) < MOST_SLOW
        if has_room and time.monotonic() >= self.dry_until:
            self._claim()
        self._make_no_burst()
        if self.queue and self.queue[0][0] <= time.monotonic():
            return self.queue[0][1]
        return None

    def _wake(self) -> None:
        """Those whose domain may have one now join the others."""
        ripe = []
        while self.slow and self.slow[0][0] <= time.monotonic():
            ripe.append((0, heappop(self.slow)[-1]))
        self.queue.extend(self.pace.by_rate(ripe))

    def _put_back(self) -> None:
        """Whoever takes up what waits for its domain, keeps its moment."""
        now, clock = timezone.now(), time.monotonic()
        waiting = [
            (line, now + timedelta(seconds=moment - clock)) for moment, _n, line in self.slow
        ]
        self._settle([(line, Outcome(STATUS.DEFERRED, "", when)) for line, when in waiting])
        self.slow = []

    def _make_no_burst(self) -> None:
        """Who was held up doesn't make up for it, nor takes the moments of others: it asks anew."""
        first = self.queue[0][0] if self.queue else 0
        late = time.monotonic() - first if first else 0
        if late > LATE:
            waiting = [(moment and moment + late, line) for moment, line in self.queue]
            self.queue = deque(self.pace.by_rate(waiting))

    def _claim(self) -> None:
        lines = ledger.claim(self.shift, self.pace.batch(BATCH))
        if not lines:
            self.dry_until = time.monotonic() + SIGN_OF_LIFE
        self.held |= {line.pk: line for line in lines}
        gone = [line for line in lines if line.reader is None]
        self._settle([(line, Outcome(STATUS.DROPPED, gettext_noop("left"))) for line in gone])
        planned, slow, later = self.pace.plan([line for line in lines if line.pk in self.held])
        self._settle([(line, Outcome(STATUS.DEFERRED, "", when)) for line, when in later])
        for moment, line in slow:
            heappush(self.slow, (moment, line.pk, line))
        self.queue.extend(planned)

    def _soon(self, until: float) -> bool:
        """Something is due so soon that it is worth waiting for."""
        due = ledger.next_due(self.shift)
        if due is None:
            return False
        seconds = (due - timezone.now()).total_seconds()
        self.dry_until = time.monotonic() + max(0, seconds)
        return seconds < min(LINGER, until - time.monotonic())

    def _patience(self) -> float:
        """How long to listen: not beyond the moment of the next line."""
        if self.over or not self.post.is_idle:
            return self._until_next(SIGN_OF_LIFE)
        return self._until_next(min(SIGN_OF_LIFE, max(0, self.dry_until - time.monotonic())))

    def _until_next(self, most: float) -> float:
        firsts = [waiting[0][0] for waiting in (self.queue, self.slow) if waiting]
        if not firsts or self.over:
            return most
        wait = min(firsts) - time.monotonic()
        return min(most, wait) if wait > 0 else most

    # What is heard

    def _turn(self, news: News) -> None:
        editions = self.press.editions()
        settled = [*self._told(news)]
        settled += [(line, self._doubt(reason)) for line, reason in news.silent]
        begun = ledger.turn(self.shift, settled, news.ready if editions else [])
        self._forget(settled)
        leaving = [line for line in news.ready if line.pk in begun]
        self.post.hand_over(leaving, editions)
        if refused := [line for line in news.ready if line.pk not in begun]:
            self.post.take_back(refused)
            self.press.look_again()  # it may be stopped
        for line, reason in news.lost:
            self._lost(line, reason)
        self._pause_at_errors(settled)

    def _told(self, news: News):
        """Answers about readers; one about our own sender holds up everything."""
        for line, command, code, words in news.answered:
            self.losses = 0
            if command != "MAIL":
                yield line, self._outcome(line, code, words)
                continue
            self._give_up(sentence(code, words))
            if line.begun:  # a provider hears all of it at once, and has taken nothing
                yield line, later(line, sentence(code, words))

    def _outcome(self, line: Line, code: int, words: bytes) -> Outcome:
        """4xx: another time. 5xx: never."""
        if code < 400:
            return SENT
        if code < 500:
            return later(line, sentence(code, words))
        return Outcome(STATUS.FAILED, sentence(code, words))

    def _doubt(self, reason: str) -> Outcome:
        return Outcome(STATUS.IN_DOUBT, _("No answer: %s") % reason)

    def _lost(self, line: Line, reason: str) -> None:
        """Its text had not left, so nothing is in doubt: at once again, then another time."""
        self.losses += 1
        line.losses += 1
        if self.losses >= LOSSES_IN_A_ROW:
            self._give_up(reason)
        if line.losses < LOSSES:
            self.queue.appendleft((0, line))
        else:
            self._settle([(line, later(line, reason))])

    def _settle(self, settled: list[tuple[Line, Outcome]]) -> None:
        ledger.settle(self.shift, settled)
        self._forget(settled)

    def _forget(self, settled) -> None:
        for line, outcome in settled:
            self.held.pop(line.pk, None)
            self.sent += outcome is SENT

    def _give_up(self, trouble: str) -> None:
        self.trouble = self.trouble or trouble
        self.over = True

    def _pause_at_errors(self, settled) -> None:
        """Stop the issue where too many of the last mails failed: an editor should look first."""
        self.outcomes.extend(what_went_wrong(*pair) for pair in settled)
        errors = [*filter(None, self.outcomes)] if settled else []
        of_us = {error for error in errors if error != ERROR}
        some = len(errors) >= ENOUGH or len(of_us) >= DOMAINS
        if not some or len(errors) * 100 < settings.MAIL_PAUSE_PERCENT * len(self.outcomes):
            return
        last = next((o.error for _l, o in settled if o.error), "")
        share = {"errors": len(errors), "number": len(self.outcomes), "last": last}
        reason = _("%(errors)d of the last %(number)d mails failed: %(last)s")
        self.shift.digest.pause(reason % share)
        take_up_refused(self.shift.digest)
        self.over = True


class Meter:
    """Tells others each second that the worker lives and how fast it is; counts the lines."""

    def __init__(self, shift: Shift):
        self.shift = shift
        self.at, self.sent = time.monotonic(), 0
        self.count_at = self.at + SIGN_OF_LIFE

    def note(self, sent: int) -> bool:
        now = time.monotonic()
        if now - self.at < SIGN_OF_LIFE:
            return True
        rate = (sent - self.sent) / (now - self.at)
        self.at, self.sent = now, sent
        if now > self.count_at:
            self._count(now)
        return self.shift.go_on(sent=sent, rate=rate)

    def _count(self, now: float) -> None:
        """Seldom enough that counting a million lines costs a twentieth of the time."""
        self.shift.digest.count_lines()
        self.count_at = now + max(2, 20 * (time.monotonic() - now))


def what_went_wrong(line: Line, outcome: Outcome) -> str:
    """Nothing; an error; or, where they don't want it from us, the domain that says so."""
    if outcome.status == STATUS.FAILED and line.reader:
        is_ours = kind_of("", outcome.error) == Return.Kind.OURS
        return domain_of(line) if is_ours else ERROR
    return ERROR if outcome.status == STATUS.IN_DOUBT else ""


def later(line: Line, answer: str) -> Outcome:
    """Another time; never, once it was tried so often."""
    tries = line.attempts + (not line.begun)
    if tries > len(RETRY_AFTER):
        return Outcome(STATUS.FAILED, _("Given up: %s") % answer)
    return Outcome(STATUS.DEFERRED, answer, timezone.now() + RETRY_AFTER[tries - 1])


def sentence(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {without_addresses(text)}"
