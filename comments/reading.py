"""The pages of a thread for which an article has no room, and where the links to them lead."""

from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from articles.models import Article
from comments.models import Comment
from comments.paging import ORDERS, branch_pages, page_url, place_of, replies_to, steps
from comments.threads import read_branch, read_thread
from newsroom.core.asked import page_number


def out():
    """Comments under an article that is out, whatever became of them."""
    comments = Comment.objects.filter(article__in=Article.objects.published())
    return comments.select_related("article__section", "root").without_private()


def readable():
    """Those of them that have a place."""
    return out().that_show()


@require_safe
def permalink(request, pk):
    """One hop to the page on which the comment stands today."""
    comment = get_object_or_404(readable(), pk=pk)
    return redirect(place_of(comment))


@require_safe
def thread_page(request, article_id):
    """A further page of a thread, or the whole in an order that the reader chose."""
    articles = Article.objects.published().select_related("section").defer("body")
    article = get_object_or_404(articles, pk=article_id)
    number, asked = page_number(request.GET), request.GET.get("ordre", "")
    if asked and asked not in ORDERS:
        raise Http404
    if number == 1 and not asked:
        return redirect(f"{article.get_absolute_url()}#comments", permanent=True)
    if number == 1 and "page" in request.GET:
        return redirect(page_url(article, 1, asked), permanent=True)
    thread = read_thread(article, number, ORDERS.get(asked))
    if thread.page is None and not (number == 1 and asked):
        raise Http404
    context = {"article": article, "thread": thread, "asked": asked, "number": number}
    context["canonical"] = page_url(article, number, asked)
    return render(request, "comments/page.html", context)


@require_safe
def branch_page(request, pk):
    """The replies to one comment, where they are too many for the page of the thread."""
    number = page_number(request.GET)
    if number == 1:
        return redirect(place_of(get_object_or_404(readable().filter(root=None), pk=pk)))
    root = get_object_or_404(out().filter(root=None), pk=pk)  # it may have no place of its own
    page = page_of(branch_pages(replies_to(root).count()), number)
    context = {
        "article": root.article,
        "root": root,
        "page": page,
        "rows": read_branch(root, number),
        "steps": steps(page, lambda n: f"{request.path}?page={n}"),
        "canonical": f"{request.path}?page={number}",
    }
    return render(request, "comments/branch.html", context)


def page_of(pages: int, number: int):
    try:
        return Paginator(range(pages), 1).page(number)
    except EmptyPage:
        raise Http404 from None
