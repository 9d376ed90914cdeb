"""Fetches what came back from where it lies: a maildir, a folder of files, a mailbox by IMAP."""

import mailbox
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from imaplib import IMAP4, IMAP4_SSL
from pathlib import Path
from urllib.parse import unquote, urlsplit

from newsletter import reports
from newsletter.returning import take_report

PATIENCE = 30  # seconds for an answer of the mailbox's server
AT_ONCE = 1000  # mails of a mailbox in one go: the clock comes back in ten minutes
WINDOW = 5000  # mails that are asked about in one line
Trouble = (OSError, IMAP4.error)


def read_folder(folder: Path) -> Counter:
    """Every report of a maildir, or of a folder of .eml files; each is read, then removed."""
    tally = Counter()
    for data, remove in _mails(folder):
        tally[take_report(data)] += 1
        remove()
    return tally


def _mails(folder: Path):
    if (folder / "new").is_dir():
        box = mailbox.Maildir(folder, factory=None)
        for key in box.keys():  # noqa: SIM118 (a maildir is no dict)
            yield box.get_bytes(key)[: reports.MOST], lambda key=key: box.discard(key)
        return
    for file in sorted(folder.glob("*.eml")):
        with file.open("rb") as mail:
            yield mail.read(reports.MOST), file.unlink


def read_mailbox(url: str) -> Counter:
    """The new mails of a mailbox. Reports are deleted; what is none stays, marked as read.

    Somebody may have answered to that address. What was read and not deleted, because the
    connection broke, is read again and changes nothing.
    """
    tally = Counter()
    with opened(url) as (imap, number):
        for uid in _new(imap, number):
            kind = take_report(_beginning(imap, uid))
            _mark(imap, uid, "\\Seen" if kind == "other" else "\\Seen \\Deleted")
            tally[kind] += 1
        _said(imap.expunge())
    return tally


@contextmanager
def opened(url: str) -> Iterator[tuple[IMAP4, int]]:
    """The mailbox, and how many mails lie in it. Raises one of `Trouble`."""
    parts = urlsplit(url)
    folder = unquote(parts.path.strip("/")) or "INBOX"
    imap = _call(parts)
    try:
        imap.login(unquote(parts.username or ""), unquote(parts.password or ""))
        (number,) = _said(imap.select('"' + folder.replace("\\", r"\\").replace('"', r"\"") + '"'))
        yield imap, int(number)
    finally:
        with suppress(*Trouble):  # a connection that broke is closed all the same
            imap.logout()
        with suppress(*Trouble):
            imap.shutdown()


def _call(parts) -> IMAP4:
    if parts.scheme == "imap":
        return IMAP4(parts.hostname, parts.port or 143, timeout=PATIENCE)
    trusted = ssl.create_default_context()
    port = parts.port or 993
    return IMAP4_SSL(parts.hostname, port, ssl_context=trusted, timeout=PATIENCE)


def _new(imap: IMAP4, number: int) -> list[bytes]:
    found: list[bytes] = []
    for first in range(1, number + 1, WINDOW):
        last = min(number, first + WINDOW - 1)
        (keys,) = _said(imap.uid("SEARCH", f"{first}:{last} UNSEEN UNDELETED"))
        found += (keys or b"").split()
        if len(found) >= AT_ONCE:
            break
    return found[:AT_ONCE]


def _beginning(imap: IMAP4, uid: bytes) -> bytes:
    """As much of a mail as is looked at; nothing, where somebody has deleted it meanwhile."""
    said = _said(imap.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{reports.MOST}>)"))
    return next((part[1] for part in said if isinstance(part, tuple)), b"")


def _mark(imap: IMAP4, uid: bytes, flags: str) -> None:
    _said(imap.uid("STORE", uid.decode(), "+FLAGS.SILENT", f"({flags})"))


def _said(answer: tuple[str, list]) -> list:
    state, said = answer
    if state != "OK":
        raise IMAP4.error(b" ".join(part for part in said if isinstance(part, bytes)).decode())
    return said
