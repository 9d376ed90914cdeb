"""The calendar and the board in a real browser: by the mouse, and by the keyboard alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.factories import make_article

pytestmark = pytest.mark.browser


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def card(desk, title):
    return desk.page.locator(".entry", has_text=title)


def test_a_piece_is_dragged_to_another_day_and_carried_there_by_the_arrows(desk, transactional_db):
    article = make_article("Le câble", due_on=in_days(0))
    desk.page.goto(f"{desk.base}/admin/planning/?view=week")
    first, last = desk.page.locator("[data-day]").first, desk.page.locator("[data-day]").last
    target = last if first.get_attribute("data-day") == str(in_days(0)) else first
    day = target.get_attribute("data-day")
    card(desk, "Le câble").drag_to(target)
    expect(desk.page.locator(f"[data-day='{day}'] .entry")).to_contain_text("Le câble")
    article.refresh_from_db()
    assert str(article.due_on) == day
    handle = desk.page.get_by_role("link", name="Move “Le câble”")
    expect(handle).to_be_focused()
    forward = target is first
    desk.press("ArrowRight" if forward else "ArrowLeft")
    expect(desk.page.locator("#move-said")).to_contain_text("to ")
    desk.press("Escape")
    expect(desk.page.locator(f"[data-day='{day}'] .entry")).to_have_count(1)
    desk.press("ArrowRight" if forward else "ArrowLeft")
    with desk.page.expect_navigation():
        desk.press("Enter")
    article.refresh_from_db()
    assert article.due_on.isoformat() != day


def test_a_card_goes_only_where_a_verb_leads(desk, transactional_db):
    article = make_article("Le câble")
    desk.page.goto(f"{desk.base}/admin/planning/board/")
    column = {name: desk.page.locator(f"[data-column={name}]") for name in ("review", "scheduled")}
    card(desk, "Le câble").drag_to(column["scheduled"])
    article.refresh_from_db()
    assert article.status == "draft"
    card(desk, "Le câble").drag_to(column["review"])
    expect(column["review"]).to_contain_text("Le câble")
    expect(desk.page.locator(".messagelist")).to_contain_text("is handed in")
    menu = card(desk, "Le câble").locator("summary")
    expect(menu).to_be_focused()
    desk.press("Enter", "Tab")
    expect(card(desk, "Le câble").get_by_role("button", name="Back to draft")).to_be_focused()
    desk.press("Escape")
    expect(menu).to_be_focused()
    desk.press("Enter", "Tab", "Tab")
    with desk.page.expect_navigation():
        desk.press("Enter")
    article.refresh_from_db()
    assert article.status == "ready"
