"""Of what was kept while somebody wrote, all of the last hour stays, then one an hour, then one a
day. What was saved stays for ever."""

from datetime import timedelta

from django.db.models import F, Window
from django.db.models.functions import RowNumber, TruncDay, TruncHour
from django.utils import timezone

from articles.models import Revision

# Older than this: the last one of each hour, of each day.
STEPS = ((timedelta(hours=1), TruncHour), (timedelta(days=1), TruncDay))
AT_ONCE = 500


def thin() -> int:
    """Drop what is too many, and say how many. A draft that waits for its writer stays."""
    return sum(_thin(timezone.now() - age, period) for age, period in STEPS)


def _thin(before, period) -> int:
    place = Window(
        RowNumber(),
        partition_by=[F("article"), F("by"), period("at")],
        order_by=F("pk").desc(),
    )
    old = Revision.objects.autosaved().filter(at__lt=before, is_open=False).order_by()
    spare = old.annotate(place=place).filter(place__gt=1).values_list("pk", flat=True)
    keys, dropped = list(spare), 0
    for start in range(0, len(keys), AT_ONCE):
        # Asked again for each: somebody may have taken one up meanwhile.
        batch = Revision.objects.autosaved().filter(pk__in=keys[start : start + AT_ONCE])
        dropped += batch.filter(is_open=False).delete()[0]
    return dropped
