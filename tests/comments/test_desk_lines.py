"""A line of the moderators' page: what is marked in it, and what can be done with it."""

import re

import pytest

from comments.desk.highlighting import highlight
from comments.models import Report, Sanction
from tests.comments.factories import make_comment

DESK = "/admin/comments/comment/desk/"


def test_evidence_is_marked_and_nothing_else_gets_through():
    text = "<b>Crétin</b> & (crétins) 2"
    assert highlight(text, ["crétin", "(", 7, "2", ""]) == (
        "&lt;b&gt;<mark>Crétin</mark>&lt;/b&gt; &amp; (<mark>crétin</mark>s) 2"
    )
    assert highlight("<i>", []) == "&lt;i&gt;"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "reported", "acts"),
    [
        ("waiting", True, ["approve", "reject", "spam"]),
        ("approved", False, ["reject", "spam", "hold"]),
        ("approved", True, ["approve", "reject", "spam", "hold"]),
        ("spam", False, ["approve", "reject", "hold"]),
        ("retracted", False, []),
    ],
)
def test_a_line_offers_what_changes_something(status, reported, acts, desk, article):
    comment = make_comment(article, status=status)
    if reported:
        Report.objects.create(comment=comment, reason="insult")
    page = desk.get(DESK, {"queue": "all"}).content.decode()
    assert re.findall(rf'name="one" value="(\w+)-{comment.pk}"', page) == acts
    assert ("Keep it online" in page) == (status == "approved" and reported)


@pytest.mark.django_db
def test_a_line_shows_the_ban_of_a_domain_above_its_own(desk, article, moderator):
    make_comment(article, email="ada@mail.spam.example")
    Sanction.objects.create(
        kind="ban", scope="domain", target="spam.example", code="spam", by=moderator
    )
    assert "line-sanction--ban" in desk.get(DESK, {"queue": "all"}).content.decode()
