"""The mails of comments. Nothing in them was written by a reader, and no reader's address is."""

from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment, Decision
from comments.tokens import stop_talk_url, stop_url
from newsroom.core.links import absolute
from newsroom.core.mails import compose


def reply_mail(replies: list[Comment]) -> EmailMultiAlternatives:
    """To the one whom all of them answer, in as many lines as there are articles."""
    answered = replies[0].parent
    stop = stop_url(answered)
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "Your comment has a reply", "Your comments have %(count)d replies", len(replies)
        ) % {"count": len(replies)}
    return compose(
        "comments/email/replies",
        {"threads": threads_of(replies), "stop": stop, "own": absolute(answered.get_own_url())},
        subject=subject,
        to=answered.email,
        headers=one_click(stop),
    )


def outcome_mail(decision: Decision) -> EmailMultiAlternatives:
    """To the author of what was refused: the ground of it, and where to read more and to appeal."""
    comment = decision.comment
    stop = stop_url(comment)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your comment is not published")
    context = {
        "decision": decision,
        "article": comment.article if comment.article.is_published else None,
        "own": absolute(comment.get_own_url()),
        "stop": stop,
    }
    headers = one_click(stop)
    to = comment.email
    return compose("comments/email/outcome", context, subject=subject, to=to, headers=headers)


def news_mail(comment: Comment, news: str, *, is_against: bool) -> EmailMultiAlternatives:
    """To its confirmed author: what the desk has done, and where the reasons stand."""
    stop = stop_url(comment)
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("News about your comments")
        context = {
            "news": _(news),
            "is_against": is_against,
            "own": absolute(comment.get_own_url()),
            "stop": stop,
        }
    headers = one_click(stop)
    to = comment.email
    return compose("comments/email/news", context, subject=subject, to=to, headers=headers)


def one_click(url: str) -> dict[str, str]:
    return {
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def threads_of(replies: list[Comment]) -> list[dict]:
    """Each article with the links to its replies."""
    by_article = sorted(replies, key=lambda reply: (reply.article_id, reply.pk))
    return [
        {
            "title": group[0].article.title,
            "url": absolute(group[0].get_absolute_url()),
            "stop": stop_talk_url(group[0].parent),
            "links": [absolute(reply.get_absolute_url()) for reply in group],
        }
        for _pk, replies in groupby(by_article, key=lambda reply: reply.article_id)
        if (group := list(replies))
    ]


def desk_mail(user, articles: list[dict], *, count: int, waiting: int) -> EmailMultiAlternatives:
    """To a moderator: which articles have new comments, and how many wait in all."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext("%(count)d new comment waits", "%(count)d new comments wait", count) % {
            "count": count
        }
    context = {"articles": articles, "count": count, "waiting": waiting}
    return compose("comments/email/desk", context, subject=subject, to=user.email)
