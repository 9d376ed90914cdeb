"""What of the articles waits, for the admin's front page."""

from datetime import timedelta
from math import ceil
from statistics import median

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import (
    Article,
    Mention,
    Note,
    Picture,
    PlannedChange,
    ReadCount,
    StatusChange,
)
from articles.models.workflow import UNFINISHED
from newsroom.core.charts import bars
from newsroom.core.dates import in_words
from newsroom.core.html import excerpt

SHOWN = 5
WEEKS = 12
READ_DAYS = 7
MOST_MEASURED = 500


def review_queue(user):
    """Drafts that wait for an editor; to a reporter, the own drafts."""
    if not user.has_perm("articles.change_article"):
        return None
    articles = Article.objects.visible_to(user)
    if user.has_perm("articles.publish_article"):
        waiting, title, status = articles.in_review(), _("To review"), Article.Status.IN_REVIEW
    else:
        waiting = articles.filter(status=Article.Status.DRAFT)
        title, status = _("Your drafts"), Article.Status.DRAFT
    url = f"{reverse('admin:articles_article_changelist')}?status__exact={status}"
    return {
        "title": title,
        "count": waiting.count(),
        "rows": _rows(waiting.order_by("status_since")[:SHOWN], "status_since"),
        "url": url,
        "link": _("All of them"),
        "empty": _("Nothing waits."),
    }


def ready_to_go(user):
    """To whoever publishes: what is ready, and waits for nothing but them."""
    if not user.has_perm("articles.publish_article"):
        return None
    ready = Article.objects.visible_to(user).filter(status=Article.Status.READY)
    if not (count := ready.count()):
        return None
    return {
        "title": _("Ready to go"),
        "count": count,
        "rows": _rows(ready.order_by("status_since")[:SHOWN], "status_since"),
        "url": f"{reverse('admin:articles_article_changelist')}?status__exact=ready",
        "link": _("All of them"),
        "empty": "",
    }


def given_to(user):
    """What somebody was given to write, the most urgent first, and the notes that name them."""
    if not user.has_perm("articles.change_article"):
        return None
    given = Article.objects.filter(assigned_to=user, status__in=UNFINISHED).defer("body")
    named = Mention.objects.filter(person=user, note__in=Note.objects.open())
    named = named.select_related("note__article").defer("note__article__body").order_by("-pk")
    named = named.exclude(note__by=user)
    rows = [_given(article) for article in given.order_by("due_on", "pk")[:SHOWN]]
    rows += [_named(mention.note) for mention in named[:SHOWN]]
    if not rows:
        return None
    address = reverse("admin:articles_article_changelist")
    return {
        "title": _("Given to you"),
        "count": given.count() + named.count(),
        "rows": rows,
        "url": f"{address}?whose=given",
        "link": _("All of them"),
    }


def _given(article):
    text = article.title
    if article.due_on:
        day = in_words(article.due_on, "month_day")
        text = _("%(title)s, due on %(day)s") % {"title": text, "day": day}
    return {"text": text, "url": reverse("admin:articles_article_change", args=[article.pk])}


def _named(note):
    words = {"title": note.article.title, "text": excerpt(note.text, 60)}
    url = reverse("admin:articles_article_notes", args=[note.article_id])
    return {"text": _("%(title)s: “%(text)s”") % words, "url": url, "at": note.at}


