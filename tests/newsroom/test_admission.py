"""The door of the desk."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from newsroom import admission
from newsroom.core.models import Attempt

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"


@pytest.fixture
def editor_for_real(transactional_db):
    return User.objects.create_user("soraya", password="secret", is_staff=True)


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


def test_a_name_that_is_guessed_at_from_everywhere_waits(client, editor, monkeypatch):
    monkeypatch.setitem(admission.FAILURES_OF_A_NAME, "limit", 5)
    for number in range(5):
        fail(client, 1, network=f"198.51.{number}.1")
    assert knock(client, network="198.51.77.1").status_code == 429


def test_the_browser_of_its_owner_is_let_through(client, editor, monkeypatch):
    monkeypatch.setitem(admission.FAILURES_OF_A_NAME, "limit", 5)
    assert knock(client, password="secret").status_code == 302
    stranger = Client()
    for number in range(5):
        fail(stranger, 1, network=f"198.51.{number}.1")
    fail(stranger, 4, name="noemie")
    del client.cookies["sessionid"]
    assert knock(client, password="secret").status_code == 302
    fail(client, 10)
    assert knock(client, password="secret").status_code == 429


def test_a_known_browser_is_known_for_its_own_name_alone(client, editor, reporter):
    assert knock(client, password="secret").status_code == 302
    fail(client, 10, name="noemie")
    assert knock(client, name="noemie").status_code == 429
    assert knock(client, password="secret").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_many_tries_at_once_are_no_way_round(editor_for_real):
    def guess(_number):
        try:
            return knock(Client()).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(guess, range(24)))
    assert 0 < codes.count(200) <= 10
    assert codes.count(429) >= 14


@pytest.mark.parametrize("refused", ["https://example.com/", "//example.com", "javascript:x"])
def test_who_was_to_be_led_astray_arrives_at_the_desk(client, editor, refused):
    answer = knock(client, password="secret", next=refused)
    assert (answer.status_code, answer.url) == (302, "/admin/")


@pytest.mark.parametrize("method", ["put", "delete", "patch", "post"])
@pytest.mark.parametrize("path", ["/", "/admin/", "/admin/login/", "/mentions-legales/"])
def test_what_no_page_sends_is_refused_in_our_words(db, method, path):
    answer = getattr(Client(enforce_csrf_checks=True), method)(path)
    assert answer.status_code in {403, 405}
    assert "CSRF" not in answer.text


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
