"""The letter's desk and archive in a real browser."""

from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from newsletter import tokens
from newsletter.models import Digest, Subscriber
from newsletter.sending import send_digest
from tests.newsletter.factories import make_approved, make_consent, make_digest, make_subscriber
from tests.newsroom.test_desk import AXE

OPTIONS = AXE | {"iframes": False, "preload": False}
OPEN = ("", "1/", "inscription/", "preferences/", "confirmer/x/")
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
    refused = f"{live_server.url}/newsletter/"  # a page that answers 404 or 422 is meant to
    page.on("console", lambda m: m.location["url"].startswith(refused) or complaints.append(m.text))
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


def walk(page, reader):
    """The pages of readers, one of each kind; each is open when its name is given."""
    waiting = make_subscriber(status="pending")
    make_consent(waiting)
    for path in OPEN:
        page.goto(f"/newsletter/{path}")
        yield path
    yield from _asked_again(page)
    yield from _pressed(page, "confirm", tokens.confirmation_url(waiting))
    yield from _pressed(page, "preferences", tokens.preferences_url(reader), "save", "pause")
    page.locator("#id_new_email").fill("x")
    page.locator("#id_new_email").press("Enter")
    expect(page.locator("#id_new_email-error")).to_be_visible()
    yield "preferences, wrong"
    yield from _pressed(page, "leave", tokens.unsubscribe_url(reader))
    with page.expect_navigation():
        page.locator("main button").press("Enter")  # and comes back
    yield from _pressed(page, "erase", f"{tokens.preferences_url(reader)}effacer/")


def _asked_again(page):
    """What is typed wrong stays, with a word on it."""
    for path, typed in (
        ("inscription/", "lucie@gmial.com"), ("inscription/", "x"), ("preferences/", "x"),
    ):  # fmt: skip
        page.goto(f"/newsletter/{path}")
        field = page.locator("main input[type=email]").last
        field.fill(typed)
        field.press("Enter")
        expect(page.locator("#form-errors")).to_be_visible()
        expect(page.locator("main input[type=email]").last).to_have_value(typed)
        yield f"{path}{typed}"


def _pressed(page, name, url, *buttons):
    """A page behind a link, and what its buttons lead to; pressed by a key."""
    page.goto(f"/newsletter/{url.partition('/newsletter/')[2]}")
    yield name
    for button in buttons or [""]:
        form = f"[value={button}]" if button else "button"
        with page.expect_navigation():
            page.locator(f"main {form}").first.press("Enter")
        yield f"{name}: {button or 'done'}"


def test_the_pages_of_readers_are_for_everybody(page, reader):
    """By keys alone, on a telephone, by day and in the dark in turn."""
    send_digest(make_approved(articles=2, readers=0, title="La semaine", intro="Bonjour."))
    for name, scheme in zip(walk(page, reader), cycle(["light", "dark"]), strict=False):
        page.emulate_media(color_scheme=scheme)
        answer = Axe().run(page, options=OPTIONS).response
        assert [(name, rule["id"], rule["nodes"]) for rule in answer["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    assert not Subscriber.objects.filter(pk=reader.pk).exists()  # the last button erases


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
