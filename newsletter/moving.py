"""A subscription moves to another address, once the mailbox there has said yes."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy

from newsletter.models import Asking, Consent, Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from newsletter.tasks import send_move, tell_old

WITHIN = timedelta(days=7)
WORDING = gettext_lazy(
    "The newsletter comes to this address from now on. "
    "Each issue has a link to leave it at once, with one click."
)
WORDING_VERSION = "2026-11"


@transaction.atomic
def ask_to_move(reader: Subscriber, email: str) -> None:
    """Until it is confirmed, the letter goes on to the old address."""
    reader.new_email, reader.new_email_at = email, timezone.now()
    reader.save(update_fields=["new_email", "new_email_at"])
    send_move.enqueue(reader.pk)


@transaction.atomic
def move(public_id: UUID, fingerprint: str, *, network: str) -> Subscriber | None:
    """The letter goes to the new address. None where nobody waits for that; safe to repeat.

    Where the new address has a subscription of its own, that one goes on, with these wishes.
    """
    reader = Subscriber.objects.subscribed().filter(public_id=public_id).first()
    if reader is None or Suppression.objects.bars(fingerprint):
        return None
    if reader.email_fingerprint == fingerprint:
        return reader
    if email_fingerprint(reader.new_email) != fingerprint or _is_late(reader):
        return None
    other = Subscriber.objects.filter(email_fingerprint=fingerprint).first()
    kept, old = other or reader, reader.email
    _prove(kept, reader.new_email_at, network)
    if other:
        other.take_over(reader)
    else:
        reader.take_address(reader.new_email)
    tell_old.enqueue(Asking.objects.create(kind=Asking.Kind.MOVED, email=old, reader=kept).pk)
    return kept


def _is_late(reader: Subscriber) -> bool:
    return reader.new_email_at is None or reader.new_email_at < timezone.now() - WITHIN


def _prove(reader: Subscriber, at, network: str) -> None:
    Consent.objects.create(
        subscriber=reader,
        wording=str(WORDING),
        version=WORDING_VERSION,
        form="move",
        language=get_language() or "",
        network=network,
        at=at,
        confirmed_at=timezone.now(),
    )


def forget_moves(now=None, *, dry_run: bool = False) -> int:
    """New addresses that nobody confirmed in time."""
    old = Subscriber.objects.filter(new_email_at__lt=(now or timezone.now()) - WITHIN)
    return old.count() if dry_run else old.update(new_email="", new_email_at=None)
