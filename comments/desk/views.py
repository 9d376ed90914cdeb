"""The desk's lists: pages of their own without a script, put in place by one with it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.desk import acts
from comments.desk.forms import RejectForm
from comments.desk.lines import history_of, lines_of, readers_of
from comments.desk.pages import MODERATE, SEE, for_those_with, page
from comments.desk.queues import BY_NAME, PAGE, QUEUES, Key, Queue, read, sizes
from comments.models import Comment
from newsroom.core.asked import key, keys

DESK = "admin:comments_comment_desk"


@for_those_with(SEE)
def desk(request):
    """A queue; and where what is decided in it is sent."""
    return act(request) if request.method == "POST" else show(request)


@require_safe
def show(request):
    queue = BY_NAME.get(request.GET.get("queue"), QUEUES[0])
    narrowed, only = narrow(request.GET)
    comments, more = queue.page(Key.of(request.GET.get("after", "")), **only)
    chosen = {"queue": queue.name} | narrowed
    context = {
        "title": _("Moderation"),
        "queue": queue,
        "queues": [(BY_NAME[name], told(size)) for name, size in sizes().items()],
        "narrowed": narrowed,
        "lines": lines_of(comments, request.user),
        "more": f"?{urlencode(chosen | {'after': more})}" if more else "",
        "is_first": "after" not in request.GET,
        "batch": request.GET.get("done", ""),
    }
    return page(request, "list.html", context)


def narrow(asked) -> tuple[dict, dict]:
    """Only the comments that share a sender, a network or an article with a comment.

    It is named by its number: neither an address nor a hash of one stands in a URL.
    """
    for name, field in NARROWED.items():
        if pk := key(asked.get(name)):
            value = Comment.objects.filter(pk=pk).values_list(field, flat=True).first()
            return {name: pk}, {field: value} if value else {"pk": pk}
    return {}, {}


NARROWED = {"sender": "email_fingerprint", "network": "network", "article": "article"}


@for_those_with(SEE)
@require_safe
def state(request):
    """What changed since a list was opened: asked every few seconds, mostly answered with 304."""
    pks, queue = shown(request)
    comments = Comment.objects.filter(pk__in=pks).only("status", "corrections", "edited_at")
    seen = {comment.pk: comment.as_seen for comment in comments}
    answer = {
        "queues": {name: told(size) for name, size in sizes().items()},
        "statuses": {comment.pk: comment.status for comment in comments},
        "seen": seen,
        "gone": sorted(set(pks) - queue.among(pks)),
        "readers": readers_of(pks, request.user),
    }
    return JsonResponse(answer, headers={"Cache-Control": "private, no-cache"})


@for_those_with(SEE)
@require_safe
def lines(request):
    """Some lines of an open list as they are now, without those that have left its queue."""
    pks, queue = shown(request)
    here = queue.among(pks)
    comments = read([pk for pk in pks if pk in here])
    return page(request, "lines.html", {"lines": lines_of(comments, request.user)})


def shown(request) -> tuple[list[int], Queue]:
    """The comments that an open list shows, and its queue."""
    pks = keys(request.GET.get("c", "").split(","), most=5 * PAGE)
    return pks, BY_NAME.get(request.GET.get("queue"), BY_NAME["all"])


def told(size: dict) -> dict:
    oldest = size["oldest"]
    return {"count": size["words"], "oldest": timesince(oldest, depth=1) if oldest else ""}


@for_those_with(MODERATE)
def act(request):
    done = acts.perform(request.POST, request.user)
    if done.form:
        return ask_why(request, request.POST, done.form)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse(done.told)
    for level, text in done.messages:
        messages.add_message(request, level, text)
    queue = BY_NAME.get(request.POST.get("queue"), QUEUES[0]).name
    query = {"queue": queue} | ({"done": done.batch} if done.batch else {})
    return HttpResponseRedirect(f"{reverse(DESK)}?{urlencode(query)}")


@for_those_with(MODERATE)
@require_safe
def reject(request):
    """Asks why; the answer goes to the list."""
    return ask_why(request, request.GET, RejectForm())


def ask_why(request, sent, form):
    _act, pks = acts.asked(sent)
    found = Comment.objects.filter(pk__in=pks).without_private().order_by("pk")
    comments = [(comment, sent.get(f"seen-{comment.pk}", comment.as_seen)) for comment in found]
    queue = sent.get("queue", "")
    context = {"title": _("Reject"), "form": form, "comments": comments, "queue": queue}
    return page(request, "reject.html", context, status=422 if form.errors else 200)


@for_those_with(SEE)
@require_safe
def one(request, pk):
    """A comment with all that is known of it."""
    comment = get_object_or_404(Comment.objects.select_related("article__section", "parent"), pk=pk)
    lines = lines_of([comment], request.user)
    context = {"title": str(comment), "comment": comment, "lines": lines, **history_of(comment)}
    return page(request, "one.html", context)
