"""A mail server of the tests: takes what it is told to take, and remembers it."""

import time
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Sink:
    """Answers by address: a reply, or `hang up` at a stage of the conversation."""

    def __init__(self):
        self.accepted: list[tuple[str, bytes]] = []
        self.connections = 0
        self.mail_from = ""  # a reply to every MAIL FROM
        self.at_rcpt: dict[str, str] = {}
        self.at_data: dict[str, str] = {}
        self.hang_up_at_rcpt: set[str] = set()
        self.always_hang_up_at: set[str] = set()
        self.in_groups = False  # take commands in groups, as RFC 2920 has it
        self.hang_up_after_data: set[str] = set()
        self.close_after = 0  # mails on one connection
        self.delay = 0.0
        self.on_rcpt = self.on_accept = lambda address: None

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.accepted]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name, session.mails = hostname, 0
        return [*responses[:-1], "250-PIPELINING", responses[-1]] if self.in_groups else responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.mail_from:
            return self.mail_from
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.on_rcpt(address)
        if address in self.hang_up_at_rcpt | self.always_hang_up_at:
            self.hang_up_at_rcpt.discard(address)
            server.transport.abort()
        if address in self.at_rcpt:
            return self.at_rcpt[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        (address,) = envelope.rcpt_tos
        if address in self.at_data:
            return self.at_data[address]
        time.sleep(self.delay)
        self.accepted.append((address, envelope.content))
        self.on_accept(address)
        session.mails += 1
        if address in self.hang_up_after_data:
            server.transport.abort()
        if self.close_after and session.mails >= self.close_after:
            server.loop.call_soon(server.transport.close)  # behind the answer
        return "250 OK"


class Server(Controller):
    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=False, data_size_limit=None)


@contextmanager
def running(port: int = 0):
    """A sink on a free port; its `mailers` are the settings that send to it."""
    sink = Sink()
    server = Server(sink, hostname="127.0.0.1", port=port or free_port())
    server.start()
    sink.port = server.port
    sink.url = f"smtp://127.0.0.1:{server.port}?timeout=5"
    sink.mailers = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    try:
        yield sink
    finally:
        server.stop()


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
