"""What other rules would have made of the comments of the last days. Nothing is written.

Asked are the rules that go by the settings, about what is kept of a comment: what could only be
seen at its moment stays as it was seen. Comments that another rule decided keep their verdict.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Rulebook
from comments.moderation import RULES, judge, name_of
from comments.rules import closing, domains, form, language, names, people, words
from comments.rules.case import Case, Verdict
from comments.rules.memory import Memory

MOST = 5_000
SECONDS = 10
SHOWN = 200
ASKED = {module.__name__ for module in (closing, domains, form, language, names, people, words)}
AGAIN = tuple(rule for rule in RULES if rule.__module__ in ASKED)
ASKED_AGAIN = {rule.__name__ for rule in AGAIN}


@dataclass(frozen=True)
class Change:
    comment: Comment
    before: Verdict
    after: Verdict

    @property
    def sides(self) -> str:
        """“approved (trusted reader) → waiting (links)”."""
        return " → ".join(
            f"{side(v.status)} ({name_of(v.rule)})" for v in (self.before, self.after)
        )


def side(status: str | None) -> str:
    return str(Comment.Status(status).label if status else _("not taken"))


@dataclass
class Trial:
    days: int
    total: int = 0
    read: int = 0
    counts: Counter = field(default_factory=Counter)  # (status before, status after): how many
    changes: list[Change] = field(default_factory=list)  # the newest of them

    @property
    def changed(self) -> int:
        return self.counts.total()

    @property
    def is_whole(self) -> bool:
        return self.read == self.total

    def note(self, change: Change) -> None:
        if change.before.status == change.after.status:
            return
        self.counts[change.before.status, change.after.status] += 1
        if len(self.changes) < SHOWN:
            self.changes.append(change)


def try_out(book: Rulebook, days: int, *, most: int = MOST, seconds: float = SECONDS) -> Trial:
    """Compare `book` with the rules in force, over the newest comments of so many days.

    It reads `most` of them and takes so many seconds, at most: `read` says how far it came.
    """
    until, since = monotonic() + seconds, timezone.now() - timedelta(days=days)
    recent = Comment.objects.filter(created_at__gt=since)
    trial, current = Trial(days, total=recent.count()), Rulebook.current()
    memory = Memory(newest(recent, most))
    for comment in memory.comments:
        if monotonic() > until:
            break
        trial.read += 1
        if memory.rule_of(comment) in {"", *ASKED_AGAIN}:
            verdicts = (judged(comment, book, memory) for book in (current, book))
            trial.note(Change(comment, *verdicts))
    return trial


def newest(comments, most: int) -> list[Comment]:
    with_article = comments.select_related("article").defer("article__body", "network")
    return list(with_article.order_by("-created_at", "-pk")[:most])


def judged(comment: Comment, book: Rulebook, memory: Memory) -> Verdict:
    """As it would have been judged when it came."""
    decided = memory.rule_of(comment)
    return judge(
        Case(
            comment,
            trap="x" if decided == form.catch_robots.__name__ else "",
            took=0 if decided == form.hold_hasty.__name__ else None,
            now=comment.created_at,
            book=book,
            known=memory.known(comment, book),
        ),
        AGAIN,
    )
