"""What the pages of an issue need at the desk: approval, preview, test mail."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import mailers
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.translation import gettext as _

from newsletter.models import Digest, Newsletter, Subscriber
from newsletter.printing import Edition
from newsletter.rendering import Content, content_of
from newsroom.core import dates
from newsroom.core.links import absolute
from newsroom.core.models import Newspaper

# Mail programs know no stylesheets but those in the mail; nothing else may run or load.
MAIL_CSP = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, settings.SITE_URL],
    "frame-ancestors": [CSP.SELF],
    "form-action": [CSP.NONE],
}
CLIPPED = 102_000  # bytes above which a big mail provider hides the rest, with the link to leave


def approval(digest: Digest) -> dict:
    """What the editor is asked to agree to."""
    planned, content = digest.scheduled_for, content_of(digest)
    return {
        "digest": digest,
        "content": content,
        "readers": Subscriber.objects.active().count(),
        "planned": planned if planned and planned > timezone.now() else None,
        "missing": what_is_missing(content),
    }


def what_is_missing(content: Content) -> list[str]:
    """What the law or the mailboxes expect, and isn't so yet."""
    newsletter, paper = Newsletter.current(), Newspaper.current()
    missing = []
    if size_of(content) > CLIPPED:
        missing.append(_("It is too large: some mailboxes would cut off its end."))
    if not newsletter.postal_address(paper):
        missing.append(_("The postal address of the publisher is missing."))
    if not newsletter.from_email:
        missing.append(_("The newsletter has no sender's address of its own."))
    return missing


def preview_context(digest: Digest) -> dict:
    """Exactly what is sent, with an address to leave by that leads nowhere."""
    content = content_of(digest).with_unsubscribe(sample_url())
    size = size_of(content)
    return {"digest": digest, "content": content, "size": size, "is_clipped": size > CLIPPED}


def size_of(content: Content) -> int:
    return len(content.html.encode())


def send_proof(digest: Digest, user) -> None:
    """A copy for the editor alone, with no reader's address to leave by."""
    if not user.email:
        raise ValidationError(_("Your account has no e-mail address: add one."))
    letter = Edition.proof_of(digest).letter(user.email, sample_url(), key=f"proof-{user.pk}")
    try:
        mailers["default"].send_messages([letter])
    except OSError as error:
        raise ValidationError(_("The mail server refused it: %s") % error) from error


def sample_url() -> str:
    return absolute("/newsletter/desinscription/apercu/")


def in_words(moment) -> str:
    return dates.in_words(timezone.localtime(moment), "datetime")
