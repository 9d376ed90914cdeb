"""A moment that somebody chose: a day and an hour of the paper's clock, which is put forward and
back twice a year."""

from datetime import datetime, timedelta

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.core.asked import YEARS
from newsroom.core.dates import in_words, time_in_words

MINUTE = timedelta(minutes=1)


def of_our_clock(typed: datetime) -> datetime:
    """That hour of that day in the paper's time zone; refused where it is none, or two."""
    if typed.year not in YEARS:
        years = {"first": YEARS[0], "last": YEARS[-1]}
        raise ValidationError(_("Choose a year from %(first)d to %(last)d.") % years)
    if _is_one(typed):
        return timezone.make_aware(typed)
    if _is_skipped(typed):
        told = _(
            "This hour does not exist on that day (the clocks go forward):"
            " choose %(after)s, or %(before)s."
        )
    else:
        told = _(
            "This hour comes twice on that day (the clocks go back):"
            " choose %(before)s, or %(after)s."
        )
    before, after = hours_beside(typed)
    words = {"before": _said(before, typed), "after": _said(after, typed)}
    raise ValidationError(told % words, code="ambiguous_timezone")


def hours_beside(typed: datetime) -> tuple[datetime, datetime]:
    """The last minute before a change of the clock, and the first that suits after it."""
    typed = typed.replace(second=0, microsecond=0)
    before = after = typed
    while not _is_one(before):
        before -= MINUTE
    if _is_skipped(typed):
        return before, typed + _difference(typed)
    while not _is_one(after):
        after += MINUTE
    return before, after


def _is_one(typed: datetime) -> bool:
    return not _difference(typed)


def _is_skipped(typed: datetime) -> bool:
    """The clock was put forward over it: what is before has the smaller distance to UTC."""
    return _difference(typed) > timedelta()


def _difference(typed: datetime) -> timedelta:
    zone = timezone.get_current_timezone()
    return zone.utcoffset(typed.replace(fold=1)) - zone.utcoffset(typed.replace(fold=0))


def _said(moment: datetime, typed: datetime) -> str:
    is_same_day = moment.date() == typed.date()
    return time_in_words(moment) if is_same_day else in_words(moment, "datetime")


class MomentField(forms.SplitDateTimeField):
    """A day and an hour, as every form of the desk asks for a moment."""

    widget = AdminSplitDateTime

    def compress(self, data_list):
        if data_list and not {*data_list} & {None, ""}:
            return of_our_clock(datetime.combine(*data_list))
        return super().compress(data_list)


# For an admin: each moment of its forms.
IN_FORMS = {models.DateTimeField: {"form_class": MomentField, "widget": AdminSplitDateTime}}
