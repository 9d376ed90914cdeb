"""Commenting in a real browser: with JavaScript, everything happens in place."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comments.models import Comment, Measure
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
    refusal = "status of 422"  # the browser tells of each; the page shows what is wrong
    yield page
    context.close()
    assert [complaint for complaint in complaints if refusal not in complaint] == []


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


def test_a_reply_is_written_below_what_it_answers_and_the_form_stays(page):
    article = make_published_article()
    first, second = make_comment(article, name="Ada"), make_comment(article, name="Inès")
    page.goto(article.get_absolute_url())
    here = page.url
    page.locator("#comment-body").fill("Un texte pour tous, pas fini.")
    page.locator(f"#comment-{first.pk} .comment__reply").click()
    reply = page.locator(f"#comment-{first.pk} .comment-reply")
    expect(reply.locator("#comment-reply-title")).to_have_text("Reply to Ada")
    expect(reply.locator("#comment-name")).to_be_focused()
    expect(page.locator("#comment-body")).to_have_value("")
    write_and_send(page, name="Marie", email="marie@", body="Je réponds à Ada.")
    expect(reply.locator(".form-errors")).to_be_focused()
    page.locator(f"#comment-{second.pk} .comment__reply").click()
    expect(page.locator(".form-errors, .comment-reply")).to_have_count(1)
    expect(page.locator("#comment-body")).to_have_value("")
    page.get_by_text("Cancel").click()
    expect(page.locator(f"#comment-{second.pk} .comment__reply")).to_be_focused()
    expect(page.locator("#comment-body")).to_have_value("Un texte pour tous, pas fini.")
    page.locator(f"#comment-{first.pk} .comment__reply").click()
    expect(page.locator("#comment-body")).to_have_value("Je réponds à Ada.")
    write_and_send(page, email=EMAIL)
    expect(page.locator(f"#comment-{first.pk} #own-status")).to_be_focused()
    expect(page.locator("#own-status")).to_contain_text(
        "Thank you, your comment has been received."
    )
    expect(page.locator(".comment-reply")).to_have_count(0)
    assert Comment.objects.get(body="Je réponds à Ada.").parent == first
    expect(page.locator("#comment-body")).to_have_value("Un texte pour tous, pas fini.")
    expect(page.locator("#comment-name")).to_have_value("Marie")
    write_and_send(page)
    expect(page.locator("#own-status + .comment--own, .proof ~ .comment--own")).to_contain_text(
        "Un texte pour tous"
    )
    assert Comment.objects.get(body="Un texte pour tous, pas fini.").parent is None
    above = "(a) => a.compareDocumentPosition(document.querySelector('.comment-form')) & 4"
    assert page.locator("#own-status").evaluate(above)
    assert page.locator(".comment-sent").count() == 2
    expect(page.locator("#comment-body")).to_have_value("")
    assert page.url == here
    assert page.evaluate("sessionStorage.length") == 0


def test_an_answer_that_was_lost_is_found_again_from_the_same_tab(page):
    article = make_published_article()
    page.goto(article.get_absolute_url())
    lost = []

    def lose_the_answer(route):
        if lost:
            return route.continue_()
        lost.append(route.fetch())
        return route.fulfill(body="Lost.")

    page.route("**/commentaires/*/", lose_the_answer)
    write_and_send(page, name="Marie", email=EMAIL, body=TEXT)
    expect(page.locator("#own-status")).to_be_focused()  # the browser itself has sent it again
    assert "/moi/" in page.url
    assert Comment.objects.count() == 1


def test_the_words_come_back_in_place_where_the_thread_has_closed(page, editor):
    article = make_published_article()
    page.goto(article.get_absolute_url())
    Measure.objects.create(kind="closed", article=article, reason="The trial begins.", by=editor)
    here = page.url
    write_and_send(page, name="Marie", email=EMAIL, body=TEXT)
    expect(page.locator(".comment-late")).to_be_focused()
    expect(page.locator(".comment-late")).to_contain_text("The trial begins.")
    expect(page.locator("#comment-late")).to_have_value(TEXT)
    assert page.url == here


def test_a_name_of_sixty_letters_widens_nothing(page, article):
    """In the head of its comment, in the replies to it, on the pages that name it."""
    root = make_comment(article, name="W" * 60, body="https://example.org/" + "x" * 400)
    for _number in range(12):
        reply = make_comment(article, name="M" * 60, parent=root)
    urls = [article.get_absolute_url(), f"/commentaires/{article.pk}/?reply_to={root.pk}"]
    urls += [f"/commentaires/fil/{root.pk}/?page=2", f"{root.get_absolute_url()}signaler/"]
    for url in (*urls, reply.get_own_url(), urlsplit(confirmation_url(reply)).path):
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, url


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
        "/commentaires/regles/",
    ]


def test_readers_pages_are_for_everybody(page, readers_pages):
    page.emulate_media(color_scheme="dark")
    for path in readers_pages:
        page.goto(path)
        violations = Axe().run(page, options=OPTIONS).response["violations"]
        assert [(path, rule["id"], rule["nodes"]) for rule in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
