"""Which articles go into an issue."""

from collections import Counter
from datetime import datetime, timedelta

from django.db.models import Max

from articles.models import Article
from newsletter.models import Digest, DigestItem, Newsletter

WEEK = timedelta(days=7)
LONGEST = timedelta(days=28)


def period_before(end: datetime) -> datetime:
    """Where the period of an issue that ends at `end` begins: where the last one ended.

    After skipped weeks it is longer, so that their articles aren't lost; after a long pause it is
    four weeks, since older pieces are no news.
    """
    last = Digest.objects.carried().filter(period_end__lt=end).aggregate(at=Max("period_end"))
    return max(last["at"] or end - WEEK, end - LONGEST)


def choose(newsletter: Newsletter, start: datetime, end: datetime) -> list[Article]:
    """The visible articles of the period that no issue had, newest first, the lead on top."""
    carried = DigestItem.objects.filter(digest__in=Digest.objects.carried()).values("article")
    articles = Article.objects.published().filter(published_at__gt=start, published_at__lte=end)
    fresh = articles.exclude(pk__in=carried).for_list().newest_first()
    return with_lead_first(_at_most(newsletter, fresh))


def with_lead_first(articles: list[Article]) -> list[Article]:
    """The newest with a picture leads; without any picture, the newest."""
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
