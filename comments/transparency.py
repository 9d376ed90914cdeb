"""The yearly figures of moderation that a host of comments publishes (DSA, art. 15 and 24)."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from statistics import median

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Appeal, Comment, Decision, Report, Sanction

HEAD = (gettext_lazy("section"), gettext_lazy("category"), gettext_lazy("figure"))
TAKEN_AWAY = [Comment.Status.REJECTED, Comment.Status.SPAM]


def write_figures(year: int, file) -> None:
    """As CSV, for whoever adds them up."""
    writer = csv.writer(file)
    writer.writerow(HEAD)
    writer.writerows(figures(year))


def figures(year: int) -> Iterator[tuple[str, str, object]]:
    """What readers reported, what was decided and how fast; no line names anybody."""
    start, end = (timezone.make_aware(datetime(y, 1, 1)) for y in (year, year + 1))
    within = {"at__gte": start, "at__lt": end}
    yield (
        _("comments"),
        _("received"),
        Comment.objects.filter(created_at__gte=start, created_at__lt=end).count(),
    )
    yield from of_reports(Report.objects.filter(**within))
    yield from of_decisions(Decision.objects.filter(**within, status__in=TAKEN_AWAY))
    yield from each(_("sanctions"), Sanction.objects.filter(**within), "kind", Sanction.Kind)
    yield from of_appeals(Appeal.objects.filter(**within))


def of_reports(reports) -> Iterator[tuple]:
    section = _("reports")
    yield section, _("received"), reports.count()
    yield from each(section, reports, "reason", Report.Reason)
    yield from each(section, reports, "outcome", Report.Outcome)
    removed = reports.filter(outcome=Report.Outcome.REMOVED).select_related("decision")
    by_law = Counter(is_by_law(report.decision) for report in removed)
    yield section, _("taken away by the law"), by_law[True]
    yield section, _("taken away by our rules"), by_law[False]
    automatic = reports.filter(decision__by=None).exclude(decision=None)
    yield section, _("decided by a rule alone"), automatic.exclude(decision__rule="author").count()
    waits = [
        (resolved - at).total_seconds() / 3600
        for at, resolved in reports.exclude(resolved_at=None).values_list("at", "resolved_at")
    ]
    yield section, _("median hours until the decision"), middle(waits)


def of_decisions(decisions) -> Iterator[tuple]:
    section = _("comments refused or taken away")
    yield section, _("by a person"), decisions.filter(by__isnull=False).count()
    automatic = decisions.filter(by=None).exclude(rule="author")
    yield section, _("by a rule alone"), automatic.count()
    yield section, _("by a rule alone, and approved by a person later"), overruled(automatic)
    reported = decisions.filter(reports__isnull=False).distinct().count()
    yield section, _("after a report"), reported
    yield section, _("on our own initiative"), decisions.count() - reported
    yield from each(section, decisions.exclude(code=""), "code", dict(Decision.code.field.choices))


def overruled(decisions) -> int:
    """What the law calls the error rate of automated means, as far as somebody looked."""
    later = Decision.objects.filter(comment=OuterRef("comment"), pk__gt=OuterRef("pk"))
    approved = later.filter(by__isnull=False, status=Comment.Status.APPROVED)
    return decisions.filter(Exists(approved)).count()


def of_appeals(appeals) -> Iterator[tuple]:
    section = _("appeals")
    yield section, _("received"), appeals.count()
    yield from each(section, appeals.exclude(outcome=""), "outcome", Appeal.Outcome)
    times = appeals.exclude(settled_at=None).values_list("at", "settled_at")
    hours = [(settled - at).total_seconds() / 3600 for at, settled in times]
    yield section, _("median hours until the decision"), middle(hours)


def each(section: str, rows, name: str, choices) -> Iterator[tuple]:
    """How many of each kind; those that never came too, so that two years stand side by side."""
    choices = dict(getattr(choices, "choices", choices))
    counted = dict(rows.order_by().values_list(name).annotate(Count("pk", distinct=True)))
    for value, label in choices.items():
        yield section, str(label), counted.get(value, 0)


def is_by_law(decision) -> bool:
    return bool(decision and decision.ground and decision.ground.is_law)


def middle(hours: list[float]):
    return round(median(hours), 1) if hours else ""
