"""Never to write to an address again, and to take that back: by its hash, with or without a row."""

from django.db import transaction

from newsletter.models import Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint


@transaction.atomic
def suppress_address(email: str, *, by, reason: str, cause=Suppression.Cause.HAND) -> Suppression:
    """Also one that nobody has signed up. Harmless when repeated."""
    if reader := Subscriber.objects.with_address(email).first():
        reader.suppress(by=by, reason=reason, cause=cause)
    return Suppression.objects.hold(email_fingerprint(email), cause=cause, by=by, note=reason)


@transaction.atomic
def lift(suppression: Suppression, *, by, reason: str) -> None:
    """The address may be signed up again, by its reader."""
    if reader := Subscriber.objects.filter(email_fingerprint=suppression.fingerprint).first():
        reader.lift(by=by, reason=reason)
    Suppression.objects.filter(pk=suppression.pk).delete()
