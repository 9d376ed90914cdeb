from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.reasons import GROUNDS, LABELS, Ground, Reason

UNDONE = gettext_noop("Undone")  # stands as the reason where somebody has taken a decision back


class Decision(models.Model):
    """Who gave a comment which status, when and why."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="decisions")
    status = models.CharField(_("status"), max_length=10, choices=Comment.Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # without its person, the line would say that a rule decided
        verbose_name=_("by"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty where a rule decided."),
    )
    was = models.CharField(_("before"), max_length=10, choices=Comment.Status, blank=True)
    code = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    reason = models.CharField(_("in words"), max_length=300, blank=True)
    rule = models.CharField(
        _("rule"),
        max_length=60,
        blank=True,
        help_text=_("The name of the rule that decided; empty where a person did."),
    )
    rule_version = models.PositiveIntegerField(_("version of the rules"), default=0)
    evidence = models.JSONField(
        _("evidence"),
        default=list,
        blank=True,
        help_text=_("The words of the comment that the rule went by."),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    batch = models.UUIDField(null=True, blank=True, editable=False)  # decided, and undone, at once
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["batch"], condition=Q(batch__isnull=False), name="decided_at_once"
            ),
            models.Index(
                fields=["at"],
                condition=Q(settled_at__isnull=True, by__isnull=False),
                name="decisions_to_settle",
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def why(self) -> str:
        """The reason; a rule's own in the language of whoever reads it."""
        is_ours = self.reason and (not self.by_id or self.reason == UNDONE)
        words = gettext(self.reason) if is_ours else self.reason
        return " – ".join(filter(None, [str(LABELS.get(self.code, "")), words]))

    @property
    def is_automatic(self) -> bool:
        return self.by_id is None

    @property
    def origin(self) -> str:
        """What the author has to be told: who decided, and whether readers had asked for it."""
        who = (
            gettext("A rule decided this by itself; no person has looked at it yet.")
            if self.is_automatic
            else gettext("A person decided this.")
        )
        return f"{who} {gettext('Readers had reported it.')}" if self.reports.exists() else who

    @property
    def ground(self) -> Ground | None:
        """The sentence and the rule or law that stand behind the code."""
        return GROUNDS.get(self.code)
