import pytest

from comments.models import Comment
from comments.moderation import RULES, Case, judge

LINK = "https://example.org "


@pytest.mark.parametrize(
    ("body", "trap", "status", "reason"),
    [
        ("Un beau navire.", "", "waiting", "every comment is read before it appears"),
        ("Un beau navire.", "SEO", "spam", "the field that people never see was filled in"),
        (LINK * 2, "", "waiting", "every comment is read before it appears"),
        (LINK * 3, "", "waiting", "more than two links"),
        (LINK * 3, "SEO", "spam", "the field that people never see was filled in"),
    ],
)
def test_the_first_verdict_stands(body, trap, status, reason):
    verdict = judge(Case(Comment(body=body), trap))
    assert (verdict.status, verdict.reason) == (status, reason)


def test_a_verdict_says_which_rule_it_is_of():
    assert judge(Case(Comment(body=LINK * 3))).rule == "hold_many_links"


def test_the_last_rule_always_has_a_verdict():
    assert RULES[-1](Case(Comment()))
