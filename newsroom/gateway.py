"""Stands between the web server and Django: a thread is for what has arrived whole.

The server hands over each request in an event loop. Its body is read there, up to a limit and a
deadline; only then a thread of Django's is taken. So who sends slowly, or reads slowly, keeps
nobody else waiting.
"""

import asyncio
import logging
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from io import BytesIO
from wsgiref.util import FileWrapper

from newsroom.bodies import REFUSED, BodyRefused, receive
from newsroom.core.network import is_trusted

logger = logging.getLogger(__name__)

SEND_SECONDS = 30  # for a client to take the next piece of what it asked for
DRAIN_SECONDS = 3  # after a refusal
PIECE = 64 * 1024  # bytes
SMALL = 2**20  # bytes: up to here a file is handed over in one piece
PLAIN = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
# Everything here is UTF-8; Django would read a query in what is claimed, before any middleware.
CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)
FORWARDED = ("forwarded", "x-forwarded-")


class Gateway:
    """The application for granian: a coroutine per request, in front of WSGI in a few threads."""

    def __init__(self, application, *, threads: int):
        self.application = application
        self.threads = ThreadPoolExecutor(threads, thread_name_prefix="django")

    async def __call__(self, scope, protocol) -> None:
        environ = environ_of(scope)
        in_thread = partial(asyncio.get_running_loop().run_in_executor, self.threads)
        try:
            environ["wsgi.input"] = await receive(protocol, environ, in_thread)
        except BodyRefused as refused:
            environ |= {REFUSED: refused.status, "wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}
        with environ["wsgi.input"]:
            answer = await in_thread(self.answer, environ, protocol, asyncio.get_running_loop())
        if isinstance(answer.body, bytes):
            protocol.response_bytes(answer.status, answer.headers, answer.body)
        elif answer.body is not None:
            await send_file(protocol, answer)
            await in_thread(answer.body.close)
        if REFUSED in environ:
            await drain(protocol)

    def answer(self, environ, protocol, loop) -> "Answer":
        """What Django says, its body in memory or as an open file; a stream is sent on the way."""
        answer = Answer()
        result = self.application(environ, answer.start)
        try:
            if isinstance(result, FileWrapper):
                answer.body = contents(result)
            elif getattr(result, "streaming", False):
                send_stream(protocol, answer, result, loop)
            else:
                answer.body = b"".join(result)
        finally:
            if answer.body is not result:
                result.close()
        return answer


class Answer:
    body = None  # where it has been sent already

    def start(self, status, headers, exc_info=None):
        self.status = int(status.split(" ", 1)[0])
        self.headers = headers


def environ_of(scope) -> dict:
    """The request as WSGI has it."""
    client = scope.client.rpartition(":")[0].strip("[]")
    host, _, port = scope.server.rpartition(":")
    return headers_of(scope, client) | {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode().decode("latin-1"),
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": lambda file, _size: FileWrapper(file, PIECE),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def headers_of(scope, client: str) -> dict:
    """Those that may be believed.

    A name with an underscore would pass for the one with a hyphen, which the proxy in front has
    set or taken away. What a proxy says counts from our own proxies alone.
    """
    from_proxy = is_trusted(client)
    found = {}
    for name, value in scope.headers.items():
        if "_" in name or (name.startswith(FORWARDED) and not from_proxy):
            continue
        key = PLAIN.get(name) or "HTTP_" + name.upper().replace("-", "_")
        between = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{between}{value}" if key in found else value
    if "CONTENT_TYPE" in found:
        found["CONTENT_TYPE"] = CHARSET.sub("", found["CONTENT_TYPE"])
    return found


def contents(result: FileWrapper):
    """All that is in a file, or the open file where that is much."""
    start = result.filelike.read(SMALL)
    if len(start) < SMALL:
        return start
    result.start = start
    return result


async def send_file(protocol, answer) -> None:
    """From the event loop, which a slow client doesn't hold up."""
    file = answer.body
    transport = protocol.response_stream(answer.status, answer.headers)
    piece = file.start
    try:
        while piece:
            await asyncio.wait_for(transport.send_bytes(piece), SEND_SECONDS)
            piece = file.filelike.read(PIECE)
    except (TimeoutError, RuntimeError):
        logger.info("A client went away before it had its file.")


async def drain(protocol) -> None:
    """Let what is still being sent run out: many a proxy looks for an answer only after it."""
    with suppress(TimeoutError, RuntimeError):
        async with asyncio.timeout(DRAIN_SECONDS):
            async for _ in protocol:
                pass


def send_stream(protocol, answer, result, loop) -> None:
    """What the desk makes row by row, from the thread that makes it."""
    transport = protocol.response_stream(answer.status, answer.headers)
    for piece in result:
        sent = asyncio.run_coroutine_threadsafe(transport.send_bytes(piece), loop)
        try:
            sent.result(SEND_SECONDS)
        except (TimeoutError, RuntimeError):
            return
