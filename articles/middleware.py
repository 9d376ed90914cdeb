"""Old addresses: where a page would be missing, a former address answers 301 in one hop."""

from django.http import HttpResponsePermanentRedirect

from articles.models import Article, Redirect


def redirects(get_response):
    def middleware(request):
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if "\0" in request.path:  # PostgreSQL refuses to look such a thing up
            return response
        target = current_target(request.path)
        return HttpResponsePermanentRedirect(target) if target else response

    return middleware


def current_target(path: str) -> str | None:
    """Where the thing that had this path is now; None for strangers and for what is not out."""
    path = path if path.endswith("/") else f"{path}/"
    redirect = Redirect.objects.filter(path=path).first()
    target = redirect.target if redirect else None
    if target is None or (isinstance(target, Article) and not target.is_known_to_readers):
        return None
    return target.get_absolute_url()
