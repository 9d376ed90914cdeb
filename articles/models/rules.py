from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.core.models import OneRow


class PublishingRules(OneRow):
    """Which checks before publishing block, warn, or are left out: one row."""

    # By the name of the check; what is not in it keeps the level that the check has by itself.
    levels = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("checks before publishing")
        verbose_name_plural = _("checks before publishing")

    def __str__(self):
        return str(self._meta.verbose_name)
