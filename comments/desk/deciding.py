"""Decisions of the desk: of one or many at once, each by one moderator, and taken back at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Claim, Comment, Decision
from comments.settling import stands

MOST_AT_ONCE = 500
VERBS = {
    "approve": Comment.approve,
    "reject": Comment.reject,
    "spam": Comment.mark_as_spam,
    "hold": Comment.hold,
}


@dataclass
class Outcome:
    """What was done, and why the rest was not."""

    batch: UUID | None = None
    done: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def decide(seen: Mapping[int, str], act: str, *, by, **why) -> Outcome:
    """Decide on comments that still have the status that the moderator saw.

    What somebody else reads at this moment, or has decided meanwhile, stays as it is.
    """
    outcome = Outcome(batch=uuid4())
    mine = Claim.objects.take(seen, by=by)
    for comment in comments_of(seen):
        refusal = refuse(comment, mine)
        if not refusal:
            verb = VERBS[act]
            line = {"seen": seen[comment.pk], "batch": outcome.batch, **why}
            refusal = "" if verb(comment, by=by, **line) else _("Somebody was faster.")
        if refusal:
            outcome.refused[comment.pk] = refusal
        else:
            outcome.done.append(comment.pk)
    Claim.objects.give_back(seen, by=by)
    return outcome


def comments_of(pks):
    """In one order for all, so that two who decide on many at once never wait for each other."""
    comments = Comment.objects.filter(pk__in=pks).select_related("article__section")
    return comments.without_private().defer("article__body").order_by("pk")


def refuse(comment: Comment, mine: set[int]) -> str:
    if comment.pk not in mine:
        return _("Somebody else reads it at this moment.")
    if comment.status == Comment.Status.RETRACTED:
        return _("Its author has withdrawn it.")
    return ""


@transaction.atomic
def undo(batch: UUID, *, by) -> Outcome:
    """Take back what one has decided at once, as far as nobody has decided since."""
    outcome = Outcome()
    decisions = Decision.objects.filter(batch=batch, by=by).exclude(was="")
    for decision in decisions.select_related("comment__article__section").order_by("comment"):
        if stands(decision) and decision.comment.take_back(decision, by=by):
            outcome.done.append(decision.comment_id)
        else:
            outcome.refused[decision.comment_id] = _("Somebody has decided since.")
    return outcome
