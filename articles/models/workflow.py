"""From draft to published and back: the states of an article, and the verbs that change them."""

from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


def verb(method):
    """One change of status at a time, judged by what the database says now."""

    @wraps(method)
    @transaction.atomic
    def locked(self, **kwargs):
        rows = type(self).objects.select_for_update()
        self.refresh_from_db(fields=["status", "published_at"], from_queryset=rows)
        return method(self, **kwargs)

    return locked


class Workflow(models.Model):
    Status = Status

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    # When it came out, or will. Whatever has a past one was seen by readers.
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawal_reason = models.CharField(
        _("reason of the withdrawal"), max_length=300, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """The twin of `published()` for one article."""
        return self.status == Status.PUBLISHED and self.was_out

    @property
    def was_out(self) -> bool:
        """The twin of `once_out()`: its address answers 200 or 410, but never 404 again."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == Status.PUBLISHED and not self.was_out

    @verb
    def submit(self, *, by):
        """Hand a draft to the editors."""
        self._refuse_unless(Status.DRAFT, Status.IN_REVIEW)
        self._refuse_with_problems()
        self._change(Status.IN_REVIEW, by=by)

    @verb
    def send_back(self, *, by, reason=""):
        """Back to the writer, from the review or after a withdrawal."""
        self._refuse_unless(Status.IN_REVIEW, Status.WITHDRAWN, Status.DRAFT)
        self._change(Status.DRAFT, by=by, reason=reason)

    @verb
    def publish(self, *, by, at=None):
        """Show it to readers, now or from `at` on. Out already, only its date moves."""
        self._refuse_with_problems()
        date = self._date_asked(at) if at else self._date_of_now()
        self._change(Status.PUBLISHED, by=by, published_at=date, withdrawal_reason="")

    @verb
    def withdraw(self, *, by, reason):
        """Take it from readers at once; its address answers 410 Gone.

        What was only scheduled was never out, and has no address to answer for.
        """
        if not reason.strip():
            raise ValidationError(_("Say why the article is withdrawn."))
        self._refuse_unless(Status.PUBLISHED, Status.WITHDRAWN)
        if self.status == Status.WITHDRAWN:
            return
        date = self.published_at if self.was_out else None
        self._change(
            Status.WITHDRAWN, by=by, reason=reason, published_at=date, withdrawal_reason=reason
        )

    def _date_of_now(self):
        """A withdrawal that is undone gives the article back under its own date."""
        stays = self.was_out and self.status in {Status.PUBLISHED, Status.WITHDRAWN}
        return self.published_at if stays else timezone.now()

    def _date_asked(self, at):
        now = timezone.now()
        if self.is_published and at > now:
            raise ValidationError(
                _("Readers see it already: withdraw it first, to show it again later.")
            )
        if not self.was_out and at < now - timedelta(hours=1):
            raise ValidationError(_("This time is past: leave it empty to publish at once."))
        return at

    def problems(self) -> list[str]:
        """What is missing before it can be submitted or published."""
        raise NotImplementedError

    def _refuse_unless(self, *statuses):
        if self.status not in statuses:
            raise ValidationError(
                _("This can't be done: the article is %(status)s."),
                params={"status": self.get_status_display()},
            )

    def _refuse_with_problems(self):
        if problems := self.problems():
            raise ValidationError(problems)

    def _change(self, status, *, by, reason="", **fields):
        """Change the status and write who did it and why; once, however often asked."""
        fields = {"status": status} | fields
        if all(getattr(self, name) == value for name, value in fields.items()):
            return
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=[*fields])
        self.status_changes.create(
            status=status, by=by, reason=reason, published_at=self.published_at
        )


class StatusChange(models.Model):
    """Who moved an article to which state, when and why."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=10, choices=Status)
    published_at = models.DateTimeField(_("published"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_status_display()} {self.at:%Y-%m-%d %H:%M}"
