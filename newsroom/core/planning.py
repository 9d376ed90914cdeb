"""What a calendar of the desk shows, whichever app it comes from."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.core.moments import of_our_clock

COUNTED = 1000  # nobody's work depends on how many more there are


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
    """What is in one state: the first few, how many there are, and where all of them are."""

    kind: str
    title: str
    entries: list[Entry]
    url: str = ""
    number: int = 0  # counted as far as it matters

    @property
    def size(self) -> str:
        more = "+" if self.number > COUNTED else ""
        number = min(self.number, COUNTED)
        return f"{number_format(number, use_l10n=True, force_grouping=True)}{more}"

    @property
    def rest(self) -> str:
        return left_out(self.number, len(self.entries))


def first_of(rows, most: int, shown: int = 0) -> tuple[list, int]:
    """The first few of a list with the one that must be in sight, and how many there are."""
    found = list(rows[:most])
    if len(found) < most:
        return found, len(found)
    if shown and shown not in [row.pk for row in found]:
        found += rows.filter(pk=shown)
    return found, rows.order_by().values("pk")[: COUNTED + 1].count()


def left_out(number: int, shown: int) -> str:
    """That a list goes on; nothing where it doesn't."""
    if number > COUNTED:
        return _("and many more")
    if number <= shown:
        return ""
    words = ngettext("and %(number)s more", "and %(number)s more", number - shown)
    return words % {"number": number_format(number - shown, use_l10n=True, force_grouping=True)}


def rest_of(number: int, shown: int, url: str) -> list[Entry]:
    """The line below a list that is cut."""
    title = left_out(number, shown)
    return [Entry("more", "", title, url, key="more-undated")] if title else []


def moment_of(day: date, hour: time) -> datetime:
    """That hour of that day in the paper's time zone; refused where it is past, or none."""
    moment = of_our_clock(datetime.combine(day, hour))
    if moment <= timezone.now():
        raise ValidationError(_("This time is past: choose a later one."))
    return moment


def bounds_of(first: date, end: date) -> tuple[datetime, datetime]:
    """The moments between which these days lie."""
    midnight = time()
    return tuple(timezone.make_aware(datetime.combine(day, midnight)) for day in (first, end))
