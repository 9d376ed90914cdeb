"""The library in a real browser: twenty files on their way, and a focal point by mouse and keys."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Picture, Tag
from tests.factories import make_article, make_picture, make_published_article, picture_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(name, content):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def photos(number):
    return [
        file(f"{side}.jpg", picture_file(size=(side, 240)).read())
        for side in range(300, 300 + number)
    ]


def test_twenty_files_come_in_with_their_focal_points(desk):
    impostor = file("page.jpg", b"<!doctype html><script>alert(1)</script>")
    desk.open("picture/")
    desk.page.get_by_label("Add pictures").set_input_files([*photos(19), impostor])
    lines = desk.page.get_by_role("list", name="Pictures on their way").get_by_role("listitem")
    expect(lines).to_have_count(20)
    expect(desk.page.get_by_role("status")).to_contain_text("19 pictures are there. 1 was refused.")
    expect(lines.filter(has_text="page.jpg")).to_contain_text("is not a picture that can be read")
    expect(lines.filter(has_text="in the library").locator(":scope > img")).to_have_count(19)
    assert all("status of 400" in complaint for complaint in desk.complaints)
    desk.complaints.clear()
    desk.page.get_by_role("link", name="Describe them").click()

    first = desk.page.get_by_role("group", name="Picture 1", exact=True)
    stage = first.locator(".focus img")
    box = stage.bounding_box()
    stage.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    mark = first.get_by_role(
        "button", name="Focal point: 25 percent from the left, 75 from the top"
    )
    expect(mark).to_be_focused()
    desk.press("ArrowLeft", "Shift+ArrowUp")
    expect(first.get_by_label("Focal point, from the left")).to_have_value("24")
    first.get_by_label("Text alternative").fill("Un navire")
    everywhere = desk.page.get_by_role("group", name="For all of them")
    everywhere.get_by_label("Credit").fill("L’Octet")
    everywhere.get_by_role("combobox").select_option("own")
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.locator(".messagelist")).to_contain_text("19 pictures are saved.")

    picture = Picture.objects.get(alt="Un navire")
    assert picture.focus == (24, 65)
    assert Picture.objects.filter(credit="L’Octet", licence="own").count() == 19


def test_the_cuts_follow_the_focal_point_at_once(desk):
    picture = make_picture(focal_x=50)
    desk.open(f"picture/{picture.pk}/change/")
    square = desk.page.get_by_role("listitem").filter(has_text="1:1").locator("img")
    desk.page.get_by_label("Focal point, from the left").fill("100")
    expect(square).to_have_css("object-position", "100% 50%")
    desk.page.get_by_role("button", name="Focal point").press("ArrowLeft")
    expect(desk.page.get_by_label("Focal point, from the left")).to_have_value("99")
    desk.page.locator("[name=_continue]").click()
    expect(desk.page.locator(".messagelist .success")).to_be_visible()
    assert Picture.objects.get().focus == (99, 50)
    assert picture.in_shape("1x1") != Picture.objects.get().in_shape("1x1")


def test_authors_are_ordered_by_keys_and_known_tags_are_offered(desk):
    make_published_article("Autre", tags=["Câbles", "Tesla"])
    article = make_article("Les câbles", authors=["Noémie Faure", "Malo"], tags=["Mer"])
    desk.open(f"article/{article.pk}/change/")
    authors = desk.page.locator("#bylines-group tr:not(.empty-form) select option:checked")
    desk.page.get_by_role("button", name="Move “Malo”").press("ArrowUp")
    expect(authors.first).to_have_text("Malo")
    expect(desk.page.locator(".tag-suggestions button")).to_have_text(["Câbles"])
    desk.page.get_by_role("button", name="Add the tag “Câbles”").click()
    expect(desk.page.locator(".tag-suggestions")).to_be_empty()
    desk.save()
    saved = Article.objects.get(pk=article.pk)
    assert [author.name for author in saved.byline] == ["Malo", "Noémie Faure"]
    assert {tag.name for tag in saved.tags.all()} == {"Mer", "Câbles"}


def test_two_tags_become_one(desk):
    make_published_article("Un", tags=["IA"])
    make_published_article("Deux", tags=["Intelligence artificielle"])
    desk.open("tag/")
    for box in desk.page.locator(".action-select").all():
        box.check()
    desk.page.locator(".actions select").select_option("merge_chosen")
    desk.page.locator(".actions button").click()
    desk.page.get_by_label("Intelligence artificielle (1)").check()
    desk.page.get_by_role("button", name="Merge").click()
    expect(desk.page.locator(".messagelist")).to_contain_text("1 article is new under")
    assert [tag.name for tag in Tag.objects.all()] == ["Intelligence artificielle"]
    assert desk.page.goto(f"{desk.base}/tag/ia/").url.endswith("/tag/intelligence-artificielle/")
