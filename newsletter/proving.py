"""The proof of a consent as a file that can be shown to whoever asks for it."""

import hashlib

from django.template.loader import render_to_string
from django.utils import timezone

from newsletter.models import Newsletter, Subscriber
from newsroom.core.models import Newspaper


def proof_of(reader: Subscriber) -> str:
    """What was agreed to, where and when, and all that happened since; plain text with its sum.

    The sum at its foot shows that nobody changed the file afterwards who kept the sum apart.
    """
    context = {
        "reader": reader,
        "consents": reader.consents.order_by("at", "pk"),
        "changes": reader.changes.order_by("at", "pk").select_related("by"),
        "newsletter": Newsletter.current(),
        "paper": Newspaper.current(),
        "now": timezone.now(),
    }
    text = render_to_string("newsletter/proof.txt", context).strip() + "\n"
    return f"{text}\nSHA-256: {hashlib.sha256(text.encode()).hexdigest()}\n"
