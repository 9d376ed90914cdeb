"""The writing page in a real browser: what is typed and pasted is what is stored."""

import re
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article
from newsroom.core.html import sanitize
from tests.factories import make_article, make_picture, make_section, picture_file

pytestmark = pytest.mark.browser

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
VIDEO = "cdiD-9MMpb0"
PASTE = """(body, [type, text]) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData(type, text)
    const event = { clipboardData, bubbles: true, cancelable: true }
    body.dispatchEvent(new ClipboardEvent("paste", event))
}"""


class Desk:
    """Somebody at the writing page, with all that the browser complains about."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.complaints = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.questions = []
        page.on("dialog", self._answer)
        self.answer = "dismiss"

    def _note(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _answer(self, dialog):
        self.questions.append(dialog.type)
        getattr(dialog, self.answer)()

    def open(self, path):
        self.page.goto(f"{self.base}/admin/articles/{path}")

    def write(self, article):
        """The editor of an article, with the cursor in the body."""
        self.open(f"article/{article.pk}/change/")
        expect(self.page.get_by_role("toolbar")).to_be_visible()
        self.body.focus()
        expect(self.body).to_be_focused()

    @property
    def body(self):
        return self.page.locator(".ProseMirror[contenteditable=true]")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def select_line(self):
        """The line that was just typed, once the editor knows about it."""
        self.press("Shift+Home")
        expect(self.tool("Insert a link")).to_have_attribute("aria-disabled", "false")

    def tool(self, name):
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def paste(self, text, kind="text/plain"):
        self.body.evaluate(PASTE, [kind, text])

    def save(self):
        self.page.locator("[name=_continue]").click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()


@pytest.fixture
def site(django_db_setup, live_server):
    """The server, started after the database is made: before, it would not share a connection."""
    return live_server.url


@pytest.fixture
def desk(browser, site, client, editor):
    """Soraya's, in English, in a browser that is logged in."""
    client.force_login(editor)
    context = browser.new_context(locale="en-GB", color_scheme="light")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": f"{site}/admin/"}])
    desk = Desk(context.new_page(), site)
    yield desk
    context.close()
    assert desk.complaints == []


@pytest.fixture
def draft(transactional_db):
    return make_article("Le câble", body="")


def stored(article):
    """The body in the database, which the sanitiser must have nothing to take from."""
    body = Article.objects.get(pk=article.pk).body
    assert sanitize(body) == body
    return body


def test_what_is_typed_is_stored_and_comes_back(desk, draft):
    desk.write(draft)
    desk.type("Le navire")
    desk.press("Enter")
    desk.tool("Heading").click()
    desk.type("À bord")
    desk.press("Enter")
    desk.type("Un mot ")
    desk.press("Control+b")
    desk.type("gras")
    desk.press("Control+b")
    desk.type(", un ")
    desk.press("Control+i")
    desk.type("penché")
    desk.press("Control+i")
    desk.press("Enter")
    desk.tool("Bulleted list").click()
    desk.type("un")
    desk.press("Enter")
    desk.type("deux")
    desk.press("Enter", "Enter")
    desk.type("Fin")
    expected = (
        "<p>Le navire</p><h2>À bord</h2><p>Un mot <strong>gras</strong>, un <em>penché</em></p>"
        "<ul><li><p>un</p></li><li><p>deux</p></li></ul><p>Fin</p>"
    )
    desk.save()
    assert stored(draft) == expected
    desk.write(draft)
    desk.save()
    assert stored(draft) == expected


def test_a_quotation_ends_with_who_said_it(desk, draft):
    desk.write(draft)
    desk.tool("Quotation").click()
    desk.type("« Le fil tient. »")
    desk.press("Enter")
    desk.type("— Odette Le Bris")
    desk.press("Enter", "Enter")
    desk.type("Fin")
    desk.save()
    assert stored(draft) == (
        "<blockquote><p>« Le fil tient. »</p><p>— Odette Le Bris</p></blockquote><p>Fin</p>"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("https://example.org/brest", "https://example.org/brest"),
        ("example.org", "https://example.org"),
        ("/materiel/cable/", "/materiel/cable/"),
        ("redaction@example.org", "mailto:redaction@example.org"),
    ],
)
def test_a_link_needs_its_address_alone(desk, draft, typed, meant):
    desk.write(draft)
    desk.type("Brest")
    desk.select_line()
    desk.press("Control+k")
    desk.page.get_by_role("dialog").get_by_role("textbox").fill(typed)
    desk.press("Enter")
    desk.save()
    assert stored(draft) == f'<p><a href="{meant}">Brest</a></p>'


def test_a_link_that_runs_a_script_is_refused(desk, draft):
    desk.write(draft)
    desk.type("Brest")
    desk.select_line()
    desk.press("Control+k")
    desk.page.get_by_role("dialog").get_by_role("textbox").fill("javascript:alert(1)")
    desk.press("Enter")
    desk.save()
    assert stored(draft) == "<p>Brest</p>"


