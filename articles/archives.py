"""What appeared when: years, months and days of the paper's own time zone."""

from datetime import date, datetime, time, timedelta

from django.db import connection
from django.utils import timezone

from articles.models import Article
from articles.models.workflow import VISIBLE

# By hand, since the ORM took a second to make it of as many queries as there are months.
COUNTS = f"""
    WITH months (place, first, following) AS (VALUES {{months}})
    SELECT place, (
        SELECT COUNT(*) FROM articles_article
        WHERE published_at >= first AND published_at < following AND {VISIBLE}
    ) FROM months
"""  # noqa: S608 (values are bound)


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
    counts = _counts(firsts)
    known = [place for place in reversed(range(len(firsts))) if counts[place]]
    return [{"date": firsts[place], "count": counts[place]} for place in known]


def _firsts(oldest: datetime, newest: datetime):
    first = timezone.localdate(oldest).replace(day=1)
    while first <= timezone.localdate(newest):
        yield first
        first = period(first.year, first.month)[1]


def _counts(firsts: list[date]) -> dict[int, int]:
    """How much appeared in each of these months, by their places in the list; one query."""
    if not firsts:
        return {}
    bound = [value for place, first in enumerate(firsts) for value in (place, *_bounds(first))]
    rows = ", ".join(["(%s, %s, %s)"] * len(firsts))
    now = _adapted(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(months=rows), [*bound, now, now])
        return dict(cursor.fetchall())


def _bounds(first: date) -> list:
    following = period(first.year, first.month)[1]
    return [_adapted(_midnight(day)) for day in (first, following)]


def _adapted(moment: datetime):
    """As the database keeps it."""
    return connection.ops.adapt_datetimefield_value(moment)
