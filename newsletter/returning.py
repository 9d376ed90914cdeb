"""What comes back reaches the line of the ledger and its reader: bounces and complaints."""

import hmac
import re
from collections import Counter
from contextlib import suppress

from django.conf import settings
from django.core.signing import BadSignature
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from newsletter import reports
from newsletter.models import Delivery, Digest, Return, Subscriber, Suppression
from newsletter.printing import message_name
from newsletter.tokens import who_leaves
from newsletter.verdicts import DELAYED, kind_of
from newsroom.core import asked
from newsroom.core.private import fingerprint
from newsroom.core.verdicts import without_addresses

SOFT, SOFT_DAYS = 3, 60  # so many within so many days, and we write no more
FULL, FULL_DAYS = 6, 180  # a full mailbox may be emptied again
Kind = Return.Kind
STATUS = Delivery.Status
TOUCHED = (STATUS.SENT, STATUS.IN_DOUBT)
LEFT = (*TOUCHED, STATUS.RETURNED)
FEW, MANY = 3, 20  # returns about us that stop an issue; of any kind, that are no chance
AT_ONCE = 500
ANSWER = re.compile(r"\b[45]\d\d\b")


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
    if report.kind == DELAYED:
        return DELAYED
    line = _line_in(report)
    if line is None:
        return "unknown"
    take_back(line, report.kind, report.answer)
    return report.kind


def _line_in(report: reports.Report) -> Delivery | None:
    """By what it came back to, by the mail's own name, or by the token that only its reader has."""
    for token in report.tokens:
        if line := line_of(token):
            return line
    for number, name in report.messages:
        for reader in Subscriber.objects.of_message(name):
            if hmac.compare_digest(message_name(number, reader.public_id.hex), name):
                return reader.deliveries.filter(digest__number=number).first()
    for token in report.leaving:
        with suppress(BadSignature):
            lines = Delivery.objects.filter(subscriber__public_id=who_leaves(token))
            return lines.filter(status__in=TOUCHED).order_by("-digest__number").first()
    return None


@transaction.atomic
def take_back(line: Delivery, kind: str, answer: str) -> bool:
    """Once for each line and kind. False where it was known already."""
    _return, new = Return.objects.get_or_create(
        delivery=line,
        kind=kind,
        defaults={"subscriber": line.subscriber, "answer": without_addresses(answer)[:300]},
    )
    if not new:
        return False
    if kind != Kind.COMPLAINT:
        _mark(line, without_addresses(answer))
    if kind == Kind.OURS:
        _pause(line.digest_id)
    elif line.subscriber:
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


def _pause(digest_id: int) -> None:
    """What speaks of the paper counts on its issue: too much of it, and an editor should look."""
    digest = Digest.objects.for_list().get(pk=digest_id)
    resumed = digest.changes.filter(status=Digest.Status.SENDING).order_by("at").last()
    ours = Return.objects.filter(delivery__digest=digest, kind=Kind.OURS)
    ours = ours.filter(at__gt=resumed.at) if resumed else ours
    number, left = ours.count(), sum(digest.tally.get(status, 0) for status in LEFT)
    if number < FEW or number * 100 < settings.MAIL_PAUSE_PERCENT * left:
        return
    reason = gettext("%(number)d mails came back because of the paper itself: %(last)s")
    reason %= {"number": number, "last": ours.first().answer}
    digest.note_trouble(reason)
    digest.pause(reason)


def judge_refused(digest: Digest) -> None:
    """What the mail server refused for ever, is judged as what comes back later. Safe to repeat."""
    refused = digest.deliveries.refused().filter(returns=None).select_related("subscriber")
    for line in refused.exclude(subscriber=None).iterator(chunk_size=500):
        if found := ANSWER.search(line.error):
            answer = line.error[found.start() :]
            kind = kind_of("", answer)
            if kind != Kind.OURS:
                take_back(line, kind, answer)


def take_up_refused(digest: Digest) -> None:
    """Let those wait again who were refused because of the paper: an editor mends that first."""
    refused = digest.deliveries.refused().values_list("pk", "error")
    ours = [pk for pk, error in refused.iterator() if kind_of("", error) == Kind.OURS]
    for start in range(0, len(ours), AT_ONCE):
        digest.deliveries.filter(pk__in=ours[start : start + AT_ONCE]).send_again()


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
    """Only where others got theirs: an issue that came back in masses speaks of us."""
    returns = reader.returns.filter(kind=kind).recent(days).select_related("delivery__digest")
    returns = returns.defer(*(f"delivery__digest__{name}" for name in ("html", "text", "sheet")))
    return sum(not _in_masses(found.delivery.digest) for found in returns) >= times


def _in_masses(digest: Digest) -> bool:
    failed = sum(digest.tally.get(s, 0) for s in (STATUS.RETURNED, STATUS.FAILED))
    share = settings.MAIL_PAUSE_PERCENT * sum(digest.tally.values())
    return failed >= MANY and failed * 100 >= share


# Providers tell it by webhook: newsroom/apps.py connects this with django-anymail's signal.

EVENTS = {"bounced": None, "rejected": None, "complained": Kind.COMPLAINT}
OF_US = {"blocked", "spam"}  # as the providers' reasons are called by django-anymail


def take_event(sender, event, **kwargs) -> None:
    """What a provider says of one mail; its view has checked the signature."""
    if event.event_type not in EVENTS:
        return
    tokens = [str((event.metadata or {}).get("line", "")), *map(str, event.tags or ())]
    line = next(filter(None, map(line_of, tokens)), None)
    if line is None:
        return
    answer = event.mta_response or event.description or event.reject_reason or event.event_type
    take_back(line, EVENTS[event.event_type] or _kind_of(event, str(answer)), str(answer))


def _kind_of(event, answer: str) -> str:
    """By the words of the mailbox's server; where these say little, by the provider's reason."""
    kind = kind_of("", answer)
    if kind != Kind.SOFT:
        return kind
    if event.event_type == "bounced" and event.reject_reason in OF_US:
        return Kind.OURS
    return Kind.HARD if event.reject_reason == "invalid" else kind
