"""From draft to published and back: the states of an article, and the verbs that change them."""

from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.dates import in_words
from newsroom.core.words import Line


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "review", _("in review")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNFINISHED = (Status.DRAFT, Status.IN_REVIEW, Status.READY)
# What a verb judges by: read anew from the database before each.
JUDGED = ["status", "published_at", "embargo_until", "expires_at"]


def visible_at(now: datetime) -> Q:
    """Published, its time has come, and its end has not (rule 1)."""
    unended = Q(expires_at=None) | Q(expires_at__gt=now)
    return Q(status=Status.PUBLISHED, published_at__lte=now) & unended


# The same in statements written by hand, with the moment bound twice.
VISIBLE = "status = 'published' AND published_at <= %s AND (expires_at IS NULL OR expires_at > %s)"
# Whole: counting what is visible, and skipping to a late page, reads no row.
_VISIBLE_FIELDS = ["status", "-published_at", "-id", "expires_at"]
BY_VISIBILITY = [
    models.Index(fields=_VISIBLE_FIELDS, name="articles_by_date"),
    models.Index(fields=["section", *_VISIBLE_FIELDS], name="articles_of_a_section"),
]


def verb(method):
    """One change of status at a time, judged by what the database says now."""

    @wraps(method)
    @transaction.atomic
    def locked(self, **kwargs):
        rows = type(self).objects.select_for_update()
        self.refresh_from_db(fields=JUDGED, from_queryset=rows)
        return method(self, **kwargs)

    return locked


class Workflow(models.Model):
    Status = Status

    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    # When it came out, or will. Whatever has a past one was seen by readers.
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    withdrawal_reason = Line(
        _("reason of the withdrawal"), max_length=300, blank=True, editable=False
    )
    status_since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True, editable=False)
    expires_at = models.DateTimeField(_("ends"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_published(self) -> bool:
        """The twin of `published()` for one article."""
        return self.status == Status.PUBLISHED and self.was_out and not self.is_over

    @property
    def is_embargoed(self) -> bool:
        """Promised to nobody outside before a moment that is still to come."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()

    @property
    def is_over(self) -> bool:
        """Its end has come: out of every list, and its address answers 410."""
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def was_out(self) -> bool:
        """The twin of `once_out()`: its address answers 200 or 410, but never 404 again."""
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.status == Status.PUBLISHED and not self.was_out

    @property
    def is_waiting(self) -> bool:
        """For an editor: to be read, or to be published."""
        return self.status in {Status.IN_REVIEW, Status.READY}

    @verb
    def submit(self, *, by):
        """Hand a draft to the editors; what its pictures lack may be added later."""
        self._refuse_unless(Status.DRAFT, Status.IN_REVIEW)
        self._refuse_with(self.problems(with_pictures=False))
        self._change(Status.IN_REVIEW, by=by)

    @verb
    def approve(self, *, by):
        """Read and found good: nothing is left but to publish it."""
        self._refuse_unless(*UNFINISHED)
        self._refuse_with(self.problems())
        self._change(Status.READY, by=by)

    @verb
    def send_back(self, *, by, reason=""):
        """Back to the writer, from the review or after a withdrawal."""
        self._refuse_unless(*UNFINISHED, Status.WITHDRAWN)
        self._change(Status.DRAFT, by=by, reason=reason)

    @verb
    def unschedule(self, *, by):
        """Off the calendar, as long as nobody has seen it: ready, without a date."""
        if self.status == Status.PUBLISHED and self.was_out:
            raise ValidationError(_("Readers see it already: withdraw it instead."))
        self._refuse_unless(Status.PUBLISHED, Status.READY)
        self._change(Status.READY, by=by, published_at=None)

    @verb
    def publish(self, *, by, at=None):
        """Show it to readers, now or from `at` on. Out already, only its date moves."""
        self._refuse_with(self.problems())
        if self.is_over:
            raise ValidationError(_("Its end has come: move that first, then publish it."))
        date = self._date_asked(at) if at else self._date_of_now()
        self.refuse_bounds(date, self.embargo_until, self.expires_at)
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

    @verb
    def set_bounds(self, *, by, embargo_until, expires_at):
        """Not before the one, not after the other; either may be None."""
        date = self.published_at if self.status == Status.PUBLISHED else None
        self.refuse_bounds(date, embargo_until, expires_at)
        self._change(self.status, by=by, embargo_until=embargo_until, expires_at=expires_at)

    @staticmethod
    def refuse_bounds(date, embargo_until, expires_at):
        """Nothing appears within its embargo, nor ends before it appears."""
        date = date or embargo_until
        if embargo_until and date < embargo_until:
            raise ValidationError(
                _("It is under embargo until %(when)s: choose that time or a later one."),
                params={"when": in_words(timezone.localtime(embargo_until), "datetime")},
            )
        if expires_at and date and expires_at <= date:
            raise ValidationError(
                _("It would end on %(when)s, before it appears: change one of the two."),
                params={"when": in_words(timezone.localtime(expires_at), "datetime")},
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

    def problems(self, *, with_pictures=True) -> list[str]:
        """What is missing before it can be published; without pictures, be handed in."""
        raise NotImplementedError

    def _refuse_unless(self, *statuses):
        if self.status not in statuses:
            raise ValidationError(
                _("This can't be done: the article is %(status)s."),
                params={"status": self.get_status_display()},
            )

    @staticmethod
    def _refuse_with(problems: list[str]):
        if problems:
            raise ValidationError(problems)

    def _change(self, status, *, by, reason="", **fields):
        """Change the status and write who did it and why; once, however often asked."""
        fields = {"status": status} | fields
        if all(getattr(self, name) == value for name, value in fields.items()):
            return
        if status != self.status:
            fields["status_since"] = timezone.now()
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=[*fields])
        judged = {name: getattr(self, name) for name in JUDGED}
        self.status_changes.create(by=by, reason=reason, **judged)


KEPT_WITHIN_BOUNDS = [
    models.CheckConstraint(
        name="nothing_appears_within_its_embargo",
        condition=~Q(status=Status.PUBLISHED)
        | Q(embargo_until=None)
        | Q(published_at__gte=F("embargo_until")),
    ),
    models.CheckConstraint(
        name="nothing_ends_before_it_appears",
        condition=~Q(status=Status.PUBLISHED)
        | Q(expires_at=None)
        | Q(expires_at__gt=F("published_at")),
    ),
]


class StatusChange(models.Model):
    """Who moved an article to which state, when and why."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="status_changes")
    status = models.CharField(_("status"), max_length=10, choices=Status)
    published_at = models.DateTimeField(_("published"), null=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True)
    expires_at = models.DateTimeField(_("ends"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["status", "at"], name="status_changes_by_date")]

    def __str__(self):
        return f"{self.get_status_display()} {self.at:%Y-%m-%d %H:%M}"
