"""Several at the same moment: whatever they decide, ask or report counts once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from comments.desk.deciding import decide, undo
from comments.models import Appeal, Claim, Comment, Decision, Report, Rulebook, Sanction
from comments.reporting import report
from tests.comments.factories import make_comment, make_waiting_comment

COMMENTS, MODERATORS = 12, 4


@pytest.fixture
def together(transactional_db):
    """Runs the same at the same moment for four moderators, each over a connection of its own."""
    users = [User.objects.create_user(f"moderator{number}") for number in range(MODERATORS)]
    start = Barrier(MODERATORS)

    def run(act):
        def one(user):
            try:
                start.wait()
                return act(user)
            finally:
                connection.close()

        with ThreadPoolExecutor(MODERATORS) as pool:
            return list(pool.map(one, users))

    return run


def test_moderators_who_decide_at_once_never_decide_the_same(together):
    pks = [make_waiting_comment().pk for _number in range(COMMENTS)]
    seen = dict.fromkeys(pks, "waiting")
    acts = iter(["approve", "spam", "approve", "reject"])

    def press(user):
        act = next(acts)
        return decide(seen, act, by=user, **({"code": "insult"} if act == "reject" else {}))

    outcomes = together(press)
    done = [pk for outcome in outcomes for pk in outcome.done]
    assert sorted(done) == sorted(pks)  # each, and each once
    assert Decision.objects.count() == COMMENTS
    for comment in Comment.objects.all():
        assert comment.decisions.get().status == comment.status
    assert not Claim.objects.exists()


def test_a_comment_is_claimed_by_one_of_them_alone(together):
    pks = [make_waiting_comment().pk for _number in range(COMMENTS)]
    taken = together(lambda user: Claim.objects.take(pks, by=user))
    assert sorted(pk for mine in taken for pk in mine) == sorted(pks)


@pytest.mark.parametrize("enough", [MODERATORS - 1, MODERATORS])
def test_reports_that_come_at_once_hold_a_comment_once(together, enough):
    """The last of them sees all others: none counts too few."""
    comment = make_comment()
    Rulebook.objects.create(reports_to_hold=enough)
    together(lambda user: report(comment, network=user.username, reason="insult"))
    assert Comment.objects.get(pk=comment.pk).status == "waiting"
    assert comment.decisions.get().rule == "reports"
    assert Report.objects.open().count() == MODERATORS


def test_a_decision_and_an_undo_at_once_leave_a_comment_with_its_last_line(together):
    comment = make_waiting_comment()
    moderator = User.objects.create_user("first")
    batch = decide({comment.pk: "waiting"}, "approve", by=moderator).batch
    together(lambda user: undo(batch, by=moderator))
    lines = comment.decisions.order_by("pk").values_list("status", flat=True)
    assert list(lines) == ["approved", "waiting"]
    assert Comment.objects.get(pk=comment.pk).status == "waiting"


def test_one_of_them_settles_an_appeal(together):
    comment, first = make_waiting_comment(), User.objects.create_user("first")
    comment.reject(by=first, code="insult")
    appeal = Appeal.objects.create(decision=comment.decisions.get(), text="Non.", against=first)
    acts = iter(["grant", "dismiss", "grant", "dismiss"])
    settled = together(
        lambda user: getattr(Appeal.objects.get(pk=appeal.pk), next(acts))(by=user, answer="Vu.")
    )
    assert sum(settled) == 1
    appeal.refresh_from_db()
    granted = appeal.outcome == Appeal.Outcome.GRANTED
    assert Comment.objects.get(pk=comment.pk).is_approved is granted
    assert comment.decisions.count() == 1 + granted


def test_one_of_them_lifts_a_sanction(together):
    moderator = User.objects.create_user("first")
    fields = {"kind": "ban", "scope": "network", "target": "n", "code": "spam", "by": moderator}
    sanction = Sanction.objects.create(**fields)
    lifted = together(
        lambda user: Sanction.objects.get(pk=sanction.pk).lift(by=user, reason=user.username)
    )
    assert sum(lifted) == 1
    sanction.refresh_from_db()
    assert sanction.lifted_by.username == sanction.lifted_because
