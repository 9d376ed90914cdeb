"""How a reader comes, confirms and leaves. Nothing here tells whether an address is known."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop

from newsletter.models import Consent, Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from newsletter.tasks import send_confirmation, send_welcome

# What stands beside the button. Changed words are another consent: give them another version.
WORDING = gettext_lazy(
    "By subscribing, you agree to receive this newsletter by e-mail. "
    "Each issue has a link to leave it at once, with one click."
)
WORDING_VERSION = "2026-11"
SAME_SIGN_UP = timedelta(days=1)
MISTAKE = timedelta(days=7)


@transaction.atomic
def subscribe(email: str, *, form: str, network: str, at: datetime | None = None) -> None:
    """Ask this address to confirm; for one that needs no question, the same without a mail."""
    fingerprint = email_fingerprint(email)
    if Suppression.objects.bars(fingerprint):
        return
    subscriber, _created = Subscriber.objects.get_or_create(
        email_fingerprint=fingerprint, defaults={"email": email}
    )
    if not subscriber.email:  # forgotten since they left
        subscriber.email = email
        subscriber.save(update_fields=["email"])
    if subscriber.may_sign_up:
        _record_consent(subscriber, form, network, at or timezone.now())
    send_confirmation.enqueue(subscriber.pk)


def _record_consent(subscriber: Subscriber, form: str, network: str, at: datetime) -> None:
    """Keep what was agreed to; the same click twice is one consent."""
    since = at - SAME_SIGN_UP
    if subscriber.consents.open().filter(network=network, form=form, at__gt=since).exists():
        return
    Consent.objects.create(
        subscriber=subscriber,
        wording=str(WORDING),
        version=WORDING_VERSION,
        form=form,
        language=get_language() or "",
        network=network,
        at=at,
    )


@transaction.atomic
def confirm(public_id: UUID) -> Subscriber | None:
    """The letter comes from now on. None for whoever is no longer there; safe to repeat."""
    subscriber = Subscriber.objects.filter(public_id=public_id).first()
    if subscriber and subscriber.confirm():
        send_welcome.enqueue(subscriber.pk)
    return subscriber


def unsubscribe(public_id: UUID, *, reason: str) -> None:
    """No letter from now on; nothing to do for whoever has left or was erased."""
    if subscriber := Subscriber.objects.filter(public_id=public_id).first():
        subscriber.leave(reason=reason)


def may_come_back(public_id: UUID) -> bool:
    """Whether somebody has left so lately that it may have been a mistake, or a stranger's doing.

    The link in every letter shows them the way back; a letter that was forwarded long ago shows
    nobody the way to bring a reader back who meant to leave.
    """
    since = timezone.now() - MISTAKE
    left = Subscriber.objects.filter(public_id=public_id, status=Subscriber.Status.LEFT)
    reader = left.filter(left_at__gt=since).first()
    return reader is not None and reader.has_had_it


def come_back(public_id: UUID) -> Subscriber | None:
    """Undo the unsubscription."""
    subscriber = Subscriber.objects.filter(public_id=public_id).first()
    if subscriber and may_come_back(public_id):
        subscriber.come_back(reason=gettext_noop("undone by the reader"))
    return subscriber


def forget_unconfirmed(now=None, *, dry_run: bool = False) -> int:
    """End the sign-ups that nobody confirmed within a week. Returns how many addresses."""
    addresses = Subscriber.objects.expired(now)
    number = addresses.count()
    if not dry_run:
        addresses.delete()
        Consent.objects.forget(now)
    return number
