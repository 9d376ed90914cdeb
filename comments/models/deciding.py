"""The one way in which the desk and reports change what readers see: of one comment, or of many."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from comments.models.authoring import state_of
from comments.signals import thread_changed


@transaction.atomic
def decide(comments: list, status, *, by, seen=None, reason="", code="", **line) -> set[int]:
    """Change their status and write who did it and why; once, whoever else asks for the same.

    What is no longer as it was `seen` (a word of `as_seen` by key) stays, and so does what its
    author has withdrawn. Returns the keys of those that were changed, or whose reports this
    answered; as many questions for a hundred as for one.
    """
    if status == "rejected" and not reason.strip() and code in {"", "other"}:
        raise ValidationError(_("Say why the comment is rejected: its author will read it."))
    known = read_again(comments, seen or {})
    changed = {c.pk for c in known if c.status not in {status, c.Status.RETRACTED}}
    answered = reported_among(known, status, by=by)
    line |= {"by": by, "reason": reason.strip(), "code": code}
    decisions = write_lines([c for c in known if c.pk in changed | answered], status, line)
    for comment in known:
        if comment.pk in changed:
            comment.status = status
        if comment.pk in answered:
            comment.reports.resolve(decisions[comment.pk])
    if changed:
        type(comments[0]).objects.filter(pk__in=changed).update(status=status)
        tell_threads(comment for comment in known if comment.pk in changed)
    return changed | answered


def read_again(comments, seen) -> list:
    """Locked, in one order for all; those that are still as somebody saw them."""
    if not comments:
        return []
    here = type(comments[0]).objects.filter(pk__in=[comment.pk for comment in comments])
    locked = here.order_by("pk").select_for_update(no_key=True)
    rows = locked.values_list("pk", "status", "corrections", "edited_at")
    states = {pk: state for pk, *state in rows}
    found = [comment for comment in comments if comment.pk in states]
    for comment in found:
        comment.status, comment.corrections, comment.edited_at = states[comment.pk]
    return [c for c in found if seen.get(c.pk) in {None, state_of(*states[c.pk])}]


def reported_among(comments, status, *, by) -> set[int]:
    """Those with reports that a person's decision, or an author's withdrawal, answers."""
    if not comments or (by is None and status != "retracted"):
        return set()
    reports = type(comments[0]).reports.rel.related_model.objects
    return set(
        reports.awaiting(status).filter(comment__in=comments).values_list("comment", flat=True)
    )


def write_lines(comments, status, line) -> dict:
    """The new decision of each, by the key of its comment."""
    if not comments:
        return {}
    decision = type(comments[0]).decisions.rel.related_model
    lines = [decision(comment=c, status=status, was=c.status, **line) for c in comments]
    return {made.comment_id: made for made in decision.objects.bulk_create(lines)}


def tell_threads(comments) -> None:
    """Let the rest of the paper know, once it is stored for good: of each article once."""
    comments = list(comments)
    for article in {comment.article_id: comment.article for comment in comments}.values():
        tell = partial(thread_changed.send, type(comments[0]), article=article)
        transaction.on_commit(tell, robust=True)
