"""Which comments stand on which page of a thread.

A page is so many root comments with their first replies; of a root that is answered often, pages
of its own hold the rest. So no page is longer than ROOTS * (1 + REPLIES) comments.
"""

from collections import namedtuple
from collections.abc import Callable
from functools import cache

from django.core.paginator import Page
from django.db import connection
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.models import Comment, ReadingOrder
from comments.models.queries import SHOWN
from comments.rules.closing import CLOSING

ROOTS, REPLIES = 20, 10  # on a page of the thread
BRANCH = 100  # on a page of the further replies to one root
Order = ReadingOrder.Order
ORDERS = {
    "anciens": Order.OLDEST,
    "recents": Order.NEWEST,
    "reponses": Order.REPLIED,
    "choix": Order.FEATURED,
}
COLUMNS = ", ".join(f"comments_comment.{name}" for name in SHOWN)
# A comment that has a place: as `that_show()`.
THAT_SHOW = """(comment.status = 'approved' OR EXISTS (
    SELECT 1 FROM comments_comment
    WHERE article_id = %(article)s AND parent_id = comment.id AND status = 'approved'
))"""
# Written by hand: to make this statement took the ORM longer than the database takes to answer it.
PAGE = f"""
    WITH thread AS (
        SELECT {CLOSING}, COALESCE(%(order)s, (
            SELECT "order" FROM comments_readingorder WHERE article_id = %(article)s
        ), 'oldest') AS reading_order
        FROM articles_article WHERE id = %(article)s
    ), roots AS (
        SELECT id, created_at, featured_at FROM comments_comment AS root
        WHERE article_id = %(article)s AND root_id IS NULL AND (status = 'approved' OR EXISTS (
            SELECT 1 FROM comments_comment
            WHERE article_id = %(article)s AND root_id = root.id AND status = 'approved'
        ))
    ), on_page AS (
        SELECT id FROM roots CROSS JOIN thread
        ORDER BY
            CASE WHEN reading_order = 'featured' THEN featured_at END ASC NULLS LAST,
            CASE WHEN reading_order = 'replied' THEN (
                SELECT COUNT(*) FROM comments_comment AS comment
                WHERE article_id = %(article)s AND root_id = roots.id AND {THAT_SHOW}
            ) END DESC NULLS LAST,
            CASE WHEN reading_order = 'newest' THEN created_at END DESC NULLS LAST,
            CASE WHEN reading_order = 'newest' THEN id END DESC NULLS LAST,
            created_at, id
        LIMIT %(roots)s OFFSET %(first)s
    ), talks AS (
        SELECT id, (
            SELECT COUNT(*) FROM comments_comment AS comment
            WHERE article_id = %(article)s AND root_id = on_page.id AND {THAT_SHOW}
        ) AS reply_count, (
            SELECT id FROM comments_comment AS comment
            WHERE article_id = %(article)s AND root_id = on_page.id AND {THAT_SHOW}
            ORDER BY id LIMIT 1 OFFSET %(replies)s
        ) AS first_of_next_page
        FROM on_page
    ), shown AS (
        SELECT comment.id, reply_count FROM talks
        JOIN comments_comment AS comment ON comment.id = talks.id
        WHERE {THAT_SHOW}
        UNION ALL
        SELECT comment.id, reply_count FROM talks
        JOIN comments_comment AS comment ON article_id = %(article)s AND root_id = talks.id
        WHERE (first_of_next_page IS NULL OR comment.id < first_of_next_page) AND {THAT_SHOW}
    )
    SELECT
        comments_comment.id AS pk, {COLUMNS}, thread.*, shown.reply_count,
        (SELECT COUNT(*) FROM roots) AS root_count,
        (SELECT COUNT(featured_at) FROM roots) AS featured_count,
        (
            SELECT COUNT(*) FROM comments_comment
            WHERE article_id = %(article)s AND status = 'approved'
        ) AS approved_count,
        EXISTS (
            SELECT 1 FROM articles_byline AS byline
            JOIN articles_author AS author ON author.id = byline.author_id
            WHERE byline.article_id = %(article)s AND author.user_id = comments_comment.by_author_id
        ) AS wrote_the_article
    FROM thread
    LEFT JOIN shown ON true
    LEFT JOIN comments_comment ON comments_comment.id = shown.id
    ORDER BY comments_comment.created_at, comments_comment.id
"""  # noqa: S608 (values are bound)


