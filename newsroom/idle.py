"""Whether anybody does the work behind the scenes: without a worker no mail leaves."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import PlannedChange
from newsletter.models import Digest
from newsletter.slots import missed
from newsroom.core.dates import in_words

PATIENCE = timedelta(minutes=15)  # the worker has something to do every minute
SHOWN = 5


def worker_away(user):
    """To whoever answers for what goes out, where something that is due waits for nobody."""
    if not (user.has_perm("newsletter.view_digest") or user.has_perm("articles.publish_article")):
        return None
    last, before = last_run(), timezone.now() - PATIENCE
    rows = [] if last and last > before else list(_waiting(before, last))  # else only behind
    if not rows:
        return None
    return {
        "title": _("No worker runs"),
        "count": len(rows),
        "note": _since(last),
        "rows": [row for row in rows if not row["permission"] or user.has_perm(row["permission"])],
        "url": reverse("admin:index"),
        "empty": "",
    }


def last_run():
    """When a worker last looked at the clock, as it does each minute; nothing where none has."""
    ticks = apps.get_model(settings.TASK_TICKS).objects.order_by("-pk")
    return ticks.values_list("created_at", flat=True).first()


def _since(last) -> str:
    if last is None:
        return _("None has ever run. Tell whoever runs the site: what is due waits until then.")
    when = in_words(timezone.localtime(last), "datetime")
    return _("None has run since %(when)s. Tell whoever runs the site: what is due waits.") % {
        "when": when
    }


def _waiting(before, last):
    """What should have been done by then."""
    issues = Digest.objects.for_list().due(before)
    for issue in issues.exclude(started_at__gt=before)[:SHOWN]:
        url = reverse("admin:newsletter_digest_change", args=[issue.pk])
        yield _row(_("To be sent: %s") % issue, url, "newsletter.view_digest", issue.scheduled_for)
    slot = missed()
    if slot and last and last < slot < before:
        url = reverse("admin:newsletter_digest_changelist")
        yield _row(_("The regular issue to be composed"), url, "newsletter.view_digest", slot)
    for change in PlannedChange.objects.due(before).select_related("article")[:SHOWN]:
        url = reverse("admin:articles_article_change", args=[change.article_id])
        words = _("Planned change: %s") % change.article
        yield _row(words, url, "articles.publish_article", change.takes_effect_at)
    if number := tasks_waiting(before).count():
        words = ngettext("%d mail or other task", "%d mails and other tasks", number) % number
        oldest = tasks_waiting(before).order_by("enqueued_at").values_list("enqueued_at", flat=True)
        yield _row(words, reverse("admin:index"), "", oldest.first())


def tasks_waiting(before):
    ready = apps.get_model(settings.TASK_ROWS).objects.filter(status="READY")
    come = Q(run_after=None) | Q(run_after__lt=before)
    return ready.filter(come, enqueued_at__lt=before)


def _row(text, url, permission, at) -> dict:
    return {"text": text, "url": url, "permission": permission, "at": at}
