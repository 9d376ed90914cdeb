from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Edit(models.Model):
    """What a comment said before the desk changed it: readers see that, moderators the words."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="edits")
    before = models.TextField(_("before"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"
