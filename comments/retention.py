"""The end of personal data in comments. The comments themselves stay."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from comments import words_about
from comments.models import (
    AddressOpening,
    Appeal,
    Comment,
    Decision,
    Device,
    Edit,
    LegalHold,
    Origin,
    ReplyMail,
    Report,
    Sanction,
)
from comments.models.decision import UNDONE
from comments.words_about import GONE

AT_ONCE = 2000


class NotEnded(Exception):
    """What should have come to its end is still there. The text says of what, and how much."""


def forget_old_addresses(now=None, *, dry_run: bool = False) -> dict[str, int]:
    """End e-mail and network addresses that are past their period, with their hashes.

    Safe to repeat. Says of how many comments; with `dry_run` only that.
    """
    return {
        "comment_emails": forget_emails(now, dry_run=dry_run),
        "comment_ips": forget_origins(now, dry_run=dry_run),
        "comment_networks": forget_networks(now, dry_run=dry_run),
    }


def forget_emails(now=None, *, dry_run: bool = False) -> int:
    old = written_before(now, settings.COMMENT_EMAIL_DAYS).exclude(email="", email_fingerprint="")
    return empty(old, dry_run, email="", email_fingerprint="")


def forget_origins(now=None, *, dry_run: bool = False) -> int:
    held = LegalHold.objects.in_force().values("comment")
    old = Origin.objects.filter(at__lte=past(now, settings.COMMENT_IP_DAYS))
    return end(old.exclude(comment__in=held), delete, dry_run)


def forget_networks(now=None, *, dry_run: bool = False) -> int:
    old = written_before(now, settings.COMMENT_IP_DAYS)
    old = old.exclude(network="", sending_fingerprint="")
    return empty(old, dry_run, network="", sending_fingerprint="")


def forget_reporters(now=None, *, dry_run: bool = False) -> int:
    """Who reported; what was reported, and what came of it, stays for the yearly figures."""
    before = past(now, settings.REPORT_EMAIL_DAYS)
    held = Comment.objects.filter(pk=OuterRef("comment")).without_legal_hold()
    old = Report.objects.filter(Exists(held), at__lte=before)
    old = old.exclude(email="", email_fingerprint="", network="")
    return empty(old, dry_run, email="", email_fingerprint="", network="")


def forget_reported_words(now=None, *, dry_run: bool = False) -> int:
    """What somebody wrote in a report that is answered; its reason and its outcome stay."""
    held = Comment.objects.filter(pk=OuterRef("comment")).without_legal_hold()
    old = Report.objects.filter(Exists(held), at__lte=past(now, settings.COMMENT_EMAIL_DAYS))
    return empty(
        old.exclude(outcome="open").exclude(text="", ground=""), dry_run, text="", ground=""
    )


def forget_appeals(now=None, *, dry_run: bool = False) -> int:
    """What an author and the desk wrote about a decision; that there was an appeal stays."""
    settled = Appeal.objects.filter(settled_at__lte=past(now, settings.COMMENT_EMAIL_DAYS))
    held = LegalHold.objects.in_force().values("comment")
    free = settled.exclude(decision__comment__in=held).exclude(sanction__comment__in=held)
    return empty(free.exclude(text="", answer=""), dry_run, text="", answer="")


def forget_desk_words(now=None, *, dry_run: bool = False) -> int:
    """What the desk wrote about a comment or its author, and what it had taken out of it."""
    before = past(now, settings.COMMENT_EMAIL_DAYS)
    held = LegalHold.objects.in_force().values("comment")
    decided = Decision.objects.filter(at__lte=before).exclude(comment__in=held)
    typed = ~Q(by=None) & ~Q(reason__in=["", UNDONE])
    openings = AddressOpening.objects.filter(at__lte=before).exclude(comment_pk__in=held)
    over = sanctions_over(before).exclude(comment__in=held)
    holds = LegalHold.objects.filter(lifted_at__lte=before)
    parts = (
        (decided.filter(typed | ~Q(evidence=[])), words_about.forget_reasons),
        (Edit.objects.filter(at__lte=before).exclude(comment__in=held), words_about.forget_edits),
        (over.exclude(text="", lifted_because=""), words_about.forget_of_sender),
        (holds.exclude(reason=GONE), words_about.forget_holds),
        (openings.exclude(why=GONE), words_about.forget_openings),
    )
    return sum(end(rows, finish, dry_run) for rows, finish in parts)


def forget_devices(now=None, *, dry_run: bool = False) -> int:
    """A confirmed browser from which nothing has come as long as a comment keeps its address."""
    before = past(now, settings.COMMENT_EMAIL_DAYS)
    used = Comment.objects.filter(device=OuterRef("pk"), created_at__gt=before)
    return end(Device.objects.filter(~Exists(used), confirmed_at__lte=before), delete, dry_run)


def forget_sanctions(now=None, *, dry_run: bool = False) -> int:
    """Whom a sanction was against that is over; what is in force stays."""
    over = sanctions_over(past(now, settings.COMMENT_EMAIL_DAYS))
    return empty(over.exclude(target=""), dry_run, target="")


def sanctions_over(before):
    """Ended by then, or words alone that are so old."""
    words = Q(kind__in=[Sanction.Kind.NOTE, Sanction.Kind.WARNING], at__lte=before)
    return Sanction.objects.filter(Q(lifted_at__lte=before) | Q(until__lte=before) | words)


def forget_reply_mails(now=None, *, dry_run: bool = False) -> int:
    """Whom a reply was told to, once that is long ago."""
    before = past(now, settings.COMMENT_IP_DAYS)
    old = ReplyMail.objects.exclude(status__in=ReplyMail.OPEN).filter(updated_at__lte=before)
    return empty(old.exclude(reader=""), dry_run, reader="")


def written_before(now, days: int):
    """Evidence is not touched: what a legal hold is on ends when that is lifted."""
    return Comment.objects.filter(created_at__lte=past(now, days)).without_legal_hold()


def past(now, days: int):
    return (now or timezone.now()) - timedelta(days=days)


def empty(rows, dry_run: bool, **fields) -> int:
    return end(rows, lambda part: part.update(**fields), dry_run)


def delete(part):
    part.delete()


def end(rows, finish, dry_run: bool) -> int:
    """End a part at a time: nobody who comments waits for the whole.

    The keys only go up and each part must be gone, so that it comes to an end whatever happens.
    """
    if dry_run:
        return rows.count()
    number, last = 0, 0
    while pks := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        finish(rows.model._base_manager.filter(pk__in=pks))
        if left := rows.filter(pk__in=pks).count():
            raise NotEnded(
                f"{left} of {len(pks)} {rows.model._meta.verbose_name_plural} are there after all"
            )
        number, last = number + len(pks), pks[-1]
    return number
