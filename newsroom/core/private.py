"""Personal data at rest: encrypted to be read, found by a keyed hash, masked when shown."""

import base64
import hmac
from contextlib import suppress
from functools import lru_cache

import idna
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.lookups import Exact

WHOLE, NAME = 64, 8  # hex digits of a fingerprint, and of those the last ones, which name its key


@lru_cache(maxsize=256)
def subkey(key: str, purpose: str) -> bytes:
    """What of a data key serves this purpose; nobody finds another one, or the key, from it."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode())
    return derived.derive(key.encode())


def fingerprint(value: str) -> str:
    """The keyed hash (64 hex digits) by which a private value is found; useless without the keys.

    Made with every data key, one over the other: so a new key renews what is stored without
    knowing what it is of (`renewed`), and an old one alone is good for nothing.
    """
    for key, name in _steps(tuple(settings.DATA_KEYS)):
        value = _step(value, key, name)
    return value


def renewed(stored: str) -> str:
    """The same fingerprint with the keys that came since; whatever else it is stays as it is."""
    known, made_with = names(), stored[-NAME:]
    if len(stored) != WHOLE or made_with not in known:
        return stored
    for key, name in _steps(tuple(settings.DATA_KEYS))[known.index(made_with) + 1 :]:
        stored = _step(stored, key, name)
    return stored


def names() -> list[str]:
    """How fingerprints end: those of the newest keys last, which alone are asked for."""
    return [name for _key, name in _steps(tuple(settings.DATA_KEYS))]


def _step(value: str, key: bytes, name: str) -> str:
    return hmac.digest(key, value.encode(), "sha256").hex()[:-NAME] + name


@lru_cache(maxsize=8)
def _steps(keys: tuple[str, ...]) -> list[tuple[bytes, str]]:
    """Of each data key, the oldest first, what makes fingerprints, and the name of all up to it."""
    _require(keys)
    steps, name = [], ""
    for key in dict.fromkeys(reversed(keys)):
        name = hmac.digest(subkey(key, "name"), name.encode(), "sha256").hex()[:NAME]
        steps.append((subkey(key, "fingerprint"), name))
    return steps


def _require(keys) -> None:
    if not keys:
        raise ImproperlyConfigured("DATA_KEY is empty: set it to a long random text.")


def mask(email: str) -> str:
    """Show enough of an address to tell two apart: `m…e@example.org`."""
    local, at, domain = email.partition("@")
    if not at:
        return "…"
    return f"{local[:1]}…{local[-1:] if len(local) > 2 else ''}@{domain}"


def normalise_email(email: str) -> str:
    """One spelling for one mailbox: no blanks around, lower case, the domain in ASCII."""
    email = email.strip()
    if email.isascii():
        return email.lower()
    local, at, domain = email.rpartition("@")
    with suppress(UnicodeError):
        domain = idna.encode(domain, uts46=True).decode()
    return f"{local}{at}{domain}".lower()


@lru_cache(maxsize=8)
def cipher_of(keys: tuple[str, ...]) -> MultiFernet:
    """Encrypts with the first of these keys, reads with any."""
    return MultiFernet(Fernet(base64.urlsafe_b64encode(subkey(key, "encrypt"))) for key in keys)


def cipher() -> MultiFernet:
    """Encrypts with the first of `DATA_KEYS`, reads with any of them."""
    _require(settings.DATA_KEYS)
    return cipher_of(tuple(settings.DATA_KEYS))


class EncryptedTextField(models.TextField):
    """Text that the database only ever sees encrypted. It can't be searched; empty stays empty."""

    def get_prep_value(self, value):
        value = super().get_prep_value(value)
        return cipher().encrypt(value.encode()).decode() if value else value

    def from_db_value(self, value, expression, connection):
        try:
            return cipher().decrypt(value.encode()).decode() if value else value
        except InvalidToken:
            raise ImproperlyConfigured(
                "DATA_KEY is not the key that this data was stored with: give that one back,"
                " or name it in DATA_KEY_FALLBACKS."
            ) from None

    def get_lookup(self, lookup_name):
        if lookup_name == "exact":
            return IsEmpty
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise TypeError(f"{self.name} is encrypted: look it up by its fingerprint.")


class IsEmpty(Exact):
    """Only "is it empty" can be asked: each encryption of the same text is another one."""

    def get_prep_lookup(self):
        if self.rhs:
            raise TypeError("An encrypted value is looked up by its fingerprint.")
        return super().get_prep_lookup()
