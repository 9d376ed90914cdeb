from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from articles.choosing import bands, related_articles
from articles.models import Article, Author, Section, Tag
from articles.search import search
from newsroom.core.dates import in_words

PER_PAGE = 20


@require_safe
def front_page(request):
    articles = list(Article.objects.published().for_list().newest_first()[:18])
    context = {
        "lead": articles[0] if articles else None,
        "secondary": articles[1:3],
        "articles": articles[3:12],
        "bands": bands(besides=articles[:12]),
    }
    return render(request, "articles/front_page.html", context)


@require_safe
def article(request, section_slug, slug):
    articles = Article.objects.select_related("section", "lead_picture").with_bylines()
    found = articles.published().filter(slug=slug).first()
    if found is None:
        return gone_or_missing(request, slug)
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    return render(request, "articles/article.html", article_context(found))


def article_context(found) -> dict:
    """What the page of an article shows; the preview of a draft uses it too."""
    tags = [tagging.tag for tagging in found.taggings.select_related("tag")]
    return {"article": found, "tags": tags, "related": related_articles(found, tags)}


def gone_or_missing(request, slug):
    if Article.objects.withdrawn().filter(slug=slug, published_at__lte=timezone.now()).exists():
        return render(request, "410.html", status=410)
    raise Http404


@require_safe
def section(request, slug):
    found = get_object_or_404(Section, slug=slug)
    articles = Article.objects.published().filter(section=found)
    return article_list(request, articles, "articles/section.html", {"section": found})


@require_safe
def tag(request, slug):
    found = get_object_or_404(Tag, slug=slug)
    articles = Article.objects.published().filter(taggings__tag=found)
    return article_list(request, articles, "articles/tag.html", {"tag": found})


@require_safe
def author(request, slug):
    found = get_object_or_404(Author, slug=slug)
    articles = Article.objects.published().filter(bylines__author=found)
    return article_list(request, articles, "articles/author.html", {"author": found})


@require_safe
def archive(request, year=None, month=None, day=None):
    """Without a date, the months; with one, what appeared in that year, month or day."""
    if year is None:
        return render(request, "articles/archive_index.html", {"months": months()})
    first, period = first_day(year, month, day)
    articles = Article.objects.published().filter(published_at__year=year)
    if month:
        articles = articles.filter(published_at__month=month)
    if day:
        articles = articles.filter(published_at__day=day)
    if not articles.exists():
        raise Http404
    context = {"heading": capfirst(in_words(first, period))}
    return article_list(request, articles, "articles/archive.html", context)


def first_day(year, month, day) -> tuple[date, str]:
    try:
        period = "date" if day else "year_month" if month else "year"
        return date(year, month or 1, day or 1), period
    except ValueError:
        raise Http404 from None


def months() -> list[dict]:
    """Each month in which something appeared, and how much; the newest first."""
    month = TruncMonth("published_at")
    counted = Article.objects.published().annotate(date=month).values("date")
    return list(counted.annotate(count=Count("pk")).order_by("-date"))


@require_safe
def search_page(request):
    words = request.GET.get("q", "").strip()[:200]
    found = search(Article.objects.published(), words)
    return article_list(request, found, "articles/search.html", {"words": words}, ordered=True)


def article_list(request, articles, template, context, ordered=False):
    """One page of a list; a page that can't be is a 404, and page 1 has one address only."""
    articles = articles.for_list() if not context.get("words") else articles.for_search_result()
    paginator = Paginator(articles if ordered else articles.newest_first(), PER_PAGE)
    number = request.GET.get("page", "1")
    if not number.isascii() or not number.isdigit() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    if number == "1" and "page" in request.GET:
        query = request.GET.copy()
        del query["page"]
        return redirect(
            f"{request.path}?{query.urlencode()}" if query else request.path, permanent=True
        )
    context["page"] = paginator.page(int(number))
    return render(request, template, context)
