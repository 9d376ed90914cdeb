"""The door of the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from newsroom.core.models import Attempt

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


def knock(client, name="soraya", network="203.0.113.9", **typed):
    typed = {"username": name, "password": "wrong"} | typed
    return client.post(LOGIN, typed, REMOTE_ADDR=network)


def fail(client, times, **who):
    for _ in range(times):
        assert knock(client, **who).status_code == 200


def test_the_right_password_opens(client, editor):
    assert knock(client, password="secret").status_code == 302


def test_after_ten_failures_even_the_right_password_waits(client, editor, time_machine):
    time_machine.move_to(timezone.now())
    fail(client, 10)
    answer = knock(client, password="secret")
    assert answer.status_code == 429
    assert "Too many attempts failed. Wait 10 minutes" in answer.text
    time_machine.move_to(timezone.now() + timedelta(minutes=10, seconds=5))
    assert knock(client, password="secret").status_code == 302


def test_spelling_a_name_otherwise_is_no_way_round(client, editor):
    fail(client, 10)
    assert knock(client, name="SORAYA").status_code == 429


def test_nobody_can_shut_out_somebody_else(client, editor):
    fail(client, 10, network="198.51.100.1")
    assert knock(client, password="secret").status_code == 302


def test_trying_many_names_is_counted_too(client, editor):
    for number in range(50):
        fail(client, 1, name=f"nobody{number}")
    assert knock(client, password="secret").status_code == 429


def test_logging_in_counts_as_no_failure(client, editor):
    for _ in range(12):
        assert knock(client, password="secret").status_code == 302
    assert not Attempt.objects.exists()


def test_an_unknown_name_is_answered_like_a_wrong_password(client, editor):
    known, unknown = knock(client), knock(client, name="nobody")
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_neither_names_nor_addresses_are_kept(client, editor):
    fail(client, 1)
    kept = str(list(Attempt.objects.values()))
    assert "soraya" not in kept
    assert "203.0.113" not in kept


def test_a_new_password_ends_the_sessions(client, editor):
    client.force_login(editor)
    other = User.objects.get(pk=editor.pk)
    other.set_password("another secret")
    other.save()
    assert client.get("/admin/").status_code == 302


def test_a_reader_has_no_account_to_log_in_with(client, db):
    User.objects.create_user("lea", "lea@example.org", "secret")
    assert knock(client, name="lea", password="secret").status_code == 200
