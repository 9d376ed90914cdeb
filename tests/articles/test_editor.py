"""The writing page in a real browser: what is typed and pasted is what is stored."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article
from newsroom.core.html import sanitize
from tests.articles.desk import stored

pytestmark = pytest.mark.browser

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
VIDEO = "cdiD-9MMpb0"


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


def test_words_in_other_languages_stay_so(desk, draft):
    body = (
        '<p>Un <span lang="en">well, <strong>no</strong></span>, un <span lang="en"><em>off</em>'
        '</span></p><blockquote lang="ar" dir="rtl"><p dir="rtl">مرحبا</p><footer><span lang="ar">'
        'ليلى</span></footer></blockquote><ul dir="rtl"><li lang="ar"><p>نعم</p></li></ul>'
        '<aside data-kind="note" lang="en"><p>Note</p></aside>'
    )
    Article.objects.filter(pk=draft.pk).update(body=sanitize(body))
    desk.write(draft)
    desk.body.locator("p").first.click()
    desk.press("Control+Home")
    desk.type("Là. ")
    desk.save()
    assert stored(draft) == body.replace("Un", "Là. Un", 1)


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
        "<blockquote><p>« Le fil tient. »</p><footer>Odette Le Bris</footer></blockquote><p>Fin</p>"
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
    desk.page.get_by_role("dialog").get_by_role("combobox").fill(typed)
    desk.press("Enter")
    desk.save()
    assert stored(draft) == f'<p><a href="{meant}">Brest</a></p>'


def test_a_link_that_runs_a_script_is_refused(desk, draft):
    desk.write(draft)
    desk.type("Brest")
    desk.select_line()
    desk.press("Control+k")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("combobox").fill("javascript:alert(1)")
    desk.press("Enter")
    expect(dialog.locator(".editor-mistake")).not_to_be_empty()
    desk.press("Escape")
    desk.save()
    assert stored(draft) == "<p>Brest</p>"


def test_a_link_is_changed_and_taken_off(desk, draft):
    Article.objects.filter(pk=draft.pk).update(
        body='<p>Vers <a href="https://example.org">Brest</a>.</p>'
    )
    desk.write(draft)
    desk.body.locator("a").click()
    desk.tool("Insert a link").click()
    field = desk.page.get_by_role("dialog").get_by_role("combobox")
    expect(field).to_have_value("https://example.org")
    field.fill("https://example.com/")
    desk.press("Enter")
    expect(desk.body.locator("a")).to_have_attribute("href", "https://example.com/")
    desk.tool("Remove the link").click()
    desk.save()
    assert stored(draft) == "<p>Vers Brest.</p>"


def test_a_pasted_youtube_address_becomes_the_video(desk, draft):
    addresses = [
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"https://www.youtube.com/watch?app=desktop&v={VIDEO}&t=12s",
        f"https://youtu.be/{VIDEO}?si=abc",
        f"https://youtube.com/shorts/{VIDEO}",
        f"  https://m.youtube.com/watch?v={VIDEO}\n",
    ]
    desk.write(draft)
    for number, address in enumerate(addresses, 1):
        desk.paste(address)
        expect(desk.body.locator(".video-node")).to_have_count(number)
        expect(desk.body.locator(".video-node").last).to_contain_text(VIDEO)
    desk.save()
    assert stored(draft).count(f'<div data-youtube="{VIDEO}"></div>') == len(addresses)


def test_the_video_button_asks_again_for_an_address_that_is_none(desk, draft):
    desk.write(draft)
    desk.type("Avant")
    desk.press("Enter")
    desk.tool("Insert a video").click()
    address = desk.page.get_by_role("dialog").get_by_role("textbox")
    address.fill("https://example.org/film")
    desk.press("Enter")
    expect(desk.page.get_by_role("alert")).to_contain_text("not the address of a video")
    expect(address).to_have_value("https://example.org/film")
    address.fill(f"youtu.be/{VIDEO}")
    desk.press("Enter")
    expect(desk.body.locator(".video-node")).to_have_count(1)
    desk.type("Après")
    desk.save()
    assert stored(draft) == f'<p>Avant</p><div data-youtube="{VIDEO}"></div><p>Après</p>'


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


def test_the_toolbar_is_there_when_its_script_comes_after_the_editor(desk, draft):
    held = []
    desk.page.route("**/writing.js", lambda route: held.append(route))
    desk.page.goto(f"{desk.base}/admin/articles/article/{draft.pk}/change/", wait_until="commit")
    expect(desk.page.locator(".prose-menubar")).to_be_visible()
    held.pop().continue_()
    expect(desk.tool("Bold")).to_be_visible()
    expect(desk.page.locator(".word-count")).to_have_count(1)


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
    clean = CLEAN.format(heading=heading)
    if source == "web":  # with the caption of a picture, and the words below the article
        clean = clean.replace("</h2>", "</h2><p>Le navire à quai. © Agence</p>", 1)
        clean += "<p>Article suivant</p>"
    assert body == clean


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
