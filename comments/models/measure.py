from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.signals import thread_changed


class MeasureQuerySet(models.QuerySet):
    def in_force(self, at=None):
        at = at or timezone.now()
        return self.filter(
            Q(until=None) | Q(until__gt=at), Q(ended_at=None) | Q(ended_at__gt=at), at__lte=at
        )

    def over(self, article):
        """Those of an article, of its section and of the whole site."""
        return self.filter(
            Q(article=article)
            | Q(article=None, section=article.section_id)
            | Q(article=None, section=None)
        )

    def attacks(self):
        return self.filter(kind=Measure.Kind.ATTACK)


class Measure(models.Model):
    """Something decided for a whole thread, a section or the site, for a while or until ended."""

    class Kind(models.TextChoices):
        ATTACK = "attack", _("under attack: everything waits")
        PREMODERATED = "premoderated", _("every comment is read first")
        CLOSED = "closed", _("closed for new comments")
        OPEN = "open", _("stays open, however old")

    kind = models.CharField(_("measure"), max_length=12, choices=Kind)
    section = models.ForeignKey(
        "articles.Section", models.CASCADE, verbose_name=_("section"), null=True, blank=True
    )
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, verbose_name=_("article"), null=True, blank=True
    )
    reason = models.CharField(
        _("reason"),
        max_length=200,
        blank=True,
        help_text=_("Where a thread is closed, readers see it."),
    )
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until somebody ends it.")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        editable=False,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("ended by"),
        null=True,
        editable=False,
        related_name="+",
    )

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="measures_have_one_scope", condition=Q(section=None) | Q(article=None)
            ),
            models.CheckConstraint(
                name="articles_alone_are_closed_or_kept_open",
                condition=~Q(kind__in=["closed", "open"]) | Q(article__isnull=False),
            ),
            models.CheckConstraint(
                name="attacks_have_an_end", condition=~Q(kind="attack") | Q(until__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.scope} – {self.get_kind_display()}"

    @property
    def scope(self):
        return self.article or self.section or gettext("the whole site")

    @property
    def is_in_force(self) -> bool:
        now = timezone.now()
        return self.ended_at is None and (self.until is None or self.until > now)

    def covers(self, comment) -> bool:
        """Whether it was in force when and where the comment came."""
        came, article = comment.created_at, comment.article
        was_in_force = self.at <= came and not any(
            end and end <= came for end in (self.until, self.ended_at)
        )
        if self.article_id:
            return was_in_force and self.article_id == article.pk
        return was_in_force and self.section_id in {None, article.section_id}

    def clean(self):
        if self.section and self.article:
            raise ValidationError(_("Choose a section or an article, not both."))
        if self.kind in {self.Kind.CLOSED, self.Kind.OPEN} and not self.article:
            raise ValidationError({"article": _("Choose the article whose thread it is.")})
        if self.kind == self.Kind.CLOSED and not self.reason.strip():
            raise ValidationError({"reason": _("Say why: readers see it instead of the form.")})
        if self.kind == self.Kind.ATTACK and not self.until:
            raise ValidationError({"until": _("Say when it ends: an attack passes.")})
        if self.until and self.until <= timezone.now():
            raise ValidationError({"until": _("Choose a time that is still to come.")})

    @transaction.atomic
    def take(self):
        """Put it in force."""
        self.save()
        self.tell()

    @transaction.atomic
    def end(self, *, by) -> bool:
        """Lift it; once, whoever else does. True where it was this call."""
        running = Measure.objects.in_force().filter(pk=self.pk)
        ended = bool(running.update(ended_at=timezone.now(), ended_by=by))
        self.refresh_from_db(fields=["ended_at", "ended_by"])
        if ended:
            self.tell()
        return ended

    def tell(self):
        """The page of an article that is closed or opened has changed."""
        if self.article:
            changed = partial(thread_changed.send, Measure, article=self.article)
            transaction.on_commit(changed, robust=True)
