"""What belongs to no app: the legal pages, errors, robots.txt, pictures, health."""

import sys

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.views import i18n
from django.views.decorators.http import require_safe

from articles import library
from newsroom.core.links import absolute
from newsroom.core.models import DeskLanguage
from newsroom.core.outage import RETRY_AFTER, is_away
from newsroom.parts import sent_as_asked
from newsroom.periods import DECLARED

ICONS = {
    "favicon.ico": "newsroom/img/icon.ico",
    "apple-touch-icon.png": "newsroom/img/icon-180.png",
    "apple-touch-icon-precomposed.png": "newsroom/img/icon-180.png",
}
CONTENT_TYPES = {"avif": "image/avif", "jpg": "image/jpeg"}


def set_language(request):
    """The desk in another language, from now on: for this browser, and for mails to this person."""
    if request.method == "POST" and request.user.is_authenticated:
        DeskLanguage.remember(request.user, request.POST.get("language", ""))
    return i18n.set_language(request)


@require_safe
def legal_notice(request):
    return render(request, "legal_notice.html")


@require_safe
def privacy(request):
    said = {
        "email_days": settings.COMMENT_EMAIL_DAYS,
        "ip_days": settings.COMMENT_IP_DAYS,
        "asks_akismet": bool(settings.AKISMET_KEY),
        "kept": [{"label": kept.label, "days": kept.days()} for kept in DECLARED],
    }
    return render(request, "privacy.html", said)


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def icon(request, name):
    """Where browsers and telephones look for it, whatever the page says."""
    response = HttpResponseRedirect(static(ICONS[name]))
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def healthz(request):
    """Answers 200 where the process and its database work."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def media(request, name):
    """A rendition, which its name identifies for ever; a web server in front may do this too.

    One that is missing is made at once; that of a replaced picture leads to the one of now.
    """
    try:
        if not default_storage.exists(name):
            rendition = library.rendition_at(name)
            if rendition is None:
                raise Http404
            if rendition.name != name:
                return moved_file(rendition)
        response = sent(request, name)
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"  # mails and feed readers show it
    return response


def sent(request, name):
    """The file, the part of it that is asked for, or that it is the one they have."""
    etag = f'"{name.rpartition("/")[2]}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    file = default_storage.open(name)
    kind = CONTENT_TYPES[name.rpartition(".")[2]]
    whole = FileResponse(file, content_type=kind, headers={"ETag": etag})
    return sent_as_asked(request, whole, file.size)


def moved_file(rendition):
    """For a while only: the picture may be replaced again."""
    response = HttpResponseRedirect(rendition.url)
    response["Cache-Control"] = "public, max-age=300"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def body_refused(request, status):
    """413: too much; 408: too slow; 400: not what was said. The rest of it is never read.

    503: who sends so much can't be asked now.
    """
    response = away() if status == 503 else render(request, f"{status}.html", status=status)
    response["Connection"] = "close"
    return response


def not_from_here(request, reason=""):
    """Sent without the token of its page, or in a way that no page of ours sends."""
    return forbidden(request)


def page_not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Needs no database and no context: whatever failed may have been one of them."""
    if is_away(sys.exception()):
        return away()
    return HttpResponse(render_to_string("500.html"), status=500)


def away():
    """The database does not answer. Who reads asks again; so do programs, and search engines."""
    headers = {"Retry-After": str(RETRY_AFTER)}
    return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
