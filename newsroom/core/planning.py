"""What a calendar of the desk shows, whichever app it comes from."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Act:
    """What this person may do with something on the board, and the column where it then is."""

    name: str
    label: str
    to: str = ""  # none: not by dropping it there


@dataclass(frozen=True)
class Entry:
    """Something of a day; with a handle where this person may move it."""

    kind: str
    label: str
    title: str
    url: str
    day: date | None = None
    at: datetime | None = None  # where it has an hour, or since when it is so
    who: str = ""
    handle: str = ""
    key: str = ""
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class Column:
    """What is in one state: the first few, and where all of them are."""

    kind: str
    title: str
    entries: list[Entry]
    url: str = ""


def moment_of(day: date, hour: time) -> datetime:
    """That hour of that day in the paper's time zone; a moment that is past is refused."""
    moment = timezone.make_aware(datetime.combine(day, hour))
    if moment <= timezone.now():
        raise ValidationError(_("This time is past: choose a later one."))
    return moment


def bounds_of(first: date, end: date) -> tuple[datetime, datetime]:
    """The moments between which these days lie."""
    midnight = time()
    return tuple(timezone.make_aware(datetime.combine(day, midnight)) for day in (first, end))
