"""What the clock did with an issue, told by mail to those who decide about it."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsletter.models import Digest
from newsroom.core.dates import in_words
from newsroom.core.links import absolute
from newsroom.core.mails import compose

logger = logging.getLogger(__name__)


def tell_editors(digest: Digest) -> None:
    """That an issue waits for them, or that the week was too thin. The desk says it, too."""
    try:
        for editor in editors():
            _message(digest, editor.email).send(using="default")
    except OSError as trouble:  # no reason to compose nothing; the desk's front page has the line
        logger.warning("The editors weren't told of %s: %s", digest, trouble)


def editors():
    """Who may send the letter by their role; where nobody has it, who may do everything."""
    people = get_user_model().objects
    named = people.with_perm("newsletter.send_digest", include_superusers=False)
    return named.exclude(email="") or people.filter(is_superuser=True, is_active=True)


def _message(digest: Digest, address: str) -> EmailMultiAlternatives:
    skipped = digest.status == Digest.Status.SKIPPED
    with translation.override(settings.LANGUAGE_CODE):
        day = in_words(timezone.localtime(digest.slot))
        subject = _("Skipped: the issue of %(day)s") if skipped else _("To approve: %(issue)s")
        subject %= {"day": day, "issue": digest}
    context = {
        "digest": digest,
        "skipped": skipped,
        "day": day,
        "number": digest.items.count(),
        "titles": digest.items.values_list("article__title", flat=True),
        "url": absolute(reverse("admin:newsletter_digest_change", args=[digest.pk])),
    }
    return compose("newsletter/email/told", context, subject=subject, to=address)
