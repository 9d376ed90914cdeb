"""Dates in words, as the paper's language writes them."""

import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language
from django.utils.translation import gettext as _

FIRST_OF_MONTH = re.compile(r"(?<!\d)1(?=\s(?!h\b)[^\W\d])")  # of a month, not one o'clock


def in_words(value, style: str = "date") -> str:
    """`1er novembre 2026`. Styles: datetime, date, month_day, year_month, year,
    weekday, or short, where this year goes without saying."""
    if style == "short":
        style = "month_day" if value.year == timezone.localdate().year else "date"
    if style == "weekday":
        comma = "" if is_french() else ","
        return f"{date_format(value, 'l')}{comma} {in_words(value)}"
    text = date_format(value, "Y" if style == "year" else f"{style.upper()}_FORMAT")
    return FIRST_OF_MONTH.sub("1er", text, count=1) if is_french() else text


def age(moment) -> str:
    """How far away a moment is, in one unit: 3 hours ago, in 2 days."""
    now = timezone.now()
    if abs((moment - now).total_seconds()) < 60:
        return _("just now")
    if moment > now:
        return _("in %(time)s") % {"time": timeuntil(moment, now, depth=1)}
    return _("%(time)s ago") % {"time": timesince(moment, now, depth=1)}


def is_french() -> bool:
    return (get_language() or "").startswith("fr")
