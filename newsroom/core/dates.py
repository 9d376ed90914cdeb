"""Dates in words, as the paper's language writes them."""

import re

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import TIME_STRINGS, timesince, timeuntil
from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext as _

# As French newspapers write them; other languages have Django's formats.
IN_FRENCH = {"date": "j\u00a0F Y", "datetime": "j\u00a0F Y à G\u00a0\\h\u00a0i"}
FIRST_OF_MONTH = re.compile(r"(?<!\d)1(?=\s(?!h\b)[^\W\d])")  # of a month, not one o'clock
ROUND_HOUR = re.compile(r"(\d+)\u00a0h\u00a000$")


def in_words(value, style: str = "date") -> str:
    """Write a date as `1er novembre 2026`. Styles: datetime, date, month_day, year_month, year,
    weekday, or short, where this year goes without saying."""
    if style == "short":
        style = "month_day" if value.year == timezone.localdate().year else "date"
    if style == "weekday":
        return f"{date_format(value, 'l')} {in_words(value)}"
    format_ = "Y" if style == "year" else f"{style.upper()}_FORMAT"
    if not is_french():
        return date_format(value, format_)
    text = date_format(value, IN_FRENCH.get(style, format_))
    return ROUND_HOUR.sub(whole_hours, FIRST_OF_MONTH.sub("1er", text, count=1))


def appointment(moment) -> str:
    """Write a moment of the near future as `vendredi 4 décembre, à 7 heures`."""
    weekday, day = date_format(moment, "l"), in_words(moment, "month_day")
    hour = time_in_words(moment)
    return f"{weekday} {day}, {'à' if is_french() else 'at'}\u00a0{hour}"


def time_in_words(moment) -> str:
    """Write an hour as `3 h 30`, and a whole one as `7 heures`."""
    hour = date_format(moment, "TIME_FORMAT")
    return ROUND_HOUR.sub(whole_hours, hour) if is_french() else hour


def whole_hours(hour: re.Match) -> str:
    """`7 heures` for `7 h 00`; French has one singular for 0 and 1."""
    return f"{hour[1]}\u00a0heure{'s' if int(hour[1]) > 1 else ''}"


# Django's French says "1 année"; with the words here, our catalogue says "1 an" everywhere.
SPANS = TIME_STRINGS | {"year": ngettext_lazy("%(num)d year", "%(num)d years", "num")}


def age(moment) -> str:
    """How far away a moment is, in one unit: 3 hours ago, in 2 days."""
    now = timezone.now()
    if abs((moment - now).total_seconds()) < 60:
        return _("just now")
    if moment > now:
        return _("in %(time)s") % {"time": timeuntil(moment, now, time_strings=SPANS, depth=1)}
    return _("%(time)s ago") % {"time": timesince(moment, now, time_strings=SPANS, depth=1)}


def is_french() -> bool:
    return (get_language() or "").startswith("fr")
