"""What of the articles waits, for the admin's front page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Picture

SHOWN = 5


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
        "rows": _rows(waiting.order_by("changed_at")[:SHOWN], "changed_at"),
        "url": url,
        "link": _("All of them"),
        "empty": _("Nothing waits."),
    }


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
        "note": _("Readers see these pictures still: renew the licence, or take them out."),
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
