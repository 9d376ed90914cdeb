"""What the desk does about a person, a network or a mail domain; never about a typed name."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.reasons import GROUNDS, Ground, Reason
from newsroom.core.private import fingerprint, normalise_email


class SanctionQuerySet(models.QuerySet):
    def in_force(self, now=None):
        now = now or timezone.now()
        return self.filter(lifted_at__isnull=True).filter(Q(until__isnull=True) | Q(until__gt=now))

    def against(self, comment):
        """Those that the sender of a comment falls under."""
        wanted = Q()
        for scope, target in reaching(comment):
            wanted |= Q(scope=scope, target=target)
        return self.filter(wanted) if wanted else self.none()

    def stopping(self):
        return self.filter(kind__in=[Sanction.Kind.SUSPENSION, Sanction.Kind.BAN])


class Sanction(models.Model):
    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        WARNING = "warning", _("warning")
        PREMODERATION = "premoderation", _("every comment is read first")
        SUSPENSION = "suspension", _("suspension")
        BAN = "ban", _("ban")

    class Scope(models.TextChoices):
        DEVICE = "device", _("the person (confirmed)")
        ADDRESS = "address", _("the e-mail address")
        NETWORK = "network", _("the network")
        DOMAIN = "domain", _("the domain of the e-mail address")

    kind = models.CharField(_("sanction"), max_length=13, choices=Kind)
    scope = models.CharField(_("of"), max_length=7, choices=Scope)
    target = models.CharField(max_length=255, editable=False)
    comment = models.ForeignKey(
        Comment,
        models.SET_NULL,
        verbose_name=_("because of"),
        null=True,
        blank=True,
        related_name="sanctions",
    )
    code = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True)
    text = models.CharField(_("in words"), max_length=1000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("lifted by"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True, editable=False)
    lifted_because = models.CharField(_("lifted because"), max_length=300, blank=True)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="suspensions_have_an_end",
                condition=~Q(kind="suspension") | Q(until__isnull=False),
            ),
            models.CheckConstraint(
                name="sanctions_have_a_reason", condition=~Q(code="") | ~Q(text="")
            ),
            models.CheckConstraint(
                name="lifted_sanctions_say_by_whom",
                condition=Q(lifted_at__isnull=True) | Q(lifted_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["target", "scope"], name="sanctions_of_a_target")]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.get_scope_display()}"

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None and (self.until is None or self.until > timezone.now())

    @property
    def ground(self) -> Ground | None:
        return GROUNDS.get(self.code)

    def lift(self, *, by, reason) -> bool:
        """End it before its time. True where it was this call."""
        lifted = {"lifted_at": timezone.now(), "lifted_by": by, "lifted_because": reason}
        changed = Sanction.objects.filter(pk=self.pk, lifted_at__isnull=True).update(**lifted)
        self.refresh_from_db()
        return bool(changed)


def targets_of(comment: Comment) -> dict[str, str]:
    """By what a sender can be known, as far as it is known; the strongest first."""
    email = normalise_email(comment.email) if comment.email else ""
    address = fingerprint(email) if email else comment.email_fingerprint
    targets = {
        Sanction.Scope.DEVICE: str(comment.device_id or ""),
        Sanction.Scope.ADDRESS: address,
        Sanction.Scope.NETWORK: comment.network,
        Sanction.Scope.DOMAIN: email.rpartition("@")[2],
    }
    return {scope: target for scope, target in targets.items() if target}


def reaching(comment: Comment) -> set[tuple[str, str]]:
    """Each scope and target of a sanction that its sender falls under."""
    targets = targets_of(comment)
    if comment.device_id:  # known by itself: no share in what its whole network is banned for
        targets.pop(Sanction.Scope.NETWORK, None)
    above = domains_above(targets.get(Sanction.Scope.DOMAIN, ""))
    return {*targets.items(), *[(Sanction.Scope.DOMAIN, domain) for domain in above]}


def domains_above(domain: str) -> list[str]:
    """What it belongs to: who bans a domain bans all that is below it."""
    parts = domain.split(".")
    return [".".join(parts[place:]) for place in range(1, len(parts))]
