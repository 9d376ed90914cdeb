"""What the text and the way it was sent tell, without reading it."""

from comments.models import Comment
from comments.rules.case import Case, Verdict, _, hold
from comments.text import links

ENOUGH_LETTERS = 20


def refuse_length(case: Case) -> Verdict | None:
    length = len(case.comment.body)
    if length < case.book.shortest:
        return Verdict(None, _("it is too short"))
    if length > case.book.longest:
        return Verdict(None, _("it is too long"))
    return None


def catch_robots(case: Case) -> Verdict | None:
    if case.trap:
        return Verdict(Comment.Status.SPAM, _("the field that people never see was filled in"))
    return None


def hold_hasty(case: Case) -> Verdict | None:
    """A browser without scripts doesn't tell, and is not blamed for it."""
    if case.took is not None and case.took < case.book.fastest_seconds:
        return hold(_("it was written faster than anybody types"))
    return None


def hold_repeats(case: Case) -> Verdict | None:
    if case.book.repeat_days and case.is_repeat:
        return hold(_("the same text was sent before"))
    return None


def hold_flooded_thread(case: Case) -> Verdict | None:
    if 0 < case.book.thread_limit <= case.talk:
        return hold(_("many comments came to this thread within minutes"))
    return None


def hold_many_links(case: Case) -> Verdict | None:
    found = links(case.comment.body)
    if len(found) > case.book.max_links:
        return hold(_("more links than the rules allow"), found[:10])
    return None


def hold_capitals(case: Case) -> Verdict | None:
    counted = case.folded.counted.items()
    letters = sum(number for sign, number in counted if sign.isalpha())
    capitals = sum(number for sign, number in counted if sign.isupper())
    too_many = 100 * capitals > case.book.capitals_percent * letters
    if too_many and letters >= ENOUGH_LETTERS:
        return hold(_("nearly all in capitals"))
    return None
