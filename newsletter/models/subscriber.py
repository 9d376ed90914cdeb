import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from newsletter.choices import Choice
from newsletter.models.suppression import Suppression
from newsroom.core.private import EncryptedTextField, fingerprint, mask, normalise_email

UNCONFIRMED_DAYS = 7
PAUSED = gettext_noop("paused")
MOVED = gettext_noop("moved to another address")


def email_fingerprint(email: str) -> str:
    return fingerprint_of(normalise_email(email))


def fingerprint_of(normalised: str) -> str:
    """For an address that is in its one spelling already."""
    return fingerprint(f"email:{normalised}")


class SubscriberQuerySet(models.QuerySet):
    def subscribed(self):
        """Who has the letter, also while it is paused."""
        return self.filter(status=Subscriber.Status.ACTIVE)

    def active(self, now=None):
        """Who gets the letter now: subscribed, and not paused."""
        awake = Q(paused_until=None) | Q(paused_until__lte=now or timezone.now())
        return self.subscribed().filter(awake)

    def unsuppressed(self):
        """Without the addresses that are never to be written to, whatever their row says."""
        held = Suppression.objects.filter(fingerprint=OuterRef("email_fingerprint"))
        return self.exclude(Exists(held))

    def since(self, moment):
        """Who had the letter by then: confirmed here, or brought by a list."""
        by_list = Q(confirmed_at=None, imported_at__lte=moment)
        return self.filter(Q(confirmed_at__lte=moment) | by_list)

    def choices(self) -> list[Choice]:
        """Every choice there is among these readers, once."""
        pairs = self.order_by().values_list("language", "sections").distinct()
        return [Choice(*pair) for pair in pairs]

    def with_address(self, email: str):
        """The one with this address, however it is spelled."""
        return self.filter(email_fingerprint=email_fingerprint(email))

    def of_message(self, name: str):
        """Whose mail may be called so: the name begins as the reader's key does."""
        try:
            ends = [uuid.UUID(name[:8] + digit * 24) for digit in "0f"]
        except ValueError:
            return self.none()
        return self.filter(public_id__range=ends)

    def expired(self, now=None):
        """Who signed up and never confirmed, and whose last link has ended."""
        before = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
        pending = self.filter(status=Subscriber.Status.PENDING, created_at__lte=before)
        return pending.exclude(consents__at__gt=before)


