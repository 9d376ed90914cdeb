"""What waits on the desk: queues of comments, read page by page from where one is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from comments.models import Appeal, Comment, Report, Rulebook
from newsroom.core.prepared import prepared

PAGE = 20
COUNTED = 1000  # nobody's work depends on how many more there are
RECENT = timedelta(days=7)
MOST = 100  # percent
MOMENT = "%Y%m%dT%H%M%S.%f"


class Key(NamedTuple):
    """The place of a comment in every queue: pages stay in step while comments come and go."""

    at: datetime
    pk: int

    def __str__(self):
        return f"{self.at.astimezone(UTC):{MOMENT}}-{self.pk}"

    @classmethod
    def of(cls, text: str) -> "Key | None":
        moment, _dash, pk = text.partition("-")
        try:
            return cls(datetime.strptime(moment, MOMENT).replace(tzinfo=UTC), int(pk[:18]))
        except ValueError:
            return None


@dataclass(frozen=True)
class Queue:
    name: str
    title: str
    empty: str
    comments: Callable[[], QuerySet]
    newest_first: bool = False
    # What waits since when, each as (`pk`, `since`), where that isn't the comments themselves.
    since: Callable[[], QuerySet] | None = None

    def page(self, after: Key | None = None, **only) -> tuple[list[Comment], Key | None]:
        """So many comments from a place on, and the place after them where there are more."""
        comments = self.comments().filter(**only).order_by(*self.order)
        if after:
            comments = comments.filter(self.beyond(after))
        keys = list(comments.values_list("pk", flat=True)[: PAGE + 1])
        page = read(keys[:PAGE])
        more = len(keys) > PAGE and page
        return page, Key(page[-1].created_at, page[-1].pk) if more else None

    def among(self, keys: list[int]) -> set[int]:
        """Those of them that are in the queue now."""
        here = self.comments().filter(pk__in=keys).order_by()
        return set(here.values_list("pk", flat=True)) if keys else set()

    @property
    def order(self) -> list[str]:
        return ["-created_at", "-pk"] if self.newest_first else ["created_at", "pk"]

    def beyond(self, key: Key) -> Q:
        """The first condition is the one that an index can go by."""
        way, side = ("lte", "lt") if self.newest_first else ("gte", "gt")
        further = Q(**{f"created_at__{side}": key.at}) | Q(**{f"pk__{side}": key.pk})
        return Q(**{f"created_at__{way}": key.at}) & further

    def dates(self) -> QuerySet:
        """Since when each of them waits, as far as they are counted."""
        if self.since:
            return self.since()[: COUNTED + 1]
        dates = self.comments().order_by(self.order[0]).values(since=F("created_at"))
        return dates[: COUNTED + 1]


def sizes() -> dict[str, dict]:
    """How many each queue has, as far as it matters, and since when the first one waits.

    Of all in one question: every page of the desk asks it, and every open page every few seconds.
    """
    parts, values = [], []
    for place, queue in enumerate(QUEUES):
        sql, params = queue.dates().query.sql_with_params()
        parts.append(f"SELECT {place}, COUNT(since), MIN(since) FROM ({sql}) AS dates")  # noqa: S608
        values += params
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)  # which promises no order
        found = {QUEUES[place]: counted for place, *counted in cursor}
    return {queue.name: size(queue, *found[queue]) for queue in QUEUES}


def size(queue: Queue, number: int, oldest: datetime | str | None) -> dict:
    more = "+" if number > COUNTED else ""
    words = f"{number_format(min(number, COUNTED), use_l10n=True, force_grouping=True)}{more}"
    return {
        "number": number,
        "words": words,
        "oldest": None if queue.newest_first else moment(oldest),
    }


def moment(value: datetime | str | None) -> datetime | None:
    """SQLite has no type for moments: what it computes of them are texts, in UTC."""
    return parse_datetime(value).replace(tzinfo=UTC) if isinstance(value, str) else value


def read(keys: list[int]) -> list[Comment]:
    """The comments of a page, in its order.

    Found by their keys alone first: joined in one query, a database that expects few articles
    goes through all of their comments instead of along the queue.
    """
    found = {comment.pk: comment for comment in comments_with(keys=keys)} if keys else {}
    return [found[key] for key in keys if key in found]


@prepared
def comments_with(keys):
    comments = Comment.objects.filter(pk__in=keys).order_by()
    return comments.select_related("article__section", "parent").defer(*UNREAD)


UNREAD = ("article__body", "parent__email")


def waiting():
    return Comment.objects.filter(status=Comment.Status.WAITING)


def doubtful():
    """Of those that wait, what the classifier holds for the worst."""
    limit = Rulebook.current().score_limit or MOST
    return waiting().filter(score__gte=limit)


def reported():
    """Found by the reports, the oldest first: asked in one, PostgreSQL tries every comment."""
    keys = Report.objects.open().order_by("at").values_list("comment", flat=True)[:COUNTED]
    withdrawn = Comment.Status.RETRACTED  # nothing to decide; its author may bring it back
    return Comment.objects.filter(pk__in=set(keys)).exclude(status=withdrawn)


def first_reports():
    """Since when each reported comment waits: since its first report, however old it is."""
    shown = Report.objects.open().exclude(comment__status=Comment.Status.RETRACTED)
    return shown.order_by().values("comment").annotate(since=Min("at"))


def appealed():
    """Found by the few appeals that are open, for the same reason."""
    keys = Appeal.objects.open().values_list("decision__comment", "sanction__comment")[:COUNTED]
    return Comment.objects.filter(pk__in={pk for pair in keys for pk in pair if pk})


def first_appeals():
    """Since when each of them waits: since the appeal, however old the comment is."""
    about = Coalesce("decision__comment", "sanction__comment")
    open_ones = Appeal.objects.open().order_by()
    return open_ones.values(about=about).annotate(since=Min("at")).values("since")


def recent():
    since = timezone.now() - RECENT
    return Comment.objects.approved().filter(created_at__gt=since)


def spam():
    return Comment.objects.filter(status=Comment.Status.SPAM)


QUEUES = (
    Queue("waiting", _("Waiting"), _("No comments waiting."), waiting),
    Queue("doubtful", _("Doubtful"), _("No doubtful comments."), doubtful),
    Queue(
        "reported",
        _("Reported"),
        _("No reports."),
        reported,
        since=first_reports,
    ),
    Queue(
        "appeals",
        _("Appeals"),
        _("No appeals."),
        appealed,
        since=first_appeals,
    ),
    Queue("recent", _("Published lately"), _("No comments published in seven days."), recent, True),
    Queue("spam", _("Spam"), _("No spam."), spam, True),
    Queue("all", _("All"), _("There are no comments yet."), Comment.objects.all, True),
)
BY_NAME = {queue.name: queue for queue in QUEUES}
