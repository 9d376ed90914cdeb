"""What a request asks for, read in one way: keys, numbers, days and moments that somebody typed.

Whatever is none, or none that a database can hold, is None: the page decides what that means.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import BigIntegerField
from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

LARGEST_KEY = BigIntegerField.MAX_BIGINT
DIGITS = re.compile("[0-9]{1,19}")
PAGE_NUMBER = re.compile("[1-9][0-9]{0,5}")
YEARS = range(2000, 2100)


class KeyConverter:
    """For routes, `<key:pk>`: as `int`, and no longer than a key can be."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        """Raises ValueError, by which a route does not match."""
        number = int(value)
        if number > LARGEST_KEY:
            raise ValueError("This is no key.")
        return number

    def to_url(self, value) -> str:
        return str(value)


def number(text: str | None, *, most: int = LARGEST_KEY) -> int | None:
    """A whole number from 0 to `most`, in the digits of our keyboards."""
    if not DIGITS.fullmatch(text or ""):
        return None
    value = int(text)
    return value if value <= most else None


def key(text: str | None) -> int | None:
    """The primary key of something."""
    return number(text) or None


def keys(texts: Iterable[str], *, most: int) -> list[int]:
    """The first so many of them that can be keys; whatever else was sent is nothing."""
    found = (key(text) for text in texts)
    return [pk for pk in found if pk is not None][:most]


def page_number(query, *, name: str = "page") -> int:
    """Of a list for readers, where a page that can't be is missing: raises Http404."""
    text = query.get(name, "1")
    if not PAGE_NUMBER.fullmatch(text):
        raise Http404
    return int(text)


def day(text: str | None) -> date | None:
    """A day of the calendar, of our time."""
    try:
        found = parse_date(text or "")
    except ValueError:
        return None
    return found if found and found.year in YEARS else None


def moment(text: str | None) -> datetime | None:
    """A moment with its time zone, the paper's where it names none; of our time."""
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    if found is None or found.year not in YEARS:
        return None
    return found if found.tzinfo else timezone.make_aware(found)
