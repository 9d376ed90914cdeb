"""The one mail before a subscription: please confirm."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsletter.models import Newsletter, Subscriber
from newsletter.tokens import confirmation_url
from newsroom.core.mails import compose
from newsroom.core.models import Newspaper

ONE_MAIL_PER = timedelta(days=1)
HELD = timedelta(minutes=1)  # by one process; the worker takes up the task of a dead one later


def send_confirmation(subscriber_id: int) -> bool:
    """Ask to confirm what was signed up for. At most one mail a day, however often it is called."""
    found = Subscriber.objects.filter(pk=subscriber_id).first()
    if found is None or not found.may_sign_up or not found.consents.open().exists():
        return False
    if not (held := _take(found)):
        return False
    try:
        _message(found).send(using="default")
    except OSError:
        Subscriber.objects.filter(pk=found.pk).update(asked_at=found.asked_at)
        raise  # the worker tries again
    Subscriber.objects.filter(pk=found.pk, asked_at=held).update(asked_at=timezone.now())
    return True


def _take(subscriber: Subscriber) -> datetime | None:
    """Reserve today's mail for this process; where that one dies over it, another one sends it."""
    day_ago = timezone.now() - ONE_MAIL_PER
    free = Subscriber.objects.filter(Q(asked_at=None) | Q(asked_at__lte=day_ago), pk=subscriber.pk)
    return day_ago + HELD if free.update(asked_at=day_ago + HELD) else None


def _message(subscriber: Subscriber) -> EmailMultiAlternatives:
    """From the paper, not from the letter: whoever blocks the one still gets the other."""
    newsletter = Newsletter.current()
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Confirm your subscription to %(name)s") % {"name": newsletter.name}
    context = {
        "newsletter": newsletter,
        "address": newsletter.postal_address(Newspaper.current()),
        "url": confirmation_url(subscriber),
    }
    return compose("newsletter/email/confirm", context, subject=subject, to=subscriber.email)
