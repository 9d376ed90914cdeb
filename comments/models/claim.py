from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from comments.models.comment import Comment

LEASE = timedelta(seconds=60)  # the open page renews it


class ClaimQuerySet(models.QuerySet):
    def of_others(self, user, now=None):
        return self.filter(until__gt=now or timezone.now()).exclude(by=user)

    @transaction.atomic
    def take(self, pks, *, by) -> set[int]:
        """Reserve comments for one moderator, or go on doing so; which of them are theirs.

        The conditional UPDATE and the primary key say who was first, on every database.
        """
        now = timezone.now()
        here = self.filter(comment__in=pks)
        # All lock in one order: two who select the same comments never wait for each other.
        list(here.order_by("pk").select_for_update().values_list("pk", flat=True))
        here.filter(Q(by=by) | Q(until__lte=now)).update(by=by, until=now + LEASE)
        there = set(Comment.objects.filter(pk__in=pks).values_list("pk", flat=True))
        self.bulk_create(
            [Claim(comment_id=pk, by=by, until=now + LEASE) for pk in sorted(there)],
            ignore_conflicts=True,
        )
        mine = here.filter(by=by, until__gt=now)
        return set(mine.values_list("comment_id", flat=True))

    def give_back(self, pks, *, by) -> None:
        self.filter(comment__in=pks, by=by).delete()


class Claim(models.Model):
    """Who reads a comment at this moment: nobody else decides on it until then."""

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    def __str__(self):
        return f"{self.by} {self.until:%H:%M:%S}"
