"""How long the letter keeps what, and the jobs that end it. `newsroom/periods.py` declares them.

Of who has left, the address goes first; the proof of what they once agreed to is kept as long as
somebody may ask for it, under the keyed hash alone; and the hash longer, so that no list brings
them back.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from newsletter.models import (
    Consent,
    Delivery,
    Digest,
    Lane,
    Shift,
    Subscriber,
    SubscriberChange,
    Suppression,
)

ADDRESS_DAYS = 30  # the way back by the last letter is open for a week
PROOF_DAYS = 5 * 365  # as long as a claim may be made
HASH_DAYS = 10 * 365
DELIVERY_DAYS = 400  # a year to compare with, and what comes back late
BATCH = 2000
STATUS = Subscriber.Status


def _before(days: int, now) -> datetime:
    return (now or timezone.now()) - timedelta(days=days)


def _ended(before):
    """Who left or was suppressed by then, and hasn't signed up anew."""
    held = Suppression.objects.filter(fingerprint=OuterRef("email_fingerprint"), at__lte=before)
    left = Q(status=STATUS.LEFT, left_at__lte=before)
    suppressed = Q(status=STATUS.SUPPRESSED) & Exists(held)
    again = Consent.objects.open().filter(subscriber=OuterRef("pk"))
    return Subscriber.objects.filter(left | suppressed).exclude(Exists(again))


def forget_left_addresses(now=None, *, dry_run: bool = False) -> int:
    """The address and the wishes of who has left; the row goes on under its hash."""
    ended = _ended(_before(ADDRESS_DAYS, now)).exclude(email="")
    if dry_run:
        return ended.count()
    wishes = {"language": "", "sections": "", "paused_until": None}
    return ended.update(email="", new_email="", new_email_at=None, **wishes)


@transaction.atomic
def forget_proofs(now=None, *, dry_run: bool = False) -> int:
    """Proofs of who left long ago, with all that is left of them but the hash."""
    ended = _ended(_before(PROOF_DAYS, now))
    number = ended.count()
    if not dry_run:
        left = ended.filter(status=STATUS.LEFT).values_list("email_fingerprint", "left_at")
        cause = Suppression.Cause.LEFT
        Suppression.objects.bulk_create(
            [Suppression(fingerprint=hashed, at=at, cause=cause) for hashed, at in left],
            ignore_conflicts=True,
        )
        ended.delete()
    return number


def forget_changes(now=None, *, dry_run: bool = False) -> int:
    """Old pauses, moves and returns; of who is subscribed, the proof says when that began."""
    old = SubscriberChange.objects.filter(at__lte=_before(PROOF_DAYS, now))
    return old.count() if dry_run else old.delete()[0]


def forget_suppressions(now=None, *, dry_run: bool = False) -> int:
    """Hashes of addresses that were never to be written to, after their time."""
    old = Suppression.objects.filter(at__lte=_before(HASH_DAYS, now))
    old = old.exclude(fingerprint__in=Subscriber.objects.values("email_fingerprint"))
    return old.count() if dry_run else old.delete()[0]


def forget_deliveries(now=None, *, dry_run: bool = False) -> int:
    """Who got which issue, and what came back; the sums stay with the issue."""
    before = _before(DELIVERY_DAYS, now)
    old = Digest.objects.filter(status=Digest.Status.SENT, sent_at__lte=before)
    lines = Delivery.objects.filter(digest__in=old)
    if dry_run:
        return lines.count()
    number = sum(_forget_lines(digest) for digest in old if digest.deliveries.exists())
    Shift.objects.filter(digest__in=old, ended_at__isnull=False).delete()
    Lane.objects.filter(free_at__lte=_before(1, now)).delete()
    return number


def _forget_lines(digest: Digest) -> int:
    """In batches, so that nothing else waits; the sums are counted before the first one."""
    if digest.deliveries.count() >= sum(digest.tally.values()):  # nothing of it is gone yet
        digest.count_lines()
    number = 0
    while keys := list(digest.deliveries.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        Delivery.objects.filter(pk__in=keys).delete()
        number += len(keys)
    return number
