"""What Django and the engine behind the background keep, and never end by themselves."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

TASK_DAYS = 7
OVER = ("SUCCESSFUL", "FAILED", "LOST", "DISCARDED")


def forget_tasks(now=None, *, dry_run: bool = False) -> int:
    """Tasks that are over; what waits or runs stays, however old."""
    before = (now or timezone.now()) - timedelta(days=TASK_DAYS)
    tasks = apps.get_model(settings.TASK_ROWS).objects
    over = tasks.filter(status__in=OVER, enqueued_at__lte=before)
    old = over.exclude(finished_at__gt=before)
    return old.count() if dry_run else old.delete()[0]


def forget_sessions(now=None, *, dry_run: bool = False) -> int:
    """Those that have run out: their cookies open nothing any more."""
    old = Session.objects.filter(expire_date__lte=now or timezone.now())
    return old.count() if dry_run else old.delete()[0]
