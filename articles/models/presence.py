"""Who has an article open: a row that is renewed by the page, and ends by itself."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

GONE_AFTER = timedelta(seconds=20)


class PresenceQuerySet(models.QuerySet):
    def here(self):
        return self.filter(seen_at__gt=timezone.now() - GONE_AFTER)

    def gone(self):
        return self.filter(seen_at__lte=timezone.now() - GONE_AFTER)


class Presence(models.Model):
    """Somebody at the writing page of an article. No lock: it stops nobody."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    wrote_at = models.DateTimeField(null=True)
    # Who has said to this person: I go on from here.
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], name="one_presence_per_person_and_article"
            )
        ]

    def __str__(self):
        return f"{self.user} {self.article_id}"
