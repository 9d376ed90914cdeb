from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from newsletter.models.subscriber import Subscriber


class DeliveryQuerySet(models.QuerySet):
    def pending(self):
        return self.filter(status=Delivery.Status.PENDING)

    def deferred(self):
        return self.filter(status=Delivery.Status.DEFERRED)

    def unfinished(self):
        """What still has to come to an end before an issue is sent."""
        return self.filter(status__in=Delivery.UNFINISHED)

    def in_doubt(self):
        return self.filter(status=Delivery.Status.IN_DOUBT)

    def refused(self):
        """What the mail server said no to, for ever or too often."""
        return self.filter(status=Delivery.Status.FAILED)

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
        # Its worker, should it only be slow, still may write the truth: it keeps the line.
        return self.update(
            status=Delivery.Status.IN_DOUBT,
            error=gettext_noop("no answer from the mail server"),
            updated_at=timezone.now(),
        )

    def resend(self) -> int:
        """Let those in doubt go out again: an editor has decided so."""
        return self.in_doubt()._become(Delivery.Status.PENDING)

    def sendable(self):
        """Whose reader still gets the letter."""
        readers = Subscriber.objects.active().unsuppressed()
        return self.filter(subscriber__in=readers.values("pk"))

    def send_again(self) -> int:
        """Let those that were refused go out again, and be tried as often as at first."""
        again = self.refused().sendable()
        return again._become(Delivery.Status.PENDING, attempts=0)

    def tally(self) -> dict[int, dict[str, int]]:
        """How many lines of each issue are in which state, in one query."""
        tally: dict[int, dict[str, int]] = {}
        counts = self.order_by().values_list("digest", "status").annotate(number=Count("pk"))
        for digest, status, number in counts:
            tally.setdefault(digest, {})[status] = number
        return tally

    def _become(self, status, *, error="", **fields) -> int:
        """Whoever held one of these lines holds it no longer."""
        fields |= {"status": status, "error": error, "updated_at": timezone.now()}
        return self.update(due_at=None, shift=None, **fields)


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
        RETURNED = "returned", _("returned")

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
    # Who holds the line, or held it last; only that one may begin and settle it.
    shift = models.ForeignKey(
        "newsletter.Shift",
        models.DO_NOTHING,
        verbose_name=_("shift"),
        null=True,
        related_name="+",
        db_index=False,
        db_constraint=False,  # each mail would pay for the look-up
    )

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
        # One index holds the states: each costs two writes a mail. Where nothing is due, `due_at`
        # is empty and the lines of a state lie in their order.
        indexes = [
            models.Index(fields=["digest", "status", "due_at", "id"], name="deliveries_by_status")
        ]

    def __str__(self):
        return f"{self.digest_id} → {self.subscriber_id} ({self.get_status_display()})"
