from datetime import datetime, timedelta

from django.db import connection, models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from newsletter.models.subscriber import Subscriber

LEASE = timedelta(minutes=15)


class DeliveryQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(status=Delivery.Status.PENDING)

    def due(self, now=None):
        """What may be sent now: the waiting lines, and those whose second try has come."""
        retries = Q(status=Delivery.Status.DEFERRED, due_at__lte=now or timezone.now())
        return self.filter(Q(status=Delivery.Status.PENDING) | retries)

    def unfinished(self):
        """What still has to come to an end before an issue is sent."""
        return self.filter(status__in=Delivery.UNFINISHED)

    def in_doubt(self):
        return self.filter(status=Delivery.Status.IN_DOUBT)

    def stuck(self, now=None):
        """Taken for sending so long ago that whoever took them must have died."""
        before = (now or timezone.now()) - LEASE
        return self.filter(status=Delivery.Status.SENDING, updated_at__lt=before)

    def drop(self, *, reason: str) -> int:
        """Send no more of these; what is on its way or done stays as it is."""
        waiting = self.filter(status__in=Delivery.OPEN)
        return waiting._become(Delivery.Status.DROPPED, error=reason)

    def take_up_again(self, *, reason: str) -> int:
        """Undo `drop()`, in issues that are still being sent."""
        dropped = self.filter(status=Delivery.Status.DROPPED, error=reason)
        return dropped.filter(digest__status="sending")._become(Delivery.Status.PENDING)

    def doubt(self) -> int:
        """Nobody knows whether these arrived; only an editor may send them again."""
        return self._become(
            Delivery.Status.IN_DOUBT, error=gettext_noop("no answer from the mail server")
        )

    def resend(self) -> int:
        """Let those in doubt go out again: an editor has decided so."""
        return self.in_doubt()._become(Delivery.Status.PENDING)

    def tally(self) -> dict[int, dict[str, int]]:
        """How many lines of each issue are in which state, in one query."""
        tally: dict[int, dict[str, int]] = {}
        counts = self.order_by().values_list("digest", "status").annotate(number=Count("pk"))
        for digest, status, number in counts:
            tally.setdefault(digest, {})[status] = number
        return tally

    def _become(self, status, *, error="") -> int:
        return self.update(status=status, error=error, updated_at=timezone.now())


class Delivery(models.Model):
    """A line of the ledger: one issue for one reader, and what became of it."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DEFERRED = "deferred", _("to be tried again")
        FAILED = "failed", _("refused")
        IN_DOUBT = "in_doubt", _("in doubt")
        DROPPED = "dropped", _("dropped")

    OPEN = (Status.PENDING, Status.DEFERRED)
    UNFINISHED = (*OPEN, Status.SENDING)

    digest = models.ForeignKey(
        "newsletter.Digest",
        models.CASCADE,
        verbose_name=_("issue"),
        related_name="deliveries",
        db_index=False,  # the index below begins with it
    )
    # A reader who is erased leaves the line, so that the sums of an issue stay true.
    subscriber = models.ForeignKey(
        Subscriber,
        models.SET_NULL,
        verbose_name=_("subscriber"),
        null=True,
        related_name="deliveries",
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), null=True)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now)
    error = models.CharField(_("answer"), max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "subscriber"], name="one_delivery_per_issue_and_reader"
            ),
            models.CheckConstraint(
                name="deferred_deliveries_have_a_date",
                condition=~Q(status="deferred") | Q(due_at__isnull=False),
            ),
        ]
        # One index holds the states: each costs two writes a mail.
        indexes = [models.Index(fields=["digest", "status", "id"], name="deliveries_by_status")]

    def __str__(self):
        return f"{self.digest_id} → {self.subscriber_id} ({self.get_status_display()})"

    def claim(self) -> bool:
        """Take this line for sending. False where another worker was faster."""
        if self.status not in self.OPEN:
            return False
        taken = _execute(CLAIM, timezone.now(), self.pk, self.status, self.attempts)
        if taken:
            self.status, self.attempts = self.Status.SENDING, self.attempts + 1
        return bool(taken)

    def settle(self, status, *, error: str = "", due_at=None) -> None:
        """Write what became of the line that this worker holds.

        A line that was given up as in doubt meanwhile takes the truth too: only this worker knows.
        """
        outcome = (str(status), error[:300], due_at, timezone.now())
        _execute(SETTLE, *outcome, self.pk, self.attempts)
        self.status = status


# The two statements of every mail, as SQL: to build them anew each time costs more than to send.
CLAIM = """
    UPDATE newsletter_delivery SET status = 'sending', attempts = attempts + 1, updated_at = %s
    WHERE id = %s AND status = %s AND attempts = %s
"""
SETTLE = """
    UPDATE newsletter_delivery SET status = %s, error = %s, due_at = %s, updated_at = %s
    WHERE id = %s AND attempts = %s AND status IN ('sending', 'in_doubt')
"""


def _execute(statement: str, *values) -> int:
    """How many rows it changed."""
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(statement, [adapt(v) if isinstance(v, datetime) else v for v in values])
        return cursor.rowcount
