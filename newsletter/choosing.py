"""Which articles go into an issue."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import log2

from django.db.models import DateTimeField, F, Max, OuterRef, Subquery

from articles.models import Article, Correction, ReadCount
from newsletter.interest import talk_since
from newsletter.models import Digest, DigestItem, Newsletter

WEEK = timedelta(days=7)
LONGEST = timedelta(days=28)
PICK, READS, TALK = 6, 2, 0.5
ENOUGH_READS = 100  # in a small paper, one read more is chance


def period_before(end: datetime, *, special: bool = False) -> datetime:
    """Where the period of an issue that ends at `end` begins: where the last one ended.

    After skipped weeks it is longer, so that their articles aren't lost; after a long pause it is
    four weeks, since older pieces are no news. A special between two regular issues ends nothing:
    what it left out is still for the next one. Where all are specials, each begins at the last.
    """
    before = Digest.objects.carried().filter(period_end__lt=end)
    last = before.regular().aggregate(at=Max("period_end"))["at"]
    if special and not last:
        last = before.aggregate(at=Max("period_end"))["at"]
    return max(last or end - WEEK, end - LONGEST)


def choose(newsletter: Newsletter, start: datetime, end: datetime) -> list[Article]:
    """The visible articles of the period that no issue had, the best first, the lead on top."""
    carried = DigestItem.objects.filter(digest__in=Digest.objects.carried()).values("article")
    articles = Article.objects.published().filter(published_at__gt=start, published_at__lte=end)
    fresh = articles.exclude(pk__in=carried).for_list().newest_first()
    return with_lead_first(_at_most(newsletter, ranked(fresh, start, end)))


def ranked(articles, start: datetime, end: datetime) -> list[Article]:
    """By the editors' picks, reads, talk and freshness; among equals in the order given."""
    articles = list(articles)
    interest = Interest(articles, start, end)
    return sorted(articles, key=interest.weight, reverse=True)


class Interest:
    """What readers make of the articles of a period; two queries, however many they are.

    A pick comes before what nobody picked, but for a real storm of talk. The most read article
    gains twice what one gains that is younger by the whole period, each other its share of that.
    Four times the comments weigh as much as the whole period.
    """

    def __init__(self, articles: Iterable[Article], start: datetime, end: datetime):
        self.start, self.length = start, end - start
        self.talk = talk_since(start)
        self.reads = ReadCount.objects.since(start).by_article()
        self.most = max([ENOUGH_READS, *(self.reads_of(article) for article in articles)])

    def reads_of(self, article: Article) -> int:
        return self.reads.get(article.pk, 0)

    def weight(self, article: Article) -> float:
        freshness = (article.published_at - self.start) / self.length
        reads = READS * self.reads_of(article) / self.most
        return PICK * article.is_pick + reads + TALK * log2(1 + self.talk[article.pk]) + freshness


def with_lead_first(articles: list[Article]) -> list[Article]:
    """The first with a picture leads; without any picture, the first."""
    lead = next((article for article in articles if article.lead_picture), None)
    return [lead, *(a for a in articles if a is not lead)] if lead else articles


def _at_most(newsletter, articles) -> list[Article]:
    """As many as the letter may hold, of which so many of one section."""
    chosen: list[Article] = []
    of_section: Counter = Counter()
    for article in articles:
        if len(chosen) == newsletter.maximum:
            break
        if of_section[article.section_id] < newsletter.per_section:
            of_section[article.section_id] += 1
            chosen.append(article)
    return chosen


def already_in(digest: Digest) -> dict[int, Digest]:
    """The articles of an issue that another one has carried meanwhile, and which."""
    held = digest.items.values("article")
    others = DigestItem.objects.filter(digest__in=Digest.objects.carried(), article__in=held)
    others = others.exclude(digest=digest).select_related("digest").order_by("digest")
    return {item.article_id: item.digest for item in others}


def amended(start: datetime, end: datetime):
    """What readers were told, in this period, about what a sent issue carried; the latest first."""
    issues = Digest.objects.public().filter(items__article=OuterRef("article"))
    first = issues.order_by("started_at").values("started_at")[:1]
    return (
        Correction.objects.public()
        .filter(at__gt=start, at__lte=end)
        .annotate(sent_at=Subquery(first, output_field=DateTimeField()))
        .filter(at__gt=F("sent_at"))
        .for_log()
        .newest_first()
    )
