"""The articles on the desk's calendar and board, and how they are moved there."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Section
from articles.models.planned import is_work_of
from articles.models.workflow import UNFINISHED
from articles.revisions import meeting
from articles.verbs import perform, verbs_for
from newsroom.core import asked
from newsroom.core.planning import (
    Act,
    Column,
    Entry,
    bounds_of,
    first_of,
    moment_of,
    rest_of,
)

DRAFT, IN_REVIEW, READY, PUBLISHED, WITHDRAWN = Article.Status
WEEK = timedelta(days=7)
MOST_OF_A_DAY, MOST_OF_A_DAY_IN_A_WEEK = 5, 25  # of each kind; the rest is a number
MOST_LOOKED_AT = 3000
MOST_OF_A_STATE = 20
LATELY = timedelta(days=7)
# The verbs of the board, and the column that each leads to. Readers are told nothing by a slip of
# the hand: a piece goes out by a button alone, and is withdrawn on its page, with a reason.
BOARD_VERBS = {
    "submit": "review",
    "approve": "ready",
    "send_back": "draft",
    "unschedule": "ready",
    "publish": "",
}


def may_plan(user) -> bool:
    return user.has_perm("articles.change_article")


def entries(user, first: date, end: date, shown: int = 0) -> list[Entry]:
    """What appears, is due, ends, or is under embargo until one of these days.

    Of a full day the first few, and the one that must be in sight.
    """
    since, until = bounds_of(first, end)
    articles = _seen_by(user)
    unfinished = articles.filter(status__in=UNFINISHED)
    out = articles.filter(status=PUBLISHED)
    days, moments = (first, end), (since, until)
    rows = [
        ("out", "published_at", out, moments),
        ("due", "due_on", unfinished, days),
        ("embargo", "embargo_until", unfinished, moments),
        ("end", "expires_at", out, moments),
    ]
    most = MOST_OF_A_DAY_IN_A_WEEK if end - first <= WEEK else MOST_OF_A_DAY
    found, more = [], Counter()
    for what, date_, few, (start, stop) in rows:
        # by the index of the date that is asked for
        dated = few.filter(**{f"{date_}__gte": start, f"{date_}__lt": stop}).order_by(date_, "pk")
        looked_at = dated.values_list("pk", date_)[:MOST_LOOKED_AT]
        pks, left_out = _of_each_day(looked_at, most, shown)
        articles = few.in_bulk(pks)
        found += [(what, articles[pk]) for pk in pks if pk in articles]
        more += left_out
    movable = _movable([article for _what, article in found], user)
    shown = [ENTRIES[what](article, movable) for what, article in found]
    return shown + [_more(day, number) for day, number in more.items()]


def _of_each_day(dated, most: int, shown: int) -> tuple[list[int], Counter]:
    """The first few of each day, and how many more it has."""
    zone = timezone.get_current_timezone()
    pks, counted, left_out = [], Counter(), Counter()
    for pk, when in dated:
        day = when.astimezone(zone).date() if isinstance(when, datetime) else when
        counted[day] += 1
        if counted[day] <= most or pk == shown:
            pks.append(pk)
            left_out[day] -= 1
        left_out[day] += 1
    return pks, +left_out  # of full days alone


def undated(user) -> list[Entry]:
    """What nobody has set a day for yet."""
    rows = _seen_by(user).filter(status__in=UNFINISHED, due_on=None).order_by("-status_since")
    found, number = first_of(rows, MOST_OF_A_STATE)
    movable = _movable(found, user)
    shown = [_due(article, movable) for article in found]
    return shown + rest_of(number, len(found), reverse("admin:articles_article_changelist"))


def columns(user, shown: int = 0) -> list[Column]:
    """The board: what is in which state; the one that must be in sight is, however long a list."""
    articles = _seen_by(user)
    now = timezone.now()
    drafts = articles.filter(status=DRAFT).order_by("-status_since")
    parts = [
        ("idea", _("Ideas"), drafts.filter(body=""), DRAFT),
        ("draft", _("Drafts"), drafts.exclude(body=""), DRAFT),
        ("review", _("In review"), _waiting(articles, IN_REVIEW), IN_REVIEW),
        ("ready", _("Ready to go"), _waiting(articles, READY), READY),
        ("scheduled", _("Scheduled"), articles.scheduled().order_by("published_at"), PUBLISHED),
        (
            "published",
            _("Out this week"),
            articles.published().filter(published_at__gt=now - LATELY).newest_first(),
            PUBLISHED,
        ),
    ]
    return [_column(user, shown, *part) for part in parts]


def _column(user, shown, kind, title, rows, status) -> Column:
    found, number = first_of(rows, MOST_OF_A_STATE, shown)
    cards = [_in_state(article, kind, user) for article in found]
    address = reverse("admin:articles_article_changelist")
    return Column(kind, title, cards, f"{address}?status__exact={status}", number)


def move(user, pk: int, day: date, hour: time | None) -> str:
    """To another day: when it appears, or when it is due. A sentence that says what is so now."""
    article = _seen_by(user).filter(pk=pk).first()
    if article is None or pk not in _movable([article], user):
        raise PermissionDenied
    if article.is_scheduled:
        before = timezone.localtime(article.published_at).time()
        article.publish(by=user, at=moment_of(day, hour or before))
        return _("“%(title)s” has another date.") % {"title": article.title}
    article.assign(by=user, to=article.assigned_to, due_on=day)
    return _("“%(title)s” is due on another day.") % {"title": article.title}


def entry_of(user, pk: int) -> Entry:
    """For the form that moves it."""
    article = _seen_by(user).filter(pk=pk).first()
    movable = _movable([article], user) if article else set()
    if pk not in movable:
        raise PermissionDenied
    return (_out if article.is_scheduled else _due)(article, movable)


def act(user, pk: int, name: str) -> str:
    """What a button of the board asks for, as that of the article's page; what is so now."""
    article = Article.objects.visible_to(user).filter(pk=pk).first()
    if article is None or name not in BOARD_VERBS:
        raise PermissionDenied
    try:
        meeting.refuse_to_shut_out(name, article, user)
        return perform(name, article, by=user)
    except ValidationError as refusal:
        said = {"title": article.title, "why": " ".join(refusal.messages)}
        raise ValidationError(_("“%(title)s” stays where it is. %(why)s") % said) from None


