"""What appeared when: years, months and days of the paper's own time zone."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.models import Article


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
    """Each month in which something appeared, and how much; the newest first."""
    month = TruncMonth("published_at")
    counted = Article.objects.published().annotate(date=month).values("date")
    return list(counted.annotate(count=Count("pk")).order_by("-date"))
