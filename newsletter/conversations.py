"""One SMTP connection, spoken without waiting: several of them are kept busy by one process.

Where the server takes commands in groups (RFC 2920), the text of one mail and the envelope of the
next leave in one write, and a mail costs one round trip instead of four.
"""

import socket
import ssl
import time
from collections import deque
from contextlib import suppress
from smtplib import SMTP

from newsletter.ledger import Line

ROOM = 2**18  # bytes that a whole mail fits into, so that writing it doesn't wait
CLOSING = 421
LONGEST = 65536  # bytes of an answer


class Broken(Exception):
    """The connection is lost, or the server says what nobody understands."""


class Conversation:
    """Its lines: one `announced`, whose envelope is told; one `handed`, whose text has left.

    `heard()` gives what became of them: (line, command, code, answer).
    """

    def __init__(self, smtp: SMTP, timeout: float):
        self.smtp, self.sock = smtp, smtp.sock
        self.timeout = timeout
        self.in_groups = smtp.has_extn("pipelining")
        self.announced: Line | None = None
        self.handed: Line | None = None
        self.may_go = False  # the server waits for the text of the announced one
        self.spoilt = False  # the announced one was refused, and its DATA is still to be answered
        self.expected: deque[str] = deque()  # the commands whose answers are still to come
        self.waiting: deque[tuple[str, bytes]] = deque()  # commands not told yet
        self.out = bytearray()
        self.read = b""  # the beginning of a line
        self.answer: list[bytes] = []
        self.since = time.monotonic()
        self.closing = ""  # why nothing more is said here: a good-bye, or what nobody understands
        with suppress(OSError):
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, ROOM)

    @property
    def has_room(self) -> bool:
        if self.announced or self.closing or self.spoilt:
            return False
        return not self.expected or (self.in_groups and not self.waiting)

    @property
    def is_idle(self) -> bool:
        return not self.expected and not self.announced

    @property
    def is_late(self) -> bool:
        return bool(self.expected) and time.monotonic() - self.since > self.timeout

    def announce(self, line: Line, sender: str, recipient: str) -> None:
        self.announced = line
        self._say("MAIL", f"MAIL FROM:<{sender}>\r\n".encode("ascii"))
        self._say("RCPT", f"RCPT TO:<{recipient}>\r\n".encode("ascii"))
        self._say("DATA", b"DATA\r\n")

    def hand_over(self, printed: bytes) -> None:
        """The text of the announced one, its dots doubled; it ends with the end of a line."""
        self.handed, self.announced, self.may_go = self.announced, None, False
        self.out += printed
        self.out += b".\r\n"
        self.expected.append("TEXT")

    def write(self) -> None:
        if not self.out:
            return
        data, self.out = self.out, bytearray()
        self.since = time.monotonic()
        try:
            self.sock.sendall(data)
        except OSError as error:
            raise Broken(str(error)) from error

    def heard(self) -> list[tuple[Line, str, int, bytes]]:
        """Read what the server says; what it means for which line.

        What it said before it went wrong or said good-bye still counts.
        """
        try:
            self._read()
        except OSError as error:
            raise Broken(str(error)) from error
        news = []
        *lines, self.read = self.read.split(b"\n")
        try:
            for line in lines:
                if reply := self._reply(line.rstrip()):
                    news += self._understand(*reply)
            if len(self.read) + sum(map(len, self.answer)) > LONGEST:
                raise Broken("an answer without an end")
        except Broken as reason:
            self.closing = str(reason)
        return news

    def hang_up(self) -> None:
        """Say good-bye where that makes sense; wait for nothing."""
        with suppress(OSError):
            if self.is_idle:
                self.sock.sendall(b"QUIT\r\n")
        with suppress(OSError):
            self.smtp.close()

    def _say(self, command: str, words: bytes) -> None:
        if self.in_groups or not self.expected:
            self.out += words
            self.expected.append(command)
        else:
            self.waiting.append((command, words))

    def _say_next(self) -> None:
        if self.waiting and not self.expected:
            command, words = self.waiting.popleft()
            self.out += words
            self.expected.append(command)

    def _read(self) -> None:
        data = self.sock.recv(65536)
        while isinstance(self.sock, ssl.SSLSocket) and self.sock.pending():
            data += self.sock.recv(65536)
        if not data:
            raise Broken("the server hung up")
        self.read += data

    def _reply(self, line: bytes) -> tuple[int, bytes] | None:
        """The whole answer, where this is its last line."""
        if not line[:3].isdigit():
            raise Broken("no SMTP: " + line[:80].decode(errors="replace"))
        self.answer.append(line[4:])
        if line[3:4] == b"-":
            return None
        words, self.answer = b" ".join(self.answer), []
        return int(line[:3]), words

    def _understand(self, code: int, words: bytes) -> list[tuple[Line, str, int, bytes]]:
        if code == CLOSING:
            self.closing = str(CLOSING)
        # Unasked, a server only says good-bye.
        command = self.expected.popleft() if self.expected else ""
        if not is_answer(command, code):
            raise Broken(f"{code} {words.decode(errors='replace')}")
        news = getattr(self, f"_after_{command.lower()}")(code, words)
        self._say_next()
        return news

    def _after_mail(self, code, words):
        return [] if code < 400 else self._refused("MAIL", code, words)

    def _after_rcpt(self, code, words):
        return [] if code < 400 else self._refused("RCPT", code, words)

    def _after_data(self, code, words):
        if self.spoilt:
            self.spoilt = False
            if code == 354:  # it wants a text all the same: an empty one, for nobody
                self._say("NOTHING", b".\r\n")
            self._say("NOTHING", b"RSET\r\n")
            return []
        if code == 354:
            self.may_go = True
            return []
        return self._refused("DATA", code, words)

    def _after_text(self, code, words):
        line, self.handed = self.handed, None
        return [(line, "TEXT", code, words)]

    def _after_nothing(self, code, words):
        return []

    def _refused(self, command, code, words):
        """The announced one is refused, and the server has to forget its envelope."""
        if self.spoilt:  # told already, by an answer before
            return []
        line, self.announced = self.announced, None
        self.waiting.clear()
        self.spoilt = "DATA" in self.expected
        if not self.spoilt:
            self._say("NOTHING", b"RSET\r\n")
        return [(line, command, code, words)]


def is_answer(command: str, code: int) -> bool:
    """Whether that can be said to a command: yes, not now, never; “go on” to DATA instead of yes.

    A yes to DATA would pass for the receipt of a text that never left.
    """
    if command == "DATA" and code < 400:
        return code == 354
    return bool(command) and (200 <= code < 300 or 400 <= code < 600)
