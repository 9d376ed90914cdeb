"""The database is away: readers are told to come back, and the log says it in a line."""

import os
import re
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from socket import create_server

import pytest
from django.db import Error, connection
from django.db.utils import ConnectionHandler

from newsroom.core.outage import LIMITS, RETRY_AFTER, is_away, limit_statements
from newsroom.serving import answers

PATIENCE = 60  # seconds
KEPT = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
SHOWN = """
from django.db import connection
cursor = connection.cursor()
cursor.execute("SHOW statement_timeout")
print(*cursor.fetchone())
"""
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has none")


@pytest.fixture(scope="module")
def nowhere():
    """The port of a PostgreSQL that has gone away."""
    with create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("outage") / "log"


@pytest.fixture(scope="module")
def port(made, nowhere, log):
    """Of a web server whose database does not answer."""
    with create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    env = KEPT | {"VAR_DIR": str(made), "PORT": str(port), "WEB_PROCESSES": "1"}
    env |= {"DATABASE_URL": f"postgres://me:geheim@127.0.0.1:{nowhere}/paper"}
    with log.open("w") as out:
        web = subprocess.Popen([sys.executable, "-m", "newsroom.web"], env=env, stderr=out)
    try:
        until = time.monotonic() + PATIENCE
        while not answers("127.0.0.1", port):
            assert web.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        yield port
    finally:
        web.terminate()
        web.wait(PATIENCE)


def ask(port, method, path, **options):
    with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
        headers = {"Cookie": f"sessionid_{port}={'x' * 32}"} | options.pop("headers", {})
        line.request(method, path, headers=headers, **options)
        answer = line.getresponse()
        return answer, answer.read().decode()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ASKED = [
    ("GET", "/", {}),
    ("GET", "/nowhere/", {}),
    ("GET", "/recherche/?q=phare", {}),
    ("GET", "/commentaires/1/", {}),
    ("GET", "/rss.xml", {}),
    ("GET", "/healthz", {}),
    ("GET", "/admin/", {}),
    ("POST", "/newsletter/inscription/", {"body": "email=a@example.org", "headers": FORM}),
    ("POST", "/admin/", {"body": "a=" + "x" * 300_000, "headers": FORM}),
]


@pytest.mark.parametrize(("method", "path", "options"), ASKED)
def test_whoever_asks_is_told_to_come_back(port, log, method, path, options):
    before = len(log.read_text().splitlines())
    answer, page = ask(port, method, path, **options)
    assert (answer.status, answer.headers["Retry-After"]) == (503, str(RETRY_AFTER))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert '<p class="error__code">503</p>' in page
    assert "/static/newsroom/" in page
    lines = log.read_text().splitlines()[before:]
    assert len(lines) <= 1, lines
    if "a=" not in options.get("body", ""):  # Django never saw the others
        assert re.search(
            f"Service Unavailable: {re.escape(path.partition('?')[0])} .*refused", lines[0]
        )
    assert "geheim" not in str(lines)


@pytest.mark.django_db
def test_a_table_that_is_missing_is_a_fault_of_ours():
    with connection.cursor() as cursor, pytest.raises(Error) as fault:
        cursor.execute("SELECT 1 FROM nothing")
    assert not is_away(fault.value)
    assert not is_away(None)


@pytest.mark.django_db
def test_a_file_that_another_holds_is_busy(tmp_path):
    file = str(tmp_path / "paper.sqlite3")
    here = {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": {"timeout": 0}}
    ours = ConnectionHandler({"default": here})["default"]
    with closing(sqlite3.connect(file)) as other, closing(ours):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Error) as fault:
            ours.cursor().execute("CREATE TABLE a (b)")
        assert is_away(fault.value)


@on_postgresql
@pytest.mark.django_db
def test_no_statement_of_a_page_takes_long():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
        limit_statements(None, connection)
        found = {}
        for name in LIMITS:
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
        assert found["lock_timeout"] == "3s"  # what is said already stands
        assert found["statement_timeout"] == "20s"
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        with pytest.raises(Error) as fault:
            cursor.execute("SELECT pg_sleep(5)")
        assert is_away(fault.value)


@on_postgresql
@pytest.mark.parametrize(
    ("first", "limit"), [("import newsroom.wsgi", "20s"), ("import django; django.setup()", "0")]
)
def test_pages_alone_have_limits(made, first, limit):
    env = KEPT | {"VAR_DIR": str(made), "DATABASE_URL": os.environ["DATABASE_URL"]}
    env |= {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    code = first + SHOWN
    said = subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, timeout=PATIENCE
    )
    assert said.stdout.decode().strip() == limit
