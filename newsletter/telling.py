"""What the clock did with an issue, told by mail to those who decide about it."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMultiAlternatives
from django.tasks import task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from newsletter.models import Digest
from newsroom.core.dates import in_words
from newsroom.core.handover import deliver
from newsroom.core.links import absolute
from newsroom.core.mails import compose


def tell_editors(digest: Digest) -> None:
    """That an issue waits for them, or that the week was too thin. The desk says it, too."""
    for editor in editors():
        tell_editor.enqueue(digest.pk, editor.pk)


@task
def tell_editor(digest_id, editor_id):
    """Each by a task of their own: what one mailbox refuses, the others get once all the same."""
    digest = Digest.objects.filter(pk=digest_id).first()
    editor = get_user_model().objects.filter(pk=editor_id, is_active=True).first()
    if digest and editor:
        deliver(_message(digest, editor.email))


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
