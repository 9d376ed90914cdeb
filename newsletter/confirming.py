"""The one mail before a subscription: please confirm."""

from datetime import timedelta
from email.headerregistry import Address
from email.utils import make_msgid, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsletter.mails import render
from newsletter.models import Newsletter, Subscriber
from newsletter.tokens import confirmation_url
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper

ONE_MAIL_PER = timedelta(days=1)


def send_confirmation(subscriber_id: int) -> bool:
    """Ask to confirm what was signed up for. At most one mail a day, however often it is called."""
    found = Subscriber.objects.filter(pk=subscriber_id).first()
    if found is None or not found.may_sign_up or not found.consents.open().exists():
        return False
    if not _take(found):
        return False
    try:
        _message(found).send(using="default")
    except OSError:
        Subscriber.objects.filter(pk=found.pk).update(asked_at=found.asked_at)
        raise  # the worker tries again
    return True


def _take(subscriber: Subscriber) -> bool:
    """Reserve today's mail for this process."""
    now = timezone.now()
    free = Q(asked_at=None) | Q(asked_at__lte=now - ONE_MAIL_PER)
    return bool(Subscriber.objects.filter(free, pk=subscriber.pk).update(asked_at=now))


def _message(subscriber: Subscriber) -> EmailMultiAlternatives:
    """From the paper, not from the letter: whoever blocks the one still gets the other."""
    newsletter, paper = Newsletter.current(), Newspaper.current()
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Confirm your subscription to %(name)s") % {"name": newsletter.name}
    html, text = render(
        "confirm",
        {
            "newsletter": newsletter,
            "paper": paper,
            "address": newsletter.postal_address(paper),
            "url": confirmation_url(subscriber),
            "subject": subject,
        },
    )
    message = EmailMultiAlternatives(
        subject,
        text,
        str(Address(paper.name, addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        [subscriber.email],
        reply_to=[paper.contact_email] if paper.contact_email else None,
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": make_msgid(domain=urlsplit(absolute("/")).hostname),
        },
    )
    message.attach_alternative(html, "text/html")
    return message
