"""Old addresses: where a page would be missing, a former address answers 301 in one hop."""

from contextlib import suppress

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from articles.models import Article, Redirect

FEEDS = ("rss.xml", "atom.xml")


def redirects(get_response):
    def middleware(request):
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if address := current_address(request.path):
            return HttpResponsePermanentRedirect(address)
        return article_without_slash(request) or response

    return middleware


def article_without_slash(request):
    """Its page answers at once: a slash first and the right address then would be two hops."""
    try:
        found = resolve(f"{request.path}/")
    except Resolver404:
        return None
    if found.view_name != "article":
        return None
    with suppress(Http404):
        return found.func(request, **found.kwargs)


def current_address(path: str) -> str | None:
    """Where the thing that had this path is now; None for strangers and for what is not out."""
    with_slash = path if path.endswith("/") else f"{path}/"
    if address := address_of(with_slash):
        return address
    for feed in FEEDS:
        if path.endswith(f"/{feed}") and (address := address_of(path.removesuffix(feed))):
            return address + feed
    return None


def address_of(path: str) -> str | None:
    redirect = Redirect.objects.filter(path=path).first()
    if redirect is None:
        return None
    target = redirect.target
    if isinstance(target, Article) and not target.was_out:
        return None
    return redirect.leads_to
