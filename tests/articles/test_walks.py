"""What an editor does to a piece that is out or nearly, from one page to the next, in a browser."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from articles.models import Article, Correction
from tests.factories import make_article, make_published_article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def reader(browser):
    """Somebody outside, without an account."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()


def test_a_correction_goes_from_the_form_to_the_reader_and_the_log(desk, reader):
    article = make_published_article("Le câble", body="<p>En 1984.</p>")
    desk.open(f"article/{article.pk}/change/")
    desk.page.locator("#corrections-group .add-row a").click()
    desk.page.locator("#id_corrections-0-text").fill("Nous avions écrit 1984.")
    desk.page.locator("#id_corrections-0-on_top").check()
    desk.save()
    reader.goto(f"{desk.base}{article.get_absolute_url()}")
    told = reader.locator(f"#correction-{Correction.objects.get().pk}")
    expect(told).to_contain_text("Nous avions écrit 1984.")
    assert told.bounding_box()["y"] < reader.get_by_text("En 1984.").bounding_box()["y"]
    reader.goto(f"{desk.base}/corrections/")
    reader.get_by_role("link", name="Le câble").first.click()
    expect(told).to_be_in_viewport()


def test_an_older_version_comes_back_and_is_shown_outside_until_the_address_ends(desk, reader):
    article = make_article("Le câble", body="<p>Premier jet.</p>")
    desk.write(article)
    desk.press("Control+End")
    desk.type(" Une phrase de trop.")
    desk.save()
    desk.open(f"article/{article.pk}/versions/compare/")
    expect(desk.page.locator(".diff ins").first).to_contain_text("Une phrase de trop.")
    desk.page.get_by_role("button", name="Make it the article again").click()
    expect(desk.page.locator(".messagelist")).to_be_visible()
    assert "de trop" not in Article.objects.get().body

    desk.open(f"article/{article.pk}/preview-addresses/")
    desk.page.get_by_role("button", name="Create a link").click()
    address = urlsplit(desk.page.get_by_label("Address", exact=True).input_value())
    address = f"{desk.base}{address.path}"
    reader.goto(address)
    expect(reader.get_by_text("Premier jet.")).to_be_visible()
    desk.page.get_by_role("button", name="End now").click()
    expect(desk.page.get_by_text("No link is active.")).to_be_visible()
    reader.goto(address)
    expect(reader.get_by_text("Premier jet.")).to_have_count(0)
