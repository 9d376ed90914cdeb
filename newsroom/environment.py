"""Settings from environment variables: each wrong value is named, with its fault and an example."""

import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
        "PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
    ),
}


def fault(name: str, what: str, example: str) -> ImproperlyConfigured:
    """The error of a wrong value. The value itself is left out: it may hold a password."""
    return ImproperlyConfigured(f"{name}: {what} Example: {name}={example}")


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, "").strip().lower()
    if value in {"", "0", "1", "true", "false", "yes", "no"}:
        return default if value == "" else value in {"1", "true", "yes"}
    raise fault(name, "is neither true nor false.", "true")


def words(name: str, default: list[str]) -> list[str]:
    value = os.environ.get(name, "")
    return [word.strip() for word in value.split(",") if word.strip()] or default


def choice(name: str, default: str, choices: set[str]) -> str:
    value = os.environ.get(name) or default
    if value not in choices:
        raise fault(name, f"is not one of {', '.join(sorted(choices))}.", default)
    return value


def secret(name: str, file: Path, *, production: bool) -> str:
    """From the environment; else generated once into `file`. In production it must be given."""
    value = os.environ.get(name, "").strip()
    if value and len(value) < 32:
        raise fault(name, "is too short: 32 characters at least.", "a long random text")
    if value:
        return value
    if production:
        raise fault(name, "is missing, and PRODUCTION is true.", "a long random text, kept safe")
    if not file.exists():
        write_secret(file)
    return file.read_text().strip()


def write_secret(file: Path) -> None:
    """Readable by the owner alone; of two processes at once, the first one's stands."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48) + "\n")
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def site_url(default: str) -> str:
    value = (os.environ.get("SITE_URL") or default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise fault("SITE_URL", "is not an address like http(s)://host.", "https://www.example.org")
    return value


def time_zone() -> str:
    from zoneinfo import available_timezones

    value = os.environ.get("TIME_ZONE") or "Europe/Paris"
    if value not in available_timezones():
        raise fault("TIME_ZONE", "is not a known time zone.", "Europe/Paris")
    return value


def database(default: Path) -> dict:
    """SQLite with the options of production, or PostgreSQL with kept connections."""
    value = os.environ.get("DATABASE_URL") or f"sqlite:///{default}"
    scheme = urlsplit(value).scheme
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise fault(
            "DATABASE_URL",
            "is neither sqlite:// nor postgres://.",
            "postgres://user:password@localhost:5432/newsroom",
        )
    config = dj_database_url.parse(value)
    if scheme == "sqlite":
        return config | {"OPTIONS": SQLITE_OPTIONS | config.get("OPTIONS", {})}
    return config | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def cache() -> dict:
    value = os.environ.get("CACHE_URL", "")
    if not value:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if urlsplit(value).scheme in {"redis", "rediss"}:
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": value}
    raise fault("CACHE_URL", "is not redis:// or rediss://.", "redis://localhost:6379/0")


def mailer(default: Path) -> dict:
    """`file:///folder`, `smtp://` (plain), `smtp+tls://` (STARTTLS) or `smtps://` (TLS at once)."""
    value = os.environ.get("MAIL_URL") or f"file://{default}"
    parts = urlsplit(value)
    if parts.scheme == "file" and parts.path:
        options = {"folder": parts.path}
        return {"BACKEND": "newsroom.core.mailbox.FolderBackend", "OPTIONS": options}
    example = "smtp+tls://user:password@smtp.example.org:587"
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"} or not parts.hostname:
        raise fault("MAIL_URL", "is not file://, smtp://, smtp+tls:// or smtps://.", example)
    try:
        port = parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
        timeout = float(dict(parse_qsl(parts.query)).get("timeout", 30))
    except ValueError:
        raise fault("MAIL_URL", "has a port or a timeout that is no number.", example) from None
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": port,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": timeout,
        },
    }


def networks(name: str) -> list[str]:
    values = words(name, [])
    for value in values:
        try:
            ipaddress.ip_network(value)
        except ValueError:
            raise fault(name, f"{value} is no network.", "127.0.0.1,10.0.0.0/8") from None
    return values


def days(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdigit() or int(value) < 1:
        raise fault(name, "is not a number of days.", str(default))
    return int(value)
