from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OpeningQuerySet(models.QuerySet):
    def update(self, **fields):
        raise TypeError("A line of the log is never changed.")

    def delete(self):
        raise TypeError("A line of the log is never taken away.")

    def forget_words(self, instead: str) -> int:
        """The one change: who, when and of which comment stay, the words have their end."""
        return super().update(why=instead)


class AddressOpening(models.Model):
    """Who opened the e-mail address of which comment, when and why. Lines are only added.

    It names the comment by number, so that the line outlives it; the address isn't in it.
    """

    comment_pk = models.BigIntegerField(_("comment"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    why = models.CharField(_("why"), max_length=300)
    at = models.DateTimeField(_("at"), default=timezone.now, editable=False)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = _("opened address")
        verbose_name_plural = _("opened addresses")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [("open_address", _("Can open the e-mail address of a comment"))]
        constraints = [
            models.CheckConstraint(name="openings_have_a_reason", condition=~models.Q(why=""))
        ]

    def __str__(self):
        return f"{self.by} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A line of the log is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A line of the log is never taken away.")


def open_address(comment, *, by, why: str) -> str:
    """The whole address, for a reason that is kept."""
    if not why.strip():
        raise ValidationError(_("Say why you need the address: it is kept in the log."))
    AddressOpening.objects.create(comment_pk=comment.pk, by=by, why=why.strip())
    return comment.email
