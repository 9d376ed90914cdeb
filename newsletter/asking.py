"""What readers' forms ask for. The page only writes it down; the worker looks who it is."""

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import translation

from newsletter import notices, subscribing
from newsletter.models import Asking
from newsletter.models.subscriber import email_fingerprint
from newsroom.core.throttling import allow

PER_ADDRESS = {"limit": 5, "seconds": 24 * 3600}
SIGN_UP, LINK = Asking.Kind.SIGN_UP, Asking.Kind.LINK


def ask(kind: str, email: str, *, form: str = "", network: str = "") -> None:
    """The same work for every address, known or not; beyond so many a day, for none."""
    if not allow(f"newsletter-{kind}", email_fingerprint(email), **PER_ADDRESS):
        return
    language = translation.get_language() or settings.LANGUAGE_CODE
    details = {"form": form, "network": network, "language": language}
    with transaction.atomic():
        asking = Asking.objects.create(kind=kind, email=email, **details)
        answer.enqueue(asking.pk)


@task
def answer(asking_id):
    """Do what was asked for, and forget that it was. Safe to repeat."""
    asking = Asking.objects.filter(pk=asking_id).first()
    if asking is None:
        return
    if asking.kind == LINK:
        notices.send_link(asking.email)
    else:
        with translation.override(asking.language):
            details = {"form": asking.form, "network": asking.network, "at": asking.at}
            subscribing.subscribe(asking.email, **details)
    asking.delete()


def forget_askings(now=None, *, dry_run: bool = False) -> int:
    """What no worker ever got to."""
    old = Asking.objects.expired(now)
    return old.count() if dry_run else old.delete()[0]
