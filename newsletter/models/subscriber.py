import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from newsroom.core.private import EncryptedTextField, fingerprint, mask, normalise_email

UNCONFIRMED_DAYS = 7


def email_fingerprint(email: str) -> str:
    return fingerprint(f"email:{normalise_email(email)}")


class SubscriberQuerySet(models.QuerySet):
    def active(self):
        """Who gets the letter."""
        return self.filter(status=Subscriber.Status.ACTIVE)

    def with_address(self, email: str):
        """The one with this address, however it is spelled."""
        return self.filter(email_fingerprint=email_fingerprint(email))

    def expired(self, now=None):
        """Who signed up and never confirmed, and whose last link has ended."""
        before = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
        recent = Consent.objects.filter(at__gt=before).values("subscriber")
        pending = self.filter(status=Subscriber.Status.PENDING, created_at__lte=before)
        return pending.exclude(pk__in=recent)


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
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    left_at = models.DateTimeField(_("left at"), null=True, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="active_subscribers_have_confirmed",
                condition=~Q(status="active") | Q(confirmed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="who_left_has_a_date", condition=~Q(status="left") | Q(left_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["status", "id"], name="subscribers_by_status")]

    def __str__(self):
        return mask(self.email)

    def save(self, *args, **kwargs):
        self.email = normalise_email(self.email)
        self.email_fingerprint = email_fingerprint(self.email)
        super().save(*args, **kwargs)

    @property
    def is_active(self) -> bool:
        """The twin of `active()` for one reader."""
        return self.status == self.Status.ACTIVE

    @property
    def may_sign_up(self) -> bool:
        """Neither subscribed already, nor never to be written to."""
        return self.status in {self.Status.PENDING, self.Status.LEFT}

    @transaction.atomic
    def confirm(self) -> bool:
        """Complete the open consent, if there is one: a link used twice changes nothing."""
        if self.status == self.Status.SUPPRESSED:
            return False
        if not self.consents.open().update(confirmed_at=timezone.now()):
            return False
        fields = {"confirmed_at": timezone.now(), "left_at": None, "asked_at": None}
        self._change(self.Status.ACTIVE, by=None, reason="confirmed", **fields)
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
        """Undo `leave()`: for who had confirmed, the letter goes on, also one being sent."""
        if self.status != self.Status.LEFT or self.confirmed_at is None:
            return
        self._change(self.Status.ACTIVE, by=by, reason=reason, left_at=None)
        self.deliveries.take_up_again(reason="left")

    @transaction.atomic
    def suppress(self, *, by, reason):
        """Never write to this address again, whoever signs it up."""
        self._change(self.Status.SUPPRESSED, by=by, reason=reason)
        self.deliveries.drop(reason=gettext_noop("suppressed"))

    @transaction.atomic
    def lift(self, *, by, reason):
        """Undo `suppress()`. The reader has to sign up anew."""
        if self.status != self.Status.SUPPRESSED:
            return
        self._change(self.Status.LEFT, by=by, reason=reason, left_at=timezone.now())

    def _change(self, status, *, by, reason, **fields):
        """Change the status and write who did it and why; once, however often asked."""
        if status == self.status:
            return
        self.status = status
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=["status", *fields])
        self.changes.create(status=status, by=by, reason=reason)


class ConsentQuerySet(models.QuerySet):
    def open(self, now=None):
        """Not confirmed yet, and not too old to be."""
        since = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
        return self.filter(confirmed_at=None, at__gt=since)

    def expired(self, now=None):
        before = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
        return self.filter(confirmed_at=None, at__lte=before)


class Consent(models.Model):
    """The proof: who agreed to what, where, when. Rows are added, never rewritten."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, verbose_name=_("subscriber"), related_name="consents"
    )
    wording = models.TextField(_("wording"))
    version = models.CharField(_("version of the wording"), max_length=20)
    form = models.CharField(_("form"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    network = models.CharField(_("network"), max_length=64)
    at = models.DateTimeField(_("at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.version} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A consent is a proof: add another one instead of changing it.")
        super().save(*args, **kwargs)


class SubscriberChange(models.Model):
    """Who changed a subscription, when and why; without a person, the reader did."""

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="changes")
    status = models.CharField(_("status"), max_length=10, choices=Subscriber.Status)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("change of a subscription")
        verbose_name_plural = _("changes of subscriptions")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_status_display()} {self.at:%Y-%m-%d %H:%M}"
