"""Which articles stand beside others: bands of the front page, what to read next.

Both look at the newest few of each section or tag by an index, so that neither grows with the
archive: a window or a count over all of it took 100 times as long at 100,000 articles.
"""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Article, Section, TaggedArticle

PER_BAND = 4
NEWEST_OF_A_TAG = 30


def bands(besides=()) -> list[tuple[Section, list[Article]]]:
    """The newest articles of each section, without those already on the page; one query."""
    newest = (
        Article.objects.published()
        .filter(section=OuterRef("pk"))
        .exclude(pk__in=[article.pk for article in besides])
        .newest_first()
        .values("pk")
    )
    sections = Section.objects.order_by()
    first, *others = [
        sections.annotate(chosen=Subquery(newest[place : place + 1])).values("chosen")
        for place in range(PER_BAND)
    ]
    chosen = Article.objects.filter(pk__in=first.union(*others, all=True)).for_teaser()
    by_section = defaultdict(list)
    for article in chosen.order_by("section__position", "section__name", "-published_at", "-pk"):
        by_section[article.section].append(article)
    return list(by_section.items())


def related_articles(article, tags, count: int = 3) -> list[Article]:
    """Those that share most tags, then of the same section; the newest first among equals."""
    published = Article.objects.published()
    of_section = published.filter(section=article.section).newest_first()[: count + 1]
    near = Article.objects.filter(pk__in=of_section.values("pk")).order_by().values("pk")
    if tags:
        near = near.union(_tagged_lately(tags), all=True)
    shared = TaggedArticle.objects.filter(content_object=OuterRef("pk"), tag__in=tags)
    number = shared.order_by().values("content_object").annotate(n=Count("pk")).values("n")
    chosen = Article.objects.filter(pk__in=near).exclude(pk=article.pk).for_teaser()
    chosen = chosen.annotate(shared=Coalesce(Subquery(number), 0)).that_are_out()
    return list(chosen.order_by("-shared", "-published_at", "-pk")[:count])


def _tagged_lately(tags):
    """The newest few articles of each tag: a tag of the news is on a third of all there are."""
    return TaggedArticle.objects.filter(reduce(or_, map(_newest_of, tags))).values("content_object")


def _newest_of(tag) -> Q:
    newest = TaggedArticle.objects.filter(tag=tag).order_by("-content_object")
    last = newest.values("content_object")[NEWEST_OF_A_TAG - 1 : NEWEST_OF_A_TAG]
    return Q(tag=tag, content_object__gte=Coalesce(Subquery(last), Value(0)))
