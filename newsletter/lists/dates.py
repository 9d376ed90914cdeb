"""Dates as people and programs write them."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

DAY_FIRST, MONTH_FIRST, YEAR_FIRST = "dmy", "mdy", "ymd"
CLOCK = r"(?:,?[ T]+(\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?: ?([ap])\.?m\.?)?)?"
SLASHED = re.compile(rf"(\d\d?)[/.-](\d\d?)[/.-](\d{{4}}){CLOCK}", re.ASCII | re.IGNORECASE)
YEAR_AHEAD = re.compile(rf"(\d{{4}})[/.](\d\d?)[/.](\d\d?){CLOCK}", re.ASCII | re.IGNORECASE)
# `2024-03-31 09:30:00.123 +0200 CEST`, as programs in Go print a time
PRINTED = re.compile(r"(\S+ [\d:.]+) ([+-]\d{4})(?: [A-Z]+|[+-]\d+)?(?: m=.*)?", re.ASCII)


def moment(text: str, order: str = "") -> datetime | None:
    """A date as it was written; without a zone, the paper's. The day comes first unless said."""
    text = text.strip()
    try:
        found = _parse(text, order)
    except ValueError:
        return None
    if not 1990 < found.year < 9000:
        return None
    return found if found.tzinfo else found.replace(tzinfo=timezone.get_default_timezone())


def _parse(text: str, order: str) -> datetime:
    if parts := SLASHED.fullmatch(text):
        first, second, year, *clock = parts.groups()
        if order == YEAR_FIRST:
            raise ValueError("The year isn't first.")
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
        return _from_parts(year, month, day, *clock)
    if parts := YEAR_AHEAD.fullmatch(text):
        return _from_parts(*parts.groups())
    return datetime.fromisoformat(PRINTED.sub(r"\1\2", text))


def _from_parts(year, month, day, hour, minute, second, half) -> datetime:
    hour = int(hour or 0)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("No such hour on a clock of twelve.")
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    return datetime(int(year), int(month), int(day), hour, int(minute or 0), int(second or 0))


def order_of(texts: Iterable[str]) -> str:
    """What the dates of a file say themselves: `03/31/2024` can only have the month first."""
    for text in texts:
        if parts := SLASHED.fullmatch(text.strip()):
            first, second = int(parts[1]), int(parts[2])
            if first > 12:
                return DAY_FIRST
            if second > 12:
                return MONTH_FIRST
    return ""
