"""An issue on its way: how fast, how long still, what became of whom; in the end, the report."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Sum
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.admin.pages import DigestPages
from newsletter.models import Delivery, Digest


class DigestProgress(DigestPages):
    def get_urls(self):
        page = self.admin_site.admin_view(self.progress)
        return [
            path("<key:pk>/progress/", page, name="newsletter_digest_progress"),
            *super().get_urls(),
        ]

    def progress(self, request, pk):
        """The part of the page that changes while the mails leave."""
        return HttpResponse(_part(self._visible(request, pk)))

    @admin.display(description=_("deliveries"))
    def outcome(self, digest):
        return _part(digest) if digest.tally else self.get_empty_value_display()


def _part(digest: Digest) -> str:
    return render_to_string("admin/newsletter/digest/_progress.html", report(digest))


def report(digest: Digest) -> dict:
    """The sums, which add up to the audience; and while it is being sent, the pace."""
    total = sum(digest.tally.values())
    left = sum(digest.tally.get(status, 0) for status in Delivery.UNFINISHED)
    rate = digest.shifts.on().filter(until__gt=timezone.now()).aggregate(all=Sum("rate"))["all"]
    return {
        "digest": digest,
        "rows": [_row(digest, status, label, total) for status, label in Delivery.Status.choices],
        "total": total,
        "done": total - left,
        "rate": rate or 0,
        "minutes": max(1, round(left / rate / 60)) if rate and left else None,
        "running": digest.status == Digest.Status.SENDING,
        "workers": digest.shifts.on().count(),
        "whole": digest.audience is not None and total == digest.audience,
        "spent": _spent(digest),
    }


def _row(digest: Digest, status: str, label: str, total: int) -> dict:
    number = digest.tally.get(status, 0)
    query = urlencode({"digest": digest.pk, "status__exact": status})
    return {
        "status": status,
        "label": label,
        "number": number,
        "share": 100 * number / total if total else 0,
        "url": f"{reverse('admin:newsletter_delivery_changelist')}?{query}",
    }


def _spent(digest: Digest) -> dict | None:
    """How long it took, and how many mails that is a second."""
    if not digest.sent_at or not digest.started_at:
        return None
    seconds = max(1, (digest.sent_at - digest.started_at).total_seconds())
    return {"minutes": round(seconds / 60, 1), "rate": digest.tally.get("sent", 0) / seconds}
