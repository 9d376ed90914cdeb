"""The editor by keyboard, for screen readers, on a tablet: its menu, its windows, its side."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.articles.desk import stored
from tests.factories import make_picture, make_published_article
from tests.newsroom.test_desk import AXE

pytestmark = pytest.mark.browser


def violations(desk):
    answer = Axe().run(desk.page, options=AXE).response
    return [(rule["id"], rule["nodes"]) for rule in answer["violations"]]


def test_axe_finds_nothing_in_the_menu_and_the_windows(desk, draft):
    make_picture()
    make_published_article("La nuit du phare")
    desk.page.set_viewport_size({"width": 820, "height": 1100})
    desk.page.emulate_media(color_scheme="dark")
    desk.write(draft)
    dialog = desk.page.get_by_role("dialog")
    desk.type("/")
    expect(desk.page.get_by_role("listbox", name="Insert")).to_be_visible()
    assert violations(desk) == []
    desk.type("gallery")
    desk.press("Enter")
    expect(dialog.locator(".editor-grid img")).to_have_count(1)
    assert violations(desk) == []
    desk.press("Escape")
    desk.type("phare")
    desk.select_line()
    desk.press("Control+k")
    expect(dialog.get_by_role("option")).to_have_count(1)
    assert violations(desk) == []
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 820


def test_the_menu_of_the_slash_is_ruled_by_the_keyboard(desk, draft):
    desk.write(draft)
    menu = desk.page.get_by_role("listbox", name="Insert")
    desk.type("/list")
    expect(menu.get_by_role("option")).to_have_text(["Bulleted list", "Numbered list"])
    desk.press("ArrowDown")
    chosen = menu.get_by_role("option", selected=True)
    expect(chosen).to_have_text("Numbered list")
    expect(desk.body).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    desk.press("Enter")
    desk.type("un")
    desk.press("Control+Enter")
    desk.type("/usr")
    expect(menu).to_be_hidden()  # nothing is called that: it is only text
    desk.press("Enter")
    desk.type("/")
    expect(menu).to_be_visible()
    desk.press("Escape")
    expect(menu).to_be_hidden()
    desk.save()
    assert stored(draft) == "<ol><li><p>un</p></li></ol><p>/usr</p><p>/</p>"


def test_our_own_articles_are_linked_by_their_words(desk, draft):
    article = make_published_article("La nuit du phare", authors=[])
    desk.write(draft)
    desk.type("phare")
    desk.select_line()
    desk.press("Control+k")
    expect(desk.page.get_by_role("dialog").get_by_role("option")).to_have_count(1)
    desk.press("ArrowDown", "Enter")
    desk.save()
    assert stored(draft) == f'<p><a href="{article.get_absolute_url()}">phare</a></p>'


def test_the_side_folds_away_and_stays_so(desk, draft):
    desk.write(draft)
    side, button = desk.page.locator(".desk-side"), desk.page.get_by_role("button", name="Details")
    button.focus()
    desk.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(side).to_be_hidden()
    desk.write(draft)
    expect(side).to_be_hidden()
    desk.press("Control+.")
    expect(side).to_be_visible()


@pytest.mark.parametrize("leave", [["Escape"], ["https://youtu.be/ScMzIvxBSi4", "Enter"]])
def test_what_is_typed_right_after_a_window_is_not_lost(desk, draft, leave):
    desk.write(draft)
    desk.type("/video")
    expect(desk.page.get_by_role("listbox", name="Insert")).to_be_visible()
    desk.press("Enter")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    *words, key = leave
    desk.type("".join(words))
    desk.press(key)
    desk.type("phare de la nuit")
    expect(desk.body).to_contain_text("phare de la nuit")
