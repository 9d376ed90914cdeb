"""Somebody at the writing page, in a real browser."""

from playwright.sync_api import expect

from articles.models import Article
from newsroom.core.html import sanitize, without_ids

PASTE = """(body, [type, text]) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData(type, text)
    const event = { clipboardData, bubbles: true, cancelable: true }
    body.dispatchEvent(new ClipboardEvent("paste", event))
}"""


class Desk:
    """Somebody at the writing page, with all that the browser complains about."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.complaints = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.questions = []
        page.on("dialog", self._answer)
        self.answer = "dismiss"

    def _note(self, message):
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _answer(self, dialog):
        self.questions.append(dialog.type)
        getattr(dialog, self.answer)()

    def open(self, path):
        self.page.goto(f"{self.base}/admin/articles/{path}")

    def write(self, article):
        """The editor of an article, with the cursor in the body."""
        self.open(f"article/{article.pk}/change/")
        expect(self.page.get_by_role("toolbar")).to_be_visible()
        self.body.focus()
        expect(self.body).to_be_focused()

    @property
    def body(self):
        return self.page.locator(".ProseMirror[contenteditable=true]")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def put_cursor(self, place):
        """At a place of the text, as the editor counts; keys that move it are known later."""
        self.body.evaluate("(body, at) => body.editor.commands.focus(at)", place)

    def select_line(self):
        """The line that was just typed, once the editor knows about it."""
        self.press("Shift+Home")
        expect(self.tool("Insert a link")).to_have_attribute("aria-disabled", "false")

    def tool(self, name):
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def paste(self, text, kind="text/plain"):
        self.body.evaluate(PASTE, [kind, text])

    def save(self):
        self.page.locator("[name=_continue]").click()
        expect(self.page.locator(".messagelist .success")).to_be_visible()


def stored(article):
    """The body in the database, without ids; the sanitiser must have nothing to take from it."""
    body = Article.objects.get(pk=article.pk).body
    assert sanitize(body) == body
    return without_ids(body)
