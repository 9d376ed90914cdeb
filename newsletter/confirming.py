"""The one mail before a subscription: please confirm."""

from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsletter.models import Newsletter, Subscriber
from newsletter.notices import language_of
from newsletter.tokens import confirmation_url
from newsroom.core.handover import InDoubt, TryLater, deliver
from newsroom.core.mails import compose
from newsroom.core.models import Newspaper

MAILS, APART, WITHIN = 3, timedelta(hours=1), timedelta(days=1)
HELD = timedelta(minutes=1)  # by one process; the worker takes up the task of a dead one later


def send_confirmation(subscriber_id: int) -> bool:
    """Ask to confirm what was signed up for: three times a day at most, an hour apart."""
    found = Subscriber.objects.filter(pk=subscriber_id).first()
    if found is None or not found.may_sign_up or not found.consents.open().exists():
        return False
    if not (held := _take(found)):
        return False
    try:
        if not deliver(_message(found)):
            return False
    except (TryLater, InDoubt):
        before = {"asked_at": found.asked_at, "askings": found.askings}
        Subscriber.objects.filter(pk=found.pk).update(**before)
        raise  # the worker tries again
    Subscriber.objects.filter(pk=found.pk, asked_at=held).update(asked_at=timezone.now())
    return True


def _take(subscriber: Subscriber) -> datetime | None:
    """Reserve the next mail for this process; where that one dies over it, another one sends it."""
    now = timezone.now()
    first = Q(asked_at=None) | Q(asked_at__lte=now - WITHIN)
    again = Q(asked_at__lte=now - APART, askings__lt=MAILS)
    held = now - APART + HELD
    mine = Subscriber.objects.filter(pk=subscriber.pk)
    number = Case(When(first, then=Value(1)), default=F("askings") + 1)
    taken = mine.filter(first | again).update(asked_at=held, askings=number)
    return held if taken else None


def _message(subscriber: Subscriber) -> EmailMultiAlternatives:
    """From the paper, not from the letter: whoever blocks the one still gets the other."""
    newsletter = Newsletter.current()
    language = language_of(subscriber)
    with translation.override(language):
        subject = _("Confirm your subscription to %(name)s") % {"name": newsletter.name}
    context = {
        "newsletter": newsletter,
        "address": newsletter.postal_address(Newspaper.current()),
        "url": confirmation_url(subscriber),
    }
    to = {"to": subscriber.email, "language": language}
    return compose("newsletter/email/confirm", context, subject=subject, **to)
