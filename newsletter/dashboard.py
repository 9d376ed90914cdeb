"""What of the letter waits, for the admin's front page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsletter.changing import changes_since
from newsletter.composing import LATEST
from newsletter.models import Digest, Newsletter, Subscriber
from newsletter.slots import missed, next_date
from newsroom.core.dates import appointment

SHOWN = 5
OVERDUE = timedelta(minutes=15)


def next_digest(user):
    """When the next one goes out and to how many; what waits for an editor."""
    if not user.has_perm("newsletter.view_digest"):
        return None
    digests = Digest.objects.for_list()
    waiting = digests.waiting().order_by("created_at")[:SHOWN]
    doubtful = digests.in_doubt()[:SHOWN]
    on_its_way = [*digests.approved().order_by("scheduled_for")[:SHOWN], *digests.due()[:SHOWN]]
    rows = [
        *(_row(digest, _("To approve: %s")) for digest in waiting),
        *(_row(digest, _("In doubt, yours to decide: %s")) for digest in doubtful),
        *(_row(digest, _("Skipped, a thin week: %s")) for digest in digests.skipped_lately()),
        *(_row(digest, _on_its_way(digest)) for digest in dict.fromkeys(on_its_way)),
        *_missed(),
    ]
    return {
        "title": _("Next issue"),
        "count": digests.waiting().count() + digests.in_doubt().count(),
        "note": _next(),
        "rows": rows,
        "url": reverse("admin:newsletter_digest_changelist"),
        "link": _("All issues"),
        "empty": _("Nothing waits."),
    }


def _next() -> str:
    """One sentence: the next date and the number of readers."""
    newsletter = Newsletter.objects.first()
    if newsletter is None:
        return _("The newsletter isn't set up yet.")
    number = Subscriber.objects.active().count()
    readers = ngettext("%d reader", "%d readers", number) % number
    moment = timezone.localtime(next_date(newsletter))
    when = appointment(moment)
    return _("The next regular date: %(when)s, for %(readers)s.") % {
        "when": when,
        "readers": readers,
    }


def _missed() -> list[dict]:
    """A regular date that is over, longer than an issue is still composed for it."""
    slot = missed()
    if slot is None or timezone.now() - slot <= LATEST:
        return []
    if not Digest.objects.filter(slot__lt=slot).exists():  # it has only just begun
        return []
    url = reverse("admin:newsletter_digest_add")
    return [{"text": _("Missed, no worker ran then: make a special"), "url": url, "at": slot}]


def _on_its_way(digest: Digest) -> str:
    if not digest.started_at and digest.scheduled_for < timezone.now() - OVERDUE:
        return _("Overdue, no worker has begun: %s")
    if changes := changes_since(digest):
        number = len(changes)
        sentence = ngettext(
            "%d article has changed since: ", "%d articles have changed since: ", number
        )
        return sentence % number + "%s"
    if digest.status == Digest.Status.APPROVED:
        return _("Goes out by itself: %s")
    if digest.trouble:
        return _("Held up by the mail server: %s")
    return _("Being sent: %s")


def _row(digest: Digest, sentence: str) -> dict:
    return {
        "text": sentence % digest,
        "url": reverse("admin:newsletter_digest_change", args=[digest.pk]),
        "at": digest.scheduled_for or digest.created_at,
    }
