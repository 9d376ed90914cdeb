"""A decision is told once it can no longer be undone by the same hand."""

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from comments.models import Comment, Decision, Report
from comments.signals import decision_settled

UNDO = timedelta(seconds=10)
AT_ONCE = 500


def settle_decisions(now=None) -> int:
    """Tell of what people decided and still stands; how many. Safe to stop and to repeat."""
    now = now or timezone.now()
    due = Decision.objects.filter(settled_at__isnull=True, by__isnull=False, at__lte=now - UNDO)
    told = 0
    for decision in due.select_related("comment__article").order_by("at", "pk")[:AT_ONCE]:
        told += settle(decision, now)
    return told


def answer_withdrawn() -> int:
    """Answer the reports of what its author has withdrawn and can't bring back; how many."""
    reported = Comment.objects.filter(pk__in=Report.objects.open().values("comment"))
    gone = [c for c in reported.filter(status=Comment.Status.RETRACTED) if not c.is_restorable]
    lines = [comment.decisions.filter(status=comment.status).first() for comment in gone]
    return sum(line.comment.reports.resolve(line) for line in lines if line)


@transaction.atomic
def settle(decision: Decision, now) -> bool:
    """Claimed by one UPDATE: two workers never tell the same.

    What its receivers give to the worker is stored with the claim, or not at all.
    """
    here = Decision.objects.filter(pk=decision.pk, settled_at__isnull=True)
    if not here.update(settled_at=now) or not stands(decision):
        return False
    decision_settled.send_robust(Decision, decision=decision)
    return True


def stands(decision: Decision) -> bool:
    """Nothing else was decided on its comment after it."""
    return bool(standing([decision]))


def standing(decisions: list[Decision]) -> list[Decision]:
    """Those after which nothing else was decided on their comment."""
    comments = [decision.comment_id for decision in decisions]
    made = Decision.objects.filter(comment__in=comments).order_by("pk")
    since = defaultdict(list)
    for comment, pk, status in made.values_list("comment", "pk", "status"):
        since[comment].append((pk, status))
    return [
        decision
        for decision in decisions
        if all(s == decision.status for pk, s in since[decision.comment_id] if pk > decision.pk)
    ]
