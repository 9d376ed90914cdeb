"""What a client may send: how much, and in what time."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from io import BytesIO
from tempfile import SpooledTemporaryFile

from django.conf import settings
from django.contrib.auth import get_user
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error as DatabaseError
from django.db import close_old_connections

from newsroom.core.links import address_of
from newsroom.core.outage import is_away

READERS = 256 * 1024  # bytes; a form with words in it
REPORTS = 5 * 2**20  # what mail providers say of many mails at once
DESK = 100 * 2**20  # several pictures as cameras make them, or a list of subscribers
DESK_PATH = "/admin/"
SECONDS = 20  # for the whole body…
BYTES_PER_SECOND = 16 * 1024  # … and one second more for each of these that came
REFUSED = "newsroom.refused"  # in the environ: the status to answer with, nothing having been read


class BodyRefused(Exception):
    def __init__(self, status: int):
        self.status = status


def limit_of(environ: dict) -> int:
    """How many bytes this client may send to this address."""
    path = environ["PATH_INFO"]
    reports = address_of("newsletter_returns", "-").removesuffix("-/")
    if path.startswith(reports) and settings.ANYMAIL:
        return REPORTS
    if path.startswith(DESK_PATH) and is_from_staff(environ):
        return DESK
    return READERS


def is_from_staff(environ: dict) -> bool:
    """Whether the request has a session of somebody who works at the desk."""
    request = WSGIRequest(environ | {"wsgi.input": BytesIO()})
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME)
    if not key:
        return False
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return user.is_active and user.is_staff


def limit_beside_requests(environ: dict) -> int:
    """The same, asked where no request is being answered: connections are looked after here."""
    close_old_connections()
    try:
        return limit_of(environ)
    except DatabaseError as error:
        if is_away(error):
            raise BodyRefused(503) from None
        raise
    finally:
        close_old_connections()


async def receive(protocol, environ: dict, in_thread: Callable[..., Awaitable]):
    """The body as a file, whole; or a refusal: 413 where it is too long, 408 where it is late."""
    declared = length_of(environ)
    if declared == 0:
        return BytesIO()
    small = declared is not None and declared <= READERS
    allowed = READERS if small else await in_thread(limit_beside_requests, environ)
    if declared is not None and declared > allowed:
        raise BodyRefused(413)
    body = SpooledTemporaryFile(max_size=READERS)  # noqa: SIM115 (who answers closes it)
    try:
        environ["CONTENT_LENGTH"] = str(await fill(body, protocol, allowed, declared))
    except (TimeoutError, BodyRefused) as error:
        body.close()
        raise BodyRefused(getattr(error, "status", 408)) from None
    body.seek(0)
    return body


def length_of(environ: dict) -> int | None:
    """What the client says; None where it sends piece by piece and doesn't know yet."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        return None
    return int(environ.get("CONTENT_LENGTH", "0").partition(",")[0] or 0)


async def fill(body, protocol, allowed: int, declared: int | None) -> int:
    """Write into `body` what arrives, and return its length."""
    began, size = asyncio.get_running_loop().time(), 0
    async with asyncio.timeout(SECONDS) as deadline:
        async for piece in protocol:
            size += len(piece)
            if size > allowed:
                raise BodyRefused(413)
            body.write(piece)
            deadline.reschedule(began + SECONDS + size / BYTES_PER_SECOND)
    if declared not in {None, size}:  # the client went away
        raise BodyRefused(400)
    return size


def refusal(environ: dict) -> int | None:
    """The status to refuse a request with: what the gateway says, or another server's length."""
    if REFUSED in environ:
        return environ[REFUSED]
    try:
        length = length_of(environ) or 0
    except ValueError:
        return 400
    return 413 if length > READERS and length > limit_of(environ) else None


class NoFiles(FileUploadHandler):
    """Leaves out every file: no form of a reader's has one."""

    def new_file(self, *args, **kwargs):
        raise SkipFile

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None