def pace(user):
    """To editors: how much came out week by week, and how long pieces waited for a review."""
    if not user.has_perm("articles.approve_article"):
        return None
    now = timezone.now()
    since = now - timedelta(weeks=WEEKS)
    dates = Article.objects.published().filter(published_at__gt=since)
    out = [0] * WEEKS
    for date in dates.order_by().values_list("published_at", flat=True):
        out[min(WEEKS - 1, (date - since) // timedelta(weeks=1))] += 1
    hours = _hours_in_review(now - timedelta(weeks=4))
    waited = _("Half of the pieces waited less than %(hours)d h for a review.")
    return {
        "title": _("Articles a week"),
        "count": 0,
        "note": waited % {"hours": hours} if hours is not None else "",
        "chart": bars(
            out,
            _("Articles of each of the last %(weeks)d weeks") % {"weeks": WEEKS},
            [in_words(localtime(since), "month_day"), _("today")],
        ),
        "rows": [],
        "url": reverse("admin:planning"),
        "empty": "",
    }


def _hours_in_review(since):
    """From being handed in to the next step: the middle of all; None where there was none."""
    following = StatusChange.objects.filter(article=OuterRef("article"), at__gt=OuterRef("at"))
    handed_in = StatusChange.objects.filter(status=Article.Status.IN_REVIEW, at__gt=since)
    handed_in = handed_in.annotate(end=Subquery(following.order_by("at", "pk").values("at")[:1]))
    pairs = handed_in.order_by("-at").values_list("at", "end")[:MOST_MEASURED]
    hours = [(end - at).total_seconds() / 3600 for at, end in pairs if end]
    return ceil(median(hours)) if hours else None


def scheduled_articles(user):
    """What will appear by itself."""
    if not user.has_perm("articles.change_article"):
        return None
    scheduled = Article.objects.visible_to(user).scheduled()
    return {
        "title": _("Scheduled"),
        "count": scheduled.count(),
        "rows": _rows(scheduled.order_by("published_at")[:SHOWN], "published_at"),
        "url": reverse("admin:articles_article_changelist"),
        "link": _("All articles"),
        "empty": _("Nothing is scheduled."),
    }


def planned_changes(user):
    """To editors: changes of what is out that are held, which need somebody; then those to come."""
    if not user.has_perm("articles.publish_article"):
        return None
    changes = PlannedChange.objects.open().select_related("article").defer("article__body")
    held = changes.filter(status=PlannedChange.Status.HELD)
    rows = [*held.order_by("takes_effect_at")[:SHOWN]]
    rows += changes.exclude(status=PlannedChange.Status.HELD).order_by("takes_effect_at")[:SHOWN]
    if not rows:
        return None
    return {
        "title": _("Changes set for later"),
        "count": changes.count(),
        "note": _("The held ones wait for you: the same passages were changed since.")
        if rows[0].status == PlannedChange.Status.HELD
        else "",
        "rows": [_planned(change) for change in rows[:SHOWN]],
        "url": reverse("admin:planning"),
        "link": _("Planning"),
        "empty": "",
    }


def _planned(change):
    title = change.article.title
    is_held = change.status == PlannedChange.Status.HELD
    if change.takes_effect_at is None:
        title = _("%(title)s: draft of a change") % {"title": title}
    return {
        "text": _("%(title)s: held") % {"title": title} if is_held else title,
        "url": reverse("admin:articles_article_change", args=[change.article_id]),
        "at": change.takes_effect_at,
    }


def most_read(user):
    """To editors: what readers read most in the last days; nothing where nobody counts it."""
    if not user.has_perm("articles.approve_article"):
        return None
    since = timezone.now() - timedelta(days=READ_DAYS)
    found = ReadCount.objects.since(since).most_read()[:SHOWN]
    articles = Article.objects.published().defer("body").in_bulk(row["article"] for row in found)
    rows = [
        _read(articles[row["article"]], row["reads"]) for row in found if row["article"] in articles
    ]
    if not rows:
        return None
    return {
        "title": _("Most read"),
        "count": 0,
        "note": _("In the last %(days)d days.") % {"days": READ_DAYS},
        "rows": rows,
        "url": reverse("admin:articles_article_changelist"),
        "empty": "",
    }


def _read(article, reads):
    number = number_format(reads, use_l10n=True, force_grouping=True)
    words = ngettext("%(title)s: %(number)s read", "%(title)s: %(number)s reads", reads)
    return {
        "text": words % {"title": article.title, "number": number},
        "url": reverse("admin:articles_article_change", args=[article.pk]),
    }


def ended_licences(user):
    """Pictures that articles show and that may be shown no longer; nothing while there are none."""
    if not user.has_perms(["articles.edit_any_article", "articles.change_picture"]):
        return None
    pictures = Picture.objects.ended().used()
    if not (count := pictures.count()):
        return None
    rows = pictures.order_by("licence_ends", "pk")[:SHOWN]
    return {
        "title": _("Licences that ended"),
        "count": count,
        "note": _("These pictures are still online: renew the licence, or remove them."),
        "rows": [
            {
                "text": str(picture),
                "url": reverse("admin:articles_picture_change", args=[picture.pk]),
            }
            for picture in rows
        ],
        "url": f"{reverse('admin:articles_picture_changelist')}?licence=ended&use=articles",
        "link": _("All of them"),
        "empty": "",
    }


def _rows(articles, moment):
    return [
        {
            "text": article.title,
            "url": reverse("admin:articles_article_change", args=[article.pk]),
            "at": getattr(article, moment),
        }
        for article in articles.defer("body")
    ]
