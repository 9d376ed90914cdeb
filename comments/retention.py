"""The end of personal data in comments. The comments themselves stay."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from comments.models import Comment


def forget_old_addresses(now=None, *, dry_run: bool = False) -> dict[str, int]:
    """Empty e-mail and network addresses that are past their period, with their hashes.

    Safe to repeat. Says of how many comments; with `dry_run` only that.
    """
    now = now or timezone.now()
    emails = written_before(now, settings.COMMENT_EMAIL_DAYS).exclude(
        email="", email_fingerprint=""
    )
    networks = written_before(now, settings.COMMENT_IP_DAYS).exclude(ip="", network="")
    if dry_run:
        return {"comment_emails": emails.count(), "comment_ips": networks.count()}
    return {
        "comment_emails": emails.update(email="", email_fingerprint=""),
        "comment_ips": networks.update(ip="", network=""),
    }


def written_before(now, days: int):
    return Comment.objects.filter(created_at__lte=now - timedelta(days=days))
