"""How long a writer waits: a body of 200 blocks to open, a key in it, pastes of 1 and 5 MB.

`python bench/writing.py [--blocks 200] [--megabytes 5]` makes a paper of its own in a temporary
folder, serves it with the settings of production, and writes in it with a real Chromium. It prints
the work of the processor for each, beside the goals: waiting depends on what else runs there.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from socketserver import ThreadingMixIn
from statistics import median
from threading import Thread
from time import process_time
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PORT = 8197
SITE = f"http://localhost:{PORT}"
OPENINGS, KEYS = 5, 50
LONG = 1_000_000  # characters of Word’s HTML, which are some 400,000 of ours
GOALS = {"open": 1000, "key": 16, "long paste": 3000, "too long": 3000}  # milliseconds
KINDS = (
    "<p>Le navire répare un <strong>câble</strong> au large de Brest, et le fil tient. {n}</p>",
    "<h2>Un intertitre {n}</h2>",
    "<p>Un <a href='https://example.org/{n}'>lien</a>, puis assez de mots pour une ligne.</p>",
    "<ul><li>un</li><li>deux {n}</li></ul>",
    "<blockquote><p>Le fil tient. {n}</p><footer>Odette Le Bris</footer></blockquote>",
    "<figure data-picture='{picture}' data-width='text' data-caption='{n}'></figure>",
    "<aside data-kind='note'><h3>À savoir</h3><p>Note {n}</p></aside>",
    "<pre><code>ls -la {n}</code></pre>",
)
WHEN_READY = """
document.addEventListener("prose-editor:ready", () =>
  requestAnimationFrame(() =>
    setTimeout(() => (document.documentElement.dataset.ready = performance.now()))))
"""
TYPE = """(keys) => {
  const { view } = document.querySelector(".ProseMirror").editor
  const times = []
  for (let key = 0; key < keys; key += 1) {
    const before = performance.now()
    view.dispatch(view.state.tr.insertText("a", 10))
    view.dom.getBoundingClientRect()
    times.push(performance.now() - before)
  }
  return times
}"""
PASTE = """async ([paragraph, length]) => {
  const body = document.querySelector(".ProseMirror")
  body.focus()
  body.editor.commands.focus("end")
  const clipboardData = new DataTransfer()
  clipboardData.setData("text/html", paragraph.repeat(Math.ceil(length / paragraph.length)))
  const before = performance.now()
  const options = { clipboardData, bubbles: true, cancelable: true }
  body.dispatchEvent(new ClipboardEvent("paste", options))
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
  return [performance.now() - before, body.children.length]
}"""
WORD = (
    "<p class=MsoNormal style='margin-bottom:8.0pt;mso-fareast-language:FR'><span lang=FR"
    " style='font-size:11.0pt;font-family:\"Calibri\",sans-serif'>Le navire répare un <b"
    " style='mso-bidi-font-weight:normal'>câble</b> au large de Brest, et le fil tient"
    " toujours ; l’équipage attend la nuit.<o:p></o:p></span></p>\n"
)


class Server(ThreadingMixIn, WSGIServer):
    """As production answers: several things at a time."""


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def prepare(folder: str) -> None:
    """The site's settings on a machine of their own."""
    os.environ |= {"VAR_DIR": folder, "SITE_URL": SITE, "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def serve() -> None:
    from newsroom.wsgi import application

    server = make_server("localhost", PORT, application, Server, Quiet)
    Thread(target=server.serve_forever, daemon=True).start()


def logged_in() -> dict:
    """The cookie of somebody who may write."""
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client()
    client.force_login(User.objects.create_superuser("ada"))
    return {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": f"{SITE}/admin/",
    }


def article_of(blocks: int) -> int:
    from tests.factories import make_article, make_picture

    picture = make_picture().pk
    kinds = (KINDS[number % len(KINDS)] for number in range(blocks))
    body = "".join(kind.format(n=n, picture=picture) for n, kind in enumerate(kinds))
    return make_article("Le câble", body=body).pk


class Clock:
    """What the page itself worked, apart from what it waited for: milliseconds of its thread."""

    def __init__(self, page):
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def read(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(m["value"] for m in metrics if m["name"] == "TaskDuration")

    def of(self, script: str, given) -> tuple[float, object]:
        before = self.read()
        answer = self.page.evaluate(script, given)
        return self.read() - before, answer


def open_it(page, clock: Clock, address: str) -> tuple[float, float, float]:
    """Milliseconds until one can write; what the server and the page worked for it."""
    before = process_time()
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    server = 1000 * (process_time() - before)
    return float(page.evaluate("document.documentElement.dataset.ready")), server, clock.read()


def measure(page, address: str, length: int) -> dict[str, float]:
    clock = Clock(page)
    openings = [open_it(page, clock, address) for _ in range(OPENINGS)]
    waited, server, work = (median(column) for column in zip(*openings[1:], strict=True))
    print(
        f"  opened after {waited:.0f} ms on this machine; the first time, {openings[0][0]:.0f} ms"
    )
    print(f"  of that the server worked {server:.0f} ms and the page {work:.0f} ms")
    keys, _times = clock.of(TYPE, KEYS)
    long, (_time, blocks) = clock.of(PASTE, [WORD, LONG])
    print(f"  the text has {blocks:,} blocks after the long paste")
    too_long, (_time, after) = clock.of(PASTE, [WORD, length])
    print(f"  and {after:,} after one of {length:,} characters, which is refused")
    return {
        "open": server + work,
        "key": keys / KEYS,
        "long paste": long,
        "too long": too_long,
    }


def main(options: argparse.Namespace) -> None:
    from playwright.sync_api import sync_playwright

    from tests import chromium

    serve()
    address = f"{SITE}/admin/articles/article/{article_of(options.blocks)}/change/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        context = browser.new_context()
        context.add_cookies([logged_in()])
        context.add_init_script(WHEN_READY)
        page = context.new_page()
        page.on("console", lambda line: print("  the browser says:", line.text))
        found = measure(page, address, options.megabytes * 10**6)
        browser.close()
    for name, time in found.items():
        print(f"{name:>10}: {time:7.1f} ms   (goal: {GOALS[name]} ms)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--blocks", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=5)
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        main(parser.parse_args())
