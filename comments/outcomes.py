"""Whose comment was refused is told by mail, and so is who was sanctioned or has appealed."""

from django.utils.translation import gettext_noop as _

from comments.composing import news_mail, outcome_mail
from comments.models import Comment, Decision, Sanction
from comments.silence import is_silent
from newsroom.core.handover import InDoubt, Refused, hand_over

NEWS = {
    "warning": _("The desk warns you."),
    "premoderation": _("A moderator reads each of your comments before it appears."),
    "suspension": _("You cannot comment for some time."),
    "ban": _("You cannot comment any more."),
    "granted": _("You were right: it is undone."),
    "dismissed": _("Somebody else has looked at it again: it stands."),
}


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


def note_sanction(sanction: Sanction) -> None:
    """Of a confirmed person alone, and what they may know of."""
    from comments.tasks import tell_news

    if sanction.scope == Sanction.Scope.DEVICE and sanction.kind in NEWS:
        tell_news.enqueue(sanction.comment_id, sanction.kind)


def note_appeal(appeal) -> None:
    from comments.tasks import tell_news

    tell_news.enqueue((appeal.decision or appeal.sanction).comment_id, appeal.outcome)


def tell_news(comment_id: int, what: str) -> bool:
    """One sentence and the way to the comment's own page, which has the reasons."""
    comments = Comment.objects.select_related("article__section", "device")
    comment = comments.filter(pk=comment_id).first()
    if comment is None or not may_be_told(comment):
        return False
    try:
        hand_over(news_mail(comment, NEWS[what], is_against=what != "granted"))
    except (Refused, InDoubt):
        return False
    return True


def may_be_told(comment: Comment) -> bool:
    device = comment.device
    confirmed = device and device.email_fingerprint == comment.email_fingerprint
    return bool(confirmed and comment.email and not is_silent(comment.email_fingerprint))
