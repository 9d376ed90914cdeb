"""Personal data at rest: encrypted to be read, found by a keyed hash, masked when shown."""

import base64
import hashlib
import hmac
from contextlib import suppress
from functools import lru_cache

import idna
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.lookups import Exact


def fingerprint(value: str) -> str:
    """The keyed hash (64 hex digits) by which a private value is found; useless without the key.

    Made with the oldest key: what was stored under it must still be found after a new one.
    """
    key = settings.DATA_KEYS[-1].encode()
    return hmac.digest(key, value.encode(), "sha256").hex()


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
    return MultiFernet(
        Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"encrypt:{key}".encode()).digest()))
        for key in keys
    )


def cipher() -> MultiFernet:
    """Encrypts with the first of `DATA_KEYS`, reads with any of them."""
    if not settings.DATA_KEYS:
        raise ImproperlyConfigured("DATA_KEY is empty: set it to a long random text.")
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
