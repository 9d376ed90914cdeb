"""What the rules ask of many comments, looked up for all of them together: six queries."""

from bisect import bisect_right
from collections import defaultdict
from datetime import datetime, timedelta
from functools import cached_property, lru_cache

from django.db.models import Count, Q
from django.utils import timezone

from comments.models import Comment, Decision, Measure, Rulebook
from comments.rules.case import A_WHILE, RECENTLY, Record, folded, official_names

LONGEST_MEMORY = timedelta(days=30)  # of a text, by any settings
REFUSED = {Comment.Status.REJECTED, Comment.Status.SPAM}


class Memory:
    """Of these comments, the newest first."""

    def __init__(self, comments: list[Comment]):
        self.comments = comments
        self.first = comments[-1].created_at if comments else timezone.now()

    def known(self, comment: Comment, book: Rulebook) -> dict:
        """The answers to all that a `Case` would ask the database."""
        return {
            "folded": self._folded(comment),
            "record": self.record(comment),
            "measures": self.measures_over(comment),
            "official_names": self.official_names,
            "telling_words": (),  # of a score that the comment was given long ago
            "talk": within(self._talks[comment.article_id], comment.created_at, A_WHILE) - 1,
            "is_repeat": self.is_repeat(comment, timedelta(days=book.repeat_days)),
        }

    @cached_property
    def official_names(self) -> tuple[str, ...]:
        return official_names()

    @lru_cache(maxsize=1)  # noqa: B019 - one comment is judged twice, one after the other
    def _folded(self, comment):
        return folded(comment)

    def rule_of(self, comment: Comment) -> str:
        """The rule that decided when it came; empty where that isn't known."""
        return self._rules.get(comment.pk, "")

    @cached_property
    def _rules(self) -> dict[int, str]:
        decided = Decision.objects.filter(by=None, comment__created_at__gte=self.first)
        latest_first = decided.exclude(rule="").order_by("-at", "-pk")
        return dict(latest_first.values_list("comment", "rule"))

    def record(self, comment: Comment) -> Record:
        now, approved, refused, decided = comment.created_at, 0, 0, 0
        for at, status in self._histories.get(comment.device_id, ()):
            if at >= now:
                break
            is_recent = at > now - RECENTLY
            approved += status == Comment.Status.APPROVED
            refused += is_recent and status in REFUSED
            decided += is_recent and status in {Comment.Status.APPROVED, *REFUSED}
        return Record(approved, refused, decided)

    @cached_property
    def _histories(self) -> dict[int, list[tuple[datetime, str]]]:
        here = Comment.objects.filter(created_at__gte=self.first, device__isnull=False)
        theirs = Comment.objects.filter(device__in=here.values("device"))
        return grouped(theirs.order_by("created_at").values_list("device", "created_at", "status"))

    def measures_over(self, comment: Comment) -> list[Measure]:
        return [measure for measure in self._measures if measure.covers(comment)]

    @cached_property
    def _measures(self) -> list[Measure]:
        over = Q(until__lte=self.first) | Q(ended_at__lte=self.first)
        return list(Measure.objects.exclude(over))

    @cached_property
    def _talks(self) -> dict[int, list[datetime]]:
        here = Comment.objects.filter(created_at__gt=self.first - A_WHILE).order_by("created_at")
        return grouped(here.values_list("article", "created_at"))

    def is_repeat(self, comment: Comment, memory: timedelta) -> bool:
        times = self._repeats.get(comment.text_fingerprint, ())
        return within(times, comment.created_at, memory) > 1

    @cached_property
    def _repeats(self) -> dict[str, list[datetime]]:
        """When the texts were sent that were sent more than once."""
        texts = Comment.objects.filter(created_at__gt=self.first - LONGEST_MEMORY)
        texts = texts.exclude(text_fingerprint="").order_by()
        counts = texts.values("text_fingerprint").annotate(times=Count("pk"))
        again = texts.filter(
            text_fingerprint__in=counts.filter(times__gt=1).values("text_fingerprint")
        )
        return grouped(again.order_by("created_at").values_list("text_fingerprint", "created_at"))


def grouped(rows) -> dict:
    """By the first value of each row; the others follow, alone or together."""
    groups = defaultdict(list)
    for key, *values in rows.iterator():
        groups[key].append(values[0] if len(values) == 1 else tuple(values))
    return groups


def within(times: list[datetime], now: datetime, span: timedelta) -> int:
    """How many of these sorted moments lie in the span before now, itself with it."""
    return bisect_right(times, now) - bisect_right(times, now - span)
