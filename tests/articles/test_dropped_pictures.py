"""Pictures that are pasted or dropped into the text, and what becomes of them."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.models import Picture
from tests.articles.desk import stored
from tests.factories import drawn_file, make_picture, make_published_article, picture_file

pytestmark = pytest.mark.browser

DROP = """(body, [bytes, name, kind]) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([new Uint8Array(bytes)], name, { type: kind }))
    const { left, top } = body.lastElementChild.getBoundingClientRect()
    const at = { clientX: left + 2, clientY: top + 2 }
    const options = { dataTransfer, bubbles: true, cancelable: true, ...at }
    body.dispatchEvent(new DragEvent("drop", options))
}"""


def drop(desk, content, name="photo.jpg"):
    desk.body.evaluate(DROP, [list(content), name, "image/jpeg"])


def test_a_dropped_picture_goes_to_the_library_and_saving_waits_for_it(desk, draft):
    held = []
    desk.page.route("**/picture/upload/", lambda route: held.append(route))
    desk.write(draft)
    desk.type("Avant")
    drop(desk, picture_file(size=(800, 500)).read())
    expect(desk.body.get_by_role("progressbar")).to_be_visible()
    desk.press("Control+s")
    expect(desk.body).to_be_visible()
    held.pop().continue_()
    expect(desk.page.locator(".messagelist .success")).to_be_visible()
    picture = Picture.objects.get()
    assert (picture.width, picture.uploaded_by.username) == (800, "soraya")
    assert stored(draft) == (
        f'<p>Avant</p><figure data-picture="{picture.pk}" data-width="text"></figure>'
    )


def test_a_file_that_is_none_is_refused_where_it_was_dropped(desk, draft):
    desk.write(draft)
    desk.type("Avant")
    drop(desk, b"<html><script>alert(1)</script>", "page.jpg")
    expect(desk.body.get_by_role("alert")).to_contain_text("page.jpg: This file is not a picture")
    desk.body.get_by_role("button", name="Dismiss").click()
    expect(desk.body.locator(".upload-node")).to_have_count(0)
    desk.save()
    assert stored(draft) == "<p>Avant</p>"
    assert [line for line in desk.complaints if "400" not in line] == []
    desk.complaints.clear()  # the browser's own line about the refusal


def test_the_words_of_a_picture_are_for_this_place_only(desk, draft):
    desk.write(draft)
    drop(desk, picture_file().read())
    figure = desk.body.locator(".picture-node")
    expect(figure).to_contain_text("No text alternative yet.")
    figure.click()
    desk.press("Enter")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_label("Text alternative").fill('Un "navire" <b>')
    dialog.get_by_label("Wider than the text").check()
    desk.press("Enter")
    expect(figure).not_to_contain_text("No text alternative yet.")
    desk.save()
    assert 'data-width="wide" data-alt="Un &quot;navire&quot; &lt;b&gt;"' in stored(draft)
    assert Picture.objects.get().alt == ""


def test_an_animation_says_that_it_stands_still_and_saving_does_not_wait_for_that(desk, draft):
    film = BytesIO()
    frames = [Image.new("RGB", (300, 300), color) for color in ("navy", "white")]
    frames[0].save(film, "GIF", save_all=True, append_images=frames[1:])
    desk.write(draft)
    drop(desk, film.getvalue(), "film.gif")
    expect(desk.body.get_by_role("status")).to_contain_text("film.gif: This file holds 2 pictures")
    desk.save()
    assert "data-picture" in stored(draft)


def test_a_picture_that_looks_like_one_of_the_library_may_give_way_to_it(desk, draft):
    known = make_picture(drawn_file(), alt="Le navire")
    desk.write(draft)
    drop(desk, drawn_file((800, 450)).read())
    desk.body.get_by_role("button", name="Take “Le navire”").click()
    expect(desk.body.locator(".upload-node")).to_have_count(0)
    desk.save()
    assert f'data-picture="{known.pk}"' in stored(draft)


def test_a_file_over_the_limit_is_told_before_it_is_sent(desk, draft):
    sent = []
    desk.page.on("request", lambda request: sent.append(request.url))
    desk.write(draft)
    desk.page.evaluate("""() => {
        const input = document.querySelector("[name=picture_file]")
        const chosen = new DataTransfer()
        chosen.items.add(new File([new Uint8Array(25 * 2 ** 20 + 1)], "a.jpg"))
        input.files = chosen.files
        input.dispatchEvent(new Event("change", { bubbles: true }))
    }""")
    expect(desk.page.get_by_text("too large (25.1 MB): send a picture of 25 MB")).to_be_visible()
    assert desk.page.locator("[name=picture_file]").input_value() == ""
    refused = desk.page.evaluate("""async () => {
        const { upload } = await import("newsroom/editor/desk")
        return upload(new File([new Uint8Array(26 * 2 ** 20)], "b.jpg"), () => {}).catch(String)
    }""")
    assert "too large (26 MB)" in refused
    assert not any("upload" in address for address in sent if "/static/" not in address)


def test_tags_read_a_title_as_text(desk, draft):
    make_published_article("Autre", tags=["Câbles"])
    desk.write(draft)
    desk.page.locator("[name=title]").fill("Si a <b, les câbles")
    desk.page.locator("[name=title]").press("End")
    expect(desk.page.locator(".tag-suggestions button")).to_have_text(["Câbles"])
