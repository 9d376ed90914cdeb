"""What somebody who writes may choose from without leaving the page: our articles and pictures.

Asked for `ids`, they tell about these; else about what holds the words `q`, the newest first.
"""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext

from articles.listing import Listed
from articles.models import Article, Picture
from articles.search import search
from articles.thumbnails import picture_as_json
from newsroom.core import asked
from newsroom.core.dates import in_words

PER_PAGE, MOST_PAGES, MOST_IDS = 24, 40, 500
NEWEST = 500  # among them also parts of a word are found
MAX_QUERY = 100


def pick_picture(request):
    if not request.user.has_perm("articles.view_picture"):
        raise PermissionDenied
    pictures = Picture.objects.all()
    if ids := _ids(request):
        found, more = pictures.filter(pk__in=ids), False
    else:
        found, more = _page_of(request, _with_words(pictures, _words(request)))
    return JsonResponse({"results": [picture_as_json(p) for p in found], "more": more})


def _with_words(pictures, words):
    return pictures.with_words(words).order_by("-uploaded_at", "-pk")


def pick_article(request):
    """Of those that this person may open: what is out, and own pieces that are not yet."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    articles = Article.objects.visible_to(request.user).for_teaser()
    if ids := _ids(request):
        found, more = articles.filter(pk__in=ids), False
    elif words := _words(request):
        found, more = _about(articles, words), False
    else:
        newest = articles.order_by("-created_at", "-pk").values_list("pk", flat=True)
        found, more = _page_of(request, Listed(articles, newest))
    return JsonResponse({"results": [_article_as_json(a) for a in found], "more": more})


def _about(articles, words) -> list[Article]:
    """Best first by the index of words; what was only begun to be typed, in the newest titles."""
    pks = search(articles, words)[:PER_PAGE]
    found = articles.in_bulk(pks)
    newest = list(articles.order_by("-created_at", "-pk").values_list("pk", flat=True)[:NEWEST])
    begun = articles.filter(pk__in=newest, title__reads=words).order_by("-created_at", "-pk")
    others = [article for article in begun[:PER_PAGE] if article.pk not in found]
    return [*(found[pk] for pk in pks if pk in found), *others][:PER_PAGE]


def _article_as_json(article: Article) -> dict:
    when = article.published_at or article.changed_at
    return {
        "id": article.pk,
        "title": article.title,
        "address": article.get_absolute_url(),
        "section": article.section.name,
        "state": gettext("scheduled") if article.is_scheduled else article.get_status_display(),
        "date": in_words(localtime(when)),
        "thumbnail": article.lead_picture.smallest.url if article.lead_picture else "",
    }


def _words(request) -> str:
    return " ".join(request.GET.get("q", "")[:MAX_QUERY].split())


def _ids(request) -> list[int]:
    return asked.keys(request.GET.get("ids", "").split(","), most=MOST_IDS)


def _page_of(request, rows) -> tuple[list, bool]:
    """One page, and whether another follows; nothing is counted."""
    page = asked.key(request.GET.get("page")) or 1
    start = (min(page, MOST_PAGES) - 1) * PER_PAGE
    found = list(rows[start : start + PER_PAGE + 1])
    return found[:PER_PAGE], len(found) > PER_PAGE
