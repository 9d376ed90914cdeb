"""What the worker does for the comments: each calls the plain function."""

from django.tasks import task

from comments import settling


@task
def settle_decisions():
    """Let those know who wait to hear of a decision."""
    return settling.settle_decisions()
