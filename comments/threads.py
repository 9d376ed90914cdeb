"""The comments under an article as a page shows them: one query, a flat list, plain values."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from html import escape as escape_html
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Comment
from comments.paging import REPLIES, ROOTS, Order, branch_rows, page_rows
from comments.text import render
from newsroom.core.dates import in_words

DEEPEST = 4
TINTS = 6
LONG = 1500  # characters above which a comment is folded


@dataclass(frozen=True)
class Thread:
    count: int = 0  # of what can be read: a comment that was taken away only keeps its place
    rows: list[dict] = field(default_factory=list)
    page: Page | None = None  # of its root comments
    order: str = Order.OLDEST
    whole: Comment | None = None  # any row of it: each tells what is true of the whole thread


@dataclass(frozen=True)
class Shared:
    """What the rows of a page are all made with."""

    names: dict[int, SafeString]  # of the comments that can be read, by their keys
    url: str  # of the form
    zone: tzinfo
    language: str


def thread_of(article: Article) -> Thread:
    """Its first page, read once for a page, however many parts of the page ask for it."""
    if "_thread" not in article.__dict__:
        article._thread = read_thread(article)
    return article._thread


def read_thread(article: Article, number: int = 1, order: str | None = None) -> Thread:
    """One page of a thread: as the desk orders it, unless an order is given."""
    comments = page_rows(article.pk, number, order)
    whole = comments[0]
    if whole.pk is None:
        return Thread(order=whole.reading_order, whole=whole)
    page = Paginator(range(whole.root_count), ROOTS).page(number)
    rows = rows_of(article.pk, comments)
    return Thread(whole.approved_count, rows, page, whole.reading_order, whole)


def read_branch(root: Comment, number: int) -> list[dict]:
    """One page of the replies to a root comment that is answered very often."""
    comments = list(branch_rows(root, number))
    here = {comment.pk for comment in comments}
    for comment in comments:
        if comment.pk != root.pk and comment.parent_id not in here:
            comment.elsewhere, comment.parent_id = comment.parent_id, root.pk
    return rows_of(root.article_id, comments)


def rows_of(article_id: int, comments: list[Comment]) -> list[dict]:
    """Each thread by itself, in the order of its page; what doesn't fit has a page of its own.

    Of a comment only its values are asked: a row of `page_rows` will do.
    """
    names = {comment.pk: escape(comment.name) for comment in comments if is_shown(comment)}
    shared = Shared(
        names, reverse("comment_post", args=[article_id]), get_current_timezone(), get_language()
    )
    rows = []
    in_order = in_reading_order(comments, comments[0].reading_order)
    for opener, branch in groupby(in_order, key=lambda pair: opener_of(pair[0])):
        branch = list(branch)
        rows += [
            row(comment, depth, shared) if is_shown(comment) else gap(comment, depth)
            for comment, depth in branch
        ]
        if (left := branch[0][0].reply_count - REPLIES) > 0:
            rows.append({"more": left, "url": f"{reverse('comment_branch', args=[opener])}?page=2"})
    return rows


def escape(text: str) -> SafeString:
    """As Django's, which first asks whether the text is a lazy one."""
    return SafeString(escape_html(text))


def opener_of(comment: Comment) -> int:
    return comment.root_id or comment.pk


def is_shown(comment: Comment) -> bool:
    return comment.status == Comment.Status.APPROVED


def in_reading_order(comments: list[Comment], order: str) -> Iterator[tuple[Comment, int]]:
    """Each comment with its depth, each reply below what it answers; no level is lost."""
    here = {comment.pk for comment in comments}
    replies = defaultdict(list)
    for comment in comments:
        parent = comment.parent_id
        replies[parent if parent in here else None].append(comment)
    to_do = [(comment, 1) for comment in reversed(arranged(replies[None], order))]
    while to_do:
        comment, depth = to_do.pop()
        yield comment, depth
        to_do += [(reply, depth + 1) for reply in reversed(replies[comment.pk])]


def arranged(roots: list[Comment], order: str) -> list[Comment]:
    """What opens a thread, as the page wants it; the replies stay in the order of a talk."""
    if order == Order.NEWEST:
        return roots[::-1]
    if order == Order.REPLIED:
        return sorted(roots, key=lambda c: -c.reply_count)
    if order == Order.FEATURED:
        return sorted(roots, key=lambda c: (c.featured_at is None, c.featured_at or 0))
    return roots


def gap(comment: Comment, depth: int) -> dict:
    return {"pk": SafeString(comment.pk), "depth": shown_depth(depth), "gone": True}


def row(comment: Comment, depth: int, shared: Shared) -> dict:
    """What the template puts in its place without another thought: all of it is escaped here."""
    pk, (parent_url, parent_name) = comment.pk, answered(comment, shared.names)
    iso, date = written(comment.created_at, shared.zone, shared.language)
    return {
        "pk": SafeString(pk),
        "depth": shown_depth(depth),
        "name": shared.names[pk],
        "initial": escape(comment.name[:1].upper()),
        "tint": SafeString(sum(map(ord, comment.name)) % TINTS),
        "featured": comment.featured_at is not None,
        "badges": badges(comment),
        "iso": iso,
        "date": date,
        "parent_url": parent_url,
        "parent_name": parent_name,
        "html": render(comment.body),
        "is_long": len(comment.body) > LONG,
        "url": SafeString(permalink(pk)),
        "report_url": SafeString(address("report_comment", pk)),
        "reply_url": SafeString(f"{shared.url}?reply_to={pk}"),
    }


def answered(comment: Comment, names: dict) -> tuple[str, str]:
    """Where the comment is that this one answers, and whose; nothing where it can't be read."""
    parent = comment.parent_id
    if getattr(comment, "elsewhere", None):
        name = escape(comment.parent_name)
        return (SafeString(permalink(comment.elsewhere)), name) if name else ("", "")
    return (SafeString(f"#comment-{parent}"), names[parent]) if parent in names else ("", "")


def permalink(pk: int) -> str:
    return address("comment", pk)


def address(name: str, pk: int) -> str:
    """As `reverse()`, which is asked ten thousand times here."""
    before, after = _around(name)
    return f"{before}{pk}{after}"


@lru_cache(maxsize=8)
def _around(name: str) -> tuple[str, str]:
    """What stands before and after the key in such addresses."""
    before, _key, after = reverse(name, args=[0]).rpartition("0")
    return before, after


@lru_cache(maxsize=4096)
def written(at: datetime, zone: tzinfo, language: str) -> tuple[SafeString, SafeString]:
    """For machines and in words; a moment that says no zone is in UTC, as SQLite gives it."""
    there = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone)
    return SafeString(there.isoformat(timespec="seconds")), SafeString(in_words(there, "datetime"))


def shown_depth(depth: int) -> SafeString:
    return SafeString(min(depth, DEEPEST))


def badges(comment: Comment) -> tuple[tuple[str, str], ...]:
    """What the paper says of a comment: a kind and a label each; of most, nothing."""
    found = [("author", author_badge(comment))] if comment.by_author_id else []
    if comment.featured_at:
        found.append(("featured", _("Chosen by the editors")))
    if comment.edited_at:
        found.append(("edited", _("Changed by the desk")))
    return tuple(found)


def author_badge(comment: Comment) -> str:
    """Who writes for the paper is known by the account, never by a name that anybody can type."""
    return (
        _("author of the article") if comment.wrote_the_article else pgettext("badge", "newsroom")
    )
