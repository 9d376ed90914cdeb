"""The web server as it is really run, asked by a raw socket."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from newsroom.gateway import environ_of
from newsroom.serving import answers

PATIENCE = 60  # seconds
STALLED = 30
FROM_PROXY = "HTTP/1.1\nHost: paper.example\nX-Forwarded-Proto: https\n"
SIGN_UP = f"POST /newsletter/inscription/ {FROM_PROXY}"
pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="one database is enough")


@pytest.fixture(scope="module")
def port(made):
    """Of a server with a single process of two threads."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = kept | {"VAR_DIR": str(made), "PORT": str(port), "TRUSTED_PROXIES": "127.0.0.1"}
    env |= {"WEB_PROCESSES": "1", "WEB_THREADS": "2", "SITE_URL": "https://paper.example"}
    server = subprocess.Popen([sys.executable, "-m", "newsroom.web"], env=env)
    try:
        until = time.monotonic() + PATIENCE
        while not answers("127.0.0.1", port):
            assert server.poll() is None
            assert time.monotonic() < until
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


def say(port, words: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    connection.sendall(words.replace("\n", "\r\n").encode())
    return connection


def told(port, words: str) -> str:
    with say(port, words) as connection, connection.makefile("rb") as answer:
        return answer.read().decode()


def get(port, *lines, path="/healthz", https="X-Forwarded-Proto: https") -> str:
    head = [f"GET {path} HTTP/1.1", "Host: paper.example", https, *lines, "Connection: close"]
    return told(port, "\n".join(head) + "\n\n")


@contextmanager
def stalled(port, words):
    held = [say(port, words) for _ in range(STALLED)]
    try:
        yield held
    finally:
        for connection in held:
            connection.close()


@pytest.mark.parametrize(
    "words",
    [
        SIGN_UP + "Content-Length: 100000\n\nabcdefg",
        f"POST /admin/login/ {FROM_PROXY}Transfer-Encoding: chunked\n\n7\nabc",
        f"GET / {FROM_PROXY}X-Slow: ",
        f"GET /robots.txt {FROM_PROXY}\n" * 50,
        "",
    ],
    ids=["body", "chunks", "headers", "readers", "silence"],
)
def test_who_stalls_keeps_nobody_waiting(port, words):
    with stalled(port, words):
        began = time.monotonic()
        assert get(port).startswith("HTTP/1.1 200")
        assert get(port, path="/").startswith("HTTP/1.1 200")
        assert time.monotonic() - began < 10  # not while the others are held, which is for ever


def test_what_is_too_long_is_refused_before_it_is_sent(port):
    answer = told(
        port,
        SIGN_UP + "Content-Length: 900000000\n\nabc",
    )
    assert answer.startswith("HTTP/1.1 413")
    assert "connection: close" in answer
    assert "</html>" in answer


def test_a_body_that_is_cut_off_is_no_request(port):
    words = SIGN_UP + "Content-Length: 100\n\nemail=a"
    with say(port, words) as connection, connection.makefile("rb") as answer:
        connection.shutdown(socket.SHUT_WR)
        assert b" 200 " not in answer.readline()


def test_http_2_is_not_spoken_in_the_clear(port):
    assert not told(port, "PRI * HTTP/2.0\n\nSM\n\n").startswith("\x00")


def test_a_large_file_arrives_whole_and_in_part(port, made):
    file = max((made / "static").rglob("*.js"), key=lambda file: file.stat().st_size)
    path = f"/static/{file.relative_to(made / 'static')}"
    assert get(port, path=path).endswith(file.read_text()[-50:])
    assert get(port, "Range: bytes=0-9", path=path).startswith("HTTP/1.1 206")


# Whom a request comes from


def scope(*headers, client="127.0.0.1:5000", path="/"):
    items = SimpleNamespace(items=lambda: list(headers))
    given = {"method": "GET", "scheme": "http", "http_version": "1.1", "query_string": ""}
    return SimpleNamespace(
        **given, headers=items, client=client, path=path, server="127.0.0.1:8000"
    )


def test_a_name_with_an_underscore_never_reaches_django():
    environ = environ_of(scope(("x_forwarded_for", "6.6.6.6"), ("content_length", "5"), ("a", "b")))
    assert not {"HTTP_X_FORWARDED_FOR", "HTTP_CONTENT_LENGTH", "CONTENT_LENGTH"} & set(environ)
    assert environ["HTTP_A"] == "b"


def test_what_a_proxy_adds_in_a_line_of_its_own_comes_last(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    environ = environ_of(scope(("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "203.0.113.9")))
    assert environ["HTTP_X_FORWARDED_FOR"] == "6.6.6.6,203.0.113.9"


def test_who_is_no_proxy_of_ours_says_nothing_about_where_it_comes_from(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    said = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-proto", "https"), ("forwarded", "for=a")]
    from_us, from_them = (
        environ_of(scope(*said, client=f"{ip}:9")) for ip in ("10.1.1.1", "9.9.9.9")
    )
    assert from_us["HTTP_X_FORWARDED_PROTO"] == "https"
    assert not [name for name in from_them if "FORWARDED" in name]


def test_an_address_is_handed_over_as_its_bytes():
    environ = environ_of(scope(path="/société/", client="[2001:db8::1]:443"))
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/société/"
    assert environ["REMOTE_ADDR"] == "2001:db8::1"


def test_the_server_as_it_runs_believes_no_forged_name(port):
    """Asked without TLS, it leads to https; what a proxy says spares that."""
    assert get(port, path="/").startswith("HTTP/1.1 200")
    assert get(port, path="/", https="X_Forwarded_Proto: https").startswith("HTTP/1.1 301")
    assert get(port, path="/", https="X-Forwarded_Proto: https").startswith("HTTP/1.1 301")
