"""From an issue to letters: headers and body encoded once, each reader's copy a join of bytes.

Python's own way encodes the whole mail again for every reader, and folds a long List-Unsubscribe
into encoded words that no mailbox understands; here both can't happen.
"""

import email.policy
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import Header
from email.headerregistry import Address
from email.quoprimime import body_encode
from email.utils import format_datetime, quote
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.choices import WHOLE, Choice
from newsletter.models import Digest, Newsletter, Subscriber
from newsletter.rendering import UNSUBSCRIBE, Content, NothingToRead, content_of
from newsletter.signing import signed
from newsletter.tokens import unsubscribe_url, unsubscribe_urls
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper
from newsroom.core.private import fingerprint

EOL = "\r\n"
MOST = 100  # choices whose letters are kept ready; each takes some 200 kB
WIDTH = 75  # of a quoted-printable line, so that a soft break still fits behind it


class Printed:
    """A mail as bytes already; taken apart only where somebody looks inside."""

    def __init__(self, data: bytes):
        self.data = data

    def as_bytes(self, **kwargs) -> bytes:
        return self.data

    @cached_property
    def parsed(self):
        return message_from_bytes(self.data, policy=email.policy.SMTP)

    def __getattr__(self, name):
        return getattr(self.parsed, name)

    def __getitem__(self, name):
        return self.parsed[name]


class Letter(EmailMultiAlternatives):
    """One reader's copy: any mail backend takes it, those that want bytes get the ready ones."""

    printed: bytes = b""
    envelope_from: str = ""

    def message(self, *, policy=None):
        return Printed(self.printed)


class Edition:
    """An issue ready for the post."""

    def __init__(self, content: Content, number: int, newsletter: Newsletter, paper: Newspaper):
        self.content = content
        self.number = number
        self.address = newsletter.sender
        self.sender = _mailbox(newsletter.sender_name or paper.name, newsletter.sender)
        self.reply_to = newsletter.reply_to or paper.contact_email
        self.common = _common_headers(number, newsletter)
        self.boundary = f"=_issue-{number}-{fingerprint(content.html)[:16]}"
        self.head = _head(self._shared_headers()) + self._mime()
        self.body = [piece.encode("ascii") for piece in _body(content, self.boundary)]
        self.over_the_wire = [_dots_doubled(piece) for piece in self.body]
        self.url_for, self.domain = unsubscribe_urls(), self.address.rpartition("@")[2]

    @classmethod
    def of(cls, digest: Digest, content: Content | None = None) -> "Edition":
        number = digest.number or Digest.next_number()
        content = content or content_of(digest)
        return cls(content, number, Newsletter.current(), Newspaper.current())

    @classmethod
    def proof_of(cls, digest: Digest, choice: Choice = WHOLE) -> "Edition":
        """For a test copy, which says in its subject that it is one."""
        content = content_of(digest, choice)
        return cls.of(digest, replace(content, subject=f"[{_('Test')}] {content.subject}"))

    def letter_for(self, reader: Subscriber) -> Letter:
        return self.letter(reader.email, unsubscribe_url(reader), key=reader.public_id.hex)

    def printed_for(self, reader: Subscriber) -> bytes:
        """This reader's letter as SMTP sends it, the dots that begin a line doubled."""
        url = self.url_for(reader.public_id)
        own = {"To": reader.email} | self._own_headers(url, reader.public_id.hex)
        if not settings.DKIM_SELECTOR:
            return self._print(own, url, self.over_the_wire)
        return _dots_doubled(signed(self._print(own, url, self.body), self.address))

    def letter(self, address: str, url: str, *, key: str) -> Letter:
        """The copy for an address; the same `key` always gives the same Message-ID."""
        own = self._own_headers(url, key)
        content = self.content.with_unsubscribe(url)
        letter = Letter(
            content.subject,
            content.text,
            self.sender,
            [address],
            reply_to=[self.reply_to] if self.reply_to else None,
            headers=self.common | own,
        )
        letter.attach_alternative(content.html, "text/html")
        letter.envelope_from = self.address
        letter.printed = self._print({"To": address} | own, url, self.body)
        return letter

    def _shared_headers(self) -> dict[str, str]:
        headers = {"Subject": self.content.subject, "From": self.sender}
        return headers | ({"Reply-To": self.reply_to} if self.reply_to else {}) | self.common

    def _own_headers(self, url: str, key: str) -> dict[str, str]:
        name = message_name(self.number, key)
        return {
            "Date": _date(int(timezone.now().timestamp())),
            "Message-ID": f"<issue-{self.number}.{name}@{self.domain}>",
            "List-Unsubscribe": f"<{url}>",
        }

    def _mime(self) -> str:
        return (
            f"MIME-Version: 1.0{EOL}Content-Type: multipart/alternative;{EOL}"
            f' boundary="{self.boundary}"{EOL}{EOL}'
        )

    def _print(self, own: dict[str, str], url: str, body: list[bytes]) -> bytes:
        own_lines = "".join(f"{name}: {value}{EOL}" for name, value in own.items())
        link = _quoted(url).encode("ascii")
        return f"{own_lines}{self.head}".encode("ascii") + link.join(body)


