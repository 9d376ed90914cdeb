"""Who takes letters away: over several open SMTP connections, or by any other mail backend."""

import selectors
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from smtplib import SMTP, SMTPException

from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend as SmtpBackend

from newsletter.conversations import Broken, Conversation
from newsletter.ledger import Line
from newsroom.core.addresses import QUOTED_LOCAL

MOMENT = 0.003  # seconds: what is heard within is written down in one transaction
TIMEOUT = 60  # seconds that an answer may take


class MailServerTrouble(Exception):
    """The mail server takes nothing now: go on later."""


@dataclass(slots=True)
class News:
    """What was heard: whose text may leave, who got an answer, whose connection broke."""

    ready: list[Line] = field(default_factory=list)
    answered: list[tuple[Line, str, int, bytes]] = field(default_factory=list)
    lost: list[tuple[Line, str]] = field(default_factory=list)
    silent: list[tuple[Line, str]] = field(default_factory=list)  # handed over, never answered


def courier(connections: int, mailer: str = "default"):
    """The one for the mailer of the settings."""
    backend = mailers.create_connection(mailer)
    if isinstance(backend, SmtpBackend):
        return SmtpCourier(connections, mailer)
    from newsletter.apis import ApiCourier

    return ApiCourier(backend)


class SmtpCourier:
    """Keeps up to so many connections busy; opened when first needed, honest about losses."""

    def __init__(self, connections: int, mailer: str = "default"):
        self.mailer, self.most = mailer, connections
        self.open: list[Conversation] = []
        self.selector = selectors.DefaultSelector()
        self.heard = News()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        for conversation in [*self.open]:
            conversation.hang_up()
        self.selector.close()

    @property
    def is_idle(self) -> bool:
        return self.heard == News() and all(c.is_idle for c in self.open)

    def room(self) -> Iterable[Conversation]:
        """Those that could announce a letter now; opens what is allowed and not there yet."""
        yield from [c for c in self.open if c.has_room]
        while len(self.open) < self.most and (new := self._call()):
            yield new

    def announce(self, room: Conversation, line: Line, sender: str) -> None:
        """Raises ValueError where an address can't be told to a mail server."""
        address = line.reader.email
        if not can_be_told(address):
            raise ValueError(address.rpartition("@")[2] or "?")
        room.announce(line, sender, address)

    def wait(self, seconds: float) -> News:
        """Until something is heard, so long at most; then a moment for the others."""
        until = time.monotonic() + MOMENT
        events = self.selector.select(max(0, seconds if self.heard == News() else 0))
        while events:
            for key, _mask in events:
                self._listen(key.data)
            left = until - time.monotonic()
            some = left > 0 and any(c.expected for c in self.open)
            events = self.selector.select(left) if some else []
        for conversation in [c for c in self.open if c.is_late]:
            self._lose(conversation, "no answer in time")
        self.heard.ready = [c.announced for c in self.open if c.may_go]
        news, self.heard = self.heard, News()
        return news

    def hand_over(self, lines: list[Line], editions) -> None:
        """The text itself: from here on, a loss is a doubt."""
        for conversation in self.open:
            if conversation.may_go and conversation.announced in lines:
                reader = conversation.announced.reader
                conversation.hand_over(editions.of(reader).printed_for(reader))

    def take_back(self, lines: Iterable[Line]) -> None:
        """After the server said go on, only a closed connection can take a letter back."""
        for conversation in [c for c in self.open if c.may_go and c.announced in lines]:
            conversation.announced = None
            self._lose(conversation, "taken back")

    def write(self) -> None:
        for conversation in [*self.open]:
            try:
                conversation.write()
            except Broken as reason:
                self._lose(conversation, str(reason))

    def _listen(self, conversation: Conversation) -> None:
        try:
            self.heard.answered += conversation.heard()
        except Broken as reason:
            self._lose(conversation, str(reason))
            return
        if conversation.closing:
            self._lose(conversation, conversation.closing)

    def _lose(self, conversation: Conversation, reason: str) -> None:
        if conversation.handed:
            self.heard.silent.append((conversation.handed, reason))
        if conversation.announced:
            self.heard.lost.append((conversation.announced, reason))
        self._forget(conversation)

    def _forget(self, conversation: Conversation) -> None:
        self.open.remove(conversation)
        with suppress(KeyError, ValueError):
            self.selector.unregister(conversation.sock)
        conversation.hang_up()

    def _call(self) -> Conversation | None:
        """A new connection. One that is refused beside others that work is only one fewer."""
        backend = mailers.create_connection(self.mailer)
        try:
            backend.open()
            smtp: SMTP = backend.connection
            smtp.ehlo_or_helo_if_needed()
        except (OSError, SMTPException) as error:
            if self.open:
                self.most = len(self.open)
                return None
            raise MailServerTrouble(str(error)) from error
        conversation = Conversation(smtp, backend.timeout or TIMEOUT)
        self.open.append(conversation)
        self.selector.register(conversation.sock, selectors.EVENT_READ, conversation)
        return conversation


def can_be_told(address: str) -> bool:
    """A quoted name may hold blanks and brackets, nothing else may; nothing holds a line break."""
    local, _at, domain = address.rpartition("@")
    bare = domain if QUOTED_LOCAL.fullmatch(local) else address
    return address.isascii() and address.isprintable() and not {"<", ">", " "} & set(bare)
