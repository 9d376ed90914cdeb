from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment, Report, Rulebook
from comments.reporting import PER_NETWORK, TooManyReports, report
from tests.comments.factories import make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment():
    return make_comment()


def report_from(comment, *networks, **said):
    """One report from each network."""
    for network in networks:
        report(comment, network=network, **{"reason": "insult"} | said)
    comment.refresh_from_db()


def make_report(comment, network="n1", **fields):
    return Report.objects.create(comment=comment, network=network, reason="insult", **fields)


def test_reports_of_so_many_networks_hold_a_comment(comment):
    report_from(comment, "n1", "n2")
    assert comment.is_approved
    report_from(comment, "n3")
    assert comment.status == "waiting"
    line = comment.decisions.get()
    assert (line.by, line.rule) == (None, "reports")


def test_many_reports_of_one_network_are_one(comment):
    report_from(comment, *["n1"] * 5)
    assert comment.is_approved
    assert comment.reports.count() == 5


def test_the_rules_say_how_many_and_zero_says_never(comment, editor):
    Rulebook(reports_to_hold=0).put_in_force(by=editor, after=0)
    report_from(comment, "n1", "n2", "n3", "n4")
    assert comment.is_approved
    Rulebook(reports_to_hold=1).put_in_force(by=editor, after=Rulebook.current().version)
    report_from(comment, "n5")
    assert comment.status == "waiting"


def test_what_a_moderator_kept_is_never_held_by_reports_again(comment, moderator):
    report_from(comment, "n1", "n2", "n3")
    comment.approve(by=moderator)
    report_from(comment, "n4", "n5", "n6", "n7")
    assert comment.is_approved
    assert Comment.objects.reported().get().open_reports == 4


def test_a_moderator_keeps_what_was_never_held(comment, moderator):
    report_from(comment, "n1")
    assert comment.approve(by=moderator) is True
    assert comment.approve(by=moderator) is False
    kept = comment.reports.get()
    assert kept.outcome == "kept"
    assert kept.decision.by == moderator


def test_networks_that_cry_wolf_do_not_count(comment, moderator):
    for _number in range(3):
        other = make_comment()
        report_from(other, "wolf")
        other.approve(by=moderator)
    report_from(comment, "n1", "n2", "wolf")
    assert comment.is_approved
    report_from(comment, "n3")
    assert comment.status == "waiting"


@pytest.mark.parametrize(
    ("vain", "right", "counts"), [(2, 0, True), (3, 0, False), (3, 2, False), (3, 3, True)]
)
def test_a_network_that_is_mostly_right_counts(comment, vain, right, counts):
    for outcome, number in (("kept", vain), ("removed", right), ("open", 5)):
        for _number in range(number):
            resolved_at = None if outcome == "open" else timezone.now()
            make_report(make_comment(), "wolf", outcome=outcome, resolved_at=resolved_at)
    report_from(comment, "n1", "n2", "wolf")
    assert comment.is_approved != counts


def test_what_was_vain_long_ago_is_forgiven(comment):
    old = timezone.now() - timedelta(days=91)
    for _number in range(5):
        make_report(make_comment(), "wolf", outcome="kept", resolved_at=old, at=old)
    report_from(comment, "n1", "n2", "wolf")
    assert not comment.is_approved


def test_the_paper_is_not_silenced_by_reports(comment, reporter):
    Comment.objects.filter(pk=comment.pk).update(by_author=reporter)
    report_from(comment, "n1", "n2", "n3")
    assert comment.is_approved


def test_a_network_reports_so_many_times_an_hour(comment, time_machine):
    time_machine.move_to("2026-11-25 12:00", tick=False)
    report_from(comment, *["n1"] * PER_NETWORK["limit"])
    with pytest.raises(TooManyReports):
        report_from(comment, "n1")
    time_machine.move_to("2026-11-25 13:00:01", tick=False)
    report_from(comment, "n1")


@pytest.mark.parametrize(
    ("verb", "details", "outcome"),
    [
        ("approve", {}, "kept"),
        ("reject", {"reason": "Insulting."}, "removed"),
        ("mark_as_spam", {}, "removed"),
        ("hold", {}, "open"),
    ],
)
def test_a_decision_answers_the_reports(comment, moderator, verb, details, outcome):
    report_from(comment, "n1", "n2")
    getattr(comment, verb)(by=moderator, **details)
    getattr(comment, verb)(by=moderator, **details)
    for answered in comment.reports.all():
        assert answered.outcome == outcome
        assert (answered.resolved_at is None) == (outcome == "open")
    assert comment.decisions.count() == 1


def test_the_reported_are_a_queue_the_longest_waiting_first(moderator):
    later, first, decided = make_comment(), make_waiting_comment(), make_comment()
    for comment in (first, decided, later, first):
        make_report(comment)
    decided.approve(by=moderator)
    found = [(c.pk, c.open_reports) for c in Comment.objects.reported()]
    assert found == [(first.pk, 2), (later.pk, 1)]
