"""How often articles are read: a number a day, and nothing about who."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import ReadCount
from articles.reading import OF_ALL, OF_ONE_ARTICLE, is_robot, note_read
from newsroom.core.models import Attempt, Newspaper
from tests.factories import make_article, make_published_article

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAME = {"Sec-Fetch-Site": "same-origin", "User-Agent": FIREFOX}
database = pytest.mark.django_db


def read(client, pk, headers=SAME, **extra):
    return client.post(f"/lu/{pk}/", headers=headers, **extra)


def reads():
    return ReadCount.objects.by_article()


@database
def test_a_read_is_one_more_on_the_number_of_its_day(client, time_machine):
    article = make_published_article()
    noon = timezone.localtime().replace(hour=12)
    for day in (1, 2):
        time_machine.move_to(noon + timedelta(days=day), tick=False)
        for _ in range(3):
            answer = read(client, article.pk)
    assert (answer.status_code, answer.content, answer.cookies) == (204, b"", {})
    assert answer["Cache-Control"] == "private, no-store"
    assert [row.count for row in ReadCount.objects.filter(article=article)] == [3, 3]


@database
def test_what_is_kept_is_nothing_of_a_reader(client):
    article = make_published_article()
    read(client, article.pk, REMOTE_ADDR="203.0.113.9")
    read(client, make_published_article("autre").pk, REMOTE_ADDR="203.0.113.9")
    columns = [field.name for field in ReadCount._meta.concrete_fields]
    assert columns == ["id", "article", "day", "count"]
    kept = [*Attempt.objects.filter(scope="read").values_list("source", flat=True)]
    assert len(set(kept)) == 2  # that one network read both can't be seen
    assert not any("203.0.113" in source or FIREFOX in source for source in kept)


@database
def test_drafts_withdrawn_and_unknown_articles_answer_alike_and_count_nothing(client, editor):
    withdrawn = make_published_article()
    withdrawn.withdraw(by=editor, reason="wrong")
    tomorrow = make_published_article("demain", hours=-24)
    for pk in (make_article().pk, withdrawn.pk, tomorrow.pk, 0, 999_999):
        assert read(client, pk).status_code == 204, pk
    for nobodys in (2**63, 10**40):
        assert read(client, nobodys).status_code == 405  # no key: the path is an article's
    assert (reads(), Attempt.objects.count()) == ({}, 0)


@database
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://["},
        {"User-Agent": ""},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
    ],
)
def test_other_sites_and_robots_count_nothing(client, headers):
    article = make_published_article()
    assert read(client, article.pk, {"User-Agent": FIREFOX} | headers).status_code == 204
    assert reads() == {}


@pytest.mark.parametrize(
    ("agent", "robot"),
    [
        (FIREFOX, False),
        ("Mozilla/5.0 (Linux; Android 14; CUBOT KINGKONG 9) AppleWebKit/537.36", False),
        ("Mozilla/5.0 (compatible; bingbot/2.0)", True),
        ("facebookexternalhit/1.1", True),
        ("python-requests/2.32", True),
        ("curl/8.5.0", True),
        (" ", True),
    ],
)
def test_robots_that_say_so_are_known(agent, robot):
    assert is_robot(agent) is robot


@database
def test_only_an_empty_post_is_needed_and_nothing_else_taken(client):
    article = make_published_article()
    for method in ("get", "head", "put", "delete", "patch"):
        assert getattr(client, method)(f"/lu/{article.pk}/", headers=SAME).status_code == 405
    assert client.post("/lu/x/", headers=SAME).status_code == 405
    assert reads() == {}
    huge = {"data": b"x" * (8 * 2**20), "content_type": "application/json"}
    assert read(client, article.pk, **huge).status_code == 413
    some = {"data": b"x" * 2000, "content_type": "application/json"}
    assert read(client, article.pk, **some).status_code == 204
    assert reads() == {article.pk: 1}


@database
def test_a_network_counts_an_article_only_so_often_in_an_hour(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    article, other = make_published_article(), make_published_article("autre")
    counted = [note_read(article.pk, network="one") for _ in range(OF_ONE_ARTICLE + 2)]
    assert counted == [True] * OF_ONE_ARTICLE + [False] * 2
    assert note_read(other.pk, network="one")
    assert note_read(article.pk, network="two")
    time_machine.move_to(timezone.now() + timedelta(hours=1, seconds=1), tick=False)
    assert note_read(article.pk, network="one")


@database
def test_a_network_counts_only_so_much_in_all():
    article = make_published_article()
    Attempt.objects.bulk_create(Attempt(scope="reads", source="one") for _ in range(OF_ALL))
    assert not note_read(article.pk, network="one")
    assert note_read(article.pk, network="two")


@database
def test_switched_off_nothing_is_asked_told_or_counted(client):
    article = make_published_article()
    page, privacy = article.get_absolute_url(), reverse("privacy")
    asks = f'data-read="{reverse("article_read", args=[article.pk])}"'
    assert asks in client.get(page).text
    assert "Global Privacy Control" in client.get(privacy).text
    Newspaper.objects.update_or_create(pk=1, defaults={"counts_reads": False})
    assert "data-read" not in client.get(page).text
    assert "Global Privacy Control" not in client.get(privacy).text
    assert read(client, article.pk).status_code == 204
    assert reads() == {}


@database
def test_numbers_end_after_their_period(settings):
    settings.READ_COUNT_DAYS = 30
    article, today = make_published_article(), timezone.localdate()
    for days in (31, 30):
        ReadCount.objects.create(article=article, day=today - timedelta(days=days), count=9)
    call_command("forget")
    assert [row.day for row in ReadCount.objects.all()] == [today - timedelta(days=30)]


@pytest.mark.django_db(transaction=True)
def test_reads_at_the_same_moment_are_all_counted():
    article = make_published_article()
    start = Barrier(4)

    def one(number):
        try:
            start.wait()
            return [note_read(article.pk, network=f"{number} {again}") for again in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(map(all, pool.map(one, range(4))))
    assert reads() == {article.pk: 20}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_says_that_it_was_read_once_it_was_looked_at(browser, live_server):
    article = make_published_article()
    context = browser.new_context(base_url=live_server.url, user_agent=FIREFOX)
    page = context.new_page()
    page.clock.install()
    page.goto(article.get_absolute_url())
    expect(page.locator("[data-theme-switch][data-ready]")).to_be_attached()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.clock.run_for(9_000)
    assert sent == []
    with page.expect_response("**/lu/*/") as answer:
        page.clock.run_for(2_000)
    assert answer.value.status == 204
    page.clock.run_for(60_000)
    assert len(sent) == 1
    assert context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()
    assert reads() == {article.pk: 1}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_who_asks_not_to_be_measured_is_not(browser, live_server):
    article = make_published_article()
    context = browser.new_context(base_url=live_server.url, user_agent=FIREFOX)
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', { get: () => true })"
    )
    page.clock.install()
    page.goto(article.get_absolute_url())
    expect(page.locator("[data-theme-switch][data-ready]")).to_be_attached()
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    page.clock.run_for(60_000)
    context.close()
    assert sent == []
    assert reads() == {}
