"""Hostile texts sent by the form and looked at in Chromium: no script runs, no layout breaks."""

import pytest

from comments.models import Comment
from tests.comments.factories import EMAIL, form_url
from tests.comments.naughty import EVERYTHING

pytestmark = pytest.mark.browser
WIDTHS = (360, 1280)
# How far anything in the page reaches beyond its right edge, and who does.
TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect()
    const style = getComputedStyle(element)
    return box.width > 1 && box.right > innerWidth + 1 && style.position !== "absolute"
        && !element.closest(".trap, .visually-hidden, .skip, .results, nav")
}).map(element => element.className || element.tagName)"""
SCROLLS = "() => document.documentElement.scrollWidth > innerWidth"


class Reader:
    """A browser that notes all that a page does without being asked."""

    def __init__(self, page, base):
        self.page, self.base = page, base
        self.happened = []
        page.on("dialog", lambda dialog: self.happened.append(dialog.message))
        page.on("pageerror", lambda error: self.happened.append(str(error)))
        page.on("console", self._note)
        page.on("request", self._ask)

    def _note(self, message):
        if message.type == "error":
            self.happened.append(message.text)

    def _ask(self, request):
        if not request.url.startswith((self.base, "data:")):
            self.happened.append(request.url)

    def look(self, path, width):
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(self.base + path)
        assert self.page.evaluate("window.hit") is None, path
        assert self.happened == [], path


@pytest.fixture
def hostile_thread(transactional_db, client, article):
    """Each of the texts, as a browser sends it, with as much of it as a name takes in the name."""
    for number, words in enumerate(EVERYTHING):
        name = f"N {words.split('://')[0][:50].replace('@', '')}"
        form = {"name": name, "email": EMAIL, "body": f"Il dit, et il redit :\n{words}"[:5000]}
        answer = client.post(form_url(article), form, REMOTE_ADDR=f"10.1.{number}.1")
        if answer.status_code == 422:  # the name alone was refused
            form["name"] = "Marie"
            answer = client.post(form_url(article), form, REMOTE_ADDR=f"10.1.{number}.1")
        assert answer.status_code == 303, words
    assert Comment.objects.count() == len(EVERYTHING)
    return article


@pytest.fixture
def reader(browser, django_db_setup, live_server, hostile_thread):
    context = browser.new_context(color_scheme="light")
    yield Reader(context.new_page(), live_server.url)
    context.close()


def test_no_script_runs_and_no_layout_breaks(reader, hostile_thread, client, moderator):
    waiting = Comment.objects.latest("pk")
    client.force_login(moderator)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    reader.page.context.add_cookies([cookie | {"url": f"{reader.base}/admin/"}])
    reader.look("/admin/comments/comment/", 1280)
    reader.look(f"/admin/comments/comment/{waiting.pk}/change/", 1280)
    for width in WIDTHS:
        reader.look("/admin/comments/comment/desk/?queue=all", width)
        assert not reader.page.evaluate(SCROLLS), ("desk", width)
    Comment.objects.update(status=Comment.Status.APPROVED)
    for path in (hostile_thread.get_absolute_url(), waiting.get_own_url()):
        for width in WIDTHS:
            reader.look(path, width)
            assert not reader.page.evaluate(SCROLLS), (path, width)
            assert reader.page.evaluate(TOO_WIDE) == [], (path, width)
