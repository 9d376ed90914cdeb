"""The letter's desk and archive in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from newsletter.models import Digest
from newsletter.sending import send_digest
from tests.newsletter.factories import make_approved, make_digest
from tests.newsroom.test_desk import RULES

OPTIONS = {"runOnly": RULES, "iframes": False, "preload": False}
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser, django_db_setup, live_server, client, newsletter_editor):
    """Inès's, in the dark, first narrow as a telephone; it complains about nothing."""
    client.force_login(newsletter_editor)
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, base_url=live_server.url, color_scheme="dark"
    )
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": f"{live_server.url}/admin/"}])
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


def test_archive_and_desk_of_issues_are_for_everybody(page):
    send_digest(make_approved(articles=2, readers=0, title="La semaine"))
    open_one = f"/admin/newsletter/digest/{make_digest(articles=2).pk}"
    archive = ["/newsletter/", "/newsletter/1/"]
    for path in [*archive, f"{open_one}/change/", f"{open_one}/preview/"]:
        page.goto(path, wait_until="networkidle")
        answer = Axe().run(page, options=OPTIONS).response
        assert [(path, rule["id"], rule["nodes"]) for rule in answer["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_the_order_is_changed_by_keys_and_by_dragging(page):
    digest = make_digest(articles=3)
    first, second, third = [item.article.title for item in digest.items.all()]
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto(f"/admin/newsletter/digest/{digest.pk}/change/")
    handles = page.locator("#items-group .order-handle")
    chosen = page.locator("#items-group tr.form-row:not(.empty-form) option:checked")
    handles.nth(0).press("ArrowDown")
    expect(chosen).to_have_text([second, first, third])
    expect(page.locator("#items-group [role=status]")).to_contain_text("2")
    handles.nth(2).drag_to(handles.nth(0), target_position={"x": 5, "y": 1})
    expect(chosen).to_have_text([third, second, first])
    expect(page.locator(".inbox--phone .inbox__subject")).to_have_text(first)
    page.locator("#id_subject").fill("Mon objet")
    expect(page.locator(".inbox--wide .inbox__subject")).to_have_text("Mon objet")
    page.locator("[name=_continue]").click()
    expect(chosen).to_have_text([third, second, first])
    saved = Digest.objects.get()
    assert [item.article.title for item in saved.items.all()] == [third, second, first]
    assert saved.subject == "Mon objet"
