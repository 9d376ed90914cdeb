"""The writing page when the piece, the session or the network goes away under it."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article, Note
from newsroom.core.html import plain_text
from tests.articles.desk import Desk
from tests.articles.test_two_people import add, let_in, state
from tests.factories import make_article

pytestmark = pytest.mark.browser


@pytest.fixture
def article(transactional_db, reporter):
    return make_article("Titre", body="<p>Un fil.</p>", created_by=reporter)


@pytest.fixture
def karim(browser, site, desk, reporter):
    """A reporter, who may not publish."""
    context = browser.new_context(locale="en-GB", permissions=["clipboard-write"])
    let_in(context, site, reporter)
    yield Desk(context.new_page(), site)
    context.close()


def refused(desk):
    return desk.page.locator(".save-refused")


def save_in_vain(desk):
    desk.page.locator("[name=_continue]").click()
    expect(refused(desk)).to_contain_text("Not saved")
    expect(desk.body).to_contain_text("Encore.")


def test_what_is_typed_while_the_piece_is_published_comes_back(karim, article, editor):
    karim.write(article)
    Article.objects.get().publish(by=editor)
    add(karim, 0, " Encore.")
    expect(state(karim)).to_contain_text("Only an editor can change this article now.")
    karim.page.locator("[name=_continue]").click()
    left = karim.page.locator(".draft-left")
    expect(left.get_by_role("textbox")).to_have_value(
        "Titre\n\nUn câble, un navire, une nuit.\n\nUn fil. Encore."
    )
    left.get_by_role("button", name="Copy the text").click()
    expect(karim.page.get_by_text("The text is copied.")).to_be_visible()
    left.get_by_role("button", name="Send it as a note").click()
    expect(karim.page.locator(".draft-left")).to_have_count(0)
    assert "Un fil. Encore." in Note.objects.get().text


def test_what_only_the_browser_kept_is_offered_on_the_closed_page(karim, article, editor):
    karim.write(article)
    karim.page.context.set_offline(True)
    add(karim, 0, " Encore.")
    expect(state(karim)).to_have_text("Offline, kept here")
    Article.objects.get().publish(by=editor)
    karim.page.close(run_before_unload=False)
    karim.page.context.set_offline(False)
    again = Desk(karim.page.context.new_page(), karim.base)
    again.open(f"article/{article.pk}/change/")
    expect(again.page.locator(".draft-left textarea")).to_have_value(
        "Titre\n\nUn câble, un navire, une nuit.\n\nUn fil. Encore."
    )
    again.page.reload()
    expect(again.page.locator(".draft-left")).to_have_count(1)


def test_cookies_gone_while_typing_are_said_and_nothing_takes_the_pages_place(
    desk, article, editor
):
    desk.write(article)
    add(desk, 0, " Encore.")
    desk.page.context.clear_cookies()
    save_in_vain(desk)
    expect(refused(desk)).to_contain_text("you are logged out")
    let_in(desk.page.context, desk.base, editor)
    desk.save()
    desk.complaints.clear()  # the browser tells of each 403
    assert plain_text(Article.objects.get().body) == "Un fil. Encore."


@pytest.mark.parametrize(
    ("status", "words"), [(413, "too large for this server"), (502, "does not answer")]
)
def test_a_proxy_that_refuses_leaves_the_page_as_it_is(desk, article, status, words):
    desk.write(article)
    add(desk, 0, " Encore.")
    address = f"**/article/{article.pk}/change/"
    desk.page.route(address, lambda route: route.fulfill(status=status, body="nginx"))
    save_in_vain(desk)
    expect(refused(desk)).to_contain_text(words)
    desk.page.unroute(address)
    desk.complaints.clear()
    desk.save()
    assert plain_text(Article.objects.get().body) == "Un fil. Encore."


def test_with_the_network_gone_save_says_so(desk, article):
    desk.write(article)
    add(desk, 0, " Encore.")
    desk.page.context.set_offline(True)
    save_in_vain(desk)
    desk.page.context.set_offline(False)
    desk.complaints.clear()
    desk.save()
    assert plain_text(Article.objects.get().body) == "Un fil. Encore."


def test_one_text_is_offered_at_a_time_the_newest_first(desk, article, editor):
    client = Client()
    client.force_login(editor)
    desk.write(article)
    add(desk, 0, " Encore.")
    expect(state(desk)).to_contain_text("Kept at")
    desk.page.context.set_offline(True)
    desk.type(" Toujours.")
    expect(state(desk)).to_have_text("Offline, kept here")
    desk.page.close(run_before_unload=False)
    desk.page.context.set_offline(False)
    desk.complaints.clear()
    again = Desk(desk.page.context.new_page(), desk.base)
    again.write(article)
    offers = again.page.locator(".draft-offer:visible")
    expect(offers).to_have_count(1)
    expect(offers).to_contain_text("kept in this browser")
    offers.get_by_role("button", name="Leave it").click()
    expect(offers).to_have_count(1)
    expect(offers).to_contain_text("On ")


def test_what_is_typed_while_it_is_being_kept_stays_in_the_browser(desk, article):
    desk.write(article)
    held = []
    desk.page.route("**/autosave/", lambda route: held.append(route))
    with desk.page.expect_request("**/autosave/"):
        add(desk, 0, " Encore.")
    desk.type(" Toujours.")
    with desk.page.expect_response("**/autosave/"):
        held[0].continue_()
    expect(state(desk)).to_contain_text("Kept at")
    desk.page.close(run_before_unload=False)
    again = Desk(desk.page.context.new_page(), desk.base)
    again.write(article)
    again.page.get_by_role("button", name="Go on with it").click()
    expect(again.body).to_contain_text("Un fil. Encore. Toujours.")
