"""The desk in a real browser: by keyboard alone, beside a colleague, and for everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comments.models import Comment
from tests.comments.desk import at_the_desk, statuses
from tests.comments.factories import make_waiting_comment
from tests.newsroom.test_desk import SCREENS, looked_at

pytestmark = pytest.mark.browser
DESK = "/admin/comments/comment/desk/"


@pytest.fixture
def waiting(django_db_setup, transactional_db):
    """Six comments in the order in which they wait."""
    now = timezone.now()
    comments = [
        make_waiting_comment(name=f"Lectrice {n}", created_at=now - timedelta(hours=9 - n))
        for n in range(6)
    ]
    comments[0].decisions.create(status="waiting", rule="x", reason="y", evidence=["navire"])
    return comments


def line(page, comment):
    return page.locator(f"#c{comment.pk}")


def test_a_moderator_needs_no_mouse(browser, waiting, live_server, client, moderator):
    from playwright.sync_api import expect

    first, second, third, fourth, fifth, _sixth = waiting
    with at_the_desk(browser, live_server.url, client, moderator) as page:
        with page.expect_response("**/desk/reject/"):
            page.goto(f"{live_server.url}{DESK}")
        expect(line(page, first).locator("mark")).to_have_text("navire")
        expect(line(page, first)).to_have_attribute("aria-current", "true")
        page.keyboard.press("a")
        expect(page.locator(".desk-bar-below")).to_contain_text("1 comment approved.")
        expect(line(page, first)).to_be_hidden()
        expect(line(page, second)).to_be_focused()
        page.keyboard.press("u")
        expect(line(page, first)).to_be_focused()
        assert statuses(first) == ["waiting"]
        page.keyboard.press("j")
        page.keyboard.press("r")
        page.keyboard.press("2")
        expect(page.locator(".desk-bar-below")).to_contain_text("1 comment rejected.")
        assert second.decisions.get().code == "insult"
        page.keyboard.press("x")
        page.keyboard.press("j")
        page.keyboard.press("x")
        expect(page.locator(".bulk-count")).to_have_text("2 selected")
        page.keyboard.press("s")
        expect(page.locator(".desk-bar-below")).to_contain_text("2 comments marked as spam.")
        assert statuses(third, fourth) == ["spam", "spam"]
        page.keyboard.press("e")
        page.locator("dialog [name=why]").fill("Numéro privé.")
        page.locator("dialog textarea").fill("Un navire.")
        page.locator("dialog").get_by_role("button", name="Change it").click()
        expect(line(page, fifth)).to_contain_text("Changed by the desk")
        page.keyboard.press("?")
        expect(page.locator("dialog")).to_contain_text("undo the last decision")
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_be_hidden()


def test_a_colleague_is_seen_without_a_reload(
    browser, waiting, live_server, client, moderator, editor
):
    from playwright.sync_api import expect

    from comments.models import Claim

    with at_the_desk(browser, live_server.url, client, moderator) as page:
        page.goto(f"{live_server.url}{DESK}", wait_until="networkidle")
        Claim.objects.take([waiting[3].pk], by=editor)
        Comment.objects.get(pk=waiting[4].pk).approve(by=editor)
        expect(line(page, waiting[3])).to_contain_text("soraya reads it")
        expect(line(page, waiting[4])).to_be_hidden()
        expect(page.locator('.queues [data-queue="waiting"] [data-count]')).to_have_text("5")


def test_the_moderators_page_is_for_everybody(browser, waiting, live_server, client, moderator):
    one = waiting[0].pk
    with at_the_desk(browser, live_server.url, client, moderator) as page:
        for path in ("", f"{one}/", f"{one}/sanction/"):
            page.goto(f"{live_server.url}{DESK}{path}")
            for screen in SCREENS:
                assert (path, screen, *looked_at(page, *screen)) == (path, screen, False, [])
