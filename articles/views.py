from django.core.paginator import EmptyPage, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from articles.archives import months, period, published_in
from articles.choosing import bands, related_articles
from articles.listing import Listed, of_author, of_tag
from articles.models import (
    Article,
    Author,
    Byline,
    Correction,
    Redirect,
    Section,
    Tag,
    TaggedArticle,
)
from articles.models.redirect import of_any_section
from articles.reading import is_robot, note_read
from articles.revisions.comparing import compare
from articles.revisions.planning import all_as_due, as_due
from articles.revisions.public import SHOWN, has_changes, seen_by_readers
from articles.search import search
from articles.showing import Shown
from newsroom.core.alphabet import Bytewise
from newsroom.core.asked import page_number
from newsroom.core.dates import in_words
from newsroom.core.network import is_cross_site, network_fingerprint
from newsroom.core.prepared import prepared

ON_THE_FRONT = 12
PER_PAGE = 20


@require_safe
def front_page(request):
    articles = all_as_due(newest_at(now=timezone.now()))
    context = {
        "lead": articles[0] if articles else None,
        "secondary": articles[1:3],
        "articles": articles[3:],
        "bands": bands(besides=articles),
    }
    return render(request, "articles/front_page.html", context)


@prepared
def newest_at(now):
    return Article.objects.published(now).for_list(now).newest_first()[:ON_THE_FRONT]


@require_safe
def article(request, section_slug, slug):
    found = next(iter(out_at(slug=slug, now=timezone.now())), None)
    if found is None:
        return moved_or_gone(request, slug)
    found.put_at_hand("bylines", Byline.objects.all(), bylines_of(article=found.pk))
    found = as_due(found) if found.has_due_change else found
    if request.path != found.get_absolute_url():
        return redirect(found, permanent=True)
    return render(request, "articles/article.html", article_context(found))


@prepared
def out_at(slug, now):
    return Article.objects.for_page(now).prefetch_related(None).published(now).filter(slug=slug)


@prepared
def bylines_of(article):
    return Byline.objects.filter(article=article).select_related("author__portrait")


@prepared
def taggings_of(article):
    found = TaggedArticle.objects.filter(content_object=article).select_related("tag")
    return found.order_by(Bytewise("tag__key"))


@csrf_exempt  # readers' pages carry no token; is_cross_site() stands in for it
@require_POST
def article_read(request, pk):
    """The page says that it was read. The answer is the same whatever became of it."""
    if not is_cross_site(request) and not is_robot(request.headers.get("User-Agent", "")):
        note_read(pk, network=network_fingerprint(request))
    return HttpResponse(status=204)


@require_safe
def article_changes(request, section_slug, slug):
    """What was changed in an article since readers first saw it."""
    found = get_object_or_404(Article.objects.for_page().published(), slug=slug)
    if request.path != reverse("article_changes", args=[found.section.slug, found.slug]):
        return redirect("article_changes", found.section.slug, found.slug, permanent=True)
    versions = seen_by_readers(found)
    if len(versions) < 2:
        raise Http404
    context = {
        "article": found,
        "versions": versions,
        "comparison": compare(versions[0].content, versions[-1].content, SHOWN),
    }
    return render(request, "articles/changes.html", context)


def article_context(found) -> dict:
    """What the page of an article shows; the preview of a draft uses it too."""
    tags = tags_of(found)
    return {
        "article": found,
        "preview": False,
        "tags": tags,
        "related": related_articles(found, tags),
        "shown": Shown.of(found.body, still=found.first_video),
        "has_changes": has_changes(found),
    }


def tags_of(found) -> list[Tag]:
    """Those of a change that is due are at hand."""
    if "tags" in getattr(found, "_prefetched_objects_cache", ()):
        return list(found.tags.all())
    return [tagging.tag for tagging in taggings_of(article=found.pk)]


def moved_or_gone(request, slug):
    """A former address leads to where the article is; what was out and isn't any more is gone."""
    found = Article.objects.once_out().filter(slug=slug).first() or former_article(slug)
    if found is None:
        raise Http404
    if found.is_published:
        return redirect(found, permanent=True)
    return render(request, "410.html", status=410)


def former_article(slug) -> Article | None:
    found = Redirect.objects.target_of(of_any_section(slug))
    return found if found and found.was_out else None


@require_safe
def section(request, slug):
    found = get_object_or_404(Section.objects.select_related("picture"), slug=slug)
    articles = Article.objects.published().filter(section=found)
    return article_list(request, articles, "articles/section.html", {"section": found})


@require_safe
def tag(request, slug):
    found = get_object_or_404(Tag.objects.known(), slug=slug)
    articles = of_tag(Article.objects.published(), found)
    return article_list(request, articles, "articles/tag.html", {"tag": found})


@require_safe
def author(request, slug):
    found = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    articles = of_author(Article.objects.published(), found)
    return article_list(request, articles, "articles/author.html", {"author": found})


@require_safe
def archive(request, year=None, month=None, day=None):
    """Without a date, the months; with one, what appeared in that year, month or day."""
    if year is None:
        return render(request, "articles/archive_index.html", {"months": months()})
    try:
        first, end = period(year, month, day)
    except ValueError:
        raise Http404 from None
    articles = published_in(first, end)
    if not articles.exists():
        raise Http404
    style = "date" if day else "year_month" if month else "year"
    context = {"heading": capfirst(in_words(first, style))}
    return article_list(request, articles, "articles/archive.html", context)


@require_safe
def corrections(request):
    """The log of what the paper had to put right."""
    told = Correction.objects.public().newest_first().for_log()
    return list_page(request, told, "articles/corrections.html", {})


@require_safe
def search_page(request):
    words = request.GET.get("q", "").strip()[:200]
    found = Listed(Article.objects.for_search_result(), search(Article.objects.published(), words))
    return list_page(request, found, "articles/search.html", {"words": words})


def article_list(request, articles, template, context):
    pks = articles.newest_first().values_list("pk", flat=True)
    return list_page(request, Listed(Article.objects.for_list(), pks), template, context)


def list_page(request, articles, template, context):
    """One page of a list; a page that can't be is a 404, and page 1 has one address only."""
    number = page_number(request.GET)
    if number == 1 and "page" in request.GET:
        query = request.GET.copy()
        del query["page"]
        return redirect(f"{request.path}?{query.urlencode()}".rstrip("?"), permanent=True)
    try:
        context["page"] = Paginator(articles, PER_PAGE).page(number)
    except EmptyPage:
        raise Http404 from None
    return render(request, template, context)
