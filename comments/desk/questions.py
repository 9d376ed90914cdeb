"""Acts on one comment that ask something first: each a page with one form."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.desk import forms
from comments.desk.lines import appeals_of
from comments.desk.pages import MODERATE, OPEN_ADDRESS, SEE, for_those_with, page
from comments.models import Comment, Sanction, open_address
from newsroom.core.alphabet import Alphabetical


@for_those_with(MODERATE)
def edit(request, pk):
    comment = find(pk)
    form = forms.EditForm(request.POST or None, initial={"body": comment.body})
    more = {"seen": comment.as_seen}
    if form.is_valid():
        if form.change(comment, by=request.user, seen=request.POST.get("seen", "")):
            return done(request, comment, _("Changed; readers see that the desk did it."))
        more |= {"now": comment.body}
    return ask(request, comment, form, _("Change the comment"), _("Change it"), **more)


@for_those_with(SEE)
def answer(request, pk):
    """In the name of the newsroom: an editor may, who decides on no comment."""
    comment = find(pk)
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid() and form.publish(comment, by=request.user):
        return done(request, comment, _("Published below the comment."))
    return ask(request, comment, form, _("Answer as the newsroom"), _("Publish the answer"))


@for_those_with(MODERATE)
def sanction(request, pk):
    comment = find(pk)
    form = forms.SanctionForm(request.POST or None, comment=comment)
    if form.is_valid():
        form.impose(by=request.user)
        return done(request, comment, _("The sanction is in force."))
    return ask(request, comment, form, _("Note or sanction"), _("Impose it"))


@for_those_with(MODERATE)
def lift(request, pk, sanction):
    comment = find(pk)
    imposed = get_object_or_404(Sanction.objects.against(comment), pk=sanction)
    form = forms.WhyForm(request.POST or None)
    if form.is_valid():
        imposed.lift(by=request.user, reason=form.cleaned_data["why"])
        return done(request, comment, _("Lifted."))
    return ask(request, comment, form, _("Lift: %s") % imposed, _("Lift it"))


@for_those_with(OPEN_ADDRESS)
def address(request, pk):
    """The whole e-mail address: for a reason, and with a line in the log."""
    comment = find(pk)
    form = forms.WhyForm(request.POST or None)
    opened = None
    if form.is_valid():
        opened = open_address(comment, by=request.user, why=form.cleaned_data["why"])
    title = _("Show the e-mail address")
    return ask(request, comment, form, title, _("Open it"), opened=opened)


@for_those_with(MODERATE)
def appeal(request, pk):
    comment = find(pk)
    waiting = appeals_of([pk]).get(pk)
    if waiting is None:
        return done(request, comment, _("No appeal waits for an answer."))
    if not waiting.may_be_settled_by(request.user):
        return leave_to_others(request, comment, waiting)
    form = forms.AppealAnswerForm(request.POST or None)
    if form.is_valid() and form.settle(waiting, by=request.user):
        return done(request, comment, _("Answered; the author reads it."))
    return ask(request, comment, form, _("Answer the appeal"), _("Answer"), appeal=waiting)


def leave_to_others(request, comment, appeal):
    """Whoever decided reads the appeal, and who answers it; there is no form for them."""
    if request.method == "POST":
        raise PermissionDenied
    able = get_user_model().objects.with_perm(MODERATE, is_active=True)
    others = (
        able.filter(is_staff=True).exclude(pk=request.user.pk).order_by(Alphabetical("username"))
    )
    names = [str(user.get_full_name() or user) for user in others]
    context = {"title": _("Answer the appeal"), "comment": comment, "appeal": appeal}
    return page(request, "ask.html", context | {"others": names, "is_barred": True})


def find(pk) -> Comment:
    return get_object_or_404(Comment.objects.select_related("article__section"), pk=pk)


def ask(request, comment, form, title, button, **more):
    context = {"title": title, "button": button, "comment": comment, "form": form, **more}
    return page(request, "ask.html", context, status=422 if form.errors else 200)


def done(request, comment, text):
    messages.success(request, text)
    return HttpResponseRedirect(reverse("admin:comments_comment_desk_one", args=[comment.pk]))
