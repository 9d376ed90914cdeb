"""How often each rule decides, and how often a moderator then thought otherwise."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from comments.models import Comment, Decision
from comments.models.authoring import AUTHOR
from comments.moderation import name_of
from comments.rules.people import hold_newcomers, hold_premoderated, hold_under_attack

# They hold whatever it is; who approves it then doesn't contradict them.
SUSPECT_NOTHING = {rule.__name__ for rule in (hold_newcomers, hold_premoderated, hold_under_attack)}
APPROVED = Comment.Status.APPROVED
REFUSED = {Comment.Status.REJECTED, Comment.Status.SPAM}


@dataclass
class Figure:
    rule: str
    decided: int = 0
    approved: int = 0  # by the first person who decided
    refused: int = 0
    opposite: int = 0

    @property
    def name(self) -> str:
        return name_of(self.rule)

    @property
    def suspects(self) -> bool:
        return self.rule not in SUSPECT_NOTHING

    @property
    def disagreed(self) -> int | None:
        """In percent of what a person looked at; None where nobody did, or nothing was said."""
        looked_at = self.approved + self.refused
        return round(100 * self.opposite / looked_at) if looked_at and self.suspects else None


def figures(days: int) -> list[Figure]:
    """Of the decisions of so many days, the busiest rule first: one query."""
    found: dict[str, Figure] = {}
    for (rule, status, human), number in counted(days).items():
        figure = found.setdefault(rule, Figure(rule))
        figure.decided += number
        figure.approved += number if human == APPROVED else 0
        figure.refused += number if human in REFUSED else 0
        figure.opposite += number if is_opposite(status, human) else 0
    return sorted(found.values(), key=lambda figure: -figure.decided)


def counted(days: int) -> Counter:
    by_people = Decision.objects.filter(comment=OuterRef("comment"), by__isnull=False)
    first = by_people.order_by("at", "pk").values("status")[:1]
    since = timezone.now() - timedelta(days=days)
    rows = (
        Decision.objects.filter(by=None, at__gt=since)
        .exclude(rule__in=["", AUTHOR])
        .annotate(human=Subquery(first))
        .order_by()
        .values_list("rule", "status", "human")
        .annotate(number=Count("pk"))
    )
    return Counter({tuple(key): number for *key, number in rows})


def is_opposite(status: str, human: str | None) -> bool:
    """What waited was suspected: to approve it contradicts."""
    return human in REFUSED if status == APPROVED else human == APPROVED
