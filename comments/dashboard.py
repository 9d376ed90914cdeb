"""What of the comments waits, for the admin's front page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from comments.models import Comment, Measure

SHOWN = 5


def attacks(user):
    """What is held because of an attack: where, until when, and who said so."""
    if not user.has_perm("comments.view_measure"):
        return None
    running = Measure.objects.in_force().attacks().select_related("article", "section", "by")
    url = reverse("admin:comments_measure_changelist")
    rows = [{"text": in_one_line(measure), "url": url} for measure in running[:SHOWN]]
    return rows and {
        "title": _("Under attack"),
        "count": running.count(),
        "rows": rows,
        "note": _("Every comment waits there."),
        "url": url,
        "link": _("End it"),
    }


def in_one_line(measure) -> str:
    until = timezone.localtime(measure.until)
    return _("%(where)s, until %(until)s – %(who)s") % {
        "where": measure.scope,
        "until": date_format(until, "SHORT_DATETIME_FORMAT"),
        "who": measure.by,
    }


def moderation_queue(user):
    """Comments that nobody has read yet: how many, and since when the oldest waits."""
    if not user.has_perm("comments.moderate_comment"):
        return None
    waiting = Comment.objects.waiting()
    rows = [
        {
            "text": str(comment),
            "url": reverse("admin:comments_comment_desk_one", args=[comment.pk]),
            "at": comment.created_at,
        }
        for comment in waiting.without_private()[:SHOWN]
    ]
    return {
        "title": _("Comments to moderate"),
        "count": waiting.count(),
        "rows": rows,
        "note": _("The oldest has waited for %s.") % timesince(rows[0]["at"]) if rows else "",
        "url": reverse("admin:comments_comment_desk"),
        "link": _("All of them"),
        "empty": _("Nothing waits."),
    }
