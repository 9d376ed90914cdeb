"""Whose comment was refused is told by mail, with the ground and the way to appeal."""

from comments.composing import outcome_mail
from comments.models import Comment, Decision
from comments.silence import is_silent
from newsroom.core.handover import InDoubt, Refused, hand_over


def note(sender, decision: Decision, **kwargs) -> None:
    """Hears of every decision that is there to stay, and leaves the mail to the worker."""
    from comments.tasks import tell_author

    if decision.status == Comment.Status.REJECTED:
        tell_author.enqueue(decision.pk)


def tell_author(decision_id: int) -> bool:
    """Only at a confirmed address, and only while the decision stands."""
    decisions = Decision.objects.select_related("comment__article__section", "comment__device")
    decision = decisions.filter(pk=decision_id, comment__status=Comment.Status.REJECTED).first()
    if decision is None or not may_be_told(decision.comment):
        return False
    try:
        hand_over(outcome_mail(decision))
    except (Refused, InDoubt):
        return False  # the comment's own page tells it too
    return True


def may_be_told(comment: Comment) -> bool:
    device = comment.device
    confirmed = device and device.email_fingerprint == comment.email_fingerprint
    return bool(confirmed and comment.email and not is_silent(comment.email_fingerprint))
