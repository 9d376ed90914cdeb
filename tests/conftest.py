"""The cast: who works at the paper in these tests."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User

from tests import chromium, factories

MANAGE = Path(__file__).resolve().parents[1] / "manage.py"
PATIENCE = 30_000  # milliseconds until a page that doesn't answer is a failure


def person(username, role):
    user = User.objects.create_user(username, f"{username}@example.org", "secret", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def reporter(db):
    """Noémie, who writes."""
    user = person("noemie", "Reporter")
    factories.make_author("Noémie Faure", user=user)
    return user


@pytest.fixture
def other_reporter(db):
    return person("malo", "Reporter")


@pytest.fixture
def editor(db):
    """Soraya, who publishes."""
    return person("soraya", "Editor")


@pytest.fixture
def moderator(db):
    """Anatole, who reads the comments."""
    return person("anatole", "Moderator")


@pytest.fixture
def newsletter_editor(db):
    """Inès, who sends the letter."""
    return person("ines", "Newsletter editor")


@pytest.fixture
def article(db):
    return factories.make_published_article()


@pytest.fixture(scope="session")
def browser():
    """A real Chromium; what a test does in it goes into a context of its own."""
    from playwright.sync_api import expect, sync_playwright

    path = chromium.find()
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(chromium.MISSING)
    # Playwright keeps a loop running in this thread: to Django, all that follows looks async.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of a real paper, ready to be copied and served; one for all processes."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    folder = shared / "made"
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    with (shared / "made.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            env = kept | {"VAR_DIR": str(shared / "making")}
            subprocess.run([sys.executable, MANAGE, "prepare"], env=env, check=True)
            (shared / "making").rename(folder)
    return folder
