"""What the mails of comments need to know: who wants none, what was sent, who at the desk asks."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment

LEASE = timedelta(minutes=15)


class Silence(models.Model):
    """An address that wants no mail about comments: its keyed hash, and since when."""

    email_fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("address that wants no mail")
        verbose_name_plural = _("addresses that want no mail")

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"


class ReplyMailQuerySet(models.QuerySet):
    def due(self, now=None):
        return self.filter(status__in=ReplyMail.OPEN, due_at__lte=now or timezone.now())

    def doubt_stuck(self, now=None) -> int:
        """Whoever took these has died: nobody knows whether they arrived, so they rest."""
        before = (now or timezone.now()) - LEASE
        stuck = self.filter(status=ReplyMail.Status.SENDING, updated_at__lt=before)
        return stuck.update(status=ReplyMail.Status.IN_DOUBT)


class ReplyMail(models.Model):
    """That somebody is to be told of a reply: one line for each, so that no one is told twice."""

    class Status(models.TextChoices):
        PENDING = "pending", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        DEFERRED = "deferred", _("later")
        FAILED = "failed", _("failed")
        IN_DOUBT = "in_doubt", _("in doubt")

    OPEN = (Status.PENDING, Status.DEFERRED)

    reply = models.OneToOneField(Comment, models.CASCADE, related_name="reply_mail")
    reader = models.CharField(max_length=64, editable=False)  # the fingerprint of the address
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    batch = models.UUIDField(null=True, editable=False)  # the one mail that these went in
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    updated_at = models.DateTimeField(_("updated"), default=timezone.now)
    error = models.CharField(_("answer"), max_length=300, blank=True)

    objects = ReplyMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about a reply")
        verbose_name_plural = _("mails about replies")
        indexes = [
            models.Index(
                fields=["due_at", "reader"],
                name="reply_mails_to_send",
                condition=Q(status__in=["pending", "deferred", "sending"]),
            ),
            models.Index(fields=["batch"], name="reply_mails_of_a_batch"),
        ]

    def __str__(self):
        return f"{self.reply_id} ({self.get_status_display()})"


class DeskMail(models.Model):
    """When a moderator wants to hear by mail that comments wait, and of which sections."""

    class When(models.TextChoices):
        NEVER = "never", _("never")
        AT_ONCE = "at_once", _("at once")
        HOURLY = "hourly", _("once an hour")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("moderator"), related_name="+"
    )
    when = models.CharField(
        _("mails"),
        max_length=10,
        choices=When,
        default=When.HOURLY,
        help_text=_("One mail for all comments that have come; none where nothing has."),
    )
    sections = models.ManyToManyField(
        "articles.Section",
        verbose_name=_("sections"),
        blank=True,
        related_name="+",
        help_text=_("None chosen means all."),
    )
    told_until = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mails of a moderator")
        verbose_name_plural = _("mails of moderators")

    def __str__(self):
        return f"{self.user} – {self.get_when_display()}"