class Subscriber(models.Model):
    class Status(models.TextChoices):
        PENDING = "pending", _("to be confirmed")
        ACTIVE = "active", _("subscribed")
        LEFT = "left", _("left")
        SUPPRESSED = "suppressed", _("never to be written to")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = EncryptedTextField(_("e-mail address"), editable=False)
    email_fingerprint = models.CharField(max_length=64, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.PENDING, editable=False
    )
    created_at = models.DateTimeField(_("signed up"), default=timezone.now, editable=False)
    asked_at = models.DateTimeField(_("asked to confirm"), null=True, editable=False)
    askings = models.PositiveSmallIntegerField(default=0, editable=False)  # within a day
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    # A list brought them, with a proof of its own: they need not have confirmed here.
    imported_at = models.DateTimeField(_("came in by a list"), null=True, editable=False)
    welcomed_at = models.DateTimeField(_("welcomed"), null=True, editable=False)
    left_at = models.DateTimeField(_("left at"), null=True, editable=False)

    # What the reader wants
    language = models.CharField(_("language"), max_length=10, blank=True, editable=False)
    sections = models.CharField(_("sections"), max_length=500, blank=True, editable=False)
    paused_until = models.DateTimeField(_("paused until"), null=True, editable=False)

    # An address to move to, until its mailbox has said yes
    new_email = EncryptedTextField(blank=True, default="", editable=False)
    new_email_at = models.DateTimeField(null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-pk"]
        permissions = [
            ("import_subscribers", "Can import lists of readers"),
            ("export_subscribers", "Can take the addresses of readers out of the house"),
        ]
        constraints = [
            models.CheckConstraint(
                name="active_subscribers_have_confirmed",
                condition=~Q(status="active")
                | Q(confirmed_at__isnull=False)
                | Q(imported_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who_left_has_a_date", condition=~Q(status="left") | Q(left_at__isnull=False)
            ),
        ]
        # It answers "who gets the letter" and "how many" by itself, in the order of freezing.
        indexes = [
            models.Index(fields=["status", "id", "paused_until"], name="subscribers_by_status")
        ]

    def __str__(self):
        return mask(self.email)

    def save(self, *args, **kwargs):
        if self.email:  # forgotten, only the fingerprint stays
            self.email = normalise_email(self.email)
            self.email_fingerprint = email_fingerprint(self.email)
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:
        """The twin of `active()` for one reader."""
        return self.is_subscribed and not self.is_paused

    @property
    def is_subscribed(self) -> bool:
        """The twin of `subscribed()`."""
        return self.status == self.Status.ACTIVE

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.now()

    @property
    def choice(self) -> Choice:
        return Choice(self.language, self.sections)

    @property
    def may_sign_up(self) -> bool:
        """Neither subscribed already, nor never to be written to."""
        return self.status in {self.Status.PENDING, self.Status.LEFT}

    @transaction.atomic
    def confirm(self) -> bool:
        """Complete the open consent, if there is one: a link used twice changes nothing."""
        if self.is_suppressed or not self.consents.confirm():
            return False
        fields = {"confirmed_at": timezone.now(), "left_at": None, "asked_at": None}
        fields["imported_at"] = None  # from now on it is their own doing
        self._change(self.Status.ACTIVE, by=None, reason="confirmed", **fields)
        Suppression.objects.end_by_reader(self.email_fingerprint)
        return True

    @transaction.atomic
    def leave(self, *, by=None, reason=""):
        """No letter from now on, nor the rest of one that is being sent."""
        if self.status not in {self.Status.PENDING, self.Status.ACTIVE}:
            return
        self._change(self.Status.LEFT, by=by, reason=reason, left_at=timezone.now())
        self.deliveries.drop(reason="left")

    @transaction.atomic
    def come_back(self, *, by=None, reason=""):
        """Undo `leave()`: for who had the letter, it goes on, also one being sent."""
        if self.status != self.Status.LEFT or not self.has_had_it:
            return
        self._change(self.Status.ACTIVE, by=by, reason=reason, left_at=None)
        self.deliveries.take_up_again(reason="left")

    @property
    def has_had_it(self) -> bool:
        """Who may come back: they confirmed, or a list brought them with its proof."""
        return self.confirmed_at is not None or self.imported_at is not None

    @property
    def is_suppressed(self) -> bool:
        suppressed = self.status == self.Status.SUPPRESSED
        return suppressed or Suppression.objects.bars(self.email_fingerprint)

    @transaction.atomic
    def suppress(self, *, by, reason, cause=Suppression.Cause.HAND):
        """Never write to this address again, whoever signs it up."""
        Suppression.objects.hold(self.email_fingerprint, cause=cause, by=by, note=reason)
        self._change(self.Status.SUPPRESSED, by=by, reason=reason)
        self.deliveries.drop(reason=gettext_noop("suppressed"))

    @transaction.atomic
    def lift(self, *, by, reason):
        """Undo `suppress()`. The reader has to sign up anew."""
        Suppression.objects.filter(fingerprint=self.email_fingerprint).delete()
        if self.status != self.Status.SUPPRESSED:
            return
        self._change(self.Status.LEFT, by=by, reason=reason, left_at=timezone.now())

    # What the reader wants

    def prefer(self, *, language: str, sections: Iterable[int]) -> None:
        """From the next issue on, this language and these sections; none named means all."""
        self.language = language
        self.sections = ",".join(str(key) for key in sorted(set(sections)))
        self.save(update_fields=["language", "sections"])

    @transaction.atomic
    def pause(self, until: datetime) -> None:
        """No letter before `until`, nor the rest of one that is being sent."""
        if not self.is_subscribed or self.paused_until == until:
            return
        self._set_pause(until, reason=gettext_noop("paused by the reader"))
        self.deliveries.drop(reason=PAUSED)

    @transaction.atomic
    def resume(self) -> None:
        """End the pause now, also for an issue that is being sent."""
        if self.paused_until is None:
            return
        self._set_pause(None, reason=gettext_noop("pause ended by the reader"))
        if self.is_subscribed:
            self.deliveries.take_up_again(reason=PAUSED)

    @transaction.atomic
    def take_address(self, email: str) -> None:
        """The letter goes there from now on."""
        self.email, self.new_email, self.new_email_at = email, "", None
        self.confirmed_at, self.imported_at = self.confirmed_at or timezone.now(), None
        names = ["email", "email_fingerprint", "new_email", "new_email_at"]
        names += ["confirmed_at", "imported_at"]
        self.save(update_fields=names)
        self.changes.create(status=self.status, reason=MOVED)
        Suppression.objects.end_by_reader(self.email_fingerprint)

    @transaction.atomic
    def take_over(self, reader: "Subscriber") -> None:
        """Go on in place of a subscription that has moved here, with what it wanted."""
        wishes = {name: getattr(reader, name) for name in ("language", "sections", "paused_until")}
        for name, value in wishes.items():
            setattr(self, name, value)
        self.save(update_fields=list(wishes))
        fields = {"confirmed_at": timezone.now(), "imported_at": None, "left_at": None}
        self._change(self.Status.ACTIVE, by=None, reason=MOVED, **fields)
        Suppression.objects.end_by_reader(self.email_fingerprint)
        reader.leave(reason=MOVED)

    def _set_pause(self, until, *, reason):
        self.paused_until = until
        self.save(update_fields=["paused_until"])
        self.changes.create(status=self.status, reason=reason)

    def _change(self, status, *, by, reason, **fields):
        """Change the status and write who did it and why; once, however often asked."""
        if status == self.status:
            return
        self.status = status
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["status", *fields])
        self.changes.create(status=status, by=by, reason=reason)
