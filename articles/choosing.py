"""Which articles stand beside others: bands of the front page, what to read next."""

from collections import defaultdict

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from articles.models import Article, Section

PER_BAND = 4


def bands(besides=()) -> list[tuple[Section, list[Article]]]:
    """The newest articles of each section, without those already on the page."""
    number = Window(
        RowNumber(), partition_by=F("section"), order_by=[F("published_at").desc(), F("pk").desc()]
    )
    newest = (
        Article.objects.published()
        .exclude(pk__in=[article.pk for article in besides])
        .annotate(number=number)
        .filter(number__lte=PER_BAND)
    )
    by_section = defaultdict(list)
    for article in newest.for_teaser().order_by("section__position", "number"):
        by_section[article.section].append(article)
    return list(by_section.items())


def related_articles(article, tags, count: int = 3) -> list[Article]:
    """Those that share most tags, then of the same section; the newest first among equals."""
    shared = Count("taggings", filter=Q(taggings__tag__in=tags), distinct=True)
    others = Article.objects.published().exclude(pk=article.pk)
    near = others.filter(Q(section=article.section) | Q(taggings__tag__in=tags))
    return list(
        near.annotate(shared=shared)
        .for_teaser()
        .order_by("-shared", "-published_at", "-pk")[:count]
    )
