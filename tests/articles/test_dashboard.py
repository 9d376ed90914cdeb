"""What waits for whom on the desk's front page, and the small charts of editors."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.dashboard import given_to, most_read, pace, planned_changes, ready_to_go
from articles.models import Note, ReadCount, StatusChange
from articles.revisions.content import of_article
from articles.revisions.planning import look_after, plan
from newsroom.core.charts import bars
from tests.factories import make_article, make_published_article

pytestmark = pytest.mark.django_db


def test_what_one_was_given_stands_first_with_its_day(client, reporter, editor):
    article = make_article("Le câble", created_by=reporter)
    assert given_to(reporter) is None
    article.assign(by=editor, to=reporter, due_on=date(2027, 3, 5))
    note, _strangers = Note.write(article, "@noemie, et la source ?", by=editor)
    texts = [row["text"] for row in given_to(reporter)["rows"]]
    assert texts[0].startswith("Le câble, due on")
    assert "et la source ?" in texts[1]
    client.force_login(reporter)
    assert "et la source ?" in client.get("/admin/").text
    note.finish(by=reporter)
    assert len(given_to(reporter)["rows"]) == 1


def test_editors_see_what_is_read_most(client, reporter, editor):
    today = timezone.localdate()
    for title, days, count in (
        ("Un", 1, 900),
        ("Deux", 2, 1200),
        ("Un", 3, 400),
        ("Avant", 9, 9999),
    ):
        article = make_published_article(title)
        ReadCount.objects.create(article=article, day=today - timedelta(days=days), count=count)
    make_published_article("Retiré").withdraw(by=editor, reason="wrong")
    assert most_read(reporter) is None
    texts = [row["text"] for row in most_read(editor)["rows"]]
    assert [text.replace("\u202f", "") for text in texts] == [
        "Deux: 1200 reads",
        "Un: 900 reads",
        "Un: 400 reads",
    ]
    client.force_login(editor)
    assert "Un: 900 reads" in client.get("/admin/").text


def test_editors_see_the_pace_of_the_paper(reporter, editor):
    make_published_article("Cette semaine", hours=2)
    make_published_article("Avant", hours=24 * 10)
    article = make_article("Relu")
    article.submit(by=reporter)
    StatusChange.objects.update(at=timezone.now() - timedelta(hours=5))
    article.approve(by=editor)
    panel = pace(editor)
    assert panel["chart"].count("<rect") == 12
    assert "less than" in panel["note"]
    assert pace(reporter) is None


def test_editors_see_changes_that_are_held_before_those_to_come(reporter, editor):
    assert planned_changes(editor) is None
    soon = timezone.now() + timedelta(hours=1)
    for title in ("Bientôt", "Heurté"):
        article = make_published_article(title, hours=5)
        plan(article, of_article(article) | {"title": f"{title} !"}, at=soon, by=editor)
    article.title, article.changed_at = "Changé", timezone.now()
    article.save()
    look_after(article)
    panel = planned_changes(editor)
    assert [row["text"] for row in panel["rows"]] == ["Changé: held", "Bientôt"]
    assert (panel["count"], "wait for you" in panel["note"]) == (2, True)
    assert planned_changes(reporter) is None


def test_a_chart_says_its_numbers_and_escapes_its_label():
    chart = bars([0, 3], "<b>")
    assert 'aria-label="&lt;b&gt;: 0, 3"' in chart
    assert "<b>" not in chart
    assert ">3</text>" in chart


def test_the_ends_of_a_chart_are_named():
    chart = bars([1, 2], "Articles", ["3 <mars>", "aujourd’hui"])
    assert ">3 &lt;mars&gt;</text>" in chart
    assert ">aujourd’hui</text>" in chart


def test_what_is_ready_waits_on_the_front_page_of_whoever_publishes(client, editor, reporter):
    assert ready_to_go(editor) is None
    for number in range(7):
        make_article(f"Prêt {number}", status="ready")
    panel = ready_to_go(editor)
    assert (panel["count"], len(panel["rows"])) == (7, 5)
    assert ready_to_go(reporter) is None
    client.force_login(editor)
    page = client.get("/admin/").text
    assert "Ready to go" in page
    assert "Prêt 0" in page


def test_all_that_one_was_given_is_counted(reporter):
    for number in range(7):
        make_article(f"Donné {number}", assigned_to=reporter)
    assert (given_to(reporter)["count"], len(given_to(reporter)["rows"])) == (7, 5)
