"""What the desk says among itself about a piece: beside the text, and on a page of its own."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext

from articles.models import Note
from newsroom.core import asked
from newsroom.core.alphabet import Alphabetical

PANEL, PAGE = "admin/articles/article/_notes.html", "admin/articles/article/notes.html"
MOST_SHOWN = 30  # names that may stand behind an @


def colleagues():
    """Those who may be given a piece, or named in a note."""
    people = get_user_model().objects.with_perm("articles.change_article", is_active=True)
    return people.filter(is_staff=True).order_by(
        Alphabetical("first_name"), Alphabetical("last_name"), "username"
    )


class Notes:
    """For the admin of articles."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.notes)
        return [path("<key:pk>/notes/", view, name="articles_article_notes"), *super().get_urls()]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.is_worked_on_by(request.user):
            context |= notes_context(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def notes(self, request, pk):
        """All that was said, and a form; a script asks for the panel alone."""
        article = get_object_or_404(self.get_queryset(request), pk=pk)
        if not (request.user.has_perm("articles.change_article") and may_discuss(request, article)):
            raise PermissionDenied
        refused = act(request, article) if request.method == "POST" else {}
        address = reverse("admin:articles_article_notes", args=[pk])
        if request.headers.get("X-Requested-With") != "fetch":
            if request.method == "POST" and not refused:
                return HttpResponseRedirect(address)
            template = PAGE
        else:
            template = PANEL
        context = self.admin_site.each_context(request) | notes_context(request, article)
        context |= {"title": gettext("Notes"), "refused": refused, "says": template == PANEL}
        return render(request, template, context | {"opts": self.opts, "original": article})


def may_discuss(request, article) -> bool:
    return article.is_worked_on_by(request.user)


def notes_context(request, article) -> dict:
    people = list(colleagues()[:MOST_SHOWN])
    may_assign = request.user.has_perm("articles.edit_any_article")
    return {
        "article": article,
        "notes": list(article.notes.for_page()),
        "colleagues": people,
        "may_assign": may_assign,
    }


def act(request, article) -> dict:
    """Do what the pressed button says; what was typed and why it was refused, or nothing."""
    name, _dash, number = request.POST.get("_act", "").partition("-")
    try:
        with transaction.atomic():
            ACTS[name](request, article, number)
    except KeyError:
        raise PermissionDenied from None
    except ValidationError as refusal:
        typed = request.POST.get(f"reply-{number}" if number else "text", "")
        return {"at": number, "why": " ".join(refusal.messages), "typed": typed}
    return {}


def write(request, article, number):
    parent = note_of(article, number) if number else None
    typed = request.POST.get(f"reply-{number}" if number else "text", "")
    _note, strangers = Note.write(article, typed, by=request.user, parent=parent)
    for person in strangers:
        sentence = gettext("%(name)s does not work on this piece, and was not written to.")
        messages.warning(request, sentence % {"name": person.get_username()})


def finish(request, article, number):
    note_of(article, number).finish(by=request.user)


def reopen(request, article, number):
    note_of(article, number).reopen()


def assign(request, article, number):
    if not request.user.has_perm("articles.edit_any_article"):
        raise PermissionDenied
    person, day = request.POST.get("assigned_to", ""), request.POST.get("due_on", "")
    to = colleagues().filter(pk=asked.key(person)).first()
    if person and to is None:
        raise ValidationError(gettext("Choose somebody who writes for the paper."))
    article.assign(by=request.user, to=to, due_on=day_of(day))


def day_of(typed):
    day = asked.day(typed)
    if typed and day is None:
        raise ValidationError(gettext("This is no day: choose one of the calendar."))
    return day


def note_of(article, number) -> Note:
    return get_object_or_404(article.notes, pk=asked.key(number))


ACTS = {"note": write, "reply": write, "done": finish, "reopen": reopen, "assign": assign}
