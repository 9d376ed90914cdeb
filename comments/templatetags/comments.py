from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext, ngettext

from comments import ranking
from comments.appealing import decision_told, sanctions_told
from comments.filling import filled
from comments.models import Rulebook, own_signer
from comments.paging import ORDERS, Order, page_url, steps
from comments.rules.closing import why_closed
from comments.text import render
from comments.threads import thread_of

register = template.Library()
SEVERAL = 3  # threads from which a reader may want another order

register.filter("render_comment", render)


@register.simple_tag
def comment_count(article):
    """“12 comments”, in words for a link: `<a href="#comments">{% comment_count article %}</a>`.

    For the page of one article: it reads the thread, which the page then shows without a query.
    """
    return in_words(thread_of(article).count)


def in_words(count: int) -> str:
    if not count:
        return gettext("No comments yet")
    return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": intcomma(count)}


@register.simple_tag
def count_comments(article):
    """The same as a number: `{% count_comments article as number %}`, for what machines read."""
    return thread_of(article).count


@register.inclusion_tag("comments/_thread.html")
def comment_thread(article, thread=None, asked=""):
    """The section `#comments` of an article: what was said, and the form to answer.

    Its first page, unless another one was read; `asked` is the order that the reader chose.
    """
    thread = thread or thread_of(article)
    return {
        "article": article,
        "rows": thread.rows,
        "closed": why_closed(article, thread.whole) if article.is_published else "",
        "heading": in_words(thread.count) if thread.count else gettext("Comments"),
        "steps": steps(thread.page, lambda number: page_url(article, number, asked)),
        "orders": orders(article, thread, asked),
        "limits": thread.whole if thread.whole.longest else Rulebook(),
    }


@register.simple_tag
def comment_rows(rows, closed=""):
    """The items of a thread; those of one that is closed offer no reply."""
    return filled("comments/_row.html", rows, {"closed": closed})


def orders(article, thread, asked) -> list[dict]:
    """The ways to read a thread of several voices; the one in use without an address.

    Offered is what changes something: who is chosen, or answered, where somebody is.
    """
    whole = thread.whole
    if thread.page is None or thread.page.paginator.count < SEVERAL:
        return []
    chosen = ORDERS.get(asked, thread.order)
    idle = set() if whole.featured_count else {Order.FEATURED}
    idle |= set() if whole.approved_count > whole.root_count else {Order.REPLIED}
    if chosen in idle:
        chosen = Order.OLDEST  # which is how it reads
    return [
        {
            "label": order.label,
            "url": "" if order == chosen else page_url(article, 1, key),
        }
        for key, order in ORDERS.items()
        if order not in idle
    ]


@register.inclusion_tag("comments/_outcome.html")
def outcome_for_author(comment):
    """On the author's own page: what was decided, on which ground, and how to appeal."""
    return {
        "decision": decision_told(comment),
        "sanctions": sanctions_told(comment),
        "token": own_signer().sign(comment.pk),
    }


@register.inclusion_tag("comments/_form.html")
def comment_form(article, limits):
    """The form to comment on an article: empty, and the same for everybody."""
    return {"article": article, "limits": limits}


@register.simple_tag
def most_commented(limit=5):
    """`{% most_commented as discussed %}`: a list of (article, count), the most discussed first."""
    return ranking.most_commented(limit)
