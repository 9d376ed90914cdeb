"""People, networks and domains that a moderator has stopped or wants to read first."""

from comments.models import Comment, Sanction
from comments.rules.case import Case, Verdict, _, hold

STOPPED = {
    Sanction.Scope.DEVICE: _("you cannot comment at present"),
    Sanction.Scope.NETWORK: _("comments from this network are not taken at present"),
    Sanction.Scope.DOMAIN: _("comments with an e-mail address of this domain are not taken"),
}


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


def premoderate_the_sanctioned(case: Case) -> Verdict | None:
    read_first = Sanction.objects.in_force().against(case.comment)
    if read_first.filter(kind=Sanction.Kind.PREMODERATION).exists():
        return hold(_("a moderator reads what this person sends"))
    return None
