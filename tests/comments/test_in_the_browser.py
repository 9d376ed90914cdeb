"""Commenting in a real browser: in place with JavaScript, and whatever enemies write is inert."""

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from tests.comments.factories import EMAIL, make_comment
from tests.comments.test_text import PAYLOADS
from tests.factories import make_published_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = "Un *beau* récit.\n\n> La suite ?\n\nVoir https://example.org/page."
NAUGHTY = [
    "Z̷̢̨̛̦͉̺̥̿̽̀͠á̵̛̦l̴̡̰̎g̶͕̈́o̷͍͆" * 20,
    "x" * 5000,
    "\u202eeneri\u202c et مرحبا بالعالم, שלום",
    "<svg><script>window.hurt=1</script></svg>",
    '"><img src=x onerror=window.hurt=1>',
    "<a href='java\tscript:window.hurt=1'>x</a>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 '
    'onerror=window.hurt=1&gt;">',
    "{{constructor.constructor('window.hurt=1')()}}",
    "﷽" * 200,
    "田中さんにあげて下さい" * 60,
    "👩‍👩‍👧‍👦" * 100,
    ">" * 200 + "\n" + "*" * 200,
]


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
    assert page.evaluate("sessionStorage.length") == 0
    page.locator(".own-edit summary").click()
    page.locator("#edit-body").fill("Un récit corrigé, et bien relu.")
    page.locator(".own-edit [type=submit]").click()
    expect(page.locator(".comment--own .comment__body")).to_have_text(
        "Un récit corrigé, et bien relu."
    )
    assert page.context.cookies() == []


def test_nothing_that_enemies_write_runs_or_breaks_the_page(page):
    article = make_published_article()
    for body in PAYLOADS + NAUGHTY:
        make_comment(article, body=body, name=body[:60])
    page.goto(article.get_absolute_url())
    expect(page.locator(".comment__body")).to_have_count(len(PAYLOADS + NAUGHTY))
    assert page.evaluate("typeof window.hurt") == "undefined"
    assert page.locator(".comment script, .comment img, .comment svg, .comment iframe").count() == 0
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) == 0
