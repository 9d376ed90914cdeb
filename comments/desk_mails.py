"""Moderators hear by mail that comments wait: at once or each hour, as each of them has chosen."""

from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone

from comments.composing import desk_mail
from comments.models import Comment, DeskMail
from newsroom.core.handover import InDoubt, Refused, TryLater, hand_over

EVERY = {DeskMail.When.AT_ONCE: timedelta(0), DeskMail.When.HOURLY: timedelta(hours=1)}
PERMISSION = "comments.moderate_comment"


def tell_moderators(now: datetime | None = None) -> int:
    """Write to those for whom something new waits; how many. Safe to stop and to repeat."""
    now = now or timezone.now()
    wishes = DeskMail.objects.exclude(when=DeskMail.When.NEVER).select_related("user")
    return sum(tell(wish, now) for wish in wishes.prefetch_related("sections"))


def tell(wish: DeskMail, now: datetime) -> bool:
    if now - wish.told_until < EVERY[wish.when] or not may_be_told(wish.user):
        return False
    waiting = waiting_for(wish)
    new = waiting.filter(created_at__gt=wish.told_until, created_at__lte=now)
    articles = by_article(new)
    if not articles or not claim(wish, now):
        return False
    count = sum(article["count"] for article in articles)
    try:
        hand_over(desk_mail(wish.user, articles, count=count, waiting=waiting.count()))
    except TryLater:
        DeskMail.objects.filter(pk=wish.pk, told_until=now).update(told_until=wish.told_until)
        return False
    except (Refused, InDoubt):  # the next one says how many wait in all
        return False
    return True


def may_be_told(user) -> bool:
    """Whoever has left the desk, or lost the right, hears nothing more."""
    return bool(user.is_active and user.is_staff and user.email and user.has_perm(PERMISSION))


def waiting_for(wish: DeskMail):
    waiting = Comment.objects.waiting().order_by()
    sections = list(wish.sections.all())
    return waiting.filter(article__section__in=sections) if sections else waiting


def by_article(comments) -> list[dict]:
    """Titles with the number of new comments, the one that has waited longest first."""
    counted = comments.values("article", "article__title")
    counted = counted.annotate(count=Count("pk"), oldest=Min("created_at")).order_by("oldest")
    return [{"title": row["article__title"], "count": row["count"]} for row in counted]


def claim(wish: DeskMail, now: datetime) -> bool:
    """Only one worker writes about these comments."""
    here = DeskMail.objects.filter(pk=wish.pk, told_until=wish.told_until)
    return bool(here.update(told_until=now))
