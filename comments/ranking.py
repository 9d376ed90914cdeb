"""Which articles readers talk about."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article
from comments.models import Comment
from newsroom.core.prepared import prepared

RECENTLY = timedelta(days=30)


def most_commented(limit: int = 5) -> list[tuple[Article, int]]:
    """The articles with most comments in the last 30 days, each with its count; two queries.

    The count is that of the article's own page, older comments too: one number everywhere.
    """
    now = timezone.now()
    pks = [found["article"] for found in _most_talk(limit, since=now - RECENTLY, now=now)]
    articles = {article.pk: article for article in (_counted(articles=pks) if pks else ())}
    return [(articles[pk], articles[pk].approved_comments) for pk in pks if pk in articles]


@prepared
def _most_talk(limit, *, since, now):
    out = Article.objects.published(now).filter(pk=OuterRef("article"))
    recent = Comment.objects.approved().filter(Exists(out), created_at__gt=since)
    by_article = recent.values("article").annotate(comments=Count("pk"))
    return by_article.order_by("-comments", "-article")[:limit]


@prepared
def _counted(articles):
    return with_counts(Article.objects.filter(pk__in=articles))


def talk_since(moment: datetime) -> dict[int, int]:
    """How many comments each article, by its key, got since then; one query."""
    recent = Comment.objects.approved().filter(created_at__gt=moment)
    counts = recent.values("article").annotate(comments=Count("pk")).order_by()
    return {found["article"]: found["comments"] for found in counts}


def with_counts(articles):
    approved = Count("comments", filter=Q(comments__status=Comment.Status.APPROVED))
    return articles.select_related("section").defer("body").annotate(approved_comments=approved)
