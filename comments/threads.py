"""The comments under an article as a page shows them: one query, a flat list, plain values."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.models import Article
from comments.models import Comment
from comments.text import render

DEEPEST = 4
TINTS = 6


@dataclass(frozen=True)
class Thread:
    count: int  # of what can be read: a comment that was taken away only keeps its place
    rows: list[dict]


def thread_of(article: Article) -> Thread:
    """Read once for a page, however many parts of the page ask for it."""
    if "_thread" not in article.__dict__:
        article._thread = read_thread(article)
    return article._thread


def read_thread(article: Article) -> Thread:
    comments = list(Comment.objects.of(article).for_thread())
    names = {comment["pk"]: comment["name"] for comment in comments if is_shown(comment)}
    # Translators: how the date of a comment is written, in Django's date format characters.
    moment = pgettext("date format", "j F Y, H:i")
    url = reverse("comment_post", args=[article.pk])
    rows = [
        row(comment, depth, names, moment, url) if is_shown(comment) else gap(comment, depth)
        for comment, depth in in_reading_order(comments)
    ]
    return Thread(len(names), rows)


def is_shown(comment: dict) -> bool:
    return comment["status"] == Comment.Status.APPROVED


def in_reading_order(comments: list[dict]) -> Iterator[tuple[dict, int]]:
    """Each comment with its depth, each reply below what it answers; no level is lost."""
    here = {comment["pk"] for comment in comments}
    replies = defaultdict(list)
    for comment in comments:
        parent = comment["parent_id"]
        replies[parent if parent in here else None].append(comment)
    to_do = [(comment, 1) for comment in reversed(replies[None])]
    while to_do:
        comment, depth = to_do.pop()
        yield comment, depth
        to_do += [(reply, depth + 1) for reply in reversed(replies[comment["pk"]])]


def gap(comment: dict, depth: int) -> dict:
    return {"pk": str(comment["pk"]), "depth": str(min(depth, DEEPEST)), "gone": True}


def row(comment: dict, depth: int, names: dict, moment: str, url: str) -> dict:
    """What the template puts in its place without another thought (it does so 10,000 times)."""
    written = localtime(comment["created_at"])
    name, parent = comment["name"], comment["parent_id"]
    return {
        "pk": str(comment["pk"]),
        "depth": str(min(depth, DEEPEST)),
        "name": name,
        "initial": name[:1].upper(),
        "tint": str(sum(map(ord, name)) % TINTS),
        "badge": badge(comment),
        "iso": written.isoformat(timespec="seconds"),
        "date": date_format(written, moment),
        "parent": str(parent) if parent in names else "",
        "parent_name": names.get(parent, ""),
        "html": render(comment["body"]),
        "reply_url": f"{url}?reply_to={comment['pk']}",
        "reply_label": _("Reply to %(name)s") % {"name": name},
    }


def badge(comment: dict) -> str:
    """Who writes for the paper is known by the account, never by a name that anybody can type."""
    if comment["by_author_id"] is None:
        return ""
    return _("author of the article") if comment["wrote_the_article"] else _("newsroom")
