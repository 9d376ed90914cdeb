"""What stands beside the text, in a real browser: the checks, the notes, who signs, the preview."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.models import Article
from tests.articles.desk import Desk, stored
from tests.factories import make_article, make_author, make_section
from tests.newsroom.test_desk import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CHOOSE = """(row, [key, name]) => {
    const select = row.querySelector("select")
    select.append(new Option(name, key, true, true))
    window.django.jQuery(select).trigger("change")
}"""


def test_a_finding_leads_to_its_place_and_checking_keeps_nothing(desk):
    body = "".join(f"<p>Un fil {n}.</p>" for n in range(40)) + "<p>Deux  blancs.</p>"
    draft = make_article("Le câble", body=body, standfirst="")
    desk.write(draft)
    desk.page.get_by_role("button", name="Check now").click()
    findings = desk.page.locator(".finding")
    findings.filter(has_text="Two spaces").get_by_role("link").click()
    place = desk.body.locator("p").last
    expect(place).to_be_in_viewport()
    desk.press("Home")
    desk.type("Ici. ")
    expect(place).to_contain_text("Ici. Deux")
    findings.get_by_role("link", name="The standfirst is missing.").click()
    expect(desk.page.locator("[name=standfirst]")).to_be_focused()
    desk.type("Il tient.")
    desk.page.get_by_role("button", name="Check now").click()
    expect(findings.filter(has_text="The standfirst is missing.")).to_have_count(0)
    assert "Ici." not in stored(draft)


def test_notes_are_written_answered_and_done_beside_what_is_typed(desk, draft):
    desk.write(draft)
    desk.type("Le fil tient.")
    notes = desk.page.locator(".desk-notes")
    new, note = notes.get_by_label("New note"), notes.locator(".note")
    new.fill("Et la source ?")
    notes.get_by_role("button", name="Add the note").click()
    expect(note).to_contain_text("Et la source ?")
    expect(new).to_be_focused()
    new.fill("À suivre.")
    note.get_by_text("Answer").first.click()
    note.get_by_label("Your answer").fill("Elle vient.")
    note.get_by_role("button", name="Answer").click()
    expect(note.locator(".note-answer")).to_contain_text("Elle vient.")
    desk.page.context.set_offline(True)
    note.get_by_role("button", name="Done").click()
    expect(notes.get_by_role("alert")).to_contain_text("It was not sent.")
    desk.page.context.set_offline(False)
    assert all("ERR_INTERNET_DISCONNECTED" in text for text in desk.complaints)
    desk.complaints.clear()
    note.get_by_role("button", name="Done").click()
    expect(note).to_contain_text("done, soraya")
    expect(new).to_have_value("À suivre.")
    expect(desk.body).to_have_text("Le fil tient.")
    assert [len(found.answers.all()) for found in draft.notes.for_page()] == [1]


def test_who_signs_waits_in_the_browser_too(desk):
    noemie, zoe, ada = (make_author(name) for name in ("Noémie Faure", "Zoé", "Ada"))
    article = make_article("Titre", body="<p>Un fil.</p>", authors=[noemie, zoe])
    desk.write(article)
    desk.page.context.set_offline(True)
    desk.page.get_by_role("button", name="Move “Zoé”").press("ArrowUp")
    row = desk.page.locator("#bylines-group tr.form-row:not(.has_original, .empty-form)").first
    row.evaluate(CHOOSE, [ada.pk, "Ada"])
    desk.page.locator("#bylines-group tr", has_text="Noémie").get_by_role("checkbox").check()
    expect(desk.page.locator(".autosave-state")).to_have_text("Offline, kept here")
    desk.page.close(run_before_unload=False)
    desk.page.context.set_offline(False)
    desk.complaints.clear()

    again = Desk(desk.page.context.new_page(), desk.base)
    again.write(article)
    again.page.get_by_role("button", name="Go on with it").click()
    expect(again.page.locator(".autosave-state")).to_contain_text("Kept at")
    again.save()
    assert [author.name for author in Article.objects.get().byline] == ["Zoé", "Ada"]
    expect(again.page.locator(".draft-offer")).to_have_count(0)
    assert again.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_preview_beside_the_text(desk, draft, scheme):
    make_section()
    desk.page.emulate_media(color_scheme=scheme)  # before: colours don't change at once
    desk.write(draft)
    desk.type("Le fil tient.")
    desk.page.get_by_role("button", name="Preview beside the text").click()
    shown = desk.page.frame_locator("#desk-preview iframe")
    expect(shown.locator("main")).to_contain_text("Le fil tient.")
    answer = Axe().run(desk.page, options=AXE).response
    assert [(rule["id"], rule["nodes"]) for rule in answer["violations"]] == []
    desk.page.get_by_role("button", name="Close the preview").click()
    expect(desk.page.get_by_role("button", name="Preview beside the text")).to_be_focused()
