from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from newsroom.core.models import Attempt
from newsroom.core.throttling import allow, forget_attempts, hold, is_spent, note

FIVE = {"limit": 5, "seconds": 600}


@pytest.mark.django_db
def test_the_sixth_of_five_is_refused():
    assert [allow("comment", "a", **FIVE) for _ in range(6)] == [True] * 5 + [False]


@pytest.mark.django_db
def test_sources_and_scopes_are_counted_apart():
    for _ in range(5):
        allow("comment", "a", **FIVE)
    assert allow("comment", "b", **FIVE)
    assert allow("sign-up", "a", **FIVE)


@pytest.mark.django_db
def test_a_refused_try_does_not_prolong_the_wait(time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    for _ in range(9):
        allow("comment", "a", **FIVE)
    time_machine.move_to(start + timedelta(seconds=599), tick=False)
    assert not allow("comment", "a", **FIVE)
    time_machine.move_to(start + timedelta(seconds=600), tick=False)
    assert allow("comment", "a", **FIVE)


@pytest.mark.django_db
def test_one_holds_a_thing_until_it_is_done_and_a_dead_one_for_a_minute(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    with hold("welcome", "a") as mine, hold("welcome", "a") as other, hold("welcome", "b") as b:
        assert (mine, other, b) == (True, False, True)
    dead = hold("welcome", "a")
    assert dead.__enter__()
    with hold("welcome", "a") as mine:
        assert not mine
    time_machine.move_to(timezone.now() + timedelta(seconds=60), tick=False)
    with hold("welcome", "a") as mine:
        assert mine


@pytest.mark.django_db
def test_asking_counts_nothing_and_noting_does():
    for _ in range(9):
        assert not is_spent("log-in", "a", **FIVE)
    for _ in range(5):
        note("log-in", "a")
    assert is_spent("log-in", "a", **FIVE)


@pytest.mark.django_db
def test_attempts_are_forgotten_after_a_day():
    note("comment", "a")
    Attempt.objects.update(at=timezone.now() - timedelta(hours=25))
    note("comment", "b")
    assert forget_attempts() == 1
    assert Attempt.objects.get().source == "b"


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_no_more_than_one_after_another():
    def attempt(_):
        try:
            return allow("comment", "a", **FIVE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == 5
