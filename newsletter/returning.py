"""What comes back reaches the line of the ledger and its reader: bounces and complaints."""

import hmac
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from newsletter import reports
from newsletter.models import Delivery, Digest, Return, Subscriber, Suppression
from newsletter.printing import message_hash
from newsroom.core import asked
from newsroom.core.private import fingerprint

SOFT, SOFT_DAYS = 3, 60  # so many within so many days, and we write no more
FULL, FULL_DAYS = 6, 180  # a full mailbox may be emptied again
Kind = Return.Kind
TOUCHED = (Delivery.Status.SENT, Delivery.Status.IN_DOUBT)


def token_of(line: int) -> str:
    """Names a line of the ledger in the address to which its mail is returned; can't be guessed."""
    return f"{line}-{fingerprint(f'return:{line}')[:16]}"


def line_of(token: str) -> Delivery | None:
    number = asked.key(token.partition("-")[0])
    if number is None or not hmac.compare_digest(token_of(number).encode(), token.encode()):
        return None
    return Delivery.objects.filter(pk=number).first()


def return_address(sender: str, line: int) -> str:
    """Where the mail of this line comes back to: by setting, an address of its own (VERP)."""
    if not settings.BOUNCE_ADDRESS:
        return sender
    local, _, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{local}+{token_of(line)}@{domain}"


def take_report(data: bytes) -> str:
    """What it was: a kind of return, `unknown` where it names no mail of ours, or `other`."""
    report = reports.read(data)
    if report is None:
        return "other"
    line = _line_in(report)
    if line is None:
        return "unknown"
    take_back(line, report.kind, report.answer)
    return report.kind


def _line_in(report: reports.Report) -> Delivery | None:
    for token in report.tokens:
        if line := line_of(token):
            return line
    for address in report.addresses:
        for reader in Subscriber.objects.with_address(address):
            for number, proof in report.messages:
                if hmac.compare_digest(message_hash(number, reader.public_id.hex), proof):
                    return reader.deliveries.filter(digest__number=number).first()
    return None


@transaction.atomic
def take_back(line: Delivery, kind: str, answer: str) -> bool:
    """Once for each line and kind. False where it was known already."""
    _return, new = Return.objects.get_or_create(
        delivery=line, kind=kind, defaults={"subscriber": line.subscriber, "answer": answer[:300]}
    )
    if not new:
        return False
    if kind != Kind.COMPLAINT:
        _mark(line, answer)
    if line.subscriber:
        _tell(line.subscriber, kind)
    return True


def _mark(line: Delivery, answer: str) -> None:
    """The line, and the sums that are kept of its issue."""
    digest = Digest.objects.select_for_update().for_list().get(pk=line.digest_id)
    before = Delivery.objects.filter(pk=line.pk, status__in=TOUCHED)
    changed = {"status": Delivery.Status.RETURNED, "error": answer[:300]}
    if before.update(**changed, updated_at=timezone.now()):
        sums = Counter(digest.tally)
        sums[line.status] -= 1
        sums[Delivery.Status.RETURNED.value] += 1
        digest.tally = {status: number for status, number in sums.items() if number > 0}
        digest.save(update_fields=["tally"])


def _tell(reader: Subscriber, kind: str) -> None:
    """A mailbox that is gone, at once; one that was busy too often; one full for half a year."""
    causes = Suppression.Cause
    if kind == Kind.HARD:
        reader.suppress(by=None, reason=gettext_noop("no such mailbox"), cause=causes.BOUNCE)
    elif kind == Kind.COMPLAINT:
        reader.suppress(by=None, reason=gettext_noop("complaint"), cause=causes.COMPLAINT)
    elif kind == Kind.SOFT and _often(reader, kind, SOFT, SOFT_DAYS):
        reason = gettext_noop("returned again and again")
        reader.suppress(by=None, reason=reason, cause=causes.BOUNCE)
    elif kind == Kind.FULL and _often(reader, kind, FULL, FULL_DAYS):
        reader.leave(reason=gettext_noop("mailbox full for months"))


def _often(reader: Subscriber, kind: str, times: int, days: int) -> bool:
    return reader.returns.filter(kind=kind).recent(days).count() >= times


# Providers tell it by webhook: newsroom/apps.py connects this with django-anymail's signal.

EVENTS = {"bounced": None, "rejected": None, "complained": Kind.COMPLAINT}


def take_event(sender, event, **kwargs) -> None:
    """What a provider says of one mail; its view has checked the signature."""
    if event.event_type not in EVENTS:
        return
    tokens = [str((event.metadata or {}).get("line", "")), *map(str, event.tags or ())]
    line = next(filter(None, map(line_of, tokens)), None)
    if line is None:
        return
    answer = event.mta_response or event.description or event.reject_reason or event.event_type
    kind = EVENTS[event.event_type] or reports.kind_of("", str(answer))
    if event.event_type == "bounced" and event.reject_reason == "invalid":
        kind = Kind.HARD
    take_back(line, kind, str(answer))
