"""The DKIM signature of a mail, where the paper signs by itself."""

from functools import cache
from pathlib import Path

import dkim
from django.conf import settings

HEADERS = (
    *(b"from", b"to", b"subject", b"date", b"message-id", b"reply-to", b"mime-version"),
    *(b"content-type", b"list-id", b"list-unsubscribe", b"list-unsubscribe-post"),
)
RELAXED = (b"relaxed", b"relaxed")


def signed(mail: bytes, sender: str) -> bytes:
    domain = settings.DKIM_DOMAIN or sender.rpartition("@")[2]
    present = mail.partition(b"\r\n\r\n")[0].lower()
    named = [name for name in HEADERS if b"\n" + name + b":" in b"\n" + present]
    signature = dkim.sign(
        mail,
        settings.DKIM_SELECTOR.encode(),
        domain.encode(),
        _key(settings.DKIM_KEY),
        canonicalize=RELAXED,
        include_headers=named,
    )
    return signature + mail


@cache
def _key(file: str) -> bytes:
    return Path(file).read_bytes()
