from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ANY_SECTION = "*/"


def of_any_section(slug: str) -> str:
    """How an old address of an article is kept: it is found under whichever section is asked."""
    return f"{ANY_SECTION}{slug}/"


class RedirectQuerySet(models.QuerySet):
    def target_of(self, path: str):
        """What had this address; None where nothing had it, or it was deleted since."""
        redirect = self.filter(path=path).first()
        return redirect.target if redirect else None

    def to(self, thing):
        """The addresses that lead to it."""
        kind = ContentType.objects.get_for_model(thing)
        return self.filter(target_type=kind, target_id=thing.pk)


class Redirect(models.Model):
    """An address that something had before. It leads to where that is now, in one hop."""

    path = models.CharField(_("old path"), max_length=300, unique=True)
    target_type = models.ForeignKey(ContentType, models.CASCADE, null=True, editable=False)
    target_id = models.PositiveBigIntegerField(null=True, editable=False)
    target = GenericForeignKey("target_type", "target_id")
    # Where it leads when that is no thing of ours that may move: a fixed page.
    address = models.CharField(_("leads to"), max_length=300, blank=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="redirects_of_a_target"),
            models.Index(
                fields=["address"], name="redirects_to_a_page", condition=~models.Q(address="")
            ),
        ]

    def __str__(self):
        return self.path

    @property
    def leads_to(self) -> str | None:
        """The address of today; None where what was there was deleted since."""
        return self.address or (self.target.get_absolute_url() if self.target else None)


class Addressed(models.Model):
    """Something with a page of its own, that stays findable when its address changes."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        before = self._before(kwargs.get("update_fields"))
        super().save(*args, **kwargs)
        if before and before.is_address_known:
            Redirect.objects.filter(path=self.lasting_address).delete()
            kept = {"path": before.lasting_address, "defaults": {"target": self, "address": ""}}
            Redirect.objects.update_or_create(**kept)

    @property
    def lasting_address(self) -> str:
        """What of its address is kept when it changes."""
        return self.get_absolute_url()

    @property
    def is_address_known(self) -> bool:
        """Whether anybody may have a link to it."""
        return True

    def clean(self):
        super().clean()
        if self.slug and self._had_by_another(self.lasting_address):
            raise ValidationError(
                {"slug": _("Old links to another page use this address: choose another one.")}
            )

    def _had_by_another(self, address) -> bool:
        owner = Redirect.objects.target_of(address)
        return owner is not None and owner != self

    def _before(self, update_fields):
        """The row whose slug this save changes; one query, and none where it isn't saved."""
        if not self.pk or (update_fields is not None and "slug" not in update_fields):
            return None
        return type(self).objects.filter(pk=self.pk).exclude(slug=self.slug).first()
