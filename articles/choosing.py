"""Which articles stand beside others: bands of the front page, what to read next.

Both look at the newest few of each section or tag by an index, so that neither grows with the
archive: a window or a count over all of it took 100 times as long at 100,000 articles.
"""

from collections import defaultdict

from django.db.models import OuterRef, Subquery
from django.db.models.expressions import RawSQL

from articles.models import Article, Section

PER_BAND = 4
NEWEST_OF_A_TAG = 30
OF_A_TAG = """SELECT * FROM (
    SELECT content_object_id FROM articles_taggedarticle WHERE tag_id = %s
    ORDER BY content_object_id DESC LIMIT %s
) AS of_tag"""
SHARED = """(
    SELECT COUNT(*) FROM articles_taggedarticle
    WHERE content_object_id = articles_article.id AND tag_id IN ({tags})
)"""


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
    of_section = Article.objects.published().filter(section=article.section).newest_first()
    chosen = Article.objects.filter(pk__in=_near(of_section[: count + 1], tags))
    chosen = chosen.exclude(pk=article.pk).for_teaser().that_are_out()
    chosen = chosen.annotate(shared=_shared(tags))
    return list(chosen.order_by("-shared", "-published_at", "-pk")[:count])


def _shared(tags) -> RawSQL:
    """How many of these tags an article has."""
    these = ", ".join(["%s"] * len(tags)) or "NULL"
    return RawSQL(SHARED.format(tags=these), [tag.pk for tag in tags])  # noqa: S611


def _near(of_section, tags) -> RawSQL:
    """The keys of these articles and of the newest few of each tag.

    A tag of the news is on a third of all there are. Written by hand: to make these subqueries
    took the ORM longer than the rest of the page's queries together.
    """
    section, values = of_section.values("pk").query.sql_with_params()
    parts = [f"SELECT * FROM ({section}) AS of_section", *[OF_A_TAG] * len(tags)]  # noqa: S608 (values are bound)
    bound = [value for tag in tags for value in (tag.pk, NEWEST_OF_A_TAG)]
    return RawSQL(" UNION ALL ".join(parts), [*values, *bound])  # noqa: S611
