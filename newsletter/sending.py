"""From an approved issue to the mailboxes, by a ledger: one line per reader, claimed by one UPDATE.

Safe to stop, to kill, to repeat and to run several times at once. A line whose mail was under way
when its worker died or its connection broke is in doubt: only an editor sends it again.
"""

import time
from collections.abc import Iterator
from datetime import timedelta
from smtplib import (
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.composing import drop_withdrawn
from newsletter.couriers import Courier, MailServerTrouble
from newsletter.models import Delivery, Digest, Subscriber
from newsletter.printing import Edition

BATCH = 100
AUDIENCE_BATCH = 1000
RETRY_AFTER = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 480, 720, 1440)]
LOOK_AGAIN = 1.0  # seconds after which a stop or a withdrawal is noticed
CLOSING = 421


def send_digest(digest: Digest, *, seconds: float | None = None) -> int:
    """Send what is due, for so many seconds at most. Returns how many mails were handed over."""
    digest.begin()
    if digest.status != Digest.Status.SENDING:
        return 0
    freeze_audience(digest)
    digest.deliveries.stuck().doubt()
    sent = _send_due(digest, until=time.monotonic() + seconds if seconds else float("inf"))
    digest.finish()
    return sent


def freeze_audience(digest: Digest) -> None:
    """A line for everyone who was subscribed when the sending began. Safe to repeat."""
    if digest.audience is not None:
        return
    readers = Subscriber.objects.active().filter(confirmed_at__lte=digest.started_at)
    last = 0
    while keys := _next_keys(readers, last):
        lines = [Delivery(digest=digest, subscriber_id=key) for key in keys]
        Delivery.objects.bulk_create(lines, ignore_conflicts=True)
        last = keys[-1]
    digest.count_audience()


def _next_keys(readers, last: int) -> list[int]:
    keys = readers.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)
    return list(keys[:AUDIENCE_BATCH])


def _send_due(digest: Digest, *, until: float) -> int:
    sent, press = 0, Press(digest)
    try:
        with Courier() as courier:
            for delivery in _due(digest):
                edition = press.edition()
                if edition is None or time.monotonic() > until:
                    break
                sent += deliver(delivery, edition, courier)
        digest.note_trouble("")
    except MailServerTrouble as trouble:
        digest.note_trouble(str(trouble))
    return sent


def _due(digest: Digest) -> Iterator[Delivery]:
    """First those who wait, then those whose next try has come, as long as there are any."""
    lines = digest.deliveries.select_related("subscriber").order_by("pk")
    while batch := list(lines.pending()[:BATCH]) or list(lines.due()[:BATCH]):
        yield from batch


class Press:
    """The edition of an issue, as it may be sent at this moment."""

    def __init__(self, digest: Digest):
        self.digest = digest
        self.printed: Edition | None = None
        self.looked_at = float("-inf")

    def edition(self) -> Edition | None:
        """None once the issue was stopped; without an article that was withdrawn meanwhile."""
        if time.monotonic() - self.looked_at > LOOK_AGAIN:
            self._look()
            self.looked_at = time.monotonic()
        return self.printed

    def _look(self):
        drop_withdrawn(self.digest)
        self.digest.refresh_from_db(fields=["status", "subject", "html", "text"])
        if self.digest.status != Digest.Status.SENDING:
            self.printed = None
        elif self.printed is None or self.printed.content.html != self.digest.html:
            self.printed = Edition.of(self.digest)


def deliver(delivery: Delivery, edition: Edition, courier: Courier) -> bool:
    """Send one line, if no other worker has it, and write what became of it."""
    courier.be_ready()
    if not delivery.claim():
        return False
    reader = delivery.subscriber
    if reader is None or not reader.is_active:
        delivery.settle(Delivery.Status.DROPPED, error="left")
        return False
    return _hand_over(delivery, reader, edition, courier)


def _hand_over(delivery, reader: Subscriber, edition: Edition, courier: Courier) -> bool:
    try:
        courier.hand_over(edition.letter_for(reader))
    except SMTPRecipientsRefused as refusal:
        code, answer = next(iter(refusal.recipients.values()))
        _refused(delivery, code, answer, courier)
    except SMTPSenderRefused as refusal:
        # This is about us, not about the reader: everybody else would be refused alike.
        answer = _sentence(refusal.smtp_code, refusal.smtp_error)
        _try_later(delivery, answer)
        raise MailServerTrouble(answer) from refusal
    except SMTPResponseException as refusal:
        _refused(delivery, refusal.smtp_code, refusal.smtp_error, courier)
    except (SMTPServerDisconnected, OSError) as loss:
        _lost(delivery, loss, courier)
    except ValueError as fault:
        delivery.settle(Delivery.Status.FAILED, error=_("Unusable address: %s") % fault)
    else:
        delivery.settle(Delivery.Status.SENT)
        return True
    return False


def _refused(delivery, code: int, answer: bytes, courier: Courier) -> None:
    """4xx: another time. 5xx: never."""
    if code == CLOSING:
        courier.hang_up()
    if 400 <= code < 500:
        _try_later(delivery, _sentence(code, answer))
    else:
        delivery.settle(Delivery.Status.FAILED, error=_sentence(code, answer))


def _lost(delivery, loss: OSError, courier: Courier) -> None:
    """The connection broke: before the letter had left, another time; after that, in doubt."""
    courier.hang_up()
    if courier.letter_has_left:
        delivery.settle(Delivery.Status.IN_DOUBT, error=_("No answer: %s") % loss)
    else:
        _try_later(delivery, str(loss))


def _try_later(delivery: Delivery, answer: str) -> None:
    if delivery.attempts > len(RETRY_AFTER):
        delivery.settle(Delivery.Status.FAILED, error=_("Given up: %s") % answer)
        return
    due_at = timezone.now() + RETRY_AFTER[delivery.attempts - 1]
    delivery.settle(Delivery.Status.DEFERRED, error=answer, due_at=due_at)


def _sentence(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {' '.join(text.split())}"
