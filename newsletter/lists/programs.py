"""The files of other programs, known by their first line: what is where, and what it means there.

Each says who has left in its own way, and none is taken for granted: where the column for that was
left out of the export, the list is refused until a person says what everybody in it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from newsletter.lists.columns import NAMES, folded
from newsletter.models import Subscriber

ACTIVE, LEFT, SUPPRESSED, PENDING = (
    *(Subscriber.Status.ACTIVE, Subscriber.Status.LEFT),
    *(Subscriber.Status.SUPPRESSED, Subscriber.Status.PENDING),
)


@dataclass(frozen=True)
class Program:
    """What its first line has (all names of one of the `marks`), and how it is to be read."""

    name: str
    marks: tuple[frozenset[str], ...]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)  # of its status, where they differ
    constants: Callable[[set[str], str], dict[str, str]] = lambda names, file: {}

    def wrote(self, names: set[str]) -> bool:
        return any(mark <= names for mark in self.marks)


def _marks(*groups: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group.split("+")) for group in groups)


def _said_by_mailchimp(names: set[str], file: str) -> dict[str, str]:
    """It writes a file for each state, and names the state in no column."""
    file = file.lower().replace("-", "").replace("_", "")
    if names & set(NAMES["status"]):
        return {}
    if "unsub time" in names and "clean time" in names:  # all in one: its cells tell
        return {"status": ACTIVE}
    if "bounced at" in names or "clean time" in names or file.startswith("cleaned"):
        return {"status": SUPPRESSED}
    if "unsub time" in names or file.startswith("unsubscribed"):
        return {"status": LEFT}
    return {"status": PENDING if file.startswith("nonsubscribed") else ACTIVE}


OURS = Program(
    "Newsroom",
    _marks("status+consent at+consent form+confirmed at+consent version"),
    {name: (folded(name),) for name in NAMES},
)
PROGRAMS = (
    OURS,
    Program(
        "MailPoet",
        _marks(
            *("email+global status", "email+list status", "email+subscription time"),
            *("email+confirmation time", "email+subscription ip"),
            *("e mail+statut global", "email+statut global", "adresse e mail+statut global"),
            *("e mail+statut de la liste", "email+statut de la liste"),
        ),
        words={"inactive": ACTIVE},  # has opened nothing for long: that is no leaving
    ),
    Program(
        "listmonk",
        _marks("uuid+email+attributes+status"),
        {"consent_at": ("created at",)},
        words={"disabled": LEFT},
    ),
    Program(
        "Ghost",
        _marks("email+subscribed to emails"),
        {"consent_at": ("created at",), "left_at": ("deleted at",)},
    ),
    Program(
        "Substack",
        _marks("email+active subscription", "email+stripe plan+start date"),
        {"consent_at": ("created at", "start date")},
    ),
    Program(
        "Brevo",
        _marks(
            *("email+email blacklisted", "email+added time", "contact id+email+sms"),
            *("email+double opt in", "email+modified time"),
        ),
        {"consent_at": ("added time",)},
    ),
    Program(
        "Mailchimp",
        _marks("leid+euid", "member rating+optin time", "optin time+confirm time"),
        constants=_said_by_mailchimp,
    ),
)
BY_NAME = {program.name: program for program in PROGRAMS}


def program_of(header: tuple[str, ...]) -> Program | None:
    """Whose file this is, by its first line."""
    names = {folded(name) for name in header}
    return next((program for program in PROGRAMS if program.wrote(names)), None)


def constants_of(program: Program | None, header: tuple[str, ...], file: str) -> dict[str, str]:
    """What such a file says of all its lines: where they were, and what Mailchimp's name tells."""
    if program is None or program is OURS:
        return {}
    names = {folded(name) for name in header}
    return {"consent_form": program.name} | program.constants(names, file)


def words_of(name: str) -> dict[str, str]:
    return BY_NAME[name].words if name in BY_NAME else {}
