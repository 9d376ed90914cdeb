"""The regular dates of the letter: which are still free, and which comes next."""

from datetime import datetime, timedelta

from django.utils import timezone

from newsletter.models import Digest, Newsletter

WEEK = timedelta(days=6, hours=12)  # two regular dates lie further apart, whatever the clocks do


def of_the_week(slot: datetime):
    """The issues that take this date, also where the day was changed since they were composed."""
    return Digest.objects.filter(slot__gte=slot, slot__lt=slot + WEEK)


def free_slot(newsletter: Newsletter, now: datetime | None = None) -> datetime:
    """The next regular date that no issue has: prepared, sent early or skipped."""
    slot = newsletter.slot_after(now or timezone.now())
    while of_the_week(slot).exists():
        slot = newsletter.slot_after(slot)
    return slot


def next_date(newsletter: Newsletter, now: datetime | None = None) -> datetime:
    """When the next regular letter goes out: the issue that is prepared, or the next free date."""
    now = now or timezone.now()
    prepared = Digest.objects.regular().filter(status__in=Digest.PREPARED, scheduled_for__gt=now)
    dates = [free_slot(newsletter, now), *prepared.values_list("scheduled_for", flat=True)]
    return min(dates)


def prepared_issue() -> Digest | None:
    """The regular issue that is being composed: there is only one at a time."""
    return Digest.objects.for_list().regular().waiting().order_by("slot").first()


def missed(now: datetime | None = None) -> datetime | None:
    """The last regular date, where it came and went and nobody composed an issue for it."""
    newsletter = Newsletter.objects.first()
    slot = newsletter and newsletter.slot_before(now or timezone.now())
    if not slot or slot < newsletter.since:
        return None
    around = Digest.objects.filter(slot__gt=slot - WEEK, slot__lt=slot + WEEK)
    return None if around.exists() else slot
