from datetime import UTC, datetime, time, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.models import Newspaper, OneRow


def refuse_line_breaks(value):
    """A name stands in the headers of a mail, where a line break would begin another header."""
    if not value.isprintable():
        raise ValidationError(_("Write it on one line, without control characters."))


class Newsletter(OneRow):
    """The letter itself: one row, edited in the admin."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    name = models.CharField(
        _("name"), max_length=60, default="Newsletter", validators=[refuse_line_breaks]
    )
    promise = models.CharField(
        _("promise"),
        max_length=200,
        blank=True,
        help_text=_("One sentence in the sign-up box: what comes, and how often."),
    )

    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday, default=Weekday.FRIDAY)
    hour = models.PositiveSmallIntegerField(
        _("hour"),
        default=7,
        validators=[MaxValueValidator(23)],
        help_text=_("In the paper's time zone."),
    )
    automatic = models.BooleanField(
        _("goes out by itself"),
        default=False,
        help_text=_("Otherwise every issue waits until an editor approves it."),
    )

    minimum = models.PositiveSmallIntegerField(
        _("articles at least"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("With fewer, the week is skipped; its articles go into the next issue."),
    )
    maximum = models.PositiveSmallIntegerField(
        _("articles at most"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
    )
    per_section = models.PositiveSmallIntegerField(
        _("articles of one section at most"), default=4, validators=[MinValueValidator(1)]
    )

    sender_name = models.CharField(
        _("sender's name"),
        max_length=60,
        blank=True,
        validators=[refuse_line_breaks],
        help_text=_("Left empty, the name of the paper."),
    )
    from_email = models.EmailField(
        _("sender's address"),
        blank=True,
        help_text=_("An address of its own for the letter, on the paper's domain."),
    )
    reply_to = models.EmailField(
        _("address for answers"),
        blank=True,
        help_text=_("Left empty, the paper's contact address."),
    )
    address = models.TextField(
        _("postal address"), blank=True, help_text=_("Left empty, the paper's.")
    )
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletter")

    def __str__(self):
        return self.name

    @property
    def sender(self) -> str:
        return self.from_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]

    def postal_address(self, paper: Newspaper) -> str:
        return self.address or paper.address

    def slot_before(self, moment: datetime) -> datetime:
        """The last regular date at or before `moment`."""
        today = timezone.localdate(moment, timezone.get_default_timezone())
        day = today - timedelta(days=(today.weekday() - self.weekday) % 7)
        slot = self._slot(day)
        return slot if slot <= moment else self._slot(day - timedelta(days=7))

    def slot_after(self, moment: datetime) -> datetime:
        """The first regular date after `moment`."""
        last = timezone.localdate(self.slot_before(moment), timezone.get_default_timezone())
        return self._slot(last + timedelta(days=7))

    def _slot(self, day) -> datetime:
        """The hour of that day, in UTC.

        Where the clocks leave the hour out, the moment they jump; where it comes twice, the first.
        """
        local = datetime.combine(day, time(self.hour), timezone.get_default_timezone())
        return local.astimezone(UTC)
