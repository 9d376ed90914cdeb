"""Two people at one article, a network that goes, a session that ends: in real browsers."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import expect

from articles.models import Article
from newsroom.core.html import plain_text
from tests.articles.desk import Desk
from tests.factories import make_article, make_section

pytestmark = pytest.mark.browser


@pytest.fixture
def article(transactional_db):
    return make_article("Titre", body="<p>Un fil.</p><p>Un navire.</p>")


@pytest.fixture
def other_desk(browser, site, desk, django_user_model):
    """Malo’s, in a browser of his own."""
    malo = django_user_model.objects.create_superuser("malo", first_name="Malo", last_name="Roux")
    context = browser.new_context(locale="en-GB")
    let_in(context, site, malo)
    yield Desk(context.new_page(), site)
    context.close()


def let_in(context, site, user):
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": f"{site}/admin/"}])


def add(desk, paragraph, text):
    desk.body.locator("p").nth(paragraph).click()
    desk.press("End")
    desk.type(text)


def state(desk):
    return desk.page.locator(".autosave-state")


def words():
    return plain_text(Article.objects.get().body).split("\n")


def test_two_people_see_each_other_and_neither_loses_a_word(desk, other_desk, article):
    desk.write(article)
    other_desk.write(article)
    expect(other_desk.page.get_by_text("Also here: soraya.")).to_be_visible()
    expect(desk.page.get_by_text("Also here: Malo Roux.")).to_be_visible()
    add(desk, 0, " Il tient.")
    add(other_desk, 1, " Il part.")
    desk.save()
    expect(other_desk.page.get_by_text("soraya saved a newer version")).to_be_visible()
    other_desk.save()
    expect(other_desk.page.locator(".messagelist .warning")).to_contain_text("brought together")
    assert words() == ["Un fil. Il tient.", "Un navire. Il part."]

    desk.write(article)
    add(desk, 0, " Encore.")
    add(other_desk, 0, " Toujours.")
    desk.save()
    other_desk.page.locator("[name=_continue]").click()
    conflict = other_desk.page.locator(".conflict")
    expect(conflict.locator("ins")).to_contain_text("Toujours")
    expect(conflict.locator("del")).to_contain_text("Encore")
    assert words()[0] == "Un fil. Il tient. Encore."
    conflict.get_by_label("Both, one after the other").check()
    other_desk.save()
    both = ["Un fil. Il tient. Encore.", "Un fil. Il tient. Toujours.", "Un navire. Il part."]
    assert words() == both


def test_ones_own_second_tab_is_nobody_else(desk, article):
    desk.write(article)
    other_tab = Desk(desk.page.context.new_page(), desk.base)
    other_tab.write(article)
    add(other_tab, 0, " Il tient.")
    other_tab.save()
    here = desk.page.locator(".presence-state")
    expect(here).to_contain_text("You have changed this article in another tab.", timeout=15_000)
    add(desk, 1, " Il part.")
    desk.save()
    expect(desk.page.locator(".messagelist .warning")).to_contain_text("in another tab")
    assert words() == ["Un fil. Il tient.", "Un navire. Il part."]


def test_without_the_network_the_text_waits_in_the_browser(desk, article):
    desk.write(article)
    desk.page.context.set_offline(True)
    add(desk, 0, " Hors réseau.")
    expect(state(desk)).to_have_text("Offline, kept here")
    desk.page.close(run_before_unload=False)
    desk.page.context.set_offline(False)
    assert all("ERR_INTERNET_DISCONNECTED" in text for text in desk.complaints)
    desk.complaints.clear()

    again = Desk(desk.page.context.new_page(), desk.base)
    again.write(article)
    again.page.get_by_role("button", name="Go on with it").click()
    expect(again.body).to_contain_text("Hors réseau.")
    expect(state(again)).to_contain_text("Kept at")
    assert words()[0] == "Un fil."
    again.save()
    assert words()[0] == "Un fil. Hors réseau."
    again.write(article)
    expect(again.page.locator(".draft-offer")).to_have_count(0)


def test_who_is_logged_out_goes_on_after_a_new_log_in(desk, article, editor):
    desk.write(article)
    Session.objects.all().delete()
    add(desk, 0, " Encore.")
    expect(state(desk)).to_contain_text("You are logged out.")
    let_in(desk.page.context, desk.base, editor)
    expect(state(desk)).to_contain_text("Kept at")
    desk.save()
    assert words()[0] == "Un fil. Encore."
    # What another person then makes of it is no text of this browser's own.
    Article.objects.update(title="Autre")
    desk.write(article)
    expect(desk.page.locator(".draft-offer")).to_have_count(0)


def test_a_new_article_is_at_the_desk_before_it_is_saved(desk):
    make_section()
    desk.open("article/add/")
    desk.page.locator("[name=title]").fill("Le câble")
    expect(state(desk)).to_contain_text("With a title and a section")
    desk.page.locator("[name=section]").select_option(label="Matériel")
    desk.body.click()
    desk.type("Le fil tient.")
    expect(state(desk)).to_contain_text("Kept at")
    article = Article.objects.get()
    expect(desk.page).to_have_url(f"{desk.base}/admin/articles/article/{article.pk}/change/")
    desk.save()
    assert words() == ["Le fil tient."]
