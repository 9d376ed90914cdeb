"""The comments under an article as a page shows them: one query, a flat list, plain values."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Comment
from comments.text import render
from newsroom.core.dates import in_words

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
    names = {comment["pk"]: escape(comment["name"]) for comment in comments if is_shown(comment)}
    url = reverse("comment_post", args=[article.pk])
    rows = [
        row(comment, depth, names, url) if is_shown(comment) else gap(comment, depth)
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
    return {"pk": SafeString(comment["pk"]), "depth": shown_depth(depth), "gone": True}


def row(comment: dict, depth: int, names: dict, url: str) -> dict:
    """What the template puts in its place without another thought: all of it is escaped here."""
    pk, parent = comment["pk"], comment["parent_id"]
    written = localtime(comment["created_at"])
    return {
        "pk": SafeString(pk),
        "depth": shown_depth(depth),
        "name": names[pk],
        "initial": escape(comment["name"][:1].upper()),
        "tint": SafeString(sum(map(ord, comment["name"])) % TINTS),
        "badge": badge(comment),
        "iso": SafeString(written.isoformat(timespec="seconds")),
        "date": SafeString(moment(written, get_language())),
        "parent": SafeString(parent) if parent in names else "",
        "parent_name": names.get(parent, ""),
        "html": render(comment["body"]),
        "reply_url": SafeString(f"{url}?reply_to={pk}"),
    }


def shown_depth(depth: int) -> SafeString:
    return SafeString(min(depth, DEEPEST))


@lru_cache(maxsize=2048)
def moment(written, language: str) -> str:
    return in_words(written, "datetime")


def badge(comment: dict) -> str:
    """Who writes for the paper is known by the account, never by a name that anybody can type."""
    if comment["by_author_id"] is None:
        return ""
    return _("author of the article") if comment["wrote_the_article"] else _("newsroom")
