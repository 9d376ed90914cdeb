"""What waits for whom on the desk's front page, and the small charts of editors."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.dashboard import given_to, pace
from articles.models import Note, StatusChange
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


def test_a_chart_says_its_numbers_and_escapes_its_label():
    chart = bars([0, 3], "<b>")
    assert 'aria-label="&lt;b&gt;: 0, 3"' in chart
    assert "<b>" not in chart
