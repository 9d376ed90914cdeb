"""The planning: a calendar and a board of all that is to come. Each app says what it adds."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import planning as articles
from articles.models import Section
from newsletter import planning as letters
from newsroom.core import asked
from newsroom.core.alphabet import place
from newsroom.core.dates import in_words
from newsroom.core.planning import Entry

SOURCES = {"article": articles, "issue": letters}
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Day:
    date: date
    entries: list[Entry]
    is_beside: bool  # of the month before or after


def urls(wrap):
    return [
        path("planning/", wrap(calendar), name="planning"),
        path("planning/board/", wrap(board), name="planning_board"),
        path("planning/<str:kind>-<key:pk>/", wrap(move), name="planning_move"),
        path("planning/<str:kind>-<key:pk>/act/", wrap(act), name="planning_act"),
    ]


def sources_for(user) -> list:
    found = [source for source in SOURCES.values() if source.may_plan(user)]
    if not found:
        raise PermissionDenied
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request):
    sources = sources_for(request.user)
    refused = add_idea(request) if request.method == "POST" else {}
    if request.method == "POST" and not refused:
        return HttpResponseRedirect(request.get_full_path())
    shown, first, end = period_of(request.GET)
    entries = [
        entry
        for source in sources
        for entry in source.entries(request.user, first, end, in_sight(source, request.GET))
    ]
    context = {
        "view": "week" if end - first == WEEK else "month",
        "weeks": weeks(shown, first, end, entries),
        "undated": [entry for source in sources for entry in source.undated(request.user)],
        "heading": heading_of(shown, first, end),
        "refused": refused,
    } | steps(shown, first, end)
    return show(request, "admin/planning/calendar.html", context)


@require_safe
def board(request):
    found = [
        column
        for source in sources_for(request.user)
        for column in source.columns(request.user, in_sight(source, request.GET))
    ]
    return show(request, "admin/planning/board.html", {"view": "board", "columns": found})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, kind, pk):
    """To another day: by the form of this page, or by a drag on the calendar."""
    source = SOURCES.get(kind)
    if source is None:
        raise Http404
    if not source.may_plan(request.user):
        raise PermissionDenied
    entry = source.entry_of(request.user, pk)
    typed = request.POST if request.method == "POST" else {}
    if request.method == "POST":
        try:
            day, hour = asked_day(typed.get("day")), asked_hour(typed.get("hour"))
            messages.success(request, source.move(request.user, pk, day, hour))
            return HttpResponseRedirect(on_the_calendar(request.user, kind, pk, day, typed))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
    return show(request, "admin/planning/move.html", {"entry": entry, "typed": typed})


@require_POST
def act(request, kind, pk):
    """Into another state: by a button of the board, or by a drop, which presses it."""
    source = SOURCES.get(kind)
    if not hasattr(source, "act"):
        raise Http404
    if not source.may_plan(request.user):
        raise PermissionDenied
    try:
        with transaction.atomic():
            messages.success(request, source.act(request.user, pk, request.POST.get("act")))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return HttpResponseRedirect(on_the_board(request.user, kind, pk))


def on_the_board(user, kind: str, pk: int) -> str:
    """Where it is to be found; a full column is asked to show it too."""
    cards = [card for column in SOURCES[kind].columns(user) for card in column.entries]
    is_there = f"{kind}-{pk}" in [card.key for card in cards]
    query = "" if is_there else f"?shown={kind}-{pk}"
    return f"{reverse('admin:planning_board')}{query}#entry-{kind}-{pk}"


def on_the_calendar(user, kind: str, pk: int, day: date, typed) -> str:
    """The same of a full day."""
    _shown, first, end = period_of({"day": day.isoformat(), "view": typed.get("view")})
    entries = SOURCES[kind].entries(user, first, end)
    is_there = f"{kind}-{pk}" in [entry.handle for entry in entries]
    query = "" if is_there else f"&shown={kind}-{pk}"
    return f"{address(day, typed.get('view'))}{query}#entry-{kind}-{pk}"


def in_sight(source, query) -> int:
    """The key of what was moved just now, where it is this source's."""
    kind, _dash, pk = query.get("shown", "").partition("-")
    return (asked.key(pk) or 0) if SOURCES.get(kind) is source else 0


def show(request, template, context):
    from django.contrib import admin

    may_add = request.user.has_perm("articles.add_article")
    context |= {
        "title": _("Planning"),
        "today": timezone.localdate(),
        "sections": Section.objects.all() if may_add else [],
        "may_add": may_add,
    }
    return render(request, template, admin.site.each_context(request) | context)


def add_idea(request) -> dict:
    """Add it; what was typed, where that was refused."""
    typed = {name: request.POST.get(name, "") for name in ("title", "section", "due_on")}
    try:
        due_on = asked_day(typed["due_on"]) if typed["due_on"] else None
        idea = articles.add_idea(request.user, typed["title"], typed["section"], due_on)
    except ValidationError as refusal:
        return typed | {"why": " ".join(refusal.messages)}
    messages.success(request, _("“%(title)s” is noted.") % {"title": idea.title})
    return {}


def asked_day(typed) -> date:
    day = asked.day(typed)
    if day is None:
        raise ValidationError(_("This is no day: choose one of the calendar."))
    return day


def asked_hour(typed) -> time | None:
    """None where nothing is asked: the hour stays."""
    try:
        hour = parse_time(typed) if typed else None
    except ValueError:
        hour = None
    if typed and hour is None:
        raise ValidationError(_("This is no hour: write it as 14:30."))
    return hour.replace(tzinfo=None) if hour else None


def period_of(query) -> tuple[date, date, date]:
    """The day asked for, and the weeks shown around it: whole ones, from Monday on."""
    shown = asked.day(query.get("day")) or timezone.localdate()
    if query.get("view") == "week":
        first = monday(shown)
        return shown, first, first + WEEK
    first = monday(shown.replace(day=1))
    last = monday(next_month(shown) - timedelta(days=1))
    return shown, first, last + WEEK


def heading_of(shown: date, first: date, end: date) -> str:
    if end - first > WEEK:
        return in_words(shown, "year_month")
    return _("week of %(day)s") % {"day": in_words(first)}


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def weeks(shown, first, end, entries) -> list[list[Day]]:
    ordered = sorted(
        entries, key=lambda e: (e.day, e.kind == "more", e.at is None, e.at, place(str(e.title)))
    )
    by_day = {day: list(few) for day, few in groupby(ordered, key=lambda entry: entry.day)}
    days = [first + timedelta(days=n) for n in range((end - first).days)]
    is_month = end - first > WEEK
    made = [Day(d, by_day.get(d, []), is_month and d.month != shown.month) for d in days]
    return [made[n : n + 7] for n in range(0, len(made), 7)]


def steps(shown, first, end) -> dict:
    """Where the arrows and the other view lead."""
    if end - first == WEEK:
        before, after = first - WEEK, end
    else:
        before, after = shown.replace(day=1) - timedelta(days=1), next_month(shown)
    view = "week" if end - first == WEEK else "month"
    return {
        "before": address(before, view),
        "after": address(after, view),
        "now": address(timezone.localdate(), view),
        "as_month": address(shown, "month"),
        "as_week": address(shown, "week"),
    }


def address(day: date, view: str | None) -> str:
    query = {"day": day.isoformat()} | ({"view": "week"} if view == "week" else {})
    return f"{reverse('admin:planning')}?{urlencode(query)}"
