"""Runs the web server and the worker side by side: they start together and they stop together."""

import ctypes
import errno
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PATIENCE = 120  # seconds for the web server to answer
GRACE = 15  # seconds for a request or a task to end
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
PR_SET_PDEATHSIG = 1


class Unservable(Exception):
    """Why nothing is served, and what to do about it."""


class Stopped(Exception):
    """A signal asked for the end."""


@dataclass
class Child:
    name: str
    command: list[str]
    folder: Path
    own_group: bool = True  # else it may read the terminal, as a debugger must
    sources: Callable[[], object] | None = None  # starts again where what this returns changes
    process: subprocess.Popen | None = field(default=None, init=False)

    def start(self) -> None:
        self.seen = self.sources and self.sources()
        self.process = subprocess.Popen(  # noqa: S603 (the command is ours)
            self.command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL if self.own_group else None,
            process_group=0 if self.own_group else None,
            preexec_fn=die_with(os.getpid()),
        )

    @property
    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def ask_to_end(self) -> None:
        if not self.has_ended:
            self.process.terminate()

    def kill(self) -> None:
        """With all that it started, even where itself is gone already."""
        try:
            if self.own_group:
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        except ProcessLookupError:
            pass
        self.process.wait()

    def start_again_if_changed(self) -> None:
        if self.sources and self.sources() != self.seen:
            self.ask_to_end()
            self.process.wait()
            self.start()


def die_with(parent: int) -> Callable[[], None]:
    """What a child does first: arrange to end when its parent dies, however it dies."""

    def arrange():
        if LIBC:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return arrange


class Signals:
    """The signals that arrive, as something to wait for."""

    def __init__(self):
        self.reader, self.writer = socket.socketpair()
        self.reader.setblocking(False)
        self.writer.setblocking(False)
        signal.set_wakeup_fd(self.writer.fileno(), warn_on_full_buffer=False)
        for number in STOP | {signal.SIGCHLD}:
            signal.signal(number, lambda *_: None)

    def wait(self, seconds: float) -> bool:
        """Wait until a signal comes; say whether one asked to stop."""
        select.select([self.reader], [], [], seconds)
        try:
            return bool(STOP & set(self.reader.recv(4096)))
        except BlockingIOError:
            return False


def serve(children: list[Child], *, is_ready: Callable[[], bool], announce: Callable[[], None]):
    """Run until a signal asks to stop; where a child ends by itself, stop all and say so."""
    signals = Signals()
    try:
        for child in children:
            child.start()
        wait_until(is_ready, children, signals)
        announce()
        while True:
            watch(children, signals, seconds=1)
    except Stopped:
        pass
    finally:
        stop(children, signals)


def wait_until(is_ready: Callable[[], bool], children: list[Child], signals: Signals) -> None:
    until = time.monotonic() + PATIENCE
    while not is_ready():
        watch(children, signals, seconds=0.05)
        if time.monotonic() > until:
            raise Unservable(f"The web server didn't answer in {PATIENCE} seconds; all is stopped.")


def watch(children: list[Child], signals: Signals, *, seconds: float) -> None:
    if signals.wait(seconds):
        raise Stopped
    for child in children:
        if child.has_ended:
            code = child.process.returncode
            how = f"exit code {code}" if code >= 0 else signal.Signals(-code).name
            raise Unservable(f"The {child.name} ended by itself ({how}); all is stopped.")
        child.start_again_if_changed()


def stop(children: list[Child], signals: Signals) -> None:
    """Ask all to end. Who hasn't after the grace, or at a second Ctrl-C, is killed."""
    started = [child for child in children if child.process]
    for child in started:
        child.ask_to_end()
    began = time.monotonic()
    while not all(child.has_ended for child in started):
        again = signals.wait(0.2)
        waited = time.monotonic() - began
        if waited > GRACE or (again and waited > 1):  # `make` sends the first one twice
            break
    for child in started:
        child.kill()


def require_free(host: str, port: int) -> None:
    """Refuse a port in use: our web server would share it with another of its kind, unsaid."""
    try:
        claim(host, port)
    except socket.gaierror:
        raise Unservable("HOST is no address of this machine. Example: HOST=127.0.0.1") from None
    except PermissionError:
        raise Unservable(f"PORT={port} is for root alone. Example: PORT=8000") from None
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            what = f"HOST can't be listened on ({error.strerror}). Example: HOST=127.0.0.1"
            raise Unservable(what) from None
        other = next(other for other in range(port + 1, 65536) if is_free(host, other))
        raise Unservable(
            f"Port {port} is in use, perhaps by this very paper. Another one: make run PORT={other}"
        ) from None


def is_free(host: str, port: int) -> bool:
    try:
        claim(host, port)
    except OSError:
        return False
    return True


def claim(host: str, port: int) -> None:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def answers(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return False
    return True
