"""What the worker does that belongs to no single app."""

from django.tasks import task

from comments.retention import forget_old_addresses
from newsroom.core.throttling import forget_attempts


@task
def forget():
    """End the personal data whose time has come. Safe to repeat."""
    return {"attempts": forget_attempts(), **forget_old_addresses()}
