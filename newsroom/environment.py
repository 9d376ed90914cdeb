"""Settings from environment variables: each wrong value is named, with its fault and an example."""

import errno
import ipaddress
import os
import re
import secrets
from collections.abc import Mapping
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urlsplit
from zoneinfo import available_timezones

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from newsroom.core.outage import CONNECTING

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;"
    ),
}
LEAST = 50  # characters of a key, as Django asks for
FOLDER = "/var/lib/newsroom"
RANDOM = f"<{LEAST} random letters, kept safe>"
ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 (compared with, not bound to)
MAKERS = {"prepare", "serve"}  # the commands that may begin a paper
OF_THE_CODE = {"check", "makemigrations"}  # they open a database and want nothing of it
RATE = re.compile(r"\d{1,6}(\.\d{1,3})?")
HOST_NAME = re.compile(r"\*|\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.IGNORECASE)


class WrongEnvironment(ImproperlyConfigured):
    """Everything that is wrong with the environment, a line each; no traceback helps with it."""


class Environment:
    """Reads variables and notes their faults, which `check` then tells all at once.

    A fault never shows the value: it may hold a password.
    """

    def __init__(self, variables: Mapping[str, str], base: Path, *, command: str = ""):
        self.variables = variables
        self.base = base
        self.command = command
        # Tests and measurements, which are no commands, make what they need.
        self.makes = not command or command in MAKERS
        self.faults: list[str] = []

    def fault(self, name: str, what: str, example: str) -> None:
        line = f"{name} {what} Example: {name}={example}"
        if line not in self.faults:
            self.faults.append(line)

    def check(self) -> None:
        if self.faults:
            raise WrongEnvironment("\n".join(self.faults))

    # Plain values

    def text(self, name: str, default: str = "") -> str:
        return self.variables.get(name, "").strip() or default

    def words(self, name: str) -> list[str]:
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def flag(self, name: str) -> bool:
        value = self.text(name, "false").lower()
        if value not in {"true", "yes", "1", "false", "no", "0"}:
            self.fault(name, "is neither true nor false.", "true")
        return value in {"true", "yes", "1"}

    def number(self, name: str, default: int, *, least: int = 1, most: int = 100_000) -> int:
        value = self.text(name, str(default))
        if value.isdecimal() and least <= int(value) <= most:
            return int(value)
        self.fault(name, f"is not a number from {least} to {most}.", str(default))
        return default

    def rates(self, name: str) -> dict[str, float]:
        """What each may have a second: `orange.fr=5, *=50`."""
        rates = {}
        for word in self.words(name):
            what, _, rate = word.lower().partition("=")
            if not what or not RATE.fullmatch(rate) or not float(rate):
                self.fault(name, "is no list of domains with a number each.", "orange.fr=5,*=50")
                return {}
            rates[what.strip()] = float(rate)
        return rates

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of `choices`; the first where nothing is said."""
        value = self.text(name, choices[0])
        if value not in choices:
            self.fault(name, f"is not one of: {', '.join(choices)}.", choices[0])
            return choices[0]
        return value

    def folder(self, name: str, default: Path) -> Path:
        """A relative one is meant from the project's folder, wherever it is started from."""
        path = self.base / self.text(name, str(default))
        if path.exists() and not path.is_dir():
            self.fault(name, "is no folder.", FOLDER)
        elif path != default:
            self._make(name, path, FOLDER)
        return path

    def folder_of(self, name: str, url: str, default: Path) -> str:
        """The one that `file:///folder` names."""
        path = Path(unquote(urlsplit(url).path))
        if path != default:
            self._make(name, path, f"file://{FOLDER}/{default.name}")
        return str(path)

    def _make(self, name: str, folder: Path, example: str) -> None:
        """What can't be kept in a folder is told at the start, not by the first file."""
        try:
            if not self.makes and not folder.exists():
                return self._no_paper(name, folder)
            folder.mkdir(parents=True, exist_ok=True)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        except OSError as error:
            self._unusable(name, folder, error, example)

    def _no_paper(self, name: str, folder: Path) -> None:
        what = (
            f"leads to {folder}, where no paper and no keys are; only `prepare` and `serve` make"
            " them. Run this with the variables of the service: docs/operating.md says how."
        )
        self.fault(name, what, FOLDER)

    def _unusable(self, name: str, folder: Path, error: OSError, example: str) -> None:
        self.fault(name, f"leads to {folder}, which can't be used ({error.strerror}).", example)

    # Secrets

    def secret(self, name: str, file: Path, *, production: bool) -> str:
        """From the environment; else generated once into `file`. In production it must be given."""
        value = self.text(name)
        if not value and production:
            self.fault(name, "is missing, and PRODUCTION is true.", RANDOM)
        elif not value:
            value = self._kept(name, file)
        elif len(value) < LEAST:
            self.fault(name, f"is shorter than {LEAST} characters.", RANDOM)
        return value or "-"  # never used: `check` stops the start

    def _kept(self, name: str, file: Path) -> str:
        try:
            if not file.exists() and not self.makes:
                self._no_paper("VAR_DIR", file.parent)
                return ""
            if not file.exists():
                write_secret(file)
            value = file.read_text().strip()
        except OSError as error:
            self._unusable("VAR_DIR", file.parent, error, FOLDER)
            return ""
        if len(value) < LEAST:
            self.fault(name, f"is damaged: restore {file} from a backup.", "<the old value>")
        return value

    # Addresses

    def url(self, name: str, default: str, schemes: tuple[str, ...], example: str) -> str:
        """A wrong one gives the default, so that the other variables can still be looked at."""
        value = self.text(name, default)
        try:
            parts = urlsplit(value)
            parts.port  # noqa: B018 (raises where the port is no number)
        except ValueError:
            parts = urlsplit("")
        if parts.scheme in schemes and (parts.hostname or parts.path.strip("/")):
            return value
        self.fault(name, f"is no address that begins with {' or '.join(schemes)}.", example)
        return default

    def site_url(
        self, host: str, port: int, *, production: bool, served: Path | None = None
    ) -> SplitResult:
        """Where readers find the paper: by default, where the server listens.

        `served` is the file with the address of the last start: a command beside it that was told
        nothing makes its links with that one.
        """
        example = "https://www.example.org"
        host = "127.0.0.1" if host in ANY_ADDRESS else bracketed(host)
        default = f"http://{host}:{port}"
        if served and not self.text("PORT"):
            default = address_in(served) or default
        parts = urlsplit(self.url("SITE_URL", default, ("http", "https"), example))
        if parts.path.strip("/") or parts.query or not parts.hostname:
            self.fault("SITE_URL", "must be a host alone, without a path.", example)
        elif production and parts.scheme != "https":
            self.fault("SITE_URL", "must begin with https, since PRODUCTION is true.", example)
        return parts

    def hosts(self, name: str, default: list[str]) -> list[str]:
        values = self.words(name)
        if not all(HOST_NAME.fullmatch(value) for value in values):
            self.fault(name, "takes names alone, without http:// or port.", "www.example.org")
        return values or [
            f"[{host}]" if host[0] != "[" and ":" in host else host for host in default
        ]

    def networks(self, name: str, default: list[str]) -> list[str]:
        values = self.words(name)
        try:
            return [str(ipaddress.ip_network(value)) for value in values] or default
        except ValueError:
            self.fault(name, "holds something that is no network.", "127.0.0.1,10.0.0.0/8")
            return default

    def sender(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if value != default and not re.fullmatch(r"[^@\s]+@[^@\s]+", parseaddr(value)[1]):
            self.fault(name, "is no mail address.", "'The Paper <news@example.org>'")
        return value

    def time_zone(self, name: str, default: str) -> str:
        value = self.text(name, default)
        if value not in available_timezones():
            self.fault(name, "is not a known time zone.", default)
            return default
        return value

    # Services

    def database(self, name: str, default: Path) -> dict:
        """SQLite with the options of production, or PostgreSQL with kept connections."""
        schemes = ("postgres", "postgresql", "sqlite")
        example = "postgres://user:password@localhost:5432/newsroom"
        url = self.url(name, f"sqlite:///{quote(str(default))}", schemes, example)
        config = dj_database_url.parse(url)
        if url.startswith("sqlite:"):
            options = SQLITE_OPTIONS | config.get("OPTIONS", {})
            kept = {"CONN_MAX_AGE": 600, "OPTIONS": options}  # opening takes 4 ms of every page
            return config | kept | {"NAME": self._file(self.base / config["NAME"])}
        if not config["NAME"]:
            self.fault(name, "doesn't name the database.", example)
        options = CONNECTING | config.get("OPTIONS", {})
        kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
        return config | kept

    def _file(self, path: Path) -> Path | str:
        """SQLite makes a file that is missing; a command that asks for one must not."""
        if self.makes or path.exists():
            return path
        return ":memory:" if self.command in OF_THE_CODE else f"{path.absolute().as_uri()}?mode=rw"


def address_in(file: Path) -> str:
    """The address of a site that a file holds; nothing where it holds none."""
    try:
        parts = urlsplit(file.read_text().strip())
        parts.port  # noqa: B018 (raises where the port is no number)
    except (OSError, ValueError):
        return ""
    usable = parts.scheme in {"http", "https"} and parts.hostname and not parts.path
    return parts.geturl() if usable else ""


def command_of(arguments: list[str]) -> str:
    """What the paper's command line or its web server was asked for; empty for other programs."""
    program, *words = arguments
    folder, name = Path(program).parent.name, Path(program).name
    if name in {"manage.py", "django-admin"} or (folder, name) == ("django", "__main__.py"):
        return words[0] if words else "help"
    return "web" if name == "web.py" else ""


def bracketed(host: str) -> str:
    """As addresses spell it: `[::1]`."""
    return f"[{host}]" if ":" in host else host


def write_secret(file: Path) -> None:
    """Readable by the owner alone; of two processes at once, the first one's stands."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48) + "\n")
        if not file.exists():
            os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink(missing_ok=True)
