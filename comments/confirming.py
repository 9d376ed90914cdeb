"""Whose address it is: one mail that asks, and what the answer gives."""

from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from comments.models import Comment, Device
from comments.models.authoring import CONFIRMABLE_FOR
from comments.silence import is_silent
from comments.tokens import confirmation_url, stop_url
from newsroom.core.handover import InDoubt, Refused, TryLater, hand_over
from newsroom.core.mails import compose
from newsroom.core.models import Attempt
from newsroom.core.throttling import allow

ONE_A_DAY = {"limit": 1, "seconds": 24 * 3600}
SCOPE = "comment-confirmation"
SAME_CLICK = timedelta(minutes=1)


def ask(comment: Comment) -> None:
    """Let the worker ask; whether it does depends on the address, and isn't told here."""
    from comments.tasks import send_confirmation

    send_confirmation.enqueue(comment.pk)


def send_confirmation(comment_id: int) -> bool:
    """Ask the address of a comment whether it is its author's; at most one mail a day."""
    comment = Comment.objects.select_related("article__section").filter(pk=comment_id).first()
    if comment is None or not may_ask(comment):
        return False
    address = comment.email_fingerprint
    if not allow(SCOPE, address, **ONE_A_DAY):
        return False
    try:
        hand_over(message(comment))
    except TryLater:
        Attempt.objects.filter(scope=SCOPE, source=address).delete()
        raise  # the worker tries again
    except (Refused, InDoubt):
        return False
    return True


def may_ask(comment: Comment) -> bool:
    """Only for what still may appear, where the question is open and the address lets us."""
    if comment.status == Comment.Status.SPAM or not comment.may_be_confirmed or not comment.email:
        return False
    return not is_silent(comment.email_fingerprint)


def message(comment: Comment):
    """Nothing in it was written by whoever typed the address."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Is this address yours?")
    context = {
        "url": confirmation_url(comment),
        "stop": stop_url(comment),
        "days": CONFIRMABLE_FOR.days,
    }
    return compose("comments/email/confirm", context, subject=subject, to=comment.email)


def others_of(comment: Comment):
    """What else came with its address and still can be confirmed, the oldest first."""
    young = Comment.objects.filter(created_at__gt=timezone.now() - CONFIRMABLE_FOR, device=None)
    same = young.filter(email_fingerprint=comment.email_fingerprint).exclude(email_fingerprint="")
    open_to_it = same.filter(status__in=[Comment.Status.WAITING, Comment.Status.APPROVED])
    return open_to_it.exclude(pk=comment.pk).order_by("created_at", "pk")


def from_the_same_network(comment: Comment) -> set[int]:
    """Those of the others that are probably of the same hand: as long as nobody says otherwise."""
    return set(others_of(comment).filter(network=comment.network).values_list("pk", flat=True))


@transaction.atomic
def confirm(
    comment: Comment, device: Device | None, *, others: Collection[int] | None = None
) -> Device | None:
    """The comment is of a confirmed device from now on: the one shown, or a new one.

    So are the `others` that its author says are theirs too; where nothing is said, those of the
    same network. None where the mail has done its work before: whoever finds it later gets nothing
    by it.
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)  # one click at a time
    if not comment.email_fingerprint:
        return None
    if comment.device_id:
        fresh = comment.device.confirmed_at > timezone.now() - SAME_CLICK
        return comment.device if fresh else None
    if device is None or device.email_fingerprint != comment.email_fingerprint:
        device = Device.objects.create(email_fingerprint=comment.email_fingerprint)
    if others is None:
        others = from_the_same_network(comment)
    comment.device = device
    comment.save(update_fields=["device"])
    bound = others_of(comment).filter(pk__in=others).values_list("pk", flat=True)
    Comment.objects.filter(pk__in=list(bound)).update(device=device)
    return device