def test_a_link_is_changed_and_taken_off(desk, draft):
    Article.objects.filter(pk=draft.pk).update(
        body='<p>Vers <a href="https://example.org">Brest</a>.</p>'
    )
    desk.write(draft)
    desk.body.locator("a").click()
    desk.tool("Insert a link").click()
    field = desk.page.get_by_role("dialog").get_by_role("textbox")
    expect(field).to_have_value("https://example.org")
    field.fill("https://example.com/")
    desk.press("Enter")
    expect(desk.body.locator("a")).to_have_attribute("href", "https://example.com/")
    desk.tool("Remove the link").click()
    desk.save()
    assert stored(draft) == "<p>Vers Brest.</p>"


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"https://www.youtube.com/watch?app=desktop&v={VIDEO}&t=12s",
        f"https://youtu.be/{VIDEO}?si=abc",
        f"https://youtube.com/shorts/{VIDEO}",
        f"  https://m.youtube.com/watch?v={VIDEO}\n",
    ],
)
def test_a_pasted_youtube_address_becomes_the_video(desk, draft, address):
    desk.write(draft)
    desk.paste(address)
    expect(desk.body.locator(".video-node")).to_contain_text(VIDEO)
    desk.save()
    assert f'<div data-youtube="{VIDEO}"></div>' in stored(draft)


def test_the_video_button_asks_again_for_an_address_that_is_none(desk, draft):
    desk.answer = "accept"
    desk.write(draft)
    desk.type("Avant")
    desk.press("Enter")
    desk.tool("Insert a YouTube video").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("https://vimeo.com/1")
    desk.press("Enter")
    expect(dialog.get_by_role("textbox")).to_have_value("https://vimeo.com/1")
    assert desk.questions == ["alert"]
    dialog.get_by_role("textbox").fill(f"youtu.be/{VIDEO}")
    desk.press("Enter")
    expect(desk.body.locator(".video-node")).to_have_count(1)
    desk.type("Après")
    desk.save()
    body = stored(draft)
    assert body.startswith(f'<p>Avant</p><div data-youtube="{VIDEO}"></div>')
    assert "Après" in body


def test_a_video_stands_by_itself(desk, draft):
    desk.write(draft)
    desk.tool("Quotation").click()
    desk.type("« Le fil tient. »")
    desk.paste(f"https://youtu.be/{VIDEO}")
    expect(desk.body.locator(".video-node")).to_have_count(1)
    desk.type("Fin")
    desk.save()
    assert stored(draft) == (
        f'<blockquote><p>« Le fil tient. »</p></blockquote><div data-youtube="{VIDEO}"></div>'
        "<p>Fin</p>"
    )


def test_a_table_comes_with_one_click(desk, draft):
    desk.write(draft)
    desk.tool("Insert a table").click()
    desk.type("Année")
    desk.press("Tab")
    desk.type("Fils")
    desk.tool("Delete the column").click()
    desk.body.locator("td").last.click()
    desk.tool("Delete the row").click()
    desk.save()
    body = stored(draft)
    assert body.count("<tr>") == 2
    assert body.count("<td") + body.count("<th") == 4
    desk.write(draft)
    desk.body.locator("td").first.click()
    desk.tool("Delete the table").click()
    desk.save()
    assert stored(draft) == ""


CLEAN = (
    "<h2>La nuit du câble</h2>"
    "<p>Le <strong>navire</strong> répare un <em>câble</em> au large de"
    ' <a href="https://example.org/brest">Brest</a>.</p>'
    "<{heading}>À bord</{heading}>"
    "<ul><li><p>Deux robots</p><ul><li><p>un lourd</p></li></ul></li>"
    "<li><p>Un équipage</p></li></ul>"
    "<ol><li><p>Trouver</p></li><li><p>Hisser</p></li></ol>"
    "<table><tbody><tr><td><p>Profondeur</p></td>"
    "<td><p>1 200 m</p></td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("source", "heading"),
    [("word", "h2"), ("google-docs", "h2"), ("libreoffice", "h2"), ("web", "h3")],
)
def test_a_paste_comes_in_clean(desk, draft, source, heading):
    desk.write(draft)
    desk.paste((CLIPBOARD / f"{source}.html").read_text(), "text/html")
    expect(desk.body).to_contain_text("Profondeur")
    desk.save()
    body = re.sub(r"(<p></p>)+$", "", stored(draft))
    assert body == CLEAN.format(heading=heading)


def test_a_copy_within_the_editor_stays_what_it_was(desk, draft):
    Article.objects.filter(pk=draft.pk).update(
        body=f'<h2>Un</h2><blockquote><p>Deux</p></blockquote><div data-youtube="{VIDEO}"></div>'
    )
    desk.write(draft)
    desk.press("Control+a", "Control+x", "Control+v")
    desk.save()
    assert stored(draft).startswith(
        f'<h2>Un</h2><blockquote><p>Deux</p></blockquote><div data-youtube="{VIDEO}"></div>'
    )


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
    desk.page.get_by_label("Title").fill("")
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
    expect(count).to_have_text("4 words · 1 min of reading")
    desk.press("Control+a", "Delete")
    expect(count).to_have_text("0 words · 1 min of reading")


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
    desk.page.get_by_label("Title").fill("Le câble")
    desk.press("Enter")
    expect(desk.page.get_by_label("Standfirst")).to_be_focused()
    desk.page.get_by_label("Section").select_option(label="Matériel")
    desk.body.focus()
    desk.type("Le fil tient.")
    desk.save()
    assert Article.objects.get().body == "<p>Le fil tient.</p>"
