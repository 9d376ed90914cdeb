"""Moderators at one queue at the same moment: each comment is decided once, by one of them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection

from comments.desk.deciding import decide
from comments.models import Claim, Comment, Decision
from tests.comments.factories import make_waiting_comment

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
