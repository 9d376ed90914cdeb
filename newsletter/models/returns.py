from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models.delivery import Delivery
from newsletter.models.subscriber import Subscriber


class ReturnQuerySet(models.QuerySet):
    def recent(self, days: int):
        return self.filter(at__gt=timezone.now() - timedelta(days=days))


class Return(models.Model):
    """What came back for a mail that had left: a bounce or a complaint. Once each."""

    class Kind(models.TextChoices):
        HARD = "hard", _("no such mailbox")
        SOFT = "soft", _("not now")
        FULL = "full", _("mailbox full")
        COMPLAINT = "complaint", _("complaint")
        OURS = "ours", _("about the paper")  # its domain, address, reputation: not the reader

    subscriber = models.ForeignKey(
        Subscriber,
        models.CASCADE,
        verbose_name=_("subscriber"),
        null=True,
        related_name="returns",
    )
    delivery = models.ForeignKey(
        Delivery, models.CASCADE, verbose_name=_("delivery"), related_name="returns"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        verbose_name = _("return")
        verbose_name_plural = _("returns")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "kind"], name="a_return_once_per_line")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
