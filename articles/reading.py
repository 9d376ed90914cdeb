"""Counting reads: what is worth the letter's and the desk's attention, and nothing of anybody.

The page tells once, when somebody has looked at it for some seconds. Kept is one number per article
and day. A network is kept as a hash for a day, apart for each article, so that nobody counts alone.
"""

import re

from django.db import transaction

from articles.models import Article, ReadCount
from newsroom.core.models import Newspaper
from newsroom.core.private import fingerprint
from newsroom.core.throttling import allow

HOUR = 3600
OF_ONE_ARTICLE, OF_ALL = 12, 600  # reads from one network in an hour, which may be an office's
KEYS = range(1, 2**63)  # what a database takes for a key
# Those that tell the truth; "Cubot" makes telephones.
ROBOT = re.compile(
    r"(?<!cu)bot\b|bot/|crawl|spider|slurp|headless|preview|monitor|lighthouse|https?:"
    r"|python|curl|wget|libwww|java/|go-http|okhttp|phantom|facebookexternalhit",
    re.IGNORECASE,
)


def is_robot(agent: str) -> bool:
    """Whoever says nothing of itself is one too: every browser does."""
    return not agent.strip() or ROBOT.search(agent) is not None


@transaction.atomic
def note_read(article_pk: int, *, network: str) -> bool:
    """Count one more read of what readers may see, where this network hasn't had its share."""
    if article_pk not in KEYS or not Newspaper.current().counts_reads:
        return False
    if not Article.objects.published().filter(pk=article_pk).exists():
        return False
    counts = _has_a_share(network, article_pk)
    if counts:
        ReadCount.objects.add(article_pk)
    return counts


def _has_a_share(network: str, article_pk: int) -> bool:
    """The hash of network and article together tells nobody what else a network read."""
    source = fingerprint(f"read:{article_pk}:{network}")
    return allow("reads", network, limit=OF_ALL, seconds=HOUR) and allow(
        "read", source, limit=OF_ONE_ARTICLE, seconds=HOUR
    )


def forget_counts(now=None, *, dry_run: bool = False) -> int:
    """Delete the numbers whose time is over."""
    ended = ReadCount.objects.ended(now)
    return ended.count() if dry_run else ended.delete()[0]
