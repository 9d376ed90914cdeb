"""What becomes a link by itself, and what a click on a picture does to the cursor."""

import pytest
from playwright.sync_api import expect

from articles.models import Article
from tests.articles.desk import stored
from tests.factories import make_article, make_picture

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "typed",
    [
        "venu.Il est",
        "ASP.NET et",
        "main.py et",
        "fin.Au",
        "lemonde.fr et",
        "a.b@c.fr et",
        "1.2.3 et",
    ],
)
def test_what_is_typed_stays_words(desk, draft, typed):
    desk.write(draft)
    desk.type(f"{typed} ")
    desk.save()
    assert stored(draft) == f"<p>{typed} </p>" or stored(draft) == f"<p>{typed}</p>"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.fr/x", "https://a.fr/x"),
        ("http://a.fr", "http://a.fr"),
        ("www.a.fr", "https://www.a.fr"),
    ],
)
def test_what_says_that_it_is_an_address_becomes_a_link(desk, draft, typed, address):
    desk.write(draft)
    desk.type(f"{typed} et")
    desk.save()
    assert stored(draft) == f'<p><a href="{address}">{typed}</a> et</p>'


@pytest.mark.parametrize(
    ("pasted", "address"),
    [
        ("lemonde.fr", "https://lemonde.fr"),
        ("blog.a.co.uk/x?y=1", "https://blog.a.co.uk/x?y=1"),
        (" https://a.fr/x ", "https://a.fr/x"),
        ("a.b@c.fr", "mailto:a.b@c.fr"),
        ("main.py", ""),
        ("ASP.NET", ""),
        ("venu.Il", ""),
        ("Il est venu.il part, main.py", ""),
    ],
)
def test_an_address_pasted_alone_is_one(desk, draft, pasted, address):
    desk.write(draft)
    desk.paste(pasted)
    desk.type(" puis.")
    desk.save()
    words = pasted.strip()
    said = f'<a href="{address}">{words}</a>' if address else words
    assert stored(draft) == f"<p>{said} puis.</p>"


def test_chosen_words_take_the_address_that_is_pasted(desk, draft):
    desk.write(draft)
    desk.type("Un mot")
    desk.select_line()
    desk.paste("lemonde.fr")
    desk.save()
    assert stored(draft) == '<p><a href="https://lemonde.fr">Un mot</a></p>'


@pytest.mark.parametrize("address", ["tel:+33123456789", "mailto:a@b.fr", "https://a.fr/"])
def test_what_the_editor_takes_the_server_keeps(desk, draft, address):
    desk.write(draft)
    desk.type("Appeler")
    desk.select_line()
    desk.press("Control+k")
    desk.page.get_by_role("dialog").get_by_role("combobox").fill(address)
    desk.press("Enter")
    desk.save()
    assert stored(draft) == f'<p><a href="{address}">Appeler</a></p>'


@pytest.mark.parametrize("address", ["ftp://a.fr/x", "javascript:alert(1)", "sms:123", "data:,x"])
def test_what_the_server_would_drop_the_dialog_refuses(desk, draft, address):
    desk.write(draft)
    desk.type("Appeler")
    desk.select_line()
    desk.press("Control+k")
    desk.page.get_by_role("dialog").get_by_role("combobox").fill(address)
    desk.press("Enter")
    expect(desk.page.get_by_text("Such an address can’t be a link")).to_be_visible()


@pytest.fixture
def between(transactional_db):
    pictures = [make_picture() for _each in range(3)]
    figures = "".join(f'<figure data-picture="{picture.pk}"></figure>' for picture in pictures)
    return make_article("Images", body=f"<p>Premier.</p>{figures}<p>Dernier.</p>")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_however_often_a_picture_is_clicked_the_cursor_stays_with_it(desk, between, place):
    desk.write(between)
    figure = desk.body.locator("figure").nth(place)
    expect(figure.locator("img")).to_be_visible()
    selected = (
        "body => [body.editor.state.selection.from, body.editor.state.selection.node?.type.name]"
    )
    figure.locator("img").click()
    before = desk.body.evaluate(selected)
    assert before[1] == "picture"
    for _again in range(4):
        figure.locator("img").click(delay=40)
        desk.page.wait_for_function(
            "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 60, true)))"
        )
        assert desk.body.evaluate(selected) == before
    desk.press("ArrowDown")
    desk.type("Ici.")
    desk.save()
    body = Article.objects.get(pk=between.pk).body
    assert "<p>Premier.</p>" not in body or body.index("Premier.") < body.index("Ici.")
    assert "Ici.Premier" not in body
