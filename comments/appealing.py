"""What the author of a comment is told of a decision, and how to ask for a second look."""

from django import forms
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments.forms import PlainTextField
from comments.models import Appeal, Comment, Decision, Sanction
from comments.private import private
from comments.text import clean


class AppealForm(forms.Form):
    text = PlainTextField(
        label=_("Why should somebody else look at it again?"),
        min_length=10,
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": _("Write why: another moderator will read it."),
            "min_length": _("Write %(limit_value)s characters at least."),
            "max_length": _("Shorten it to %(limit_value)s characters: it has %(show_value)s."),
        },
    )


def decision_told(comment: Comment) -> Decision | None:
    """The decision that its author may know of: what is called spam waits for ever."""
    if comment.status != Comment.Status.REJECTED:
        return None
    decisions = comment.decisions.filter(status=comment.status).select_related("appeal")
    return decisions.first()


def sanctions_told(comment: Comment) -> list[Sanction]:
    """What is in force against the confirmed person who wrote it; of nobody else."""
    if not comment.device_id:
        return []
    of_person = Sanction.objects.in_force().filter(scope=Sanction.Scope.DEVICE)
    told = of_person.filter(target=str(comment.device_id)).exclude(kind=Sanction.Kind.NOTE)
    return list(told.select_related("appeal"))


def appealable(comment: Comment, sanction_pk: str = "") -> Decision | Sanction | None:
    """What an appeal can be against: once each."""
    if sanction_pk:
        told = {str(sanction.pk): sanction for sanction in sanctions_told(comment)}
        thing = told.get(sanction_pk)
    else:
        thing = decision_told(comment)
    return thing if thing and not hasattr(thing, "appeal") else None


def file_appeal(thing: Decision | Sanction, text: str) -> Appeal | None:
    """Sent twice, it is one; somebody else than who decided will answer it."""
    field = "sanction" if isinstance(thing, Sanction) else "decision"
    try:
        with transaction.atomic():
            return Appeal.objects.create(**{field: thing}, against=thing.by, text=text)
    except IntegrityError:
        return None


@csrf_exempt  # the signed address is the token
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request, token):
    """The form of an author who doesn't agree; the address is the one of the comment's own page."""
    comment = own(token)
    asked = request.POST if request.method == "POST" else request.GET
    thing = appealable(comment, asked.get("sanction", ""))
    if thing is None:
        return came_too_late(request, comment)
    form = AppealForm(request.POST if request.method == "POST" else None, auto_id="appeal-%s")
    if form.is_valid():
        file_appeal(thing, form.cleaned_data["text"])
        return to_own_page(comment)
    context = {"comment": comment, "form": form, "sanction": asked.get("sanction", "")}
    status = 422 if form.errors else 200
    return private(render(request, "comments/appeal.html", context, status=status))


def came_too_late(request, comment):
    """Nothing (more) to appeal against: what was typed comes back, unless it was filed before."""
    words = request.POST.get("text", "").strip()
    if not words or Appeal.objects.about(comment).filter(text=clean(words)).exists():
        return to_own_page(comment)
    context = {
        "heading": _("Your request was not sent"),
        "reason": _("The decision has changed, or you have asked for a second look before."),
        "words": words,
        "own_url": comment.get_own_url(),
    }
    return private(render(request, "comments/late.html", context, status=410))


def own(token) -> Comment:
    try:
        return Comment.from_own_token(token)
    except Comment.DoesNotExist:
        raise Http404 from None


def to_own_page(comment):
    return private(HttpResponseRedirect(comment.get_own_url(), status=303))
