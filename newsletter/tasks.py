"""What the worker does for the letter: each takes an id at most and calls the plain function."""

from pathlib import Path

from django.conf import settings
from django.tasks import task

from newsletter import composing, confirming, fetching, notices, sending
from newsletter.models import Asking, Digest

SLICE = 50  # seconds: the schedule comes back every minute, and other work wants its turn


@task
def send_due_digests():
    """Compose the regular issue whose hour has come; go on sending what is due."""
    try:
        composing.compose_due()
    finally:
        for digest in Digest.objects.due():
            for _ in range(settings.MAIL_WORKERS - 1):
                send_digest.enqueue(digest.pk)
            sending.send_digest(digest, seconds=SLICE)


@task
def read_returns():
    """Take what came back, where a folder or a mailbox for it is named."""
    if settings.BOUNCE_FOLDER:
        fetching.read_folder(Path(settings.BOUNCE_FOLDER))
    if settings.BOUNCE_MAILBOX:
        fetching.read_mailbox(settings.BOUNCE_MAILBOX)


@task
def send_digest(digest_id):
    """Send an issue that was just approved, without waiting for the next minute."""
    if digest := Digest.objects.due().filter(pk=digest_id).first():
        sending.send_digest(digest, seconds=SLICE)


@task
def send_confirmation(subscriber_id):
    confirming.send_confirmation(subscriber_id)


@task
def send_welcome(subscriber_id):
    notices.send_welcome(subscriber_id)


@task
def send_move(subscriber_id):
    notices.send_move(subscriber_id)


@task
def tell_old(asking_id):
    """Tell the old mailbox of a move, and forget its address. Safe to repeat."""
    if asking := Asking.objects.filter(pk=asking_id).select_related("reader").first():
        notices.send_moved(asking.email, asking.reader)
        asking.delete()
