"""A list of readers that was uploaded at the desk, on its way in."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=1)


class UploadQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=[Upload.Status.WAITING, Upload.Status.RUNNING])

    def claim(self, now=None) -> bool:
        """Take one for this process; also one whose process has died."""
        now = now or timezone.now()
        dead = Q(status=Upload.Status.RUNNING, updated_at__lt=now - LEASE)
        free = self.filter(Q(status=Upload.Status.WAITING) | dead)
        return bool(free.update(status=Upload.Status.RUNNING, updated_at=now))


class Upload(models.Model):
    class Status(models.TextChoices):
        NEW = "new", _("columns to choose")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("being read")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        FAILED = "failed", _("failed")

    CHOOSABLE = (Status.NEW, Status.DONE, Status.STOPPED, Status.FAILED)

    name = models.CharField(_("file"), max_length=150, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.WAITING, editable=False
    )
    dry_run = models.BooleanField(_("trial run"), default=False)
    layout = models.JSONField(default=dict, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    read = models.PositiveBigIntegerField(default=0, editable=False)
    lines = models.PositiveIntegerField(_("lines"), default=0, editable=False)
    created = models.PositiveIntegerField(_("came in"), default=0, editable=False)
    away = models.PositiveIntegerField(
        _("taken over as left or suppressed"), default=0, editable=False
    )
    known = models.PositiveIntegerField(_("known already"), default=0, editable=False)
    refused = models.PositiveIntegerField(_("refused"), default=0, editable=False)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("import of readers")
        verbose_name_plural = _("imports of readers")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def is_open(self) -> bool:
        """The twin of `open()`."""
        return self.status in {self.Status.WAITING, self.Status.RUNNING}

    @property
    def percent(self) -> int:
        if self.status == self.Status.DONE:
            return 100
        return min(99, 100 * self.read // self.size) if self.size else 0

    def stop(self) -> None:
        """Take no more of it; what came in stays."""
        stoppable = [self.Status.NEW, self.Status.WAITING, self.Status.RUNNING]
        Upload.objects.filter(pk=self.pk, status__in=stoppable).update(status=self.Status.STOPPED)


class Piece(models.Model):
    """A megabyte of the list, or of the report on it: encrypted, and gone after a week."""

    class Kind(models.TextChoices):
        LIST = "list"
        REPORT = "report"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="pieces")
    kind = models.CharField(max_length=10, choices=Kind)
    data = models.BinaryField()

    def __str__(self):
        return f"{self.upload_id} {self.kind}"
