"""The other engines: Firefox driven by WebDriver BiDi, WebKitGTK by WebDriver.

Both are installed by whoever wants them (Debian: firefox-esr, webkit2gtk-driver with xvfb).
"""

import base64
import itertools
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from websockets.exceptions import InvalidMessage
from websockets.sync.client import connect as websocket

from tests.loop.product import free_port

SECONDS = 30  # until an answer that doesn't come is a failure
ENTER, ESCAPE, TAB = "\ue007", "\ue00c", "\ue004"  # as WebDriver names the keys
READY = "document.readyState === 'complete'"


def until(probe, what: str):
    """What `probe` returns once it is true; AssertionError after `SECONDS`."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if found := probe():
            return found
        time.sleep(0.05)
    raise AssertionError(f"in {SECONDS} s: {what}")


def keystrokes(text: str) -> list[dict]:
    return [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]


class Engine:
    """A browser of its own with one page, for the time of a `with` block."""

    def __init__(self, folder: Path):
        self.folder, self.port, self.errors = folder, free_port(), []
        self.open = ExitStack()

    def __enter__(self):
        self.start(self.command(), self.folder)
        try:
            self.connect()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *exception):
        self.stop()

    def start(self, command: list[str], folder: Path) -> None:
        home = {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8"}
        with (folder / "log").open("w") as log:
            # A group of its own, so that what it starts ends with it
            self.process = subprocess.Popen(
                command,
                env=os.environ | home,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def stop(self) -> None:
        self.open.close()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=SECONDS)

    def wait_for(self, condition: str):
        return until(lambda: self.run(f"return !!({condition})"), condition)

    def click(self, selector: str) -> None:
        self.wait_for(f"document.querySelector({json.dumps(selector)})")
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def fill(self, selector: str, text: str) -> None:
        self.wait_for(f"document.querySelector({json.dumps(selector)})")
        self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        self.type(text)


class Firefox(Engine):
    """Firefox ESR, headless, by WebDriver BiDi (W3C)."""

    name = "firefox"
    programs = ("firefox-esr", "firefox")

    def command(self) -> list[str]:
        program = next(filter(None, map(shutil.which, self.programs)))
        profile = self.folder / "profile"
        profile.mkdir()
        options = ["--headless", "--no-remote", "--profile", str(profile)]
        return [program, *options, "--remote-debugging-port", str(self.port)]

    def connect(self) -> None:
        self.numbers = itertools.count(1)
        self.socket = until(self.connected, "Firefox listens")
        self.send("session.new", capabilities={})
        self.page = self.send("browsingContext.create", type="tab")["context"]
        self.send("session.subscribe", events=["log.entryAdded"])

    def connected(self):
        assert self.process.poll() is None, "Firefox ended before it listened"
        try:
            address = f"ws://127.0.0.1:{self.port}/session"
            line = websocket(address, max_size=None, proxy=None, open_timeout=SECONDS)
            return self.open.enter_context(line)
        except (OSError, InvalidMessage):
            return None

    def send(self, method: str, **params) -> dict:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (answer := json.loads(self.socket.recv(timeout=SECONDS))).get("id") != number:
            self.note(answer)
        assert answer["type"] == "success", answer
        return answer["result"]

    def note(self, event: dict) -> None:
        if event.get("method") == "log.entryAdded" and event["params"]["level"] == "error":
            self.errors.append(event["params"]["text"])

    def goto(self, url: str) -> None:
        self.send("browsingContext.navigate", context=self.page, url=url, wait="complete")

    def run(self, script: str):
        """What the script returns, which must be something that JSON can hold."""
        said = self.send(
            "script.evaluate",
            expression=f"JSON.stringify((() => {{ {script} }})() ?? null)",
            target={"context": self.page},
            awaitPromise=True,
        )
        assert said["type"] == "success", said["exceptionDetails"]["text"]
        return json.loads(said["result"]["value"])

    def type(self, text: str) -> None:
        keys = {"type": "key", "id": "keys", "actions": keystrokes(text)}
        self.send("input.performActions", context=self.page, actions=[keys])

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height}
        self.send("browsingContext.setViewport", context=self.page, viewport=size)

    def add_cookie(self, name: str, value: str, url: str) -> None:
        kept = {"name": name, "value": {"type": "string", "value": value}, "domain": "localhost"}
        self.send("storage.setCookie", cookie=kept)

    def screenshot(self) -> bytes:
        answer = self.send("browsingContext.captureScreenshot", context=self.page)
        return base64.b64decode(answer["data"])


class WebKit(Engine):
    """WebKitGTK's MiniBrowser on a screen of its own, by WebDriver (W3C)."""

    name = "webkit"
    programs = ("WebKitWebDriver",)

    def command(self) -> list[str]:
        screen = [] if os.environ.get("DISPLAY") else ["xvfb-run", "--auto-servernum"]
        return [*screen, "WebKitWebDriver", f"--port={self.port}"]

    def connect(self) -> None:
        self.base = f"http://127.0.0.1:{self.port}/session"
        made = until(self.started, "WebKit listens")
        self.base += f"/{made['sessionId']}"

    def started(self):
        assert self.process.poll() is None, "WebKitWebDriver ended before it listened"
        try:
            browser = {"alwaysMatch": {"browserName": "MiniBrowser"}}
            return self.send("POST", "", capabilities=browser)
        except OSError:
            return None

    def send(self, method: str, command: str, **params):
        request = urllib.request.Request(
            self.base + command,
            method=method,
            data=json.dumps(params).encode() if method == "POST" else None,
        )
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None

    def goto(self, url: str) -> None:
        self.send("POST", "/url", url=url)

    def run(self, script: str):
        """What the script returns, which must be something that JSON can hold."""
        return self.send("POST", "/execute/sync", script=script, args=[])

    def type(self, text: str) -> None:
        keys = {"type": "key", "id": "keys", "actions": keystrokes(text)}
        self.send("POST", "/actions", actions=[keys])

    def resize(self, width: int, height: int) -> None:
        self.send("POST", "/window/rect", width=width, height=height)

    def add_cookie(self, name: str, value: str, url: str) -> None:
        self.goto(url)
        self.send("POST", "/cookie", cookie={"name": name, "value": value})

    def screenshot(self) -> bytes:
        return base64.b64decode(self.send("GET", "/screenshot"))


ENGINES = (Firefox, WebKit)


def installed() -> list[type[Engine]]:
    return [engine for engine in ENGINES if any(map(shutil.which, engine.programs))]
