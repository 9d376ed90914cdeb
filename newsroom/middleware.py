"""What is true of every answer."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

ADMIN = "/admin/"


def headers(get_response):
    """Say how long an answer may be kept, and what the browser may do with it."""

    def middleware(request):
        response = get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cache-Control", cache_control(request, response))
        return response

    return middleware


def cache_control(request, response) -> str:
    """Readers' pages may be kept by anybody but asked for again; all else is private."""
    if request.path.startswith(ADMIN) or request.method not in {"GET", "HEAD"}:
        return "private, no-store"
    return "public, max-age=0, must-revalidate"


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
