"""The one way in for a reader's comment: judge it, store it, tell."""

from copy import copy
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article
from comments import akismet, confirming, tasks
from comments.classifying import score
from comments.folding import text_fingerprint
from comments.models import Comment, Device, Origin, Rulebook
from comments.models.queries import CommentQuerySet
from comments.moderation import OF_A_CORRECTION, RULES, Case, Rule, Verdict, judge
from newsroom.core.models import Attempt
from newsroom.core.private import fingerprint, normalise_email
from newsroom.core.throttling import allow

REPEATED_WITHIN = timedelta(minutes=10)


class Limit(NamedTuple):
    """So many comments of one source in so many seconds."""

    scope: str
    source: str
    count: int
    seconds: int


def limits(comment: Comment, book: Rulebook) -> tuple[Limit, ...]:
    """A confirmed browser is counted by itself, not with the thousands who share its network."""
    if comment.device_id:
        reader = str(comment.device_id)
        return (
            Limit("comment-reader", reader, book.reader_limit, 10 * 60),
            Limit("comment-reader-day", reader, book.reader_day_limit, 24 * 3600),
        )
    return (
        Limit("comment", comment.network, book.network_limit, 10 * 60),
        Limit("comment-day", comment.network, book.network_day_limit, 24 * 3600),
    )


class TooMany(Exception):
    """The reader or the network has to wait. `seconds` says how long."""

    def __init__(self, seconds: int):
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Refused(Exception):
    """The comment isn't taken. `reason` tells its author why."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def post(
    comment: Comment,
    *,
    trap: str = "",
    took: float | None = None,
    ip: str = "",
    rules: tuple[Rule, ...] = RULES,
) -> Comment:
    """Store a new comment with the verdict on it; sent twice, the first is given back.

    What comes back `is_echo` where its sender may only be told that it was received. Raises
    `TooMany` where a limit is reached, and `Refused` where a rule doesn't take it: nothing is
    stored then.
    """
    comment.clean()
    comment.score = score(comment)  # before others have to wait for it
    return store(comment, rules, ip=ip, trap=trap, took=took)


@transaction.atomic
def store(comment: Comment, rules: tuple[Rule, ...], *, ip: str, **sent) -> Comment:
    take_turn(comment.article_id)
    if first := sent_before(comment):
        return first
    case = Case(comment, **sent)
    respect_limits(comment, case.book)
    verdict = judge(case, rules)
    if verdict.status is None:
        raise Refused(gettext(verdict.reason))
    same = list(same_words(comment))
    address = fingerprint(normalise_email(comment.email))
    first = next((said for said in same if said.email_fingerprint == address), comment)
    first.is_echo = bool(same)
    if first is comment:
        write(comment, verdict, ip)
    return first


def write(comment: Comment, verdict: Verdict, ip: str) -> None:
    comment.status = verdict.status
    comment.save()
    Origin.objects.note(comment, ip)
    comment.decisions.create(
        status=verdict.status,
        by=None,
        reason=verdict.reason,
        rule=verdict.rule,
        rule_version=verdict.version,
        evidence=list(verdict.evidence),
    )
    give_to_the_worker(comment)
    if comment.is_approved:
        comment.tell()


def give_to_the_worker(comment: Comment) -> None:
    """Stored with the comment, so that no crash comes between the two."""
    if comment.reply_mails and comment.device_id is None:
        confirming.ask(comment)
    if akismet.is_on() and not comment.is_approved:
        tasks.ask_akismet.enqueue(comment.pk)


def correct(
    comment: Comment,
    body: str,
    *,
    shown: Device | None = None,
    rules: tuple[Rule, ...] = OF_A_CORRECTION,
) -> bool:
    """Change its text and judge it again. False where it is too late, or somebody was faster.

    The trust of a device counts where the device is `shown`: whoever has only the address of the
    comment doesn't write in the name of whoever confirmed it.
    """
    if body == comment.body:
        return comment.is_editable
    draft = copy(comment)
    draft.body = body
    draft.score = score(draft)
    if shown is None or shown.pk != draft.device_id:
        draft.device = None
    judged = {"score": draft.score, "text_fingerprint": text_fingerprint(body)}
    return comment.correct(body, judge(Case(draft), rules), **judged)


def take_turn(article_id: int) -> None:
    """One comment of an article at a time, so that a double click can't pass both its looks."""
    Article.objects.select_for_update(no_key=True).values_list("pk").get(pk=article_id)


def sent_before(comment: Comment) -> Comment | None:
    """The comment that its own sender has sent once more, by a second click or after a break.

    Known by what nobody else has: the word of the browser's form, or the confirmed device. What
    was typed proves nothing, and the page of a comment is the key to it.
    """
    recently = Q(created_at__gt=timezone.now() - REPEATED_WITHIN)
    same_sender = Q(pk=None)
    if comment.sending_fingerprint:
        same_sender |= Q(sending_fingerprint=comment.sending_fingerprint)
    if comment.device_id:
        same_sender |= recently & Q(device=comment.device_id)
    return of_these_words(comment).from_address(comment.email).filter(same_sender).first()


def same_words(comment: Comment) -> CommentQuerySet:
    """What was just sent from there in these words, by whomever.

    Whoever has no proof is told the same of them all: what is said of a comment must not tell
    whether its address was guessed. A confirmed device only ever speaks for its own address.
    """
    if comment.device_id:
        return Comment.objects.none()
    since = timezone.now() - REPEATED_WITHIN
    return of_these_words(comment).filter(network=comment.network, created_at__gt=since)


def of_these_words(comment: Comment) -> CommentQuerySet:
    """Under its article, the first on top; what its author has withdrawn may be said anew."""
    said = Comment.objects.of(comment.article).filter(body=comment.body)
    return said.exclude(status=Comment.Status.RETRACTED).order_by("created_at", "pk")


def respect_limits(comment: Comment, book: Rulebook) -> None:
    for limit in limits(comment, book):
        if not allow(limit.scope, limit.source, limit=limit.count, seconds=limit.seconds):
            raise TooMany(seconds_to_wait(limit))


def seconds_to_wait(limit: Limit) -> int:
    """Until the oldest of the attempts that fill the limit falls out of it."""
    attempts = Attempt.objects.filter(scope=limit.scope, source=limit.source).order_by("-at")
    filling = attempts.values_list("at", flat=True)[limit.count - 1]
    free_at = filling + timedelta(seconds=limit.seconds)
    return max(1, round((free_at - timezone.now()).total_seconds()))
