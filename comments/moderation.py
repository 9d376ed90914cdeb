"""What becomes of a comment before anybody has read it: small rules, in order."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.utils.translation import gettext_noop as _

from comments.models import Comment, Sanction
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


def stop_the_banned(case: Case) -> Verdict | None:
    """A confirmed person, a network or a domain is told; an address that was typed learns nothing.

    Whoever types the address of somebody else would otherwise learn what happened to them.
    """
    stopping = Sanction.objects.in_force().against(case.comment).stopping()
    scopes = set(stopping.values_list("scope", flat=True))
    for scope, reason in STOPPED.items():
        if scope in scopes:
            return Verdict(Comment.Status.REJECTED, reason)
    if scopes:
        return Verdict(Comment.Status.SPAM, _("this e-mail address is banned"))
    return None


STOPPED = {
    Sanction.Scope.DEVICE: _("you cannot comment at present"),
    Sanction.Scope.NETWORK: _("comments from this network are not taken at present"),
    Sanction.Scope.DOMAIN: _("comments with an e-mail address of this domain are not taken"),
}


def premoderate_the_sanctioned(case: Case) -> Verdict | None:
    read_first = Sanction.objects.in_force().against(case.comment)
    if read_first.filter(kind=Sanction.Kind.PREMODERATION).exists():
        return Verdict(Comment.Status.WAITING, _("a moderator reads what this person sends"))
    return None


def hold_many_links(case: Case) -> Verdict | None:
    if count_links(case.comment.body) > MAX_LINKS:
        return Verdict(Comment.Status.WAITING, _("more than two links"))
    return None


def hold_everything(case: Case) -> Verdict:
    return Verdict(Comment.Status.WAITING, _("every comment is read before it appears"))


# The first verdict stands; the last rule always has one.
RULES: tuple[Rule, ...] = (
    catch_robots,
    stop_the_banned,
    premoderate_the_sanctioned,
    hold_many_links,
    hold_everything,
)


def judge(case: Case, rules: tuple[Rule, ...] = RULES) -> Verdict:
    """The first verdict stands; it says which rule it is of."""
    return next(replace(verdict, rule=rule.__name__) for rule in rules if (verdict := rule(case)))
