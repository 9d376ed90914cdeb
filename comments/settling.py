"""A decision is told once it can no longer be undone by the same hand."""

from datetime import timedelta

from django.utils import timezone

from comments.models import Decision
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


def settle(decision: Decision, now) -> bool:
    """Claimed by one UPDATE: two workers never tell the same."""
    here = Decision.objects.filter(pk=decision.pk, settled_at__isnull=True)
    if not here.update(settled_at=now) or not stands(decision):
        return False
    decision_settled.send_robust(Decision, decision=decision)
    return True


def stands(decision: Decision) -> bool:
    """Nothing else was decided on its comment after it."""
    later = decision.comment.decisions.filter(pk__gt=decision.pk)
    return not later.exclude(status=decision.status).exists()
