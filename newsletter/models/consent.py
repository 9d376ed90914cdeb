"""The proofs of a subscription: what was agreed to, and everything that happened since."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models.subscriber import UNCONFIRMED_DAYS, Subscriber

REFUSAL = "A consent is a proof: add another one instead of changing it."


class ConsentQuerySet(models.QuerySet):
    """Rows are added, confirmed once, and forgotten when their time has come; nothing else."""

    def open(self, now=None):
        """Not confirmed yet, and not too old to be."""
        since = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
        return self.waiting().filter(at__gt=since)

    def waiting(self):
        """Neither confirmed here, nor proven by the list that it came in."""
        return self.filter(confirmed_at=None, source="")

    def expired(self, now=None):
        before = (now or timezone.now()) - timedelta(days=UNCONFIRMED_DAYS)
        return self.waiting().filter(at__lte=before)

    def confirm(self) -> int:
        """Complete what is open, once. Returns how many."""
        return super(ConsentQuerySet, self.open()).update(confirmed_at=timezone.now())

    confirm.alters_data = True

    def forget(self, now=None) -> int:
        """The one way out, for what nobody confirmed in time."""
        return super(ConsentQuerySet, self.expired(now)).delete()[0]

    forget.alters_data = True

    def update(self, **fields):
        raise TypeError(REFUSAL)

    update.alters_data = True

    def delete(self):
        raise TypeError(REFUSAL)

    delete.alters_data = True
    delete.queryset_only = True


class Consent(models.Model):
    """The proof: who agreed to what, where, when. It ends with the reader's row alone."""

    subscriber = models.ForeignKey(
        Subscriber, models.CASCADE, verbose_name=_("subscriber"), related_name="consents"
    )
    wording = models.TextField(_("wording"))
    version = models.CharField(_("version of the wording"), max_length=20)
    form = models.CharField(_("form"), max_length=100)  # a list says it in words of its own
    language = models.CharField(_("language"), max_length=10)
    network = models.CharField(_("network"), max_length=64)
    source = models.CharField(_("list"), max_length=20, blank=True)  # that it came in
    at = models.DateTimeField(_("at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        base_manager_name = "objects"  # whoever comes by another way is refused, too
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.version} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError(REFUSAL)


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
