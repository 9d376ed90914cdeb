"""Mails to one reader about the subscription itself: welcome, preferences, a new address."""

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from newsletter.models import Newsletter, Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from newsletter.slots import next_date
from newsletter.tokens import move_url, preferences_url, unsubscribe_url
from newsroom.core.dates import appointment
from newsroom.core.handover import deliver
from newsroom.core.links import absolute
from newsroom.core.mails import compose
from newsroom.core.models import Newspaper
from newsroom.core.throttling import hold

LANGUAGES = dict(settings.LANGUAGES)
SUBJECTS = {
    "welcome": _("You are subscribed to %(name)s"),
    "preferences": _("Your preferences for %(name)s"),
    "move": _("Confirm your new address for %(name)s"),
    "moved": _("%(name)s goes to another address from now on"),
}


def send_welcome(subscriber_id: int) -> bool:
    """Once for each time a reader has confirmed, however often it is called.

    Where a process dies over it, the worker takes up its task, and another one sends it.
    """
    with hold("welcome", str(subscriber_id)) as mine:
        again = Q(welcomed_at=None) | Q(welcomed_at__lt=F("confirmed_at"))
        rows = Subscriber.objects.subscribed().filter(again, pk=subscriber_id)
        reader = rows.first() if mine else None
        if reader is None:
            return False
        context = _next_issue(reader)
        _send("welcome", reader, reader.email, context, headers=leave_headers(context["leave"]))
        rows.update(welcomed_at=timezone.now())
    return True


def _next_issue(reader: Subscriber) -> dict:
    with translation.override(language_of(reader)):
        moment = timezone.localtime(next_date(Newsletter.current()))
        when = appointment(moment)
    archive = absolute(reverse("newsletter_archive"))
    preferences = absolute(reverse("preferences_link"))
    leave = unsubscribe_url(reader)
    return {"when": when, "archive": archive, "preferences": preferences, "leave": leave}


def send_link(email: str) -> bool:
    """The way to the preferences, to the mailbox alone; nothing to an address without letter."""
    reader = Subscriber.objects.subscribed().unsuppressed().with_address(email).first()
    if reader is None:
        return False
    _send("preferences", reader, reader.email, {"url": preferences_url(reader)})
    return True


def send_move(subscriber_id: int) -> bool:
    """Ask a new mailbox whether the letter may come there."""
    reader = Subscriber.objects.subscribed().filter(pk=subscriber_id).first()
    if reader is None or not reader.new_email:
        return False
    if Suppression.objects.bars(email_fingerprint(reader.new_email)):
        return False
    _send("move", reader, reader.new_email, {"url": move_url(reader)})
    return True


def send_moved(email: str, reader: Subscriber) -> None:
    """Tell the mailbox that had the letter that it goes elsewhere from now on."""
    context = {"contact": Newspaper.current().contact_email}
    _send("moved", reader, email, context | {"again": absolute(reverse("subscribe"))})


def language_of(reader: Subscriber) -> str:
    return reader.language if reader.language in LANGUAGES else settings.LANGUAGE_CODE


def leave_headers(url: str) -> dict[str, str]:
    """What shows the mailbox's own button to leave (RFC 2369, RFC 8058)."""
    post = "List-Unsubscribe=One-Click"
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": post}


def _send(name: str, reader: Subscriber, to: str, context: dict, *, headers=None) -> None:
    """From the paper, not from the letter: whoever blocks the one still gets the other."""
    letter, language = Newsletter.current(), language_of(reader)
    with translation.override(language):
        subject = str(SUBJECTS[name]) % {"name": letter.name}
    context |= {"newsletter": letter, "address": letter.postal_address(Newspaper.current())}
    template = f"newsletter/email/{name}"
    said = {"subject": subject, "to": to, "language": language, "headers": headers}
    deliver(compose(template, context, **said))
