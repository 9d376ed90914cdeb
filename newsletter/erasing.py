"""The rights of one person in what the letter knows: to be told it, and to be forgotten."""

from django.db import transaction
from django.utils.translation import gettext_noop

from newsletter.models import Delivery, Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from newsroom.core.traces import wipe_soon


def export_reader(email: str) -> dict:
    """All that is kept about an address, in words a machine reads too; empty where nothing is."""
    suppression = Suppression.objects.filter(fingerprint=email_fingerprint(email)).first()
    told = {}
    if subscriber := Subscriber.objects.with_address(email).first():
        told["subscription"] = _subscription(subscriber)
        told["consents"] = list(subscriber.consents.values(*PROOF))
        told["changes"] = list(subscriber.changes.values("at", "status", "reason"))
        told["issues"] = list(_issues(subscriber))
    if suppression:
        told["never_written_to_again"] = {"since": suppression.at, "cause": suppression.cause}
    return told


PROOF = ("at", "confirmed_at", "form", "language", "version", "wording", "network")


def _subscription(subscriber: Subscriber) -> dict:
    names = ("status", "created_at", "confirmed_at", "left_at", "language", "paused_until")
    wanted = {"email": subscriber.email, "sections": subscriber.choice.section_keys}
    if subscriber.new_email:
        wanted["address_to_be_confirmed"] = subscriber.new_email
    return wanted | {name: getattr(subscriber, name) for name in names}


def _issues(subscriber: Subscriber):
    lines = subscriber.deliveries.values("digest__number", "status", "updated_at")
    for line in lines.order_by("pk"):
        issue, status, at = line["digest__number"], line["status"], line["updated_at"]
        yield {"issue": issue, "status": status, "at": at}


@transaction.atomic
def erase_reader(email: str) -> dict[str, int]:
    """Forget an address, and never write to it again. Safe to repeat.

    The lines of the ledger stay without their reader, so that the sums of each issue stay true;
    of the address only its keyed hash stays, so that no list brings it back.
    """
    fingerprint = email_fingerprint(email)
    Suppression.objects.hold(fingerprint, cause=Suppression.Cause.ERASED)
    found = Subscriber.objects.filter(email_fingerprint=fingerprint)
    lines = Delivery.objects.filter(subscriber__in=found)
    lines.drop(reason=gettext_noop("erased"))
    lines.filter(error__contains="@").update(error="")  # mail servers repeat whom they refuse
    Suppression.objects.filter(fingerprint=fingerprint).update(note="")
    _number, rows = found.delete()
    wipe_soon()
    names = {"subscribers": "Subscriber", "consents": "Consent", "changes": "SubscriberChange"}
    return {what: rows.get(f"newsletter.{model}", 0) for what, model in names.items()}
