"""What signs the addresses in mails, each for one purpose, and what keeps them out of the log.

With a part of the data key, which outlives a change of SECRET_KEY: an address to leave by must work
as long as somebody keeps the mail.
"""

import logging
import re

from django.conf import settings

from newsroom.core.private import subkey

# A part of an address with a signature in it, or most of one: mails are cut, and commas added.
# Or a sealed one, which is a Fernet token: it begins with its version and the hour.
SIGNED = re.compile(r"(?<![^\s/])(?:[^\s/]*[.:][\w-]{25,}|gAAAA[\w-]{20})[^\s/]*")


def signer(kind, purpose: str, *, for_ever: bool = False):
    """A `Signer` or `TimestampSigner` whose words serve this purpose and no other.

    What an older data key has signed is worth nothing, as somebody else may have that key; only
    the way out of mails stays open `for_ever`.
    """
    key, *older = (subkey(key, f"sign:{purpose}").hex() for key in settings.DATA_KEYS)
    fallbacks = older if for_ever else []
    return kind(key=key, fallback_keys=fallbacks, salt=purpose, sep=".")


class WithoutTokens(logging.Filter):
    """Whoever reads the log must not be able to open what is somebody's own."""

    def filter(self, record):
        if isinstance(record.args, tuple):
            record.args = tuple(map(without_tokens, record.args))
        return True


def without_tokens(value):
    return SIGNED.sub("…", value) if isinstance(value, str) else value
