"""What keys decide on at the desk: on what has the focus, once a press, and never unread."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from comments.rules.case import Verdict
from tests.comments.desk import at_the_desk, statuses
from tests.comments.factories import make_waiting_comment

pytestmark = pytest.mark.browser
DESK = "/admin/comments/comment/desk/"


@pytest.fixture
def waiting(django_db_setup, transactional_db):
    now = timezone.now()
    return [
        make_waiting_comment(name=f"Lectrice {n}", created_at=now - timedelta(hours=9 - n))
        for n in range(4)
    ]


@pytest.fixture
def page(browser, waiting, live_server, client, moderator):
    with at_the_desk(browser, live_server.url, client, moderator) as page:
        with page.expect_response("**/desk/reject/"):
            page.goto(f"{live_server.url}{DESK}")
        yield page


def line(page, comment):
    return page.locator(f"#c{comment.pk}")


def expect(what):
    from playwright.sync_api import expect

    return expect(what)


def look(page):
    """What the page asks the server every five seconds."""
    with page.expect_response("**/desk/state/*"):
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def bar(page):
    return page.locator(".desk-bar-below")


def test_keys_act_on_the_line_that_has_the_focus(page, waiting):
    first, second, _third, _fourth = waiting
    line(page, second).get_by_role("link", name="History").focus()
    expect(line(page, second)).to_have_attribute("aria-current", "true")
    page.keyboard.press("s")
    expect(bar(page)).to_contain_text("1 comment marked as spam.")
    assert statuses(first, second) == ["waiting", "spam"]


@pytest.mark.parametrize("key", ["a", "s"])
def test_a_held_key_decides_once(page, waiting, key):
    for _repeat in range(12):
        page.keyboard.down(key)
    page.keyboard.up(key)
    expect(bar(page)).to_contain_text("1 comment")
    page.wait_for_load_state("networkidle")
    assert statuses(*waiting)[1:] == ["waiting"] * 3


def test_the_second_click_of_a_double_click_decides_on_nothing(page, waiting):
    line(page, waiting[0]).get_by_role("button", name="Approve").dblclick()
    expect(bar(page)).to_contain_text("1 comment approved.")
    page.wait_for_load_state("networkidle")
    assert statuses(*waiting) == ["approved", "waiting", "waiting", "waiting"]


def test_each_undo_takes_back_one_step_more(page, waiting):
    first, second, third, _fourth = waiting
    for key in "asa":
        page.keyboard.press(key)
    page.keyboard.press("u")  # before the answers are there
    expect(line(page, third)).to_be_focused()
    assert statuses(first, second, third) == ["approved", "spam", "waiting"]
    page.keyboard.press("u")
    expect(line(page, second)).to_be_focused()
    page.keyboard.press("u")
    expect(line(page, first)).to_be_focused()
    assert statuses(first, second, third) == ["waiting"] * 3
    page.keyboard.press("a")
    expect(line(page, first)).to_be_hidden()
    expect(bar(page)).to_contain_text("1 comment approved.")


def test_keys_wait_when_the_line_has_gone_by_itself(page, waiting):
    first, second, _third, _fourth = waiting
    Comment.objects.get(pk=first.pk).retract()
    look(page)
    expect(line(page, second)).to_have_attribute("aria-current", "true")
    expect(bar(page)).to_contain_text("withdrawn by its author")
    page.keyboard.press("a")
    expect(bar(page)).to_contain_text("look, then press again")
    page.wait_for_load_state("networkidle")
    assert statuses(first, second) == ["retracted", "waiting"]
    page.keyboard.press("k")  # whoever moves has looked
    page.keyboard.press("a")
    expect(bar(page)).to_contain_text("1 comment approved.")
    assert statuses(second) == ["approved"]


def correct(comment, body="Un port, pas un navire."):
    Comment.objects.get(pk=comment.pk).correct(body, Verdict("waiting", rule="x", reason="y"))


def test_a_corrected_line_is_fetched_anew_and_says_why(page, waiting):
    first = waiting[0]
    Comment.objects.filter(pk=first.pk).update(created_at=timezone.now())
    correct(first)
    page.keyboard.press("a")
    expect(line(page, first)).to_contain_text("Un port, pas un navire.")
    expect(line(page, first)).to_contain_text("Its author has corrected it: read it again.")
    assert statuses(first) == ["waiting"]
    line(page, first).click()
    page.keyboard.press("a")
    expect(bar(page)).to_contain_text("1 comment approved.")
    assert statuses(first) == ["approved"]


def test_a_correction_is_seen_before_any_key(page, waiting, editor):
    first, second, _third, _fourth = waiting
    Comment.objects.filter(pk=first.pk).update(created_at=timezone.now())
    correct(first)
    Comment.objects.get(pk=second.pk).edit("Sans numéro.", by=editor, reason="Privé.")
    look(page)
    expect(line(page, first)).to_contain_text("Its author has corrected it: read it again.")
    expect(line(page, second)).to_contain_text("The desk has changed its words: read it again.")
    page.keyboard.press("a")
    expect(bar(page)).to_contain_text("look, then press again")
    assert statuses(first) == ["waiting"]


def test_what_comes_back_to_the_queue_comes_back_to_the_list(page, waiting):
    first = waiting[0]
    Comment.objects.get(pk=first.pk).retract()
    look(page)
    expect(line(page, first)).to_be_hidden()
    Comment.objects.get(pk=first.pk).restore()
    look(page)
    expect(line(page, first)).to_be_visible()


def test_what_is_typed_while_a_question_is_on_its_way_decides_nothing(page, waiting):
    page.keyboard.press("e")
    page.keyboard.press("a")
    expect(page.locator("dialog textarea")).to_be_visible()
    assert statuses(*waiting) == ["waiting"] * 4
