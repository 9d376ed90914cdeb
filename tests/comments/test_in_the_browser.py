"""Commenting in a real browser: with JavaScript, everything happens in place."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comments.models import Comment
from comments.tokens import confirmation_url
from newsroom.rights import seal
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment
from tests.factories import make_published_article
from tests.newsroom.test_desk import AXE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OPTIONS = AXE | {"preload": False}  # it would ask for sheets where there are none
TEXT = "Un *beau* récit.\n\n> La suite ?\n\nVoir https://example.org/page."


@pytest.fixture
def page(browser, django_db_setup, live_server):
    """A reader's, narrow as a telephone; it complains about nothing."""
    context = browser.new_context(viewport={"width": 360, "height": 800}, base_url=live_server.url)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.on("console", lambda message: complaints.append(message.text))
    yield page
    context.close()
    assert complaints == []


def test_preview_send_and_correct_without_leaving_the_article(page):
    article = make_published_article()
    page.add_init_script("performance.now = () => 1000")  # faster than anybody types
    page.goto(article.get_absolute_url())
    here = page.url
    form = page.locator(".comment-form")
    form.locator("[name=name]").fill("Marie")
    form.locator("[name=email]").fill(EMAIL)
    form.locator("[name=body]").fill(TEXT)
    form.locator("[name=preview]").click()
    expect(page.locator(".comment-preview em")).to_have_text("beau")
    expect(page.locator(".comment-preview")).to_be_focused()
    expect(form.locator("[name=body]")).to_have_value(TEXT)
    assert not Comment.objects.exists()
    form.locator("[type=submit]").first.click()
    expect(page.locator("#own-status")).to_be_focused()
    expect(page.locator(".comment-preview")).to_have_count(0)
    assert page.url == here
    expect(page.locator(".proof button")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.locator(".own-edit summary").click()
    page.locator("#edit-body").fill("Un récit corrigé, et bien relu.")
    page.locator(".own-edit [type=submit]").click()
    expect(page.locator(".comment--own .comment__body")).to_have_text(
        "Un récit corrigé, et bien relu."
    )
    assert page.context.cookies() == []


def write_and_send(page, **typed):
    for name, words in typed.items():
        page.locator(f"#comment-{name}").fill(words)
    page.locator(".comment-form [type=submit]").first.click()


def lose(route):
    route.fulfill(body="Nothing has come through.")


def lose_what_scripts_send(route):
    lose(route) if route.request.resource_type == "fetch" else route.continue_()


def test_a_draft_is_kept_until_the_browser_itself_has_brought_it_through(page):
    article = make_published_article()
    page.route("**/commentaires/*/", lose)
    page.goto(article.get_absolute_url())
    write_and_send(page, name="Marie", email=EMAIL, body=TEXT)
    expect(page.locator("body")).to_have_text("Nothing has come through.")
    page.route("**/commentaires/*/", lose_what_scripts_send)
    page.goto(article.get_absolute_url())
    expect(page.locator("#comment-body")).to_have_value(TEXT)
    write_and_send(page, name="Marie", email=EMAIL)
    expect(page.locator("#own-status")).to_be_visible()
    page.wait_for_load_state()  # with its script
    page.goto(article.get_absolute_url())
    expect(page.locator("#comment-body")).to_have_value("")


@pytest.fixture
def readers_pages(article, moderator):
    """What an author, a reader who reports and one who asks for their data see."""
    shown = make_comment(article, body="Un récit. " * 200)
    make_comment(parent=shown)
    refused = make_waiting_comment(article)
    refused.reject(by=moderator, code="insult", reason="Relisez la règle.")
    waiting = make_waiting_comment(article)
    waiting.decisions.create(status="waiting", rule="hold_hasty", reason="x")
    return [
        article.get_absolute_url(),
        waiting.get_own_url(),
        refused.get_own_url(),
        f"{refused.get_own_url()}recours/",
        f"{shown.get_absolute_url()}signaler/",
        urlsplit(confirmation_url(waiting)).path,
        f"/mes-donnees/{seal(EMAIL)}/",
    ]


def test_readers_pages_are_for_everybody(page, readers_pages):
    page.emulate_media(color_scheme="dark")
    for path in readers_pages:
        page.goto(path)
        violations = Axe().run(page, options=OPTIONS).response["violations"]
        assert [(path, rule["id"], rule["nodes"]) for rule in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