def add_idea(user, title: str, section: str, due_on: date | None) -> Article:
    """A draft that is nothing but a title yet."""
    title = " ".join(title.split())
    if not user.has_perm("articles.add_article"):
        raise PermissionDenied
    if not title or len(title) > Article._meta.get_field("title").max_length:
        raise ValidationError(_("An idea is a title of 200 characters at most: write one."))
    chosen = Section.objects.filter(pk=asked.key(section)).first()
    if chosen is None:
        raise ValidationError(_("Choose the section that it belongs to."))
    idea = Article.objects.create(title=title, section=chosen, created_by=user, due_on=due_on)
    if author := getattr(user, "author", None):
        idea.bylines.create(author=author)
    return idea


def _seen_by(user):
    articles = Article.objects.visible_to(user).defer("body", "standfirst")
    return articles.select_related("assigned_to", "created_by")


def _waiting(articles, status):
    """Who has waited longest comes first."""
    return articles.filter(status=status).order_by("status_since")


def _movable(articles, user) -> set[int]:
    """Editors move everything that is not out; a reporter own drafts that nobody else planned."""
    open_ = {article.pk for article in articles if article.status in UNFINISHED}
    planned = {article.pk for article in articles if article.is_scheduled}
    if user.has_perm("articles.edit_any_article"):
        return open_ | (planned if user.has_perm("articles.publish_article") else set())
    own = Article.objects.filter(is_work_of(user), pk__in=open_, status__in=[DRAFT, IN_REVIEW])
    own = own.filter(Q(assigned_to=None) | Q(assigned_to=user, created_by=user))
    return set(own.values_list("pk", flat=True)) if may_plan(user) else set()


def _out(article, movable) -> Entry:
    is_planned = article.is_scheduled
    kind = "scheduled" if is_planned else "over" if article.is_over else "published"
    label = {"scheduled": _("scheduled"), "over": _("ended"), "published": _("published")}[kind]
    at = timezone.localtime(article.published_at)
    return _entry(article, movable if is_planned else (), kind, label, day=at.date(), at=at)


def _due(article, movable) -> Entry:
    kind = article.status
    label = _("due, %(state)s") % {"state": article.get_status_display()}
    return _entry(article, movable, kind, label, day=article.due_on)


def _more(day: date, number: int) -> Entry:
    """The rest of a full day, which its week shows."""
    title = ngettext("%(number)d more", "%(number)d more", number) % {"number": number}
    address = f"{reverse('admin:planning')}?day={day.isoformat()}&view=week"
    return Entry("more", "", title, address, day=day, key=f"more-{day.isoformat()}")


def _embargo(article, movable) -> Entry:
    at = timezone.localtime(article.embargo_until)
    return _entry(article, (), "embargo", _("embargo ends"), day=at.date(), at=at)


def _end(article, movable) -> Entry:
    at = timezone.localtime(article.expires_at)
    return _entry(article, (), "end", _("ends"), day=at.date(), at=at)


def _in_state(article, kind, user) -> Entry:
    at = article.published_at if kind in {"scheduled", "published"} else article.status_since
    label = _("embargo") if article.is_embargoed else ""
    acts = tuple(
        Act(verb.name, verb.label, BOARD_VERBS[verb.name])
        for verb in verbs_for(user, article)
        if verb.name in BOARD_VERBS
    )
    entry = _entry(article, (), kind, label, day=article.due_on, at=at)
    return replace(entry, key=f"article-{article.pk}", acts=acts)


def _entry(article, movable, kind, label, **when) -> Entry:
    who = article.assigned_to or article.created_by
    handle = f"article-{article.pk}" if article.pk in movable else ""
    return Entry(
        kind,
        label,
        article.title,
        reverse("admin:articles_article_change", args=[article.pk]),
        who=(who.get_full_name() or who.get_username()) if who else "",
        handle=handle,
        key=f"{kind}-{article.pk}",
        **when,
    )


ENTRIES = {"out": _out, "due": _due, "embargo": _embargo, "end": _end}
