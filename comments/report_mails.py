"""Whoever reported a comment and left an address reads what became of it: one mail."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from comments.models import Report
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
    """Send the outcome once, however often it is called."""
    report = Report.objects.exclude(outcome=Report.Outcome.OPEN).filter(pk=report_id).first()
    if report is None or not report.email:
        return False
    mine = Report.objects.filter(pk=report_id, told_at=None)
    if not mine.update(told_at=timezone.now()):
        return False
    try:
        message(report).send(using="default")
    except OSError:
        Report.objects.filter(pk=report_id).update(told_at=None)
        raise  # the worker tries again
    return True


def message(report: Report):
    """Nothing in it was written by whoever reported, or by whom they reported."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Your report %(number)s") % {"number": report.number}
    context = {"report": report, "url": absolute(report.get_status_url())}
    return compose("comments/email/report", context, subject=subject, to=report.email)
