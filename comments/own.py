"""The page of a comment that its author alone knows, and what the author does there."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import confirming, proof, silence
from comments.devices import device_of
from comments.forms import EditForm, ReplyMailsForm
from comments.models import Comment
from comments.posting import correct
from comments.private import private
from newsroom.core.throttling import allow

ASKED = {"limit": 5, "seconds": 24 * 3600}  # of one comment: more only fills the worker's list


@csrf_exempt  # the signed address is the token
@require_http_methods(["GET", "HEAD", "POST"])
def own_comment(request, token):
    """What became of a comment; a POST names what its author wants with it."""
    try:
        comment = Comment.from_own_token(token)
    except Comment.DoesNotExist:
        if words := request.POST.get("body"):
            return comment_gone(request, words)
        raise Http404 from None
    if request.method != "POST":
        return own_page(request, comment)
    verb = VERBS.get(request.POST.get("verb", ""), do_nothing)
    return private(verb(request, comment) or back(comment))


def own_page(request, comment, *, form=None, status=200, too_late=""):
    context = {
        "comment": comment,
        "form": form or EditForm(initial={"body": comment.body}),
        "challenge": proof.challenge_for(comment),
        "asked": "asked" in request.GET,
        "missed": too_late or "missed" in request.GET,
        "too_late": too_late,
    }
    return private(render(request, "comments/own.html", context, status=status))


def comment_gone(request, words):
    """It was erased while its author corrected it: what was typed comes back."""
    context = {
        "heading": _("Your correction was not saved"),
        "reason": _("Your comment is no longer here."),
        "words": words,
    }
    return private(render(request, "comments/late.html", context, status=404))


def back(comment, note=""):
    url = comment.get_own_url() + (f"?{note}" if note else "")
    return HttpResponseRedirect(url, status=303)


# What the author may want. Each answers None to show the page anew.


def change_text(request, comment):
    form = EditForm(request.POST)
    if not form.is_valid():
        return own_page(request, comment, form=form, status=422)
    body = form.cleaned_data["body"]
    if correct(comment, body, shown=device_of(request)):
        return None
    comment.refresh_from_db()
    return own_page(request, comment, status=409, too_late=body)


def retract(request, comment):
    return None if comment.retract() else back(comment, "missed")


def restore(request, comment):
    return None if comment.restore() else back(comment, "missed")


def ask(request, comment):
    """The same answer for every address, and nothing is looked up before it is given."""
    if allow("comment-ask", str(comment.pk), **ASKED):
        confirming.ask(comment)
    return back(comment, "asked")


def tell_of_replies(request, comment):
    form = ReplyMailsForm(request.POST)
    if form.is_valid():
        when = form.cleaned_data["reply_mails"]
        silence.tell_of_replies(comment, when, shown=device_of(request))


def prove(request, comment):
    solution = request.POST.get("proof", "")
    return None if proof.accept(comment, solution, shown=device_of(request)) else back(comment)


def do_nothing(request, comment):
    """A verb that isn't ours."""


VERBS = {
    "edit": change_text,
    "retract": retract,
    "restore": restore,
    "confirm": ask,
    "replies": tell_of_replies,
    "prove": prove,
}
