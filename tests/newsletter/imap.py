"""A mailbox that is read by IMAP (RFC 9051), as far as reading returns needs it."""

import re
import socketserver
import threading
from contextlib import contextmanager
from urllib.parse import quote

USER, PASSWORD = "retours@octet.example", 'p"w d'
ANSWER = re.compile(rb"(\S+) (UID )?(\S+) ?(.*?)\r\n")


class Mailbox:
    """Mails by their UID, and what is marked of each."""

    def __init__(self):
        self.mails: dict[int, bytes] = {}
        self.flags: dict[int, set[str]] = {}
        self.loses_at: int | None = None  # hangs up when this one is marked

    def add(self, *mails: bytes) -> None:
        for mail in mails:
            uid = len(self.flags) + 1
            self.mails[uid], self.flags[uid] = mail, set()


class Conversation(socketserver.StreamRequestHandler):
    """Each command has a method, which says its lines; then the command is done."""

    def handle(self):
        self.box, self.known = self.server.box, False
        self.wfile.write(b"* OK ready\r\n")
        while asked := ANSWER.fullmatch(self.rfile.readline()):
            tag, _uid, command, rest = asked.groups()
            refusal = getattr(self, f"on_{command.decode().lower()}")(rest.decode())
            self.wfile.write(tag + b" " + (refusal or "OK done").encode() + b"\r\n")
            if command == b"LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(f"* {line}\r\n".encode())

    def on_capability(self, rest):
        self.say("CAPABILITY IMAP4rev1")

    def on_login(self, rest):
        self.known = rest == rf'{USER} "p\"w d"'
        return None if self.known else "NO who are you?"

    def on_select(self, rest):
        if not self.known or rest != '"Retours de lettres"':
            return "NO there is no such mailbox"
        self.say(f"{len(self.box.mails)} EXISTS")

    def on_search(self, rest):
        span, *wanted = rest.split()
        assert wanted == ["UNSEEN", "UNDELETED"]
        first, last = map(int, span.split(":"))
        here = list(self.box.mails)[first - 1 : last]
        self.say(" ".join(["SEARCH", *(str(u) for u in here if not self.box.flags[u])]))

    def on_fetch(self, rest):
        uid, most = map(int, re.fullmatch(r"(\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest).groups())
        mail = self.box.mails[uid][:most]
        self.wfile.write(f"* 1 FETCH (UID {uid} BODY[]<0> {{{len(mail)}}}\r\n".encode())
        self.wfile.write(mail + b")\r\n")

    def on_store(self, rest):
        uid, flags = re.fullmatch(r"(\d+) \+FLAGS\.SILENT \((.*)\)", rest).groups()
        if int(uid) == self.box.loses_at:
            self.box.loses_at = None
            raise ConnectionAbortedError
        self.box.flags[int(uid)] |= set(flags.split())

    def on_expunge(self, rest):
        for uid in [u for u in self.box.mails if r"\Deleted" in self.box.flags[u]]:
            del self.box.mails[uid]
            self.say("1 EXPUNGE")

    def on_logout(self, rest):
        self.say("BYE")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """A conversation that breaks is what some tests ask for."""


@contextmanager
def running():
    """A mailbox on a free port; its `url` is the setting that reads it."""
    with Server(("127.0.0.1", 0), Conversation) as server:
        server.box = box = Mailbox()
        place = f"127.0.0.1:{server.server_address[1]}"
        who = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
        box.url = f"imap://{who}@{place}/Retours%20de%20lettres"
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        try:
            yield box
        finally:
            server.shutdown()
