"""Threads that take no more comments: closed by hand, or by the age of their article."""

from datetime import datetime, timedelta

from django.db.models import Exists, Subquery
from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Article
from comments.models import Measure, Rulebook
from comments.rules.case import Case, Verdict


def refuse_closed_thread(case: Case) -> Verdict | None:
    by_hand = [m.reason for m in case.measures if m.kind == Measure.Kind.CLOSED]
    stays_open = case.has_measure(Measure.Kind.OPEN)
    days = 0 if stays_open else case.book.closes_after_days
    why = by_hand[0] if by_hand else too_old(case.comment.article, days, case.now)
    return Verdict(None, why) if why else None


def too_old(article: Article, days: int, now: datetime) -> str:
    if not days or now < article.published_at + timedelta(days=days):
        return ""
    return ngettext(
        "Comments are closed %(days)d day after an article appears.",
        "Comments are closed %(days)d days after an article appears.",
        days,
    ) % {"days": days}


def closing_of(article_id: int) -> dict:
    """What tells whether a thread is closed, as expressions for a query that is made anyway."""
    over = Measure.objects.in_force().filter(article=article_id)
    return {
        "closes_after": Subquery(Rulebook.objects.order_by("-pk").values("closes_after_days")[:1]),
        "closed": Subquery(over.filter(kind=Measure.Kind.CLOSED).values("reason")[:1]),
        "stays_open": Exists(over.filter(kind=Measure.Kind.OPEN)),
    }


def why_closed(article: Article, known: dict | None = None) -> str:
    """What readers see instead of the form; empty while the thread is open.

    `known` is a row that was read with `closing_of`; without one, it takes a query.
    """
    known = known or _ask(article.pk)
    days = 0 if known["stays_open"] else known["closes_after"] or 0
    return known["closed"] or too_old(article, days, timezone.now())


def _ask(article_id: int) -> dict:
    facts = closing_of(article_id)
    return Article.objects.filter(pk=article_id).annotate(**facts).values(*facts).get()
