"""What the worker does that belongs to no single app."""

from django.tasks import task

from comments.retention import forget_old_addresses
from newsletter.asking import forget_askings
from newsletter.lists.uploading import forget_uploads
from newsletter.moving import forget_moves
from newsletter.subscribing import forget_unconfirmed
from newsroom.core.throttling import forget_attempts


@task
def forget():
    """End the personal data whose time has come. Safe to repeat."""
    return end_of_data()


def end_of_data(*, dry_run: bool = False) -> dict[str, int]:
    """Each kind of personal data that has an end, and of how much it came; or would come."""
    return {
        "attempts": forget_attempts(dry_run=dry_run),
        **forget_old_addresses(dry_run=dry_run),
        "unconfirmed_subscribers": forget_unconfirmed(dry_run=dry_run),
        "unanswered_forms": forget_askings(dry_run=dry_run),
        "unconfirmed_moves": forget_moves(dry_run=dry_run),
        "imported_lists": forget_uploads(dry_run=dry_run),
    }
