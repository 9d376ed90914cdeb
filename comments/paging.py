"""Which comments stand on which page of a thread.

A page is so many root comments with their replies; of a root that is answered very often, pages of
its own hold the rest.
"""

from collections.abc import Callable

from django.core.paginator import Page
from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse

from articles.models import Article
from comments.models import Comment, ReadingOrder
from comments.rules.closing import closing_of

ROOTS, REPLIES = 50, 200
Order = ReadingOrder.Order
ORDERS = {"anciens": Order.OLDEST, "recents": Order.NEWEST, "choix": Order.FEATURED}
OPENER = Coalesce("root_id", "pk")  # what a comment's thread began with, itself perhaps


def roots_of(article_id: int) -> QuerySet:
    """What opens a thread that has something to read."""
    approved = Q(status=Comment.Status.APPROVED)
    answered = Comment.objects.approved().filter(root=OuterRef("pk"), article=article_id)
    return Comment.objects.filter(approved | Exists(answered), article=article_id, root=None)


def in_order(roots: QuerySet, order) -> QuerySet:
    """`order` may be an expression: an article asks for its order and its thread at once."""
    roots = roots.annotate(chosen=order)
    featured = Case(When(chosen=Order.FEATURED, then="featured_at"))
    newest = Case(When(chosen=Order.NEWEST, then="created_at"))
    newest_pk = Case(When(chosen=Order.NEWEST, then="pk"))
    return roots.order_by(
        featured.asc(nulls_last=True),
        newest.desc(nulls_last=True),
        newest_pk.desc(nulls_last=True),
        "created_at",
        "pk",
    )


def default_order(article_id: int):
    """The order that the desk chose for this article, as an expression."""
    chosen = ReadingOrder.objects.filter(article=article_id).values("order")
    return Coalesce(Subquery(chosen), Value(Order.OLDEST.value))


def page_rows(article_id: int, number: int, order: str | None) -> QuerySet:
    """One page of a thread in one query: its comments, and with each what is true of the whole."""
    wanted = Value(order) if order else default_order(article_id)
    roots = roots_of(article_id)
    first = (number - 1) * ROOTS
    shown = in_order(roots, wanted)[first : first + ROOTS].values("pk")
    on_page = (
        Comment.objects.filter(article=article_id)
        .alias(opener=OPENER)
        .filter(opener__in=shown)
        .that_show(article_id)
        .annotate(nth=Window(RowNumber(), partition_by=OPENER, order_by="pk"))
        .filter(nth__lte=REPLIES + 1)
        .values("pk")
    )
    replies = Comment.objects.filter(root=OuterRef("pk")).that_show(article_id)
    return (
        Comment.objects.filter(pk__in=on_page)
        .for_thread()
        .annotate(
            order=wanted,
            count=Subquery(total(Comment.objects.approved().filter(article=article_id))),
            roots=Subquery(total(roots)),
            replies=Case(When(root=None, then=Subquery(total(replies)))),
            **closing_of(article_id),
        )
    )


def total(comments: QuerySet) -> QuerySet:
    """How many, as a subquery."""
    return comments.order_by().values("article").annotate(n=Count("pk")).values("n")


def branch_rows(root: Comment, number: int) -> QuerySet:
    """One page of the replies below one root comment, which stands above them."""
    first = (number - 1) * REPLIES
    below = Comment.objects.filter(root=root).that_show(root.article_id).order_by("pk").values("pk")
    on_page = Q(pk=root.pk) | Q(pk__in=below[first : first + REPLIES])
    return (
        Comment.objects.filter(on_page)
        .for_thread()
        .annotate(
            order=Value(Order.OLDEST.value),
            replies=Value(0),
            parent_name=Case(
                When(parent__status="approved", then="parent__name"), default=Value("")
            ),
        )
    )


def place_of(comment: Comment) -> str:
    """The address at which a comment stands, with its anchor, in the order of its article."""
    anchor = f"#comment-{comment.pk}"
    root = comment.root or comment
    if root.pk != comment.pk:
        earlier = (
            Comment.objects.filter(root=root, pk__lt=comment.pk)
            .that_show(comment.article_id)
            .count()
        )
        if earlier >= REPLIES:
            url = reverse("comment_branch", args=[root.pk])
            return f"{url}?page={earlier // REPLIES + 1}{anchor}"
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


def count_before(root: Comment) -> int:
    """How many threads stand before the one that this comment opened."""
    chosen = ReadingOrder.objects.filter(article=root.article_id).first() or ReadingOrder()
    older = Q(created_at__lt=root.created_at) | Q(created_at=root.created_at, pk__lt=root.pk)
    roots = roots_of(root.article_id)
    if chosen.order == Order.NEWEST:
        return roots.exclude(older).exclude(pk=root.pk).count()
    if chosen.order == Order.FEATURED and root.featured_at:
        before = Q(featured_at__lt=root.featured_at) | (Q(featured_at=root.featured_at) & older)
        return roots.filter(before).count()
    if chosen.order == Order.FEATURED:
        return roots.filter(Q(featured_at__isnull=False) | older).count()
    return roots.filter(older).count()