def roots_of(article_id: int) -> QuerySet:
    """What opens a thread that has something to read."""
    approved = Q(status=Comment.Status.APPROVED)
    answered = Comment.objects.approved().filter(root=OuterRef("pk"), article=article_id)
    return Comment.objects.filter(approved | Exists(answered), article=article_id, root=None)


def page_rows(article_id: int, number: int, order: str | None) -> list[tuple]:
    """One page of a thread in one query: its comments, and with each what is true of the whole.

    They have the names of a comment's fields, but are no models: to make so many took longer than
    to read them. Where the page has no comments, the whole comes with one that has no key.
    """
    values = {
        "article": article_id,
        "order": order,
        "now": timezone.now(),
        "first": (number - 1) * ROOTS,
        "roots": ROOTS,
        "replies": REPLIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(PAGE, values)
        row = _row_of(*[column[0] for column in cursor.description])
        return [row._make(values) for values in cursor]


@cache
def _row_of(*names: str) -> type[tuple]:
    return namedtuple("Row", names)


def replies_to(root: Comment) -> QuerySet:
    """What has a place below a root comment. With the article, an index alone tells."""
    replies = Comment.objects.filter(article=root.article_id, root=root)
    return replies.that_show(root.article_id)


def branch_rows(root: Comment, number: int) -> QuerySet:
    """A further page of the replies below one root comment, which stands above them."""
    first = REPLIES + (number - 2) * BRANCH
    below = replies_to(root).order_by("pk").values("pk")[first : first + BRANCH]
    on_page = Q(pk=root.pk) | Q(pk__in=below)
    return (
        Comment.objects.filter(on_page)
        .for_thread()
        .annotate(
            reading_order=Value(Order.OLDEST.value),
            reply_count=Value(0),
            parent_name=Case(
                When(parent__status="approved", then="parent__name"), default=Value("")
            ),
        )
    )


def branch_pages(replies: int) -> int:
    """How many pages so many replies to one root have, with the one of the thread."""
    return 1 + max(0, -(-(replies - REPLIES) // BRANCH))


def place_of(comment: Comment) -> str:
    """The address at which a comment stands, with its anchor, in the order of its article."""
    anchor = f"#comment-{comment.pk}"
    root = comment.root or comment
    if root.pk != comment.pk:
        earlier = replies_to(root).filter(pk__lt=comment.pk).count()
        if earlier >= REPLIES:
            url = reverse("comment_branch", args=[root.pk])
            return f"{url}?page={2 + (earlier - REPLIES) // BRANCH}{anchor}"
    return page_url(comment.article, 1 + count_before(root) // ROOTS) + anchor


def page_url(article: Article, number: int, order: str = "") -> str:
    """The first page, in the order of the desk, is the article itself."""
    query = [f"ordre={order}"] if order else []
    query += [f"page={number}"] if number > 1 else []
    if not query:
        return article.get_absolute_url()
    return f"{reverse('comment_page', args=[article.pk])}?{'&'.join(query)}"


def steps(page: Page | None, url_of: Callable[[int], str]) -> list[dict]:
    """The numbers of the pages around this one, each with its address; none where it is alone."""
    if page is None or page.paginator.num_pages == 1:
        return []
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        {
            "number": number,
            "url": f"{url_of(number)}#comments" if isinstance(number, int) else "",
            "is_here": number == page.number,
        }
        for number in numbers
    ]


def reply_count_of(article_id: int) -> Subquery:
    """For a query of roots: how many replies of each have a place."""
    replies = Comment.objects.filter(article=article_id, root=OuterRef("pk"))
    counted = replies.that_show(article_id).order_by().values("root").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


def count_before(root: Comment) -> int:
    """How many threads stand before the one that this comment opened."""
    chosen = ReadingOrder.objects.filter(article=root.article_id).first() or ReadingOrder()
    older = Q(created_at__lt=root.created_at) | Q(created_at=root.created_at, pk__lt=root.pk)
    roots = roots_of(root.article_id)
    if chosen.order == Order.NEWEST:
        return roots.exclude(older).exclude(pk=root.pk).count()
    if chosen.order == Order.REPLIED:
        counted = roots.annotate(answers=reply_count_of(root.article_id))
        own = counted.values_list("answers", flat=True).get(pk=root.pk)
        return counted.filter(Q(answers__gt=own) | (Q(answers=own) & older)).count()
    if chosen.order == Order.FEATURED and root.featured_at:
        before = Q(featured_at__lt=root.featured_at) | (Q(featured_at=root.featured_at) & older)
        return roots.filter(before).count()
    if chosen.order == Order.FEATURED:
        return roots.filter(Q(featured_at__isnull=False) | older).count()
    return roots.filter(older).count()
