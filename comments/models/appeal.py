from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comments.models.decision import Decision
from comments.models.sanction import Sanction


class AppealQuerySet(models.QuerySet):
    def open(self):
        return self.filter(outcome="")

    def about(self, comment):
        """Against a decision on it, or against a sanction because of it."""
        return self.filter(Q(decision__comment=comment) | Q(sanction__comment=comment))


class Appeal(models.Model):
    """An author asks for a second look, by somebody else than who decided."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DISMISSED = "dismissed", _("dismissed")

    decision = models.OneToOneField(
        Decision, models.CASCADE, null=True, blank=True, related_name="appeal"
    )
    sanction = models.OneToOneField(
        Sanction, models.CASCADE, null=True, blank=True, related_name="appeal"
    )
    text = models.TextField(_("what its author says"))
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    against = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Who took the decision; empty where a rule did."),
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appeals_are_against_one_thing",
                condition=Q(decision__isnull=True) ^ Q(sanction__isnull=True),
            ),
            models.CheckConstraint(
                name="appeals_are_settled_by_somebody_else",
                condition=Q(against__isnull=True)
                | Q(settled_by__isnull=True)
                | ~Q(settled_by=F("against")),
            ),
            models.CheckConstraint(
                name="settled_appeals_say_by_whom",
                condition=Q(outcome="", settled_by__isnull=True, settled_at__isnull=True)
                | (~Q(outcome="") & Q(settled_by__isnull=False) & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(outcome=""), name="appeals_that_wait"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def may_be_settled_by(self, user) -> bool:
        return not self.outcome and self.against_id != user.pk

    def grant(self, *, by, answer=""):
        """The decision falls: the comment appears, or the sanction ends."""
        return self._settle(self.Outcome.GRANTED, by=by, answer=answer)

    def dismiss(self, *, by, answer):
        """It stands, and the author reads why."""
        if not answer.strip():
            raise ValidationError(_("Say why it stands: the author will read it."))
        return self._settle(self.Outcome.DISMISSED, by=by, answer=answer)

    @transaction.atomic
    def _settle(self, outcome, *, by, answer) -> bool:
        """Once, and never by who decided first. True where it was this call."""
        if self.against_id == by.pk:
            raise ValidationError(_("You took this decision: somebody else looks at the appeal."))
        settled = {
            "outcome": outcome,
            "answer": answer.strip(),
            "settled_by": by,
            "settled_at": timezone.now(),
        }
        changed = bool(Appeal.objects.open().filter(pk=self.pk).update(**settled))
        if changed and outcome == self.Outcome.GRANTED:
            self._undo(by)
        self.refresh_from_db()
        return changed

    def _undo(self, by):
        if self.sanction:
            self.sanction.lift(by=by, reason=gettext("appeal"))
        elif self.decision.comment.status == self.decision.status:  # nobody changed it since
            self.decision.comment.approve(by=by)
