"""Whoever reported a comment and left an address reads what became of it: one mail.

A decision is told by one task. Should its worker die before the mail is noted as sent, it is sent
again: that somebody reads an outcome twice harms nobody, that nobody reads it is against the law.
"""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from comments.models import Report
from newsroom.core.handover import InDoubt, Refused, hand_over
from newsroom.core.links import absolute
from newsroom.core.mails import compose


def tell_of_decision(sender, decision, **kwargs):
    """A decision that can no longer be undone answers its reports."""
    enqueue(decision.reports.all())


def tell_of_reports(sender, pks, **kwargs):
    enqueue(Report.objects.filter(pk__in=pks))


def enqueue(reports) -> None:
    from comments.tasks import tell_reporter

    for pk in reports.exclude(email="").filter(told_at=None).values_list("pk", flat=True):
        tell_reporter.enqueue(pk)


def tell_reporter(report_id: int) -> bool:
    """Send the outcome; once it has left, or will never be taken, nothing more is sent."""
    untold = Report.objects.exclude(outcome=Report.Outcome.OPEN).filter(told_at=None)
    report = untold.filter(pk=report_id).first()
    if report is None or not report.email:
        return False
    try:
        hand_over(message(report))
        has_left = True
    except (Refused, InDoubt):
        has_left = False  # the page of the receipt tells it too
    Report.objects.filter(pk=report_id).update(told_at=timezone.now())
    return has_left


def message(report: Report):
    """Nothing in it was written by whoever reported, or by whom they reported."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your report %(number)s") % {"number": report.number}
    context = {"report": report, "url": absolute(report.get_status_url())}
    return compose("comments/email/report", context, subject=subject, to=report.email)
