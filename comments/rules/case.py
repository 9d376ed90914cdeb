"""What a rule may look at, and what it may say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType

from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from articles.models import Author
from comments.classifying import explain
from comments.folding import Folded, text_fingerprint
from comments.models import Comment, Measure, Rulebook
from newsroom.core.models import Newspaper

__all__ = ["Case", "Record", "Rule", "Verdict", "_", "hold"]

A_WHILE = timedelta(minutes=10)
RECENTLY = timedelta(days=30)
NOTHING = MappingProxyType({})


@dataclass(frozen=True)
class Verdict:
    """`status` is None where the comment isn't taken: its author reads why and keeps the text."""

    status: Comment.Status | None
    reason: str = ""
    evidence: tuple[str, ...] = ()  # the words of the comment that it goes by
    rule: str = ""  # the name of the rule; `judge` fills it in
    version: int = 0  # of the settings it went by; `judge` too


@dataclass(frozen=True)
class Record:
    """What is proven of a reader: by a confirmed device alone, never by what was typed."""

    approved: int = 0
    recently_refused: int = 0  # rejected or spam
    recently_decided: int = 0

    @classmethod
    def of(cls, device_id: int | None, now: datetime) -> "Record":
        if device_id is None:
            return cls()
        return cls(**Comment.objects.filter(device=device_id).aggregate(**counts(now)))


def counts(now) -> dict[str, Count]:
    """How many comments of a reader were approved, and what became of the recent ones."""
    recent = Q(created_at__gt=now - RECENTLY, created_at__lte=now)
    refused = Q(status__in=[Comment.Status.REJECTED, Comment.Status.SPAM])
    approved = Q(status=Comment.Status.APPROVED)
    return {
        "approved": Count("pk", filter=approved & Q(created_at__lt=now)),
        "recently_refused": Count("pk", filter=recent & refused),
        "recently_decided": Count("pk", filter=recent & (refused | approved)),
    }


@dataclass(frozen=True)
class Case:
    """All that a rule may look at; it changes nothing. What costs a query is asked for once.

    `known` holds what was looked up for many cases together.
    """

    comment: Comment
    trap: str = ""  # the field that people never see
    took: float | None = None  # seconds from the form to the button, where a script could tell
    now: datetime = field(default_factory=timezone.now)
    book: Rulebook = field(default_factory=Rulebook.current)
    known: Mapping[str, object] = NOTHING

    def __post_init__(self):
        self.__dict__.update(self.known)

    @cached_property
    def folded(self) -> Folded:
        return folded(self.comment)

    @cached_property
    def record(self) -> Record:
        return Record.of(self.comment.device_id, self.now)

    @cached_property
    def measures(self) -> list[Measure]:
        return list(Measure.objects.in_force(self.now).over(self.comment.article))

    def has_measure(self, kind: Measure.Kind) -> bool:
        return any(measure.kind == kind for measure in self.measures)

    @cached_property
    def talk(self) -> int:
        """How many comments came to the thread in the last ten minutes."""
        return self._before(A_WHILE).filter(article=self.comment.article_id).count()

    @cached_property
    def is_repeat(self) -> bool:
        """Somebody sent this text before, whoever it was."""
        text = text_fingerprint(self.comment.body)
        days = timedelta(days=self.book.repeat_days)
        return bool(text) and self._before(days).filter(text_fingerprint=text).exists()

    @cached_property
    def official_names(self) -> tuple[str, ...]:
        """The paper's own, and those of the people who make it."""
        return official_names()

    @cached_property
    def telling_words(self) -> tuple[str, ...]:
        """The words that its score goes by."""
        return explain(self.comment)

    def _before(self, span: timedelta):
        since = Comment.objects.filter(created_at__gt=self.now - span)
        return since.filter(created_at__lte=self.now).exclude(pk=self.comment.pk)


def folded(comment: Comment) -> Folded:
    """The name is read by everybody, as the text is."""
    return Folded(f"{comment.body}\n{comment.name}")


def official_names() -> tuple[str, ...]:
    paper, staff = Newspaper.current(), get_user_model().objects.filter(is_staff=True)
    people = [f"{first} {last}" for first, last in staff.values_list("first_name", "last_name")]
    people = [name for name in people if len(name.split()) > 1]  # one word is nobody's name alone
    authors = Author.objects.values_list("name", flat=True)
    names = {paper.name, paper.director, paper.editor, *authors, *people}
    return tuple(sorted(filter(None, names)))


Rule = Callable[[Case], Verdict | None]


def hold(reason: str, evidence=()) -> Verdict:
    return Verdict(Comment.Status.WAITING, reason, tuple(evidence))
