from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.words import Text


class CorrectionQuerySet(models.QuerySet):
    def public(self):
        """What the log of corrections shows: of articles that readers can see."""
        from articles.models.article import Article

        return self.filter(article__in=Article.objects.published())

    def newest_first(self):
        return self.order_by("-at", "-pk")

    def for_log(self):
        """With the article that each is about: one query for all."""
        return self.select_related("article__section").defer("article__body")


class Correction(models.Model):
    """What readers are told of a change that matters: dated, and kept with the article."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")
        CLARIFICATION = "clarification", _("Clarification")

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), related_name="corrections"
    )
    kind = models.CharField(_("kind"), max_length=13, choices=Kind, default=Kind.CORRECTION)
    text = Text(
        _("text"),
        max_length=1000,
        help_text=_("Plain words: what stood there, and what is right. Readers see it as it is."),
    )
    on_top = models.BooleanField(
        _("above the text"),
        default=False,
        help_text=_("For an error that changes what the article says; else it stands below."),
    )
    at = models.DateTimeField(_("date"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="corrections_are_of_a_known_kind",
                condition=Q(kind__in=["correction", "update", "clarification"]),
            ),
        ]
        indexes = [models.Index(fields=["-at"], name="corrections_by_date")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"

    def get_absolute_url(self):
        """Where it stands in its article."""
        return f"{self.article.get_absolute_url()}#correction-{self.pk}"
