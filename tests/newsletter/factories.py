"""Makers for the letter: readers, issues, and the settings of the letter."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from newsletter import composing
from newsletter.models import Consent, Delivery, Newsletter, Subscriber
from newsroom.core.models import Newspaper
from tests.factories import make_picture, make_published_article, make_section

numbers = count(1)


def make_newsletter(**fields):
    """A letter of Fridays at 7, by a paper with a name and an address."""
    Newspaper(
        name="L’Octet",
        publisher="Éditions de l’Octet",
        address="12, quai des Relais\n35000 Rennes",
        contact_email="redaction@octet.example",
    ).save()
    defaults = {
        "name": "L’Octet du vendredi",
        "from_email": "lettre@octet.example",
        "sender_name": "L’Octet",
        "since": timezone.now() - timedelta(days=365),
    }
    newsletter = Newsletter(**defaults | fields)
    newsletter.save()
    return newsletter


def make_subscriber(email=None, status="active", **fields):
    """Somebody who gets the letter."""
    now = timezone.now()
    defaults = {"confirmed_at": now} if status in {"active", "left"} else {}
    defaults |= {"left_at": now} if status == "left" else {}
    email = email or f"reader-{next(numbers)}@example.org"
    return Subscriber.objects.create(email=email, status=status, **defaults | fields)


def make_consent(subscriber, **fields):
    details = {"wording": "I agree.", "version": "1", "form": "box", "language": "fr"}
    return Consent.objects.create(subscriber=subscriber, **details | {"network": "n"} | fields)


def make_week(number=4, **fields):
    """So many articles of this week, the newest first; the second one has a picture."""
    articles = []
    for n in range(number):
        section = make_section(f"Section {n}", f"section-{n}")
        details = {"section": section} | fields
        if n == 1:
            details["lead_picture"] = make_picture()
        articles.append(make_published_article(f"Titre {n}", hours=n + 1, **details))
    return articles


def make_digest(articles=3, **fields):
    """An issue that waits for an editor."""
    if articles:
        make_week(articles)
    digest = composing.compose(Newsletter.objects.first() or make_newsletter())
    for name, value in fields.items():
        setattr(digest, name, value)
    digest.save()
    return digest


def make_approved(readers=3, **fields):
    digest = make_digest(**fields)
    for _ in range(readers):
        make_subscriber()
    composing.approve(digest, by=None)
    return digest


def statuses(digest) -> dict[str, int]:
    """How many lines of the ledger are in which state."""
    return Delivery.objects.filter(digest=digest).tally().get(digest.pk, {})
