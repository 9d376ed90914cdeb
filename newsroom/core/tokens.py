"""What signs the addresses in mails, each for one purpose.

With the data key, which outlives a change of SECRET_KEY: an address to leave by must work as long
as somebody keeps the mail.
"""

from django.conf import settings


def signer(kind, purpose: str):
    """A `Signer` or `TimestampSigner` whose words serve this purpose and no other."""
    key, *fallbacks = settings.DATA_KEYS
    return kind(key=key, fallback_keys=fallbacks, salt=purpose, sep=".")
