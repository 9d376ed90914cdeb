"""A new version of an article that is out, which takes its place at a set second, or by hand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision


class PlannedChangeQuerySet(models.QuerySet):
    def open(self):
        """What is still to come, or waits for somebody to settle it."""
        return self.filter(status__in=PlannedChange.OPEN)

    def due(self, now=None):
        waiting = PlannedChange.Status.WAITING
        return self.filter(status=waiting, takes_effect_at__lte=now or timezone.now())

    def due_of_each(self, now=None):
        """For a query of articles: whether one is due that the worker has not made yet."""
        return models.Exists(self.due(now).filter(article=models.OuterRef("pk")))


class PlannedChange(models.Model):
    class Status(models.TextChoices):
        WAITING = "waiting", _("set")
        HELD = "held", _("held")  # it and a later edit touch the same places
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("cancelled")

    OPEN = (Status.WAITING, Status.HELD)

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="planned_changes")
    revision = models.OneToOneField(Revision, models.CASCADE, related_name="planned")
    # Without one it is a draft of the change, worked on until somebody puts it out.
    takes_effect_at = models.DateTimeField(_("takes effect"), null=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = PlannedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned change")
        verbose_name_plural = _("planned changes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(status__in=["waiting", "held"]),
                name="one_planned_change_per_article",
            )
        ]
        indexes = [
            models.Index(
                fields=["takes_effect_at"],
                condition=Q(status="waiting"),
                name="planned_changes_to_come",
            )
        ]

    def __str__(self):
        if self.takes_effect_at is None:
            return f"{self.article_id}"
        return f"{self.article_id} {timezone.localtime(self.takes_effect_at):%Y-%m-%d %H:%M:%S}"

    def settle(self, status, *, by=None) -> None:
        self.status, self.settled_at, self.settled_by = status, timezone.now(), by
        self.save(update_fields=["status", "settled_at", "settled_by"])
