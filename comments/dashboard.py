"""What of the comments waits, for the admin's front page."""

from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from comments.models import Comment

SHOWN = 5


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
