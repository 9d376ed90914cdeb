import os
import socket
from datetime import timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=2)  # much longer than a mail server may take to answer


class ShiftQuerySet(models.QuerySet):
    def on(self):
        """Those at work now."""
        return self.filter(ended_at=None)

    def dead(self, now=None):
        """Those that have given no sign for so long that their worker must have died."""
        return self.on().filter(until__lt=now or timezone.now())


class Shift(models.Model):
    """A worker's time on an issue. What it claimed is its own until `until`, which it puts off."""

    digest = models.ForeignKey(
        "newsletter.Digest", models.CASCADE, verbose_name=_("issue"), related_name="shifts"
    )
    name = models.CharField(_("name"), max_length=100)
    started_at = models.DateTimeField(_("began"), default=timezone.now)
    until = models.DateTimeField(_("holds its lines until"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    sent = models.PositiveIntegerField(_("mails sent"), default=0)
    rate = models.FloatField(_("mails per second"), default=0)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        ordering = ["-pk"]

    def __str__(self):
        return self.name

    @classmethod
    def begin(cls, digest) -> "Shift":
        name = f"{socket.gethostname()[:80]} {os.getpid()}"
        return cls.objects.create(digest=digest, name=name, until=timezone.now() + LEASE)

    def go_on(self, *, sent: int, rate: float) -> bool:
        """Say that it lives. False where it was taken for dead meanwhile."""
        self.sent, self.rate = sent, rate
        self.until = timezone.now() + LEASE
        alive = Shift.objects.on().filter(pk=self.pk)
        return bool(alive.update(sent=sent, rate=rate, until=self.until))

    @transaction.atomic
    def end(self, *, sent: int | None = None, held: list[int] | None = None) -> None:
        """Give back what was claimed and not begun. What was begun and has no answer is in doubt.

        A living worker knows which lines it has `held`; for a dead one, all are looked through.
        """
        lines = self.digest.deliveries.filter(shift=self)
        if held is not None:
            lines = lines.filter(pk__in=held)
        lines.filter(status="sending").doubt()
        lines.filter(status__in=["pending", "deferred"]).update(shift=None)
        self.sent = self.sent if sent is None else sent
        Shift.objects.filter(pk=self.pk).update(ended_at=timezone.now(), rate=0, sent=self.sent)


class Lane(models.Model):
    """When the next mail may leave: of all, or to one domain (by its keyed hash)."""

    name = models.CharField(max_length=64, unique=True)
    free_at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.free_at:%Y-%m-%d %H:%M:%S}"
