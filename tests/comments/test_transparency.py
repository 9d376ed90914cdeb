"""The yearly figures, and what else the admin shows of reports."""

import csv
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from comments.models import Comment, LegalHold, ReadingOrder, Report
from comments.transparency import figures, write_figures
from tests.comments.factories import EMAIL, make_comment

pytestmark = pytest.mark.django_db
CHANGELIST = "admin:comments_comment_changelist"


def make_report(comment, **fields):
    fields = {"reason": "hate", "network": "n1", "email": "lea@example.org"} | fields
    return Report.objects.create(comment=comment, **fields)


def told(year=2026):
    return {(section, category): figure for section, category, figure in figures(year)}


@pytest.fixture
def year(time_machine, moderator):
    """Two reports in 2026, answered after two and four hours; one of 2025."""
    time_machine.move_to("2025-12-31 10:00", tick=False)
    make_report(make_comment())
    time_machine.move_to("2026-03-01 10:00", tick=False)
    kept, gone = make_comment(), make_comment()
    make_report(kept, reason="spam")
    make_report(gone)
    time_machine.move_to("2026-03-01 12:00", tick=False)
    kept.approve(by=moderator)
    time_machine.move_to("2026-03-01 14:00", tick=False)
    gone.reject(by=moderator, code="hate", reason="")


def test_a_year_is_told_in_figures(year):
    now = told()
    assert now["reports", "received"] == 2
    assert now["reports", "hatred or discrimination"] == now["reports", "advertising or spam"] == 1
    assert now["reports", "the comment stays"] == 1
    assert now["reports", "taken away by the law"] == 1
    assert now["reports", "median hours until the decision"] == 3.0
    assert now["comments refused or taken away", "after a report"] == 1
    assert told(2025)["reports", "received"] == 1


def test_what_rules_did_alone_is_told_with_what_people_thought_of_it(year, moderator):
    for overruled in (True, False):
        comment = make_comment(status="spam")
        comment.decisions.create(status="spam", rule="reject_banned_words")
        if overruled:
            comment.approve(by=moderator)
    now, section = told(), "comments refused or taken away"
    assert now[section, "by a rule alone"] == 2
    assert now[section, "by a rule alone, and approved by a person later"] == 1
    assert (now[section, "after a report"], now[section, "on our own initiative"]) == (1, 2)
    assert now["reports", "decided by a rule alone"] == 0


def test_a_year_without_anything_has_the_same_lines(year):
    assert told(2001).keys() == told().keys()
    assert told(2001)["reports", "median hours until the decision"] == ""


def test_the_file_names_nobody(year, capsys):
    file = io.StringIO()
    write_figures(2026, file)
    rows = list(csv.reader(io.StringIO(file.getvalue())))
    assert {len(row) for row in rows} == {3}
    for secret in (EMAIL, "lea@example.org", "Marie", "navire", "n1"):
        assert secret not in file.getvalue()
    call_command("moderation_figures", year=2026)
    assert "reports,received,2" in capsys.readouterr().out


def test_an_editor_downloads_it(client, editor, year):
    client.force_login(editor)
    url = reverse("admin:comments_report_overview")
    answer = client.get(f"{url}?year=2026")
    assert answer["Content-Type"].startswith("text/csv")
    assert "moderation-2026.csv" in answer["Content-Disposition"]
    for wrong in ("x", "1999", "2099", "٢٠٢٦"):
        assert client.get(url, {"year": wrong}).status_code == 404
    assert (
        f"{url}?year=" in client.get(reverse("admin:comments_report_changelist")).content.decode()
    )


def test_an_address_is_shown_masked(client, moderator):
    report = make_report(make_comment())
    client.force_login(moderator)
    page = client.get(reverse("admin:comments_report_change", args=[report.pk])).content.decode()
    assert "l…a@example.org" in page
    assert "lea@example.org" not in page


def act(client, action, comment):
    data = {"action": action, "_selected_action": comment.pk}
    return client.post(reverse(CHANGELIST), data)


def test_an_editor_features_and_a_moderator_does_not(client, editor, moderator):
    comment = make_comment()
    client.force_login(moderator)
    act(client, "feature", comment)
    assert Comment.objects.get().featured_at is None
    client.force_login(editor)
    act(client, "feature", comment)
    assert Comment.objects.get().featured_at
    act(client, "unfeature", comment)
    assert Comment.objects.get().featured_at is None


def test_an_editor_holds_evidence_and_lifts_it_again(client, editor):
    comment = make_comment()
    client.force_login(editor)
    url = reverse("admin:comments_legalhold_add")
    client.post(url, {"comment": comment.pk, "reason": "Réquisition"})
    hold = LegalHold.objects.get()
    assert hold.by == editor
    assert client.post(url, {"comment": comment.pk, "reason": "Encore"}).status_code == 200
    data = {"action": "lift", "_selected_action": hold.pk}
    client.post(reverse("admin:comments_legalhold_changelist"), data)
    hold.refresh_from_db()
    assert hold.lifted_by == editor


def test_an_editor_sets_the_order_of_an_article(client, editor, article):
    client.force_login(editor)
    data = {"article": article.pk, "order": "newest"}
    client.post(reverse("admin:comments_readingorder_add"), data)
    assert ReadingOrder.objects.get().order == "newest"
