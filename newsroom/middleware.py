"""What is true of every answer."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponsePermanentRedirect
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from newsroom import views
from newsroom.bodies import NoFiles, refusal

ADMIN = "/admin/"
HEALTH = "/healthz"  # asked by machines, by whatever name they know this one


def one_address(get_response):
    """Answer at SITE_URL alone; every other name, port or scheme leads there in one step.

    From here on the name in a request is ours, whatever port or case the client wrote.
    """

    def middleware(request):
        if settings.ONE_ADDRESS and request.path != HEALTH and not is_at_our_address(request):
            safe = request.method in {"GET", "HEAD"}
            there = settings.SITE_URL + request.get_full_path()
            return HttpResponsePermanentRedirect(there, preserve_request=not safe)
        if settings.ONE_ADDRESS:
            request.META["HTTP_HOST"] = urlsplit(settings.SITE_URL).netloc
        return get_response(request)

    return middleware


def is_at_our_address(request) -> bool:
    """A port that goes without saying may be said."""
    ours = urlsplit(settings.SITE_URL)
    usual = {"https": ":443", "http": ":80"}[ours.scheme]
    host = request.get_host().lower().removesuffix(usual)
    return host == ours.netloc.removesuffix(usual) and (
        ours.scheme == "http" or request.is_secure()
    )


def headers(get_response):
    """Say how long an answer may be kept, and what the browser may do with it."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cache-Control", cache_control(request, response))
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return middleware


def cache_control(request, response) -> str:
    """Readers' pages may be kept by anybody but asked for again; all else is private."""
    of_readers = request.method in {"GET", "HEAD"} and not request.path.startswith(ADMIN)
    if of_readers and response.status_code < 500:
        return "public, max-age=0, must-revalidate"
    return "private, no-store"


class Compress(GZipMiddleware):
    """What is compressed already, or a part of something, is sent as it is."""

    def process_response(self, request, response):
        kind = response.get("Content-Type", "").partition("/")[0]
        if kind in {"image", "audio", "video", "font"} or response.status_code == 206:
            return response
        return super().process_response(request, response)


def read_as_utf8(get_response):
    """All our pages are UTF-8, and so is what they send: another claim, "rot13" say, is nothing."""

    def middleware(request):
        request.encoding = settings.DEFAULT_CHARSET
        return get_response(request)

    return middleware


def refuse_nul(get_response):
    """No address of ours holds a NUL, and PostgreSQL takes none as text."""

    def middleware(request):
        if "\0" in request.path:
            raise Http404
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("There is a NUL in the query.")
        return get_response(request)

    return middleware


def limit_bodies(get_response):
    """Refuse what nobody may send here, and keep no file of a reader's."""

    def middleware(request):
        if status := refusal(request.META):
            return views.body_refused(request, status)
        if not request.path.startswith(ADMIN):
            request.upload_handlers = [NoFiles(request)]
        return get_response(request)

    return middleware


class AdminLocaleMiddleware(LocaleMiddleware):
    """The desk chooses its language; a reader's page has the paper's, the same for everybody."""

    def process_request(self, request):
        if request.path.startswith(ADMIN):
            super().process_request(request)
        else:
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE

    def process_response(self, request, response):
        if request.path.startswith(ADMIN):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Language", settings.LANGUAGE_CODE)
        return response
