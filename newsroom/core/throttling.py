"""How often one source may do a thing; counted in the database, so all processes agree."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from newsroom.core.models import Attempt


@transaction.atomic
def allow(scope: str, source: str, *, limit: int, seconds: int) -> bool:
    """Count one attempt of `source` and say whether it is within `limit` per `seconds`."""
    since = timezone.now() - timedelta(seconds=seconds)
    made = Attempt.objects.filter(scope=scope, source=source, at__gt=since).count()
    if made >= limit:
        return False
    Attempt.objects.create(scope=scope, source=source)
    return True


def forget_attempts(now=None) -> int:
    """Delete what is older than a day; no limit looks further back."""
    before = (now or timezone.now()) - timedelta(days=1)
    return Attempt.objects.filter(at__lt=before).delete()[0]
