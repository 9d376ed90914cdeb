"""The issues of the letter on the desk's calendar."""

from datetime import date, time

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter.models import Digest, Newsletter
from newsletter.slots import free_slot
from newsroom.core.planning import Column, Entry, bounds_of, first_of, moment_of, rest_of

SHOWN = 20
OPEN = (Digest.Status.COMPOSING, Digest.Status.APPROVED)


def may_plan(user) -> bool:
    return user.has_perm("newsletter.view_digest")


def entries(user, first: date, end: date, shown: int = 0) -> list[Entry]:
    since, until = bounds_of(first, end)
    if not may_plan(user):
        return []
    issues = Digest.objects.for_list().filter(scheduled_for__gte=since, scheduled_for__lt=until)
    found = [_entry(user, issue) for issue in issues.order_by("scheduled_for")]
    return found + [entry for entry in _regular() if first <= entry.day < end]


def undated(user) -> list[Entry]:
    if not may_plan(user):
        return []
    issues = Digest.objects.for_list().waiting().filter(scheduled_for=None)
    found, number = first_of(issues, SHOWN)
    rest = rest_of(number, len(found), reverse("admin:newsletter_digest_changelist"))
    return [_entry(user, issue) for issue in found] + rest


def columns(user, shown: int = 0) -> list[Column]:
    if not may_plan(user):
        return []
    issues = Digest.objects.for_list().filter(status__in=OPEN).order_by("scheduled_for", "pk")
    found, number = first_of(issues, SHOWN, shown)
    cards = [_entry(user, issue) for issue in found]
    url = reverse("admin:newsletter_digest_changelist")
    return [Column("digest", _("Letters"), cards, url, number)]


def move(user, pk: int, day: date, hour: time | None) -> str:
    """An issue that nobody has approved yet goes out another day."""
    issue = _movable(user, pk)
    planned = issue.scheduled_for or free_slot(Newsletter.objects.get())
    moment = moment_of(day, hour or timezone.localtime(planned).time())
    rows = Digest.objects.waiting().filter(pk=pk)
    if not rows.update(scheduled_for=moment):
        raise ValidationError(_("This issue is approved: take it back first."))
    return _("“%(title)s” goes out another day.") % {"title": issue}


def entry_of(user, pk: int) -> Entry:
    """For the form that moves it."""
    return _entry(user, _movable(user, pk))


def _movable(user, pk: int) -> Digest:
    issue = Digest.objects.for_list().waiting().filter(pk=pk).first()
    if issue is None or not user.has_perm("newsletter.change_digest"):
        raise PermissionDenied
    return issue


def _regular() -> list[Entry]:
    """The next date that the letter keeps by itself and that no issue has yet."""
    letter = Newsletter.objects.first()
    if letter is None:
        return []
    at = timezone.localtime(free_slot(letter))
    url = reverse("admin:newsletter_digest_changelist")
    return [Entry("digest", _("regular date"), _("The letter"), url, day=at.date(), at=at)]


def _entry(user, issue: Digest) -> Entry:
    at = timezone.localtime(issue.scheduled_for) if issue.scheduled_for else None
    may_move = issue.is_open and user.has_perm("newsletter.change_digest")
    return Entry(
        "digest",
        str(issue.get_status_display()),
        str(issue),
        reverse("admin:newsletter_digest_change", args=[issue.pk]),
        day=at.date() if at else None,
        at=at,
        handle=f"issue-{issue.pk}" if may_move else "",
        key=f"digest-{issue.pk}",
    )
