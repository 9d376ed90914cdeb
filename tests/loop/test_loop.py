"""The whole loop in a real browser, on the real server: from the first word to the last letter."""

import re
import urllib.parse
import urllib.request
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.factories import picture_file
from tests.loop.product import PASSWORD, running

pytestmark = pytest.mark.browser

TITLE = "OpenAI contre Tesla : la guerre des talents"
READER = "marie.curie@lectrices.example"
SUBSCRIBER = "ada.lovelace@lectrices.example"
BODY = """<p>Les ingénieurs changent de camp.</p><h2>« La plus folle »</h2>
<blockquote><p>« Ils recrutent de manière agressive. »</p><p>— Elon Musk, patron</p></blockquote>
<div data-youtube="cdiD-9MMpb0"></div>"""


class Visitor:
    """Somebody with a browser of their own, in which everything unexpected is written down."""

    def __init__(self, browser, base, *, javascript):
        self.base, self.javascript = base, javascript
        self.context = browser.new_context(
            java_script_enabled=javascript, locale="fr-FR", base_url=base
        )
        self.page = self.context.new_page()
        self.trouble = []
        self.context.on("request", self._watch_host)
        self.context.on("weberror", lambda error: self.trouble.append(str(error.error)))
        self.context.on("console", self._watch_console)

    def _watch_host(self, request):
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(
            self.base
        ):
            self.trouble.append(f"request to {request.url}")

    def _watch_console(self, message):
        if message.type in {"error", "warning"}:
            self.trouble.append(message.text)

    def log_in(self, name):
        self.page.goto("/admin/login/?next=/admin/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("#login-form [type=submit]")
        expect(self.page).to_have_url(f"{self.base}/admin/")

    def press(self, name):
        """A button by its `name=value`."""
        field, _, value = name.partition("=")
        self.page.click(f'button[name="{field}"][value="{value}"]')


@pytest.fixture
def product(made, tmp_path):
    with running(made, tmp_path) as (base, inbox):
        yield base, inbox


def write_with_the_editor(page):
    """As a journalist does: typing, the toolbar's keys, a pasted address."""
    body = page.locator(".ProseMirror[contenteditable=true]")
    body.click()
    page.keyboard.type("Les ingénieurs changent de camp.")
    page.keyboard.press("Enter")
    page.keyboard.type("## « La plus folle »")
    page.keyboard.press("Enter")
    page.keyboard.type("> « Ils recrutent de manière agressive. »")
    page.keyboard.press("Enter")
    page.keyboard.type("— Elon Musk, patron")


def write(visitor, title):
    page = visitor.page
    page.goto("/admin/articles/article/add/")
    page.fill("#id_title", title)
    page.fill("#id_standfirst", "Récit d’une surenchère que le public ne voit pas.")
    if visitor.javascript:
        write_with_the_editor(page)
    else:
        page.fill("#id_body", BODY)
    page.select_option("#id_section", label="Intelligence artificielle")
    page.fill("#id_tags", "OpenAI, Tesla")
    photo = picture_file("photo.jpg")
    page.set_input_files(
        "#id_picture_file", {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    page.fill("#id_picture_alt", "Deux aimants attirent une foule")
    page.fill("#id_picture_credit", "L’Octet")
    page.select_option("#id_picture_licence", "own")
    visitor.press("_verb=submit")
    expect(page.locator(".messagelist .success")).to_contain_text(title[:12])
    return re.search(r"/article/(\d+)/", page.url)[1]


def comment(visitor, text):
    page = visitor.page
    form = page.locator("form[action^='/commentaires/']")
    form.locator("[name=name]").fill("Marie")
    form.locator("[name=email]").fill(READER)
    form.locator("[name=body]").fill(text)
    form.locator("[name=notify]").check()
    form.locator("button[type=submit]").first.click()


def confirm(visitor, mail, said):
    """The mail shows nothing of the comment; its page shows it, and asks whose it is."""
    assert said[:20] not in str(mail)
    page = visitor.page
    page.goto(re.search(rf"{re.escape(visitor.base)}/commentaires/confirmer/\S+", text_of(mail))[0])
    expect(page.locator(".comment__body")).to_contain_text(said[:20])
    page.locator("main form button").click()
    expect(page).to_have_title(re.compile("confirmée"))
    (cookie,) = visitor.context.cookies()
    assert (cookie["path"], cookie["httpOnly"]) == ("/commentaires/", True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_whole_loop(browser, product, javascript):
    base, inbox = product
    title = f"{TITLE} {'avec' if javascript else 'sans'}"
    said = f"Merci pour ce récit {'avec' if javascript else 'sans'} script, très clair."

    def visitor():
        return Visitor(browser, base, javascript=javascript)

    reporter, editor, moderator, letter, reader = (visitor() for _ in range(5))

    # A reporter writes, uploads a picture and hands in; it is not out.
    reporter.log_in("noemie")
    pk = write(reporter, title)
    reader.page.goto("/")
    expect(reader.page.locator("body")).not_to_contain_text(title[:30] + title[-4:])

    # An editor publishes.
    editor.log_in("soraya")
    expect(editor.page.locator("body")).to_contain_text(title)
    editor.page.goto(f"/admin/articles/article/{pk}/change/")
    editor.press("_verb=publish")
    expect(editor.page.locator(".messagelist .success")).to_be_visible()

    # A reader finds it on the front page, comments, and sees the comment wait.
    reader.page.goto("/")
    reader.page.get_by_role(
        "link", name=re.compile("guerre des talents " + title[-4:])
    ).first.click()
    expect(reader.page.locator("h1")).to_contain_text("guerre des talents")
    expect(reader.page.locator("figure.quotation figcaption")).to_contain_text("Elon Musk")
    address = reader.page.url
    comment(reader, said)
    expect(reader.page.locator("body")).to_contain_text(said)
    confirm(reader, inbox.take(READER), said)
    other = visitor()
    other.page.goto(address)
    expect(other.page.locator("body")).not_to_contain_text(said)

    # A moderator approves it; everybody sees it, nobody the address.
    moderator.log_in("anatole")
    moderator.page.goto("/admin/comments/comment/")
    row = moderator.page.locator("#result_list tbody tr", has_text=said[:25])
    row.locator("input.action-select").check()
    moderator.page.select_option("select[name=action]", value="approve")
    moderator.page.click("button[name=index]")
    assert READER not in moderator.page.content()
    other.page.goto(address)
    expect(other.page.locator("#comments")).to_contain_text(said)
    for part in (READER, READER.partition("@")[0]):
        assert part not in other.page.content()

    # A subscriber signs up, opens the real mail, and confirms by its button.
    subscriber = visitor()
    to = SUBSCRIBER.replace("ada", "ada.avec" if javascript else "ada.sans")
    subscriber.page.goto("/")
    form = subscriber.page.locator("form[action^='/newsletter/']").first
    form.locator("[type=email]").fill(to)
    form.locator("button[type=submit]").click()
    mail = inbox.take(to)
    link = re.search(rf"{re.escape(base)}/newsletter/confirmer/\S+", text_of(mail))[0]
    subscriber.page.goto(link)
    subscriber.page.locator("main form button[type=submit]").click()
    expect(subscriber.page.locator("main h1")).to_be_visible()
    welcome = inbox.take(to)
    assert "/newsletter/desinscription/" in text_of(welcome)

    # The newsletter editor composes, looks, sends; the letter arrives.
    letter.log_in("ines")
    send_a_digest(letter)
    digest = inbox.take(to)
    assert digest["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "guerre des talents" in text_of(digest)

    # One click leaves: no cookie, no page, no question.
    leave = re.search(r"<(http[^>]+)>", digest["List-Unsubscribe"])[1]
    one_click = urllib.parse.urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urllib.request.urlopen(leave, data=one_click) as answer:
        assert answer.status == 200
        assert answer.headers["Set-Cookie"] is None

    for person in (reporter, editor, moderator, letter, reader, other, subscriber):
        assert person.trouble == []
    for person in (other, subscriber):
        assert person.context.cookies() == []


def text_of(mail) -> str:
    return mail.get_body(("plain",)).get_content()


def send_a_digest(visitor):
    """Compose by the rule, look at the preview, approve and send now."""
    page = visitor.page
    page.goto("/admin/newsletter/digest/add/")
    page.locator("#content form [name=kind][value=special]").click()
    issue = page.url
    page.goto(re.sub(r"change/$", "preview/", issue))
    expect(page.frame_locator("iframe").first.locator("body")).to_contain_text("guerre des talents")
    page.goto(issue)
    visitor.press("CHANGE_FORM-action=approve")
    visitor.press("when=now")
    expect(page.locator(".messagelist .success")).to_be_visible()
