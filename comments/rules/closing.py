"""Threads that take no more comments: closed by hand, or by the age of their article."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import ngettext

from articles.models import Article
from comments.models import Measure
from comments.rules.case import Case, Verdict

# What a form has to know: whether its thread is closed, and how long a comment may be. As columns
# for a query that is made anyway.
_MEASURES = """
    FROM comments_measure WHERE article_id = %(article)s AND at <= %(now)s
    AND (until IS NULL OR until > %(now)s) AND (ended_at IS NULL OR ended_at > %(now)s)
"""
CLOSING = f"""
    (SELECT closes_after_days FROM comments_rulebook ORDER BY id DESC LIMIT 1) AS closes_after,
    (SELECT shortest FROM comments_rulebook ORDER BY id DESC LIMIT 1) AS shortest,
    (SELECT longest FROM comments_rulebook ORDER BY id DESC LIMIT 1) AS longest,
    (SELECT reason {_MEASURES} AND kind = 'closed' LIMIT 1) AS closed,
    EXISTS (SELECT 1 {_MEASURES} AND kind = 'open') AS stays_open
"""  # noqa: S608 (values are bound)
OF_AN_ARTICLE = f"SELECT id, {CLOSING} FROM articles_article WHERE id = %(article)s"  # noqa: S608


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


def why_closed(article: Article, known=None) -> str:
    """What readers see instead of the form; empty while the thread is open.

    `known` is anything that was read with the columns of `CLOSING`; without it, it takes a query.
    """
    known = known or _ask(article.pk)
    days = 0 if known.stays_open else known.closes_after or 0
    return known.closed or too_old(article, days, timezone.now())


def _ask(article_id: int) -> Article:
    values = {"article": article_id, "now": timezone.now()}
    (found,) = Article.objects.raw(OF_AN_ARTICLE, values)
    return found