def message_name(number: int, key: str) -> str:
    """In the Message-ID of each letter: whoever knows it has seen this reader's mail.

    It begins as the reader's key does, so that the reader is found where a report has no address.
    """
    return key[:8] + fingerprint(f"message:{number}:{key}")[:32]


class Editions:
    """An issue for every choice of its readers: each is rendered once, when the first wants it."""

    def __init__(self, digest: Digest):
        self.digest = digest
        self.newsletter, self.paper = Newsletter.current(), Newspaper.current()
        self.of_choice = lru_cache(maxsize=MOST)(self._of_choice)

    def of(self, reader: Subscriber) -> Edition | None:
        """None where nothing of the issue is what this reader wants."""
        return self.of_choice(reader.choice)

    def _of_choice(self, choice: Choice) -> Edition | None:
        try:
            content = content_of(self.digest, choice)
        except NothingToRead:
            return None
        return Edition(content, self.digest.number, self.newsletter, self.paper)


def _common_headers(number: int, newsletter: Newsletter) -> dict[str, str]:
    archive, help_ = absolute(reverse("newsletter_archive")), absolute(reverse("subscribe"))
    return {
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": _list_id(newsletter.name),
        "List-Archive": f"<{archive}>",
        "List-Help": f"<{help_}>",
        "Feedback-ID": f"{number}:digest:newsletter:{_host().replace('.', '-')}",
        "Auto-Submitted": "auto-generated",
        "Precedence": "bulk",
    }


def _dots_doubled(piece: bytes) -> bytes:
    """RFC 5321, 4.5.2. An address to leave by never begins a line with a dot."""
    return piece.replace(b"\r\n.", b"\r\n..")


@lru_cache(maxsize=4)
def _date(second: int) -> str:
    return format_datetime(timezone.localtime(datetime.fromtimestamp(second, UTC)))


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname


def _mailbox(name: str, address: str) -> str:
    return str(Address(display_name=name, addr_spec=address))


def _list_id(name: str) -> str:
    """The name for people; the part in <> tells machines the list, and never changes.

    In ASCII, since some providers take no other header.
    """
    phrase = f'"{quote(name)}"' if name.isascii() else Header(name, "utf-8", 900).encode("")
    return f"{phrase} <newsletter.{_host()}>"


def _head(headers: dict[str, str]) -> str:
    return "".join(_header(name, value) for name, value in headers.items())


def _header(name: str, value: str) -> str:
    """A header as it goes over the wire; an address in <> is never folded or encoded."""
    if value.startswith("<"):
        return f"{name}: {value}{EOL}"
    policy = email.policy.SMTP
    return policy.fold(name, policy.header_factory(name, value))


def _body(content: Content, boundary: str) -> list[str]:
    """Both parts, text first, cut where the address to leave by belongs."""
    pieces = [""]
    for kind, text in (("plain", content.text), ("html", content.html)):
        pieces[-1] += (
            f'--{boundary}{EOL}Content-Type: text/{kind}; charset="utf-8"{EOL}'
            f"Content-Transfer-Encoding: quoted-printable{EOL}{EOL}"
        )
        first, *others = (_quoted_printable(piece) for piece in text.split(UNSUBSCRIBE))
        pieces[-1] += first
        pieces += others
        pieces[-1] += EOL
    pieces[-1] += f"--{boundary}--{EOL}"
    return pieces


def _quoted_printable(text: str) -> str:
    lines = text.replace("\r\n", "\n").encode().decode("latin-1")
    return body_encode(lines, maxlinelen=WIDTH, eol=EOL)


def _quoted(url: str) -> str:
    """An address in the middle of a line: soft breaks before, in and behind it."""
    return f"={EOL}{_quoted_printable(url)}={EOL}"
