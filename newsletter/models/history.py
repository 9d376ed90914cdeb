from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models.digest import Digest


class DigestChange(models.Model):
    """Who moved an issue to which state, when and why."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="changes")
    status = models.CharField(_("status"), max_length=10, choices=Digest.Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("change of an issue")
        verbose_name_plural = _("changes of issues")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_status_display()} {self.at:%Y-%m-%d %H:%M}"
