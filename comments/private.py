"""Pages behind a signed address: kept and indexed by nobody, and their address told to nobody."""

from functools import wraps

from django.core.signing import BadSignature
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods


def private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def from_a_mail(find):
    """A view behind a link of a mail: `find` gives the comment of its token.

    Its posts need no other token, and mailboxes post to some themselves (RFC 8058): what a view
    does, it does where a button was pressed (`newsroom.core.pressing`), never at an empty post.
    """

    def decorate(view):
        @csrf_exempt
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def wrapped(request, token):
            try:
                return private(view(request, find(token)))
            except BadSignature:
                return private(render(request, "comments/bad_link.html", status=404))

        return wrapped

    return decorate
