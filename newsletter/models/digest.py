from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from newsletter.models.issues import PREPARED, PUBLIC, DigestQuerySet, Status
from newsletter.models.item import DigestItem
from newsletter.models.newsletter import refuse_line_breaks
from newsroom.core.dates import in_words
from newsroom.core.words import Line, Text

UNFROZEN = {"html": "", "text": "", "sheet": {}}


class Digest(models.Model):
    """An issue of the letter."""

    Status = Status
    PUBLIC = PUBLIC
    PREPARED = PREPARED

    number = models.PositiveIntegerField(_("number"), null=True, unique=True, editable=False)
    slot = models.DateTimeField(_("regular date"), null=True, unique=True, editable=False)
    subject = Line(
        _("subject"),
        max_length=150,
        blank=True,
        validators=[refuse_line_breaks],
        help_text=_("Left empty, the title of the issue, or else of its lead."),
    )
    title = Line(
        _("title"),
        max_length=150,
        blank=True,
        validators=[refuse_line_breaks],
        help_text=_("Above the articles, in the letter and on its page. May be left empty."),
    )
    preheader = Line(
        _("preheader"),
        max_length=130,
        blank=True,
        validators=[refuse_line_breaks],
        help_text=_(
            "What mailboxes show behind the subject. Left empty, the introduction and titles."
        ),
    )
    intro = Text(
        _("introduction"),
        max_length=1500,
        blank=True,
        help_text=_("Plain text above the articles; an empty line begins a new paragraph."),
    )
    with_talk = models.BooleanField(
        _("right now in the comments"),
        default=True,
        help_text=_("The three articles that readers talk about most."),
    )
    with_amended = models.BooleanField(
        _("corrections of earlier articles"),
        default=True,
        help_text=_("What was put right since of articles that earlier issues carried."),
    )
    period_start = models.DateTimeField(_("articles from"), editable=False)
    period_end = models.DateTimeField(_("articles until"), editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.COMPOSING, editable=False
    )
    scheduled_for = models.DateTimeField(
        _("goes out"), null=True, blank=True, help_text=_("Left empty, as soon as it is approved.")
    )
    articles = models.ManyToManyField(Article, through="DigestItem", related_name="digests")

    # Frozen by the approval: what every reader gets, but for the address to leave by.
    html = models.TextField(blank=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    sheet = models.JSONField(default=dict, blank=True, editable=False)

    created_at = models.DateTimeField(_("composed"), default=timezone.now, editable=False)
    started_at = models.DateTimeField(_("sending began"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    audience = models.PositiveIntegerField(_("readers"), null=True, editable=False)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True, editable=False)
    # Counted again and again while it is sent: to count a million lines takes too long for a page.
    tally = models.JSONField(default=dict, editable=False)
    tallied_at = models.DateTimeField(null=True, editable=False)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        ordering = ["-created_at", "-pk"]
        permissions = [("send_digest", _("Can approve, send and stop issues of the newsletter"))]
        constraints = [
            models.CheckConstraint(
                name="approved_issues_are_complete",
                condition=~Q(status__in=["approved", "sending", "sent"])
                | (
                    Q(number__isnull=False)
                    & Q(scheduled_for__isnull=False)
                    & ~Q(subject="")
                    & ~Q(html="")
                    & ~Q(text="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["status", "scheduled_for"], name="digests_by_date")]

    def __str__(self):
        if self.number:
            return _("No. %(number)d: %(subject)s") % {
                "number": self.number,
                "subject": self.subject,
            }
        if self.subject:
            return self.subject
        if not self.slot:
            return str(_("Special issue being composed"))
        day = in_words(timezone.localtime(self.scheduled_for or self.slot))
        return _("Issue of %(day)s") % {"day": day}

    def get_absolute_url(self):
        return reverse("newsletter_issue", args=[self.number])

    @property
    def is_open(self) -> bool:
        """It may still be changed."""
        return self.status == self.Status.COMPOSING

    @property
    def is_public(self) -> bool:
        """The twin of `public()` for one issue."""
        return self.status in self.PUBLIC and self.started_at is not None

    @property
    def is_early(self) -> bool:
        """Its regular date is still to come."""
        return self.slot is not None and self.slot > timezone.now()

    @classmethod
    def next_number(cls) -> int:
        return (cls.objects.aggregate(last=Max("number"))["last"] or 0) + 1

    def count_off(self) -> None:
        """Positions from 1 without gaps, whatever numbers were typed."""
        items = list(self.items.all())
        for position, item in enumerate(items, start=1):
            item.position = position
        DigestItem.objects.bulk_update(items, ["position"])

    @transaction.atomic
    def approve(self, content, *, by, reason=""):
        """Freeze what readers get; it goes out on its date."""
        self._move(
            [self.Status.COMPOSING],
            self.Status.APPROVED,
            by=by,
            reason=reason,
            number=self.number,
            slot=self.slot,
            scheduled_for=self.scheduled_for,
            subject=content.subject,
            html=content.html,
            text=content.text,
            sheet=content.sheet,
        )

    @transaction.atomic
    def freeze(self, content, *, reason, by=None):
        """Other content for those who haven't got the issue yet."""
        fields = {name: getattr(content, name) for name in ("subject", "html", "text", "sheet")}
        Digest.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
        self.changes.create(status=self.status, by=by, reason=reason[:300])

    def reopen(self, *, by, reason=""):
        """Back to the desk, as long as nobody has got it; a skipped one too."""
        if self.started_at:
            raise ValidationError(_("Readers have this issue already: it can't be changed."))
        closed = [self.Status.APPROVED, self.Status.STOPPED, self.Status.SKIPPED]
        own = {"subject": self.sheet.get("subject", self.subject)}  # not the one found by rule
        self._move(closed, self.Status.COMPOSING, by=by, reason=reason, **UNFROZEN, **own)

    def skip(self, *, by, reason):
        """Leave this one out; its articles go into the next."""
        self._move([self.Status.COMPOSING], self.Status.SKIPPED, by=by, reason=reason)

    def stop(self, *, by, reason=""):
        """Send no more of it, within seconds, until `resume()`."""
        running = [self.Status.APPROVED, self.Status.SENDING]
        self._move(running, self.Status.STOPPED, by=by, reason=reason)

    def pause(self, reason: str) -> None:
        """What a worker does that sees too many errors; harmless where somebody was faster."""
        self._try([self.Status.SENDING], self.Status.STOPPED, reason=reason)

    def resume(self, *, by, reason=""):
        going_on = self.Status.SENDING if self.started_at else self.Status.APPROVED
        self._move([self.Status.STOPPED], going_on, by=by, reason=reason)

    @transaction.atomic
    def resend_doubtful(self, *, by) -> int:
        """Send those in doubt again: some of these readers may get the issue twice."""
        if self.status not in self.PUBLIC:
            raise ValidationError(_("This issue isn't sent yet."))
        number = self.deliveries.in_doubt().resend()
        self.count_lines()
        if number and self.status == self.Status.SENT:
            reason = f"{number} in doubt, sent again"
            self._move([self.Status.SENT], self.Status.SENDING, by=by, reason=reason)
        return number

    @transaction.atomic
    def resend_refused(self, errors: list[str], *, by) -> int:
        """Send those again that were refused with one of these answers."""
        if self.status not in self.PUBLIC:
            raise ValidationError(_("This issue isn't sent yet."))
        parts = (errors[n : n + 500] for n in range(0, len(errors), 500))
        number = sum(self.deliveries.filter(error__in=part).send_again() for part in parts)
        self.count_lines()
        if number and self.status == self.Status.SENT:
            reason = f"{number} refused, sent again"
            self._move([self.Status.SENT], self.Status.SENDING, by=by, reason=reason)
        return number

    def begin(self) -> bool:
        """From approved to being sent. True for the one process that did it."""
        return self._try([self.Status.APPROVED], self.Status.SENDING, started_at=timezone.now())

    def count_audience(self) -> None:
        self.count_lines()
        self.audience = sum(self.tally.values())
        self.save(update_fields=["audience"])

    def count_lines(self) -> None:
        """How many readers are in which state now."""
        self.tally = self.deliveries.tally().get(self.pk, {})
        self.tallied_at = timezone.now()
        self.save(update_fields=["tally", "tallied_at"])

    def note_trouble(self, trouble: str) -> None:
        """Why nothing goes out now; shown to the editors until it is over."""
        if trouble[:300] != self.trouble:
            self.trouble = trouble[:300]
            self.save(update_fields=["trouble"])

    def finish(self) -> bool:
        """From being sent to sent, once no line is unfinished."""
        if self.audience is None or self.deliveries.unfinished().exists():
            return False
        self.count_lines()
        return self._try([self.Status.SENDING], self.Status.SENT, sent_at=timezone.now())

    def _move(self, from_, to, *, by, reason="", **fields):
        """`_try`, where a refusal is an error; asking for what is already so is none."""
        if self._try(from_, to, by=by, reason=reason, **fields) or self.status == to:
            return
        raise ValidationError(
            _("This can't be done: the issue is %(status)s."),
            params={"status": self.get_status_display()},
        )

    @transaction.atomic
    def _try(self, from_, to, *, by=None, reason="", **fields) -> bool:
        """Change the status by one conditional UPDATE, and write who did it and why."""
        fields = {"status": to} | fields
        moved = Digest.objects.filter(pk=self.pk, status__in=from_).update(**fields)
        if moved:
            for name, value in fields.items():
                setattr(self, name, value)
            self.changes.create(status=to, by=by, reason=reason[:300])
        else:
            self.refresh_from_db(fields=["status", "started_at", "audience"])
        return bool(moved)
