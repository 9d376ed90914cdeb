"""What readers tell the desk of a comment, and what must be kept as evidence."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.signals import reports_resolved
from newsroom.core.private import EncryptedTextField, mask
from newsroom.core.tokens import signer

REPUTATION_DAYS = 90
UNFOUNDED_BEFORE_IGNORED = 3


def report_signer():
    return signer(signing.Signer, "comments.report")


class ReportQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome=Report.Outcome.OPEN)

    def awaiting(self, status):
        """Those that a decision for this status would answer."""
        return self.open() if status in Report.OUTCOMES else self.none()

    def of_trusted_networks(self):
        """Without the networks whose last reports were mostly unfounded."""
        return self.exclude(network__in=unfounded_networks())

    def reopen(self) -> int:
        """The decision that answered them was taken back before anybody was told of it."""
        return self.filter(told_at=None).update(
            outcome=Report.Outcome.OPEN, decision=None, resolved_at=None
        )

    def resolve(self, decision) -> int:
        """Answer the open reports with a decision on their comment; of how many it did.

        Safe to repeat; a comment that only goes back to the queue leaves them open.
        """
        outcome = Report.OUTCOMES.get(decision.status)
        pks = list(self.open().values_list("pk", flat=True)) if outcome else []
        changed = (
            Report.objects.open()
            .filter(pk__in=pks)
            .update(outcome=outcome, decision=decision, resolved_at=decision.at)
        )
        if changed and decision.by_id is None:  # a person's own can still be taken back
            reports_resolved.send_robust(Report, pks=pks)
        return changed


def unfounded_networks():
    """Those that have reported at least three comments in vain lately, and most of theirs."""
    since = timezone.now() - timedelta(days=REPUTATION_DAYS)
    vain = models.Count("pk", filter=Q(outcome=Report.Outcome.KEPT))
    right = models.Count("pk", filter=Q(outcome=Report.Outcome.REMOVED))
    return (
        Report.objects.filter(at__gt=since)
        .values("network")
        .annotate(vain=vain, right=right)
        .filter(vain__gte=UNFOUNDED_BEFORE_IGNORED, vain__gt=models.F("right"))
        .values("network")
    )


class Report(models.Model):
    """One notice, by anybody; it ends with a decision of a person and the reasons for it."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("advertising or spam")
        INSULT = "insult", _("insult or harassment")
        HATE = "hate", _("hatred or discrimination")
        PRIVACY = "privacy", _("private details of a person")
        ILLEGAL = "illegal", _("illegal content")
        OTHER = "other", _("something else")

    class Outcome(models.TextChoices):
        OPEN = "open", _("not decided yet")
        REMOVED = "removed", _("the comment was taken away")
        KEPT = "kept", _("the comment stays")

    # What a decision on the comment means for whoever reported it.
    OUTCOMES = {
        "approved": Outcome.KEPT,
        "rejected": Outcome.REMOVED,
        "spam": Outcome.REMOVED,
        "retracted": Outcome.REMOVED,
    }

    comment = models.ForeignKey(
        "comments.Comment",
        models.CASCADE,
        verbose_name=_("comment"),
        related_name="reports",
        db_index=False,  # the index of a comment's reports begins with it
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    ground = models.CharField(
        _("law or right concerned"),
        max_length=200,
        blank=True,
        help_text=_("For illegal content: defamation, threat, counterfeit…"),
    )
    text = models.TextField(_("explanation"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True, editable=False)
    email_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    network = models.CharField(max_length=64, blank=True, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.OPEN, editable=False
    )
    decision = models.ForeignKey(
        "comments.Decision",
        models.SET_NULL,
        verbose_name=_("decision"),
        null=True,
        editable=False,
        related_name="reports",
    )
    resolved_at = models.DateTimeField(_("decided"), null=True, editable=False)
    told_at = models.DateTimeField(_("outcome sent"), null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-at", "-pk"]
        permissions = [("download_figures", _("Can download the yearly figures of moderation"))]
        constraints = [
            models.CheckConstraint(
                name="decided_reports_have_a_date",
                condition=Q(outcome="open") | Q(resolved_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["comment", "outcome", "at"], name="reports_of_a_comment"),
            models.Index(fields=["outcome", "at", "comment"], name="reports_by_outcome"),
            models.Index(fields=["network", "at"], name="reports_of_a_network"),
            models.Index(fields=["email_fingerprint"], name="reports_of_an_address"),
            models.Index(fields=["at"], name="reports_by_date"),
        ]

    def __str__(self):
        return f"{self.number} {self.get_reason_display()}"

    @property
    def number(self) -> str:
        """What the receipt says, and what a letter to the paper may quote."""
        return f"{self.at:%Y}-{self.pk:06d}"

    @property
    def is_open(self) -> bool:
        return self.outcome == self.Outcome.OPEN

    @property
    def masked_email(self) -> str:
        return mask(self.email) if self.email else ""

    def get_status_url(self):
        """The page that whoever reported alone knows."""
        return reverse("report_status", args=[report_signer().sign(self.pk)])

    @classmethod
    def from_token(cls, token):
        """The report of a signed address; `DoesNotExist` where the token isn't ours."""
        try:
            pk = int(report_signer().unsign(token))
        except (signing.BadSignature, ValueError):
            raise cls.DoesNotExist from None
        return cls.objects.select_related("decision").defer("email").get(pk=pk)


class LegalHoldQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(lifted_at=None)


class LegalHold(models.Model):
    """A comment that a court or the police may ask for: nothing of it is erased meanwhile."""

    comment = models.ForeignKey(
        "comments.Comment",
        models.PROTECT,  # evidence isn't deleted with its article either
        verbose_name=_("comment"),
        related_name="legal_holds",
    )
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("lifted by"),
        null=True,
        editable=False,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, editable=False)

    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(lifted_at__isnull=True),
                name="one_legal_hold_in_force_per_comment",
            )
        ]

    def __str__(self):
        return f"{self.reason} ({self.at:%Y-%m-%d})"

    def clean(self):
        others = LegalHold.objects.in_force().filter(comment=self.comment_id).exclude(pk=self.pk)
        if self.lifted_at is None and others.exists():
            raise ValidationError(_("This comment is under a legal hold already."))
