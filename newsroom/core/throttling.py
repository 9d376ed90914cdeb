"""How often one source may do a thing; counted in the database, so all processes agree."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from newsroom.core.models import Attempt


@transaction.atomic
def allow(scope: str, source: str, *, limit: int, seconds: int) -> bool:
    """Count one attempt of `source` and say whether it is within `limit` per `seconds`."""
    _take_turn(scope, source)
    if is_spent(scope, source, limit=limit, seconds=seconds):
        return False
    note(scope, source)
    return True


def is_spent(scope: str, source: str, *, limit: int, seconds: int) -> bool:
    """Whether `source` has used up its attempts, without counting another one."""
    since = timezone.now() - timedelta(seconds=seconds)
    return Attempt.objects.filter(scope=scope, source=source, at__gt=since).count() >= limit


def note(scope: str, source: str) -> None:
    """Count an attempt, for what is only known afterwards: a log-in that failed."""
    Attempt.objects.create(scope=scope, source=source)


def take_back(scope: str, source: str) -> None:
    """One attempt less: it was none of those that are limited."""
    newest = Attempt.objects.filter(scope=scope, source=source).order_by("-at", "-pk").values("pk")
    Attempt.objects.filter(pk__in=list(newest.values_list("pk", flat=True)[:1])).delete()


@contextmanager
def hold(scope: str, source: str, *, seconds: int = 60):
    """True for one process at a time. A dead one holds it for so long at most: others then may."""
    name = f"{scope}, held"
    mine = allow(name, source, limit=1, seconds=seconds)
    try:
        yield mine
    finally:
        if mine:
            Attempt.objects.filter(scope=name, source=source).delete()


def _take_turn(scope: str, source: str) -> None:
    """Two attempts at once must not count each other out. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            turn = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
            cursor.execute(turn, [f"{scope}:{source}"])


def forget_attempts(now=None, *, dry_run: bool = False) -> int:
    """Delete what is older than a day; no limit looks further back."""
    before = (now or timezone.now()) - timedelta(days=1)
    old = Attempt.objects.filter(at__lt=before)
    return old.count() if dry_run else old.delete()[0]
