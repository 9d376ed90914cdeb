from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article
from comments.forms import CommentForm
from comments.models import Rulebook
from comments.posting import Refused, TooMany, post
from comments.reasons import GROUNDS, Reason
from comments.rules.closing import why_closed
from newsroom.core.network import is_cross_site


@csrf_exempt  # readers' pages carry no token; is_cross_site() stands in for it
@require_http_methods(["GET", "HEAD", "POST"])
def comment_post(request, article_id):
    """The form on a page of its own, and where every comment form of the site is sent."""
    articles = Article.objects.select_related("section").defer("body")
    if request.method == "POST":
        return receive(request, articles.filter(pk=article_id).first())
    return show_form(request, get_object_or_404(articles.published(), pk=article_id))


def show_form(request, article):
    if why_closed(article):
        return redirect(f"{article.get_absolute_url()}#comments")
    form = CommentForm(article=article)
    if "reply_to" in request.GET:
        answered = form.find_answered(request.GET["reply_to"])
        if answered is None:  # taken away since the reader's page was made
            return redirect(f"{article.get_absolute_url()}#comments")
        form.initial["reply_to"] = answered
    return form_page(request, form)


def receive(request, article):
    if is_cross_site(request):
        raise PermissionDenied
    if article is None or not article.is_published:
        return came_too_late(request, article)
    if closed := why_closed(article):
        return words_back(request, article, reason=closed, status=422)
    form = CommentForm(request.POST, article=article)
    if not form.is_valid():
        return form_page(request, form, status=422)
    if "preview" in request.POST:
        return form_page(request, form, preview=form.comment(request))
    try:
        comment = post(form.comment(request), **form.circumstances(request))
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return form_page(request, form, status=422)
    except TooMany as limit:
        form.add_error(None, too_many(limit.seconds))
        return form_page(request, form, status=429, headers={"Retry-After": limit.seconds})
    return HttpResponse(status=303, headers={"Location": url_after(comment)})


def url_after(comment) -> str:
    """Its own page is the key to a comment: only its sender is led there."""
    if comment.is_echo:
        return reverse("comment_received", args=[comment.article_id])
    return comment.get_own_url()


@require_safe
def comment_received(request, article_id):
    """What anybody is told who sends words that were just sent; the same for everybody."""
    article = Article.objects.published().filter(pk=article_id).defer("body").first()
    response = render(request, "comments/received.html", {"article": article})
    return with_headers(response, {"X-Robots-Tag": "noindex"})


def came_too_late(request, article):
    """What was out while the reader wrote is gone; what never was isn't told of."""
    if article is None or not article.was_out:
        return words_back(request, None, reason=_("The article is not online."), status=404)
    if article.status == Article.Status.WITHDRAWN:
        reason = _("The newsroom has withdrawn the article while you wrote.")
    else:
        reason = _("The article was taken offline while you wrote.")
    return words_back(request, None, reason=reason, status=410)


def words_back(request, article, *, reason, status):
    """The page that says why a comment can't be sent any more, with its words to copy."""
    context = {"article": article, "reason": reason, "words": request.POST.get("body", "")}
    response = render(request, "comments/late.html", context, status=status)
    return with_headers(response, {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"})


def too_many(seconds) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "Many comments have come from your network. Yours is kept here: "
        "send it again in %(minutes)d minute.",
        "Many comments have come from your network. Yours is kept here: "
        "send it again in %(minutes)d minutes.",
        minutes,
    ) % {"minutes": minutes}


def form_page(request, form, *, status=200, headers=None, **context):
    context |= {"form": form, "article": form.article, "answered": form.answered}
    context |= {"limits": Rulebook.current()}
    response = render(request, "comments/post.html", context, status=status)
    return with_headers(response, {"X-Robots-Tag": "noindex"} | (headers or {}))


@require_safe
def comment_rules(request):
    """The reasons that a comment can be refused for, with the rule or law of each."""
    grounds = [(code.value, code.label, GROUNDS[code]) for code in Reason]
    return render(request, "comments/rules.html", {"grounds": grounds})


def with_headers(response, headers):
    for name, value in headers.items():
        response[name] = value
    return response
