"""A mail server for trying workers: quick, slow, busy, and of those that hang up; it keeps account.

`python -m tests.newsletter.hostile PORT_FILE ACCOUNT` writes down each mail that it accepts, at the
moment when it does, before it answers (or doesn't).
"""

import asyncio
import contextlib
import random
import sys
from pathlib import Path

BUSY, LOST, HANGS_UP = 4, 0.4, 0.6  # of a hundred mails
SLOW = 0.004  # seconds, at most, on average half


class Account:
    """Lines of `accepted ADDRESS`, `unanswered ADDRESS` (or not even accepted), `busy ADDRESS`."""

    def __init__(self, path: Path):
        self.file = path.open("a", buffering=1)

    def note(self, what: str, address: str) -> None:
        self.file.write(f"{what} {address}\n")


class Conversation:
    def __init__(self, reader, writer, account: Account):
        self.reader, self.writer, self.account = reader, writer, account
        self.address = ""

    async def hold(self) -> None:
        self.say("220 hostile")
        async for line in self.reader:
            command = line[:4].upper().decode(errors="replace")
            answer = getattr(self, f"on_{command.strip().lower()}", self.on_other)
            if not await answer(line.decode().strip()):
                return
            with contextlib.suppress(ConnectionError):
                await self.writer.drain()

    def say(self, words: str) -> bool:
        self.writer.write(words.encode() + b"\r\n")
        return True

    async def on_other(self, line) -> bool:
        return self.say("250 OK")

    async def on_ehlo(self, line) -> bool:
        return self.say("250-hostile\r\n250 PIPELINING")

    async def on_rset(self, line) -> bool:
        self.address = ""
        return self.say("250 OK")

    async def on_rcpt(self, line) -> bool:
        address = line[line.index("<") + 1 : line.rindex(">")]
        if address.startswith("gone"):
            return self.say("550 5.1.1 no such user")
        if random.uniform(0, 100) < BUSY:
            return self.say("450 4.2.1 busy")
        self.address = address
        return self.say("250 OK")

    async def on_data(self, line) -> bool:
        if not self.address:
            return self.say("554 no valid recipients")
        self.say("354 go")
        await self.writer.drain()
        async for text in self.reader:
            if text == b".\r\n":
                return await self.take()
        return False

    async def take(self) -> bool:
        await asyncio.sleep(random.uniform(0, SLOW))
        address, self.address = self.address, ""
        if random.uniform(0, 100) < LOST:  # before the mail is accepted
            self.account.note("unanswered", address)
            return False
        self.account.note("accepted", address)
        if random.uniform(0, 100) < LOST:  # … and after
            self.account.note("unanswered", address)
            return False
        self.say("250 OK")
        return random.uniform(0, 100) >= HANGS_UP


async def main(port_file: str, account_file: str) -> None:
    account = Account(Path(account_file))

    async def converse(reader, writer):
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await Conversation(reader, writer, account).hold()
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, limit=2**20)
    port = server.sockets[0].getsockname()[1]
    Path(port_file).with_suffix(".part").write_text(str(port))
    Path(port_file).with_suffix(".part").rename(port_file)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
