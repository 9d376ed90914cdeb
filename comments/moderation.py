"""What becomes of a comment before anybody has read it: small rules, in order."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _

from comments.models import Comment
from comments.text import count_links

MAX_LINKS = 2


@dataclass(frozen=True)
class Case:
    """All that a rule may look at; it changes nothing."""

    comment: Comment
    trap: str = ""  # the field that people never see


@dataclass(frozen=True)
class Verdict:
    status: Comment.Status
    reason: str = ""
    evidence: tuple[str, ...] = ()  # the words of the comment that it goes by
    rule: str = ""  # the name of the rule; `judge` fills it in


Rule = Callable[[Case], Verdict | None]


def catch_robots(case: Case) -> Verdict | None:
    if case.trap:
        return Verdict(Comment.Status.SPAM, _("the field that people never see was filled in"))
    return None


def hold_many_links(case: Case) -> Verdict | None:
    if count_links(case.comment.body) > MAX_LINKS:
        return Verdict(Comment.Status.WAITING, _("more than two links"))
    return None


def hold_everything(case: Case) -> Verdict:
    return Verdict(Comment.Status.WAITING, _("every comment is read before it appears"))


# The first verdict stands; the last rule always has one.
RULES: tuple[Rule, ...] = (catch_robots, hold_many_links, hold_everything)


def judge(case: Case, rules: tuple[Rule, ...] = RULES) -> Verdict:
    """The first verdict stands; it says which rule it is of."""
    return next(replace(verdict, rule=rule.__name__) for rule in rules if (verdict := rule(case)))
