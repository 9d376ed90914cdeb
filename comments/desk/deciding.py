"""Decisions of the desk: of one or many at once, each by one moderator, and taken back at once."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from comments.models import Claim, Comment, Decision, Report, deciding
from comments.models.authoring import state_of
from comments.models.decision import UNDONE
from comments.settling import standing

MOST_AT_ONCE = 500
UNREAD = (
    "comment__email",
    "comment__email_fingerprint",
    "comment__network",
    "comment__article__body",
)
ACTS = {
    "approve": Comment.Status.APPROVED,
    "reject": Comment.Status.REJECTED,
    "spam": Comment.Status.SPAM,
    "hold": Comment.Status.WAITING,
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
    comments = list(comments_of(seen))
    refused = {c.pk: refusal for c in comments if (refusal := refuse(c, mine))}
    ours = [comment for comment in comments if comment.pk not in refused]
    line = {"batch": outcome.batch, **why}
    done = deciding.decide(ours, ACTS[act], by=by, seen=seen, **line)
    late = {c.pk: why_late(c, seen[c.pk]) for c in ours if c.pk not in done}
    outcome.done, outcome.refused = sorted(done), refused | late
    Claim.objects.give_back(seen, by=by)
    return outcome


def comments_of(pks):
    """In one order for all, so that two who decide on many at once never wait for each other."""
    comments = Comment.objects.filter(pk__in=pks).select_related("article__section")
    return comments.without_private().defer("article__body").order_by("pk")


def refuse(comment: Comment, mine: set[int]) -> str:
    if comment.pk not in mine:
        return _("A colleague is reading it.")
    if comment.status == Comment.Status.RETRACTED:
        return _("Its author has withdrawn it.")
    return ""


def why_late(comment: Comment, seen: str) -> str:
    """What has changed since somebody saw it, as far as that can be told."""
    status, _dot, text = seen.partition(".")
    corrections = text.partition(".")[0] or "0"
    if comment.status != status:
        return _("A colleague has already decided on this comment.")
    if str(comment.corrections) != corrections:
        return _("Its author has corrected it: read it again.")
    if comment.as_seen != seen:
        return _("The desk has changed its words: read it again.")
    return _("A colleague has already decided on this comment.")  # with the reports on it


@transaction.atomic
def undo(batch: UUID, *, by) -> Outcome:
    """Take back what one has decided at once, as far as nobody has decided since."""
    made = Decision.objects.filter(batch=batch, by=by).exclude(was="").order_by("comment")
    decisions = list(made.select_related("comment__article__section").defer(*UNREAD))
    stand = standing(decisions)
    # What changed no status has answered reports: that they wait again is all there is to undo.
    done = reopen(decision for decision in stand if decision.was == decision.status)
    for was, group in grouped(d for d in stand if d.was != d.status).items():
        comments = [decision.comment for decision in group]
        seen = {d.comment_id: undoable(d) for d in group}
        changed = deciding.decide(comments, was, by=by, seen=seen, reason=UNDONE)
        reopen(decision for decision in group if decision.comment_id in changed)
        done |= changed
    others = [decision.comment_id for decision in decisions if decision.comment_id not in done]
    since = _("A colleague has decided since.")
    return Outcome(done=sorted(done), refused=dict.fromkeys(others, since))


def undoable(decision: Decision) -> str:
    """What was decided still stands; the words may have changed since."""
    comment = decision.comment
    return state_of(decision.status, comment.corrections, comment.edited_at)


def reopen(decisions) -> set[int]:
    """Let the reports wait again that these have answered; of which comments."""
    reports = Report.objects.filter(decision__in=[decision.pk for decision in decisions])
    comments = set(reports.filter(told_at=None).values_list("comment", flat=True))
    reports.reopen()
    return comments


def grouped(decisions) -> dict[str, list[Decision]]:
    """By what their comments were before."""
    groups = defaultdict(list)
    for decision in decisions:
        groups[decision.was].append(decision)
    return groups
