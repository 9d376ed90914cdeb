"""Whether readers are answered while many clients hold their connections and don't go on.

`python bench/stalling.py [--connections 200] [--url http://127.0.0.1:8000]` starts the web server
over a paper of its own, or takes the one that is named (a proxy in front of it, say). It holds so
many connections of each kind and asks, meanwhile, for pages and for /healthz:

bodies: a form is announced, seven bytes of it come; headers: half of them come; readers: a large
file is asked for again and again and never taken; idle: nothing comes at all.

It prints the slowest answer and how many of the connections got 408, and ends with 1 where an
answer took a second or more.
"""

import argparse
import http.client
import re
import resource
import socket
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 1.0  # seconds for the slowest answer
ASKED = 40
PATIENCE = 20  # seconds for one answer
PATHS = ("/", "/healthz")
FORM = b"POST /newsletter/ HTTP/1.1\r\nHost: %b\r\nContent-Length: 100000\r\n\r\nabcdefg"
HALF = b"GET / HTTP/1.1\r\nHost: %b\r\nX-Slow: "
WHOLE = b"GET %b HTTP/1.1\r\nHost: %b\r\n\r\n"


def hold(address, first: bytes, number: int) -> list[socket.socket]:
    """So many connections that have said this much and no more."""
    held = []
    for _ in range(number):
        connection = socket.create_connection(address, timeout=PATIENCE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(first)
        held.append(connection)
    return held


def ask(address, path: str) -> float:
    """The seconds that an answer took; so many as we wait where none came."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection(*address, timeout=PATIENCE)
    with closing(connection), suppress(OSError):
        connection.request("GET", path)
        connection.getresponse().read()
        return time.perf_counter() - began
    return PATIENCE


def font_of(address) -> bytes:
    """The path of a file of some size that each page asks for."""
    with closing(http.client.HTTPConnection(*address, timeout=PATIENCE)) as connection:
        connection.request("GET", "/")
        return re.search(rb'/static/[^"]+\.woff2', connection.getresponse().read())[0]


def late(held: list[socket.socket]) -> int:
    """How many were told so by now."""
    told = 0
    for connection in held:
        connection.setblocking(False)
        with suppress(OSError):
            told += b" 408 " in connection.recv(64)
    return told


def measure(name: str, address, first: bytes, number: int) -> bool:
    held = hold(address, first, number)
    try:
        took = []
        for n in range(ASKED):
            took.append(ask(address, PATHS[n % len(PATHS)]))
            if took[-1] >= PATIENCE:
                break
        until = time.monotonic() + 30 * (name == "bodies")
        while (told := late(held)) == 0 and time.monotonic() < until:
            time.sleep(0.5)
    finally:
        for connection in held:
            connection.close()
    ok = max(took) < GOAL
    print(
        f"{number} {name:8} slowest {max(took) * 1000:6.0f} ms, median {median(took) * 1000:4.0f}"
        f" (goal < {GOAL * 1000:.0f})  408 seen {told > 0!s:5}  {'ok' if ok else 'MISSED'}",
        flush=True,
    )
    return ok


def measure_all(url: str, number: int) -> bool:
    parts = urlsplit(url)
    address, host = (parts.hostname, parts.port or 80), parts.netloc.encode()
    for path in PATHS:
        ask(address, path)  # the first of each kind fills caches
    kinds = {
        "bodies": FORM % host,
        "headers": HALF % host,
        "readers": (WHOLE % (font_of(address), host)) * 20,
        "idle": b"",
    }
    return all([measure(name, address, first, number) for name, first in kinds.items()])


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--connections", type=int, default=200)
    options.add_argument("--url")
    options = options.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if options.url:
        return 0 if measure_all(options.url, options.connections) else 1
    from bench.posting import prepare, start_server

    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from django.conf import settings

        server = start_server(settings.PORT)
        try:
            ok = measure_all(f"http://127.0.0.1:{settings.PORT}", options.connections)
        finally:
            server.terminate()
            server.wait(PATIENCE)
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
