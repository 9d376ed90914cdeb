"""What appeared when: years, months and days of the paper's own time zone."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count, Value
from django.utils import timezone

from articles.models import Article

MONTHS_AT_ONCE = 240  # SQLite joins 500 queries at most


def period(year, month=None, day=None) -> tuple[date, date]:
    """Its first day, and the first day after it. Raises ValueError where there is no such day."""
    first = date(year, month or 1, day or 1)
    if day:
        return first, first + timedelta(days=1)
    if month:
        return first, (first + timedelta(days=31)).replace(day=1)
    return first, date(year + 1, 1, 1)


def published_in(first: date, end: date):
    """What appeared from midnight to midnight, however many hours these days have."""
    return Article.objects.published().filter(
        published_at__gte=_midnight(first), published_at__lt=_midnight(end)
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def months() -> list[dict]:
    """Each month in which something appeared, and how much; the newest first.

    Counted month by month along the index: truncating every date, as SQLite does it by a call into
    Python, took 300 ms at 90,000 articles.
    """
    dates = Article.objects.published().values_list("published_at", flat=True)
    oldest, newest = dates.order_by("published_at").first(), dates.order_by("-published_at").first()
    firsts = list(_firsts(oldest, newest)) if oldest else []
    counts = {}
    for start in range(0, len(firsts), MONTHS_AT_ONCE):
        some = firsts[start : start + MONTHS_AT_ONCE]
        one, *others = map(_count, some)
        counts |= dict(one.union(*others, all=True).order_by())
    known = [first for first in reversed(firsts) if _number(first) in counts]
    return [{"date": first, "count": counts[_number(first)]} for first in known]


def _firsts(oldest: datetime, newest: datetime):
    first = timezone.localdate(oldest).replace(day=1)
    while first <= timezone.localdate(newest):
        yield first
        first = period(first.year, first.month)[1]


def _count(first: date):
    """One row, or none where nothing appeared."""
    articles = published_in(*period(first.year, first.month)).order_by()
    counted = articles.values("status").annotate(count=Count("pk"))
    return counted.annotate(month=Value(_number(first))).values_list("month", "count")


def _number(first: date) -> int:
    return first.year * 100 + first.month
