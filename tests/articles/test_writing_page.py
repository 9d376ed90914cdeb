"""The writing page around the editor, in a real browser: guards, buttons, pictures."""

import re
from contextlib import closing

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.articles.desk import stored
from tests.factories import make_picture, make_published_article, make_section, picture_file

pytestmark = pytest.mark.browser


def test_leaving_with_unsaved_words_asks_and_saving_does_not(desk, draft):
    desk.write(draft)
    desk.type("Le navire")
    desk.answer = "accept"
    desk.open("article/")
    assert desk.questions == ["beforeunload"]
    desk.questions.clear()
    desk.write(draft)
    desk.type("Le navire")
    desk.press("Control+s")
    expect(desk.page.locator(".messagelist .success")).to_be_visible()
    desk.open("article/")
    assert desk.questions == []
    assert stored(draft) == "<p>Le navire</p>"


def test_words_that_came_back_with_an_error_are_guarded_too(desk, draft):
    desk.write(draft)
    desk.type("Le navire")
    desk.page.locator("[name=title]").fill("")
    desk.page.locator("[name=_continue]").click()
    expect(desk.page.locator(".errornote")).to_be_visible()
    expect(desk.body).to_have_text("Le navire")
    desk.answer = "accept"
    desk.open("article/")
    assert desk.questions == ["beforeunload"]


def test_the_toolbar_is_one_stop_of_the_tab_key(desk, draft):
    desk.write(draft)
    desk.type("Le navire")
    desk.press("Alt+F10")
    expect(desk.tool("Heading")).to_be_focused()
    desk.press("ArrowRight", "ArrowRight")
    expect(desk.tool("Bold")).to_be_focused()
    desk.press("Tab")
    expect(desk.body).to_be_focused()
    desk.press("Shift+Tab")
    expect(desk.tool("Bold")).to_be_focused()
    desk.press("Enter")
    desk.type("gras")
    expect(desk.body.locator("strong")).to_have_text("gras")
    expect(desk.tool("Bold")).to_have_attribute("aria-pressed", "true")


def test_every_button_has_a_name_and_room_for_a_finger(desk, draft):
    desk.write(draft)
    for button in desk.page.get_by_role("toolbar").get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 24
        assert button.get_attribute("aria-label")


def test_words_and_minutes_are_counted(desk, draft):
    desk.write(draft)
    count = desk.page.locator(".word-count")
    desk.type("Le fil — il tient.")
    expect(count).to_have_text("4 words · 18 characters · 1 min of reading")
    desk.press("Control+a", "Delete")
    expect(count).to_have_text("0 words · 0 characters · 1 min of reading")


def test_what_is_written_stays_clear_of_the_buttons_below(desk, draft):
    desk.write(draft)
    for _line in range(40):
        desk.press("Enter")
    desk.type("Fin")
    line = desk.body.locator("p", has_text="Fin").bounding_box()
    row = desk.page.locator(".submit-row").bounding_box()
    assert line["y"] + line["height"] <= row["y"]


def test_withdrawing_asks_for_the_reason_first(desk, article):
    desk.write(article)
    withdraw = desk.page.get_by_role("button", name="Withdraw")
    withdraw.click()
    reason = desk.page.get_by_label("Reason")
    expect(reason).to_be_focused()
    reason.fill("Une source s’est rétractée.")
    withdraw.click()
    expect(desk.page.locator(".desk-state .state-withdrawn")).to_be_visible()


def test_a_new_lead_picture_is_seen_before_it_is_saved(desk, draft):
    desk.write(draft)
    expect(desk.page.get_by_label("Its credit")).to_be_hidden()
    file = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture_file().read()}
    desk.page.get_by_label("New picture").set_input_files(file)
    expect(desk.page.locator("canvas.picture-preview")).to_be_visible()
    expect(desk.page.get_by_text("1600 × 900 pixels")).to_be_visible()
    desk.page.get_by_label("Its text alternative").fill("Un navire")
    desk.page.get_by_label("Its credit").fill("L’Octet")
    desk.save()
    expect(desk.page.locator(".lead-shown img")).to_be_visible()


