"""Which articles stand beside others: bands of the front page, what to read next.

Both look at the newest few of each section or tag by an index, so that neither grows with the
archive: a window or a count over all of it took 100 times as long at 100,000 articles.
"""

from collections import defaultdict

from django.db.models.expressions import RawSQL
from django.utils import timezone

from articles.models import Article, Section
from articles.models.workflow import VISIBLE
from newsroom.core.alphabet import Alphabetical
from newsroom.core.prepared import prepared

PER_BAND = 4
NEWEST_OF_A_TAG = 30
# Written by hand: to make this statement took the ORM longer than the rest of the page's queries
# together. Of each tag it looks at the newest few: one in the news is on a third of all there are.
NEXT = f"""
    SELECT articles_article.id FROM ({{near}}) AS near CROSS JOIN articles_article
    WHERE articles_article.id = near.id AND articles_article.id <> %s AND {VISIBLE}
    ORDER BY {{shared}} DESC, published_at DESC, articles_article.id DESC LIMIT %s
"""  # noqa: S608 (values are bound)
OF_SECTION = f"""SELECT * FROM (
    SELECT id FROM articles_article WHERE section_id = %s AND {VISIBLE}
    ORDER BY published_at DESC, id DESC LIMIT %s + 1
) AS of_section"""  # noqa: S608
OF_A_TAG = """SELECT * FROM (
    SELECT content_object_id AS id FROM articles_taggedarticle WHERE tag_id = %s
    ORDER BY content_object_id DESC LIMIT %s
) AS of_tag"""
# One row for each section and place: a window over all of them would grow with the archive.
OF_BANDS = f"""SELECT (
    SELECT id FROM articles_article
    WHERE section_id = articles_section.id AND {VISIBLE} AND id NOT IN ({{besides}})
    ORDER BY published_at DESC, id DESC LIMIT 1 OFFSET {{place}}
) FROM articles_section"""  # noqa: S608
SHARED = """(
    SELECT COUNT(*) FROM articles_taggedarticle
    WHERE content_object_id = articles_article.id AND tag_id IN ({tags})
)"""


def bands(besides=()) -> list[tuple[Section, list[Article]]]:
    """The newest articles of each section, without those already on the page; one query."""
    by_section = defaultdict(list)
    for article in _in_bands(besides=[each.pk for each in besides], now=timezone.now()):
        by_section[article.section].append(article)
    return list(by_section.items())


@prepared
def _in_bands(besides, now):
    marks = _marks(besides)
    places = [OF_BANDS.format(besides=marks, place=place) for place in range(PER_BAND)]
    chosen = RawSQL(" UNION ALL ".join(places), [now, now, *besides] * PER_BAND)  # noqa: S611
    found = Article.objects.filter(pk__in=chosen).for_teaser()
    return found.order_by(
        "section__position", Alphabetical("section__name"), "-published_at", "-pk"
    )


def related_articles(article, tags, count: int = 3) -> list[Article]:
    """Those that share most tags, then of the same section; the newest first among equals."""
    keys = [tag.pk for tag in tags]
    found = _next_to(
        article=article.pk, section=article.section_id, tags=keys, now=timezone.now(), count=count
    )
    return sorted(found, key=lambda other: (other.shared, other.published_at, other.pk))[::-1]


@prepared
def _next_to(article, section, tags, now, count):
    near = [(OF_SECTION, [section, now, now, count])]
    near += [(OF_A_TAG, [tag, NEWEST_OF_A_TAG]) for tag in tags]
    shared = SHARED.format(tags=_marks(tags))
    statement = NEXT.format(near=" UNION ".join(part for part, _ in near), shared=shared)
    bound = [value for _, values in near for value in values]
    chosen = RawSQL(statement, [*bound, article, now, now, *tags, count])  # noqa: S611
    found = Article.objects.filter(pk__in=chosen).for_teaser()
    return found.annotate(shared=RawSQL(shared, tags))  # noqa: S611


def _marks(keys) -> str:
    """The places of keys in `IN (…)`; no row has the key 0."""
    return ", ".join(["%s"] * len(keys)) or "0"
