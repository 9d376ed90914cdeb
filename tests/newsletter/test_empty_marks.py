"""What databases write for nothing says nothing of a reader; what says that one left is heard."""

import pytest

from newsletter.lists.standing import ACTIVE, LEFT, SUPPRESSED, standing
from newsroom.core.verdicts import GONE, judge


@pytest.mark.parametrize("mark", ["", "NULL", "\\N", "-", "N/A", "0000-00-00 00:00:00"])
def test_a_mark_of_nothing_ends_nobody(mark):
    assert standing({"left_at": mark, "bounced_at": mark}, {}) == ACTIVE


def test_a_soft_bounce_is_no_end():
    assert standing({"bounced_at": "soft"}, {}) == ACTIVE


def test_a_date_is_heard():
    assert standing({"left_at": "2026-01-02 10:00:00"}, {}) == LEFT
    assert standing({"bounced_at": "2026-01-02 10:00:00"}, {}) == SUPPRESSED


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.1.1 <x>: Recipient address rejected: User unknown in relay recipient table",
        "550 5.1.1 User unknown, see policy at https://a.example/",
        "550 5.1.1 No such user here. Please check it at your mail server",
    ],
)
def test_a_dead_mailbox_is_no_trouble_of_ours(answer):
    assert judge(answer) == GONE