def test_a_picture_of_the_library_is_seen_once_chosen(desk, draft):
    picture = make_picture()
    desk.write(draft)
    desk.page.locator(".field-lead_picture .select2-selection").click()
    option = desk.page.locator(".picture-option", has_text=picture.alt)
    expect(option.locator("img")).to_be_visible()
    option.click()
    expect(desk.page.locator(".lead-shown img")).to_be_visible()
    desk.save()
    assert Article.objects.get(pk=draft.pk).lead_picture == picture


def test_without_a_script_the_body_is_its_html(browser, site, client, editor, draft):
    client.force_login(editor)
    with closing(browser.new_context(java_script_enabled=False)) as context:
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([cookie | {"url": f"{site}/admin/"}])
        page = context.new_page()
        page.goto(f"{site}/admin/articles/article/{draft.pk}/change/")
        page.locator("textarea[name=body]").fill("<h2>À bord</h2><p>Le fil <b>tient</b>.</p>")
        page.locator("[name=_continue]").click()
        assert "À bord" in page.locator("textarea[name=body]").input_value()
    assert stored(draft) == "<h2>À bord</h2><p>Le fil <strong>tient</strong>.</p>"


def test_a_new_article_is_written_in_one_go(desk):
    make_section()
    desk.open("article/add/")
    desk.page.locator("[name=title]").fill("Le câble")
    desk.press("Enter")
    expect(desk.page.get_by_label("Standfirst")).to_be_focused()
    desk.page.get_by_label("Section").select_option(label="Matériel")
    desk.body.focus()
    desk.type("Le fil tient.")
    desk.save()
    assert stored(Article.objects.get()) == "<p>Le fil tient.</p>"


def test_the_preview_beside_the_text_shows_what_is_typed(desk, draft):
    desk.write(draft)
    toggle = desk.page.get_by_role("button", name="Preview beside the text")
    toggle.click()
    page = desk.page.frame_locator(".desk-preview iframe")
    expect(page.locator("h1")).to_have_text("Le câble")
    desk.page.locator("[name=title]").fill("Le navire")
    expect(page.locator("h1")).to_have_text("Le navire")
    desk.body.focus()
    desk.type("Une ancre")
    expect(page.locator(".prose")).to_have_text("Une ancre")
    desk.page.get_by_role("button", name="Desktop").click()
    expect(desk.page.locator(".desk-preview iframe")).to_have_css("width", "1180px")
    desk.page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    desk.page.get_by_role("button", name="Close the preview").click()
    expect(toggle).to_be_focused()
    assert stored(draft) == ""


def test_a_video_is_asked_for_only_after_a_click(desk, transactional_db):
    """What the player asks for never leaves the test: the browser is told to answer itself."""
    article = make_published_article(body="<div data-vimeo='76979871'></div>")
    asked = []
    outside = re.compile(r"^https://")
    desk.page.route(
        outside, lambda route: [asked.append(route.request.url), route.fulfill(body="")]
    )
    desk.page.goto(f"{desk.base}{article.get_absolute_url()}")
    still = desk.page.locator(".video__still")
    expect(still).to_have_attribute("data-player", re.compile("^https://player.vimeo.com/"))
    assert asked == []
    with desk.page.expect_request(outside) as request:
        still.click()
    assert request.value.url.startswith("https://player.vimeo.com/video/76979871?")
    expect(desk.page.locator(".video iframe")).to_be_focused()


def test_a_new_article_is_shown_beside_its_text_once_it_has_a_title_and_a_section(desk, editor):
    make_section()
    desk.open("article/add/")
    desk.page.get_by_role("button", name="Preview beside the text").click()
    pane = desk.page.locator(".desk-preview")
    expect(pane.get_by_role("status")).to_have_text("Shown here once it has a title and a section.")
    desk.page.locator("[name=title]").fill("Le fil")
    desk.page.locator("[name=section]").select_option(label="Matériel")
    shown = desk.page.frame_locator(".desk-preview iframe")
    expect(shown.locator("h1")).to_have_text("Le fil")
    expect(pane.get_by_role("status")).to_be_empty()
    desk.page.locator("[name=title]").fill("Le fil tient")
    expect(shown.locator("h1")).to_have_text("Le fil tient")
