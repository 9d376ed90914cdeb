"""What the author of a comment may do with it: a mixin of `Comment`, to be read beside it."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_noop as _

EDITABLE_FOR = timedelta(minutes=5)
CONFIRMABLE_FOR = timedelta(days=3)
RESTORABLE_FOR = timedelta(days=1)
AUTHOR = "author"  # stands in a decision where a rule has its name
CORRECTED = _("corrected by its author")


def state_of(status: str, corrections: int, edited_at=None) -> str:
    """By which a page says what its reader saw: a decision is about that text and that status."""
    if edited_at:  # by the desk; in UTC wherever it comes from
        return f"{status}.{corrections}.{edited_at:%Y%m%dT%H%M%S%f}"
    return f"{status}.{corrections}" if corrections else str(status)


def text_of(state: str) -> str:
    """Which of its texts was seen, whatever its status."""
    return state.partition(".")[2]


class ByItsAuthor(models.Model):
    """The verbs of whoever has the comment's signed address.

    Each is one conditional UPDATE: where a moderator was faster, it does nothing and says so.
    """

    class Meta:
        abstract = True

    @property
    def as_seen(self) -> str:
        return state_of(self.status, self.corrections, self.edited_at)

    @property
    def editable_until(self):
        return self.created_at + EDITABLE_FOR

    @property
    def is_editable(self) -> bool:
        """Soon after it was sent, as long as nobody has refused it; spam looks like waiting."""
        return (
            self.status_for_author in {self.Status.WAITING, self.Status.APPROVED}
            and timezone.now() < self.editable_until
        )

    @property
    def is_retractable(self) -> bool:
        return self.status_for_author in {self.Status.WAITING, self.Status.APPROVED}

    @property
    def is_restorable(self) -> bool:
        if self.status != self.Status.RETRACTED or not self.body:  # erased for good
            return False
        return self.decisions.filter(
            status=self.Status.RETRACTED, at__gt=timezone.now() - RESTORABLE_FOR
        ).exists()

    @property
    def may_be_confirmed(self) -> bool:
        """Whether its author can still ask for the mail that confirms the address."""
        young = timezone.now() < self.created_at + CONFIRMABLE_FOR
        return self.is_retractable and young and self.device_id is None

    @transaction.atomic
    def correct(self, body: str, verdict, **judged) -> bool:
        """Another text, with the rules' verdict on it and what else was found out (`judged`).

        What was approved is judged again. False where the time is over, or where somebody has
        changed the comment meanwhile.
        """
        if not self.is_editable:
            return False
        was_shown, corrections = self.is_approved, self.corrections
        if self.status == self.Status.SPAM:  # what a robot has sent stays that
            verdict = None
        status = verdict.status if verdict else self.status
        text = {"body": body, "corrections": F("corrections") + 1, **judged}
        if not self._change(status=status, **text):
            return False
        self.body, self.corrections = body, corrections + 1
        self._note(CORRECTED, rule=AUTHOR)
        if verdict:
            self._note_verdict(verdict)
        if was_shown or self.is_approved:
            self.tell()
        return True

    @transaction.atomic
    def judge_again(self, verdict) -> bool:
        """The verdict after its browser has proved something; False where it changed meanwhile."""
        if not self._change(status=verdict.status):
            return False
        self._note_verdict(verdict)
        if self.is_approved:
            self.tell()
        return True

    @transaction.atomic
    def retract(self) -> bool:
        """Readers no longer see it; replies stay where they are. Safe to repeat."""
        was_shown = self.is_approved
        if not self.is_retractable or not self._change(status=self.Status.RETRACTED):
            return False
        self._note(rule=AUTHOR)
        if was_shown:
            self.tell()
        return True

    @transaction.atomic
    def restore(self) -> bool:
        """Undo `retract()` within a day: the comment is again what it was, decisions included."""
        if not self.is_restorable:
            return False
        before = self.decisions.exclude(status=self.Status.RETRACTED).first()
        status = before.status if before else self.Status.WAITING
        if not self._change(status=status):
            return False
        self._note(_("brought back by its author"), rule=AUTHOR)
        if self.is_approved:
            self.tell()
        return True

    def _change(self, **fields) -> bool:
        """Write it where the comment is still what this object says."""
        same = {
            "status": self.status,
            "corrections": self.corrections,
            "edited_at": self.edited_at,
        }
        if not type(self).objects.filter(pk=self.pk, **same).update(**fields):
            return False
        self.status = fields["status"]
        return True

    def _note(self, reason="", **details) -> None:
        self.decisions.create(status=self.status, by=None, reason=reason, **details)

    def _note_verdict(self, verdict) -> None:
        self._note(
            verdict.reason,
            rule=verdict.rule,
            rule_version=verdict.version,
            evidence=list(verdict.evidence),
        )
