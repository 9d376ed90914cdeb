"""The one way in for a reader's report, and what several of them do."""

from django.db import transaction

from comments.models import Comment, Decision, Report, Rulebook
from comments.models.report import ReportQuerySet
from newsroom.core.private import fingerprint, normalise_email
from newsroom.core.throttling import allow

PER_NETWORK = {"limit": 10, "seconds": 3600}


class TooManyReports(Exception):
    """The network has reported often enough for now."""


@transaction.atomic
def report(comment: Comment, *, network: str, email: str = "", **said) -> Report:
    """Keep what a reader reports; enough of them hold the comment until somebody has read it."""
    if not allow("report", network, **PER_NETWORK):
        raise TooManyReports
    # One report of a comment at a time: two that count each other must not both be too few.
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    made = Report.objects.create(
        comment=comment,
        network=network,
        email=email,
        email_fingerprint=fingerprint(normalise_email(email)) if email else "",
        **said,
    )
    enough = Rulebook.current().reports_to_hold
    if enough and may_be_held(comment):
        networks = count_networks(comment.reports.open())
        if networks >= enough:
            comment.hold_for_reports(networks)
    return made


def may_be_held(comment: Comment) -> bool:
    """Not what the paper itself says, nor what a moderator kept after it was reported before."""
    if not comment.is_approved or comment.by_author_id:
        return False
    kept = comment.reports.filter(outcome=Report.Outcome.KEPT, decision__by__isnull=False)
    return not kept.exists()


def count_networks(reports: ReportQuerySet) -> int:
    """Different ones: ten reports from one office are one; those who cry wolf are none."""
    return reports.of_trusted_networks().values("network").distinct().order_by().count()


def resolve_reports(comment: Comment, decision: Decision) -> int:
    """Answer the open reports of a comment with a decision on it; safe to repeat."""
    return comment.reports.resolve(decision)
