"""The domains of e-mail addresses: those that are banned, and those for ten minutes."""

from collections.abc import Collection
from functools import lru_cache

from disposable_email_domains import blocklist

from comments.models import Comment
from comments.rules.case import Case, Verdict, _, hold
from newsroom.core.private import normalise_email


@lru_cache(maxsize=8)
def domain_list(entries: str) -> frozenset[str]:
    lines = (line.strip().lstrip("@*.").lower() for line in entries.splitlines())
    return frozenset(line for line in lines if line)


def is_listed(email: str, entries: str) -> bool:
    """Its domain or one above it."""
    return is_below(email, domain_list(entries))


def is_below(email: str, domains: Collection[str]) -> bool:
    labels = normalise_email(email).rpartition("@")[2].split(".")
    return any(".".join(labels[place:]) in domains for place in range(len(labels)))


def catch_banned_domains(case: Case) -> Verdict | None:
    if is_listed(case.comment.email, case.book.banned_domains):
        return Verdict(Comment.Status.SPAM, _("the domain of the e-mail address is banned"))
    return None


def hold_disposable_addresses(case: Case) -> Verdict | None:
    """The list of the desk, and the ten thousand that a package keeps up to date."""
    email = case.comment.email
    if is_listed(email, case.book.disposable_domains) or is_below(email, blocklist):
        return hold(_("an e-mail address for ten minutes"))
    return None
