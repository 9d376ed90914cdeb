"""Who writes: trust belongs to what is proven, an account or a confirmed device."""

from comments.models import Comment, Measure
from comments.rules.case import Case, Verdict, _, hold

ENOUGH_TO_JUDGE = 3


def approve_newsroom(case: Case) -> Verdict | None:
    if case.comment.by_author_id:
        return Verdict(Comment.Status.APPROVED, _("written by the newsroom"))
    return None


def hold_under_attack(case: Case) -> Verdict | None:
    if case.has_measure(Measure.Kind.ATTACK):
        return hold(_("everything waits: the thread is under attack"))
    return None


def hold_premoderated(case: Case) -> Verdict | None:
    if case.has_measure(Measure.Kind.PREMODERATED):
        return hold(_("every comment here is read before it appears"))
    return None


def hold_often_rejected(case: Case) -> Verdict | None:
    record = case.record
    if record.recently_decided < ENOUGH_TO_JUDGE:
        return None
    if 100 * record.recently_refused >= case.book.rejection_percent * record.recently_decided:
        return hold(_("many comments of this reader were rejected lately"))
    return None


def approve_trusted(case: Case) -> Verdict | None:
    if 0 < case.book.trusted_after <= case.record.approved:
        return Verdict(Comment.Status.APPROVED, _("a reader with enough approved comments"))
    return None


def hold_newcomers(case: Case) -> Verdict:
    return hold(_("every comment is read before it appears"))
