"""The page behind a secret preview address: for whoever holds it, and for no machine."""

from django.core.signing import BadSignature
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, PreviewAddress
from articles.models.preview import KEPT
from articles.views import article_context

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
}


@require_safe
def outside_preview(request, token):
    """The article as it was last saved; once readers see it, its page."""
    try:
        address = PreviewAddress.objects.of_token(token)
    except BadSignature:
        raise Http404 from None
    if address is None or not address.is_open:  # long over, it was forgotten
        return _unkept(render(request, "articles/preview_over.html", status=410))
    if address.article.is_published:
        return _unkept(redirect(address.article))
    article = Article.objects.for_page().get(pk=address.article_id)
    context = article_context(article) | {"preview": True}
    return _unkept(render(request, "articles/article.html", context))


def _unkept(response):
    for name, value in HEADERS.items():
        response[name] = value
    return response


def forget_addresses(now=None, *, dry_run: bool = False) -> int:
    """Delete those that ended long ago; how many. Their addresses go on saying that they ended."""
    over = PreviewAddress.objects.over((now or timezone.now()) - KEPT)
    return over.count() if dry_run else over.delete()[0]
