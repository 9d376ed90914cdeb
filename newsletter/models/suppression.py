"""Addresses that are never written to again, known by their keyed hash alone."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SuppressionQuerySet(models.QuerySet):
    def holds(self, fingerprint: str) -> bool:
        return self.filter(fingerprint=fingerprint).exists()

    def bars(self, fingerprint: str) -> bool:
        """Whether not even its own mailbox can bring this address back."""
        held = self.exclude(cause__in=Suppression.THEIR_OWN)
        return held.filter(fingerprint=fingerprint).exists()

    def end_by_reader(self, fingerprint: str) -> None:
        """The mailbox has said yes: what its reader once wished holds no longer."""
        self.filter(fingerprint=fingerprint, cause__in=Suppression.THEIR_OWN).delete()

    def among(self, fingerprints: Iterable[str]) -> set[str]:
        """Which of these are never to be written to, in one query."""
        held = self.filter(fingerprint__in=list(fingerprints))
        return set(held.values_list("fingerprint", flat=True))

    def hold(self, fingerprint: str, *, cause, by=None, note="") -> "Suppression":
        """From now on, whatever happens to the reader's row. The first cause stands."""
        details = {"cause": cause, "by": by, "note": note[:200]}
        return self.get_or_create(fingerprint=fingerprint, defaults=details)[0]


class Suppression(models.Model):
    """Survives the erasure of the reader, and keeps a list that is imported from reviving them."""

    class Cause(models.TextChoices):
        BOUNCE = "bounce", _("the mailbox is gone")
        COMPLAINT = "complaint", _("complained")
        ERASED = "erased", _("erased at their request")
        LEFT = "left", _("left")
        HAND = "hand", _("at the desk")

    # Ended by the reader alone: they may sign up anew, no list brings them back.
    THEIR_OWN = (Cause.ERASED, Cause.LEFT)

    fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    cause = models.CharField(_("cause"), max_length=10, choices=Cause, default=Cause.HAND)
    note = models.CharField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = SuppressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.fingerprint[:8]} ({self.get_cause_display()})"
