"""What the worker does for the comments: each calls the plain function."""

from django.tasks import task

from comments import confirming, settling


@task
def send_confirmation(comment_id):
    confirming.send_confirmation(comment_id)


@task
def settle_decisions():
    """Let those know who wait to hear of a decision."""
    return settling.settle_decisions()
