import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from email.utils import parseaddr
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.core.addresses import EmailField
from newsroom.core.models import Newspaper, OneRow
from newsroom.core.words import Line

WEEK = timedelta(days=7)
HOLIDAYS = 100  # so few that some week is always left
HOLIDAY = re.compile(r"[0-9]{1,2}/[0-9]{1,2}(/[0-9]{4})?")
LEAP_YEAR = 2028


def refuse_line_breaks(value):
    """A name stands in the headers of a mail, where a line break would begin another header."""
    if not value.isprintable():
        raise ValidationError(_("Write it on one line, without control characters."))


def known_zone(name):
    if name not in available_timezones():
        raise ValidationError(_("No such time zone: write it as Europe/Paris."))


def holidays_in(text: str) -> set[date | tuple[int, int]]:
    """The days of a list: once, as a date, or every year, as day and month."""
    lines = [line.split()[0] for line in text.splitlines() if line.strip()]
    if len(lines) > HOLIDAYS:
        raise ValidationError(_("That is too long a list: keep the days to come."))
    return {_holiday(word) for word in lines}


def _holiday(word: str) -> date | tuple[int, int]:
    day, month, *year = word.split("/") if HOLIDAY.fullmatch(word) else ("0", "0")
    try:
        found = date(int(*year) if year else LEAP_YEAR, int(month), int(day))
    except ValueError:
        raise ValidationError(
            _("“%(word)s” is no day: write 25/12 or 25/12/2027."), params={"word": word}
        ) from None
    return found if year else (found.day, found.month)


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

    name = Line(_("name"), max_length=60, default="Newsletter", validators=[refuse_line_breaks])
    promise = Line(
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
    )
    zone = models.CharField(
        _("time zone"),
        max_length=60,
        blank=True,
        validators=[known_zone],
        help_text=_("As Europe/Paris or America/Montreal. Left empty, the paper's."),
    )
    holidays = models.TextField(
        _("days without a letter"),
        max_length=4000,
        blank=True,
        validators=[holidays_in],
        help_text=_(
            "One a line, with words behind it if you like: 25/12 is every year, 14/05/2027 once."
            " Its articles go into the next issue."
        ),
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

    sender_name = Line(
        _("sender's name"),
        max_length=60,
        blank=True,
        validators=[refuse_line_breaks],
        help_text=_("Left empty, the name of the paper."),
    )
    from_email = EmailField(
        _("sender's address"),
        blank=True,
        help_text=_("An address of its own for the letter, on the paper's domain."),
    )
    reply_to = EmailField(
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

    @property
    def is_set_up(self) -> bool:
        """Somebody has said what it is: until then nobody signs up for it."""
        return not self._state.adding

    def __str__(self):
        return self.name

    @property
    def sender(self) -> str:
        return self.from_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]

    def postal_address(self, paper: Newspaper) -> str:
        return self.address or paper.address

    @property
    def time_zone(self) -> tzinfo:
        return ZoneInfo(self.zone) if self.zone else timezone.get_default_timezone()

    def slot_before(self, moment: datetime) -> datetime:
        """The last regular date at or before `moment`."""
        today = timezone.localdate(moment, self.time_zone)
        day = today - timedelta(days=(today.weekday() - self.weekday) % 7)
        if self._slot(day) > moment:
            day -= WEEK
        return self._slot(self._working(day, -WEEK))

    def slot_after(self, moment: datetime) -> datetime:
        """The first regular date after `moment`."""
        today = timezone.localdate(moment, self.time_zone)
        day = today + timedelta(days=(self.weekday - today.weekday()) % 7)
        if self._slot(day) <= moment:
            day += WEEK
        return self._slot(self._working(day, WEEK))

    def _working(self, day: date, step: timedelta) -> date:
        """This day, or the next one by steps that is no holiday."""
        holidays = holidays_in(self.holidays)
        while (day.day, day.month) in holidays or day in holidays:
            day += step
        return day

    def _slot(self, day: date) -> datetime:
        """The hour of that day, in UTC.

        Where the clocks leave the hour out, the moment they jump; where it comes twice, the first.
        """
        local = datetime.combine(day, time(self.hour), self.time_zone)
        return local.astimezone(UTC)
