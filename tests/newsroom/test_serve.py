"""`manage.py serve` as it is really run: processes, a port, signals."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
import pytest

MANAGE = [sys.executable, str(Path(__file__).resolve().parents[2] / "manage.py")]
PATIENCE = 120  # seconds
pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="one database is enough")


KEPT = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}


@pytest.fixture
def env(tmp_path):
    """A paper of its own: nothing of this shell's, an empty folder, a free port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return KEPT | {"VAR_DIR": str(tmp_path / "var"), "PORT": str(port)}


def wait_until(holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.05)


class Paper:
    """A paper that was started, what it says, and the processes that it started."""

    def __init__(self, env, log: Path):
        self.log = log
        with log.open("w") as out:
            self.process = psutil.Popen([*MANAGE, "serve"], env=env, stdout=out, stderr=out)
        self.children = []

    def wait_until_it_serves(self):
        wait_until(lambda: "Ctrl-C" in self.words or self.process.poll() is not None)
        assert self.process.poll() is None, self.words
        # The web server, its two processes, the worker
        wait_until(lambda: len(self.process.children(recursive=True)) == 4)
        self.children = self.process.children(recursive=True)

    @property
    def words(self) -> str:
        return self.log.read_text()

    def child(self, command: str) -> psutil.Process:
        return next(child for child in self.children if command in child.cmdline())

    def leaves_nothing(self) -> bool:
        return not psutil.wait_procs(self.children, timeout=PATIENCE)[1]

    def clear_away(self):
        for process in (self.process, *self.children):
            if process.is_running():
                process.kill()
        self.process.wait()


@pytest.fixture
def paper(env, made, tmp_path):
    shutil.copytree(made, env["VAR_DIR"])
    paper = Paper(env, log=tmp_path / "log")
    try:
        paper.wait_until_it_serves()
        yield paper
    finally:
        paper.clear_away()


def test_it_answers_and_tells_where(paper, env):
    with urlopen(f"http://127.0.0.1:{env['PORT']}/healthz") as answer:
        assert answer.read() == b"ok\n"
    assert f"http://127.0.0.1:{env['PORT']}/admin/" in paper.words
    assert f"{env['VAR_DIR']}/mail" in paper.words


def test_a_command_beside_it_knows_its_address(paper, env):
    """In a shell that was told nothing but where the paper is kept."""
    told = {name: value for name, value in env.items() if name != "PORT"}
    say = "from django.conf import settings; print(settings.SITE_URL)"
    shell = [*MANAGE, "shell", "--no-imports", "-c", say]

    def said(**more):
        answer = subprocess.run(shell, env=told | more, capture_output=True, timeout=60, check=True)
        return answer.stdout.decode().strip()

    assert said() == f"http://127.0.0.1:{env['PORT']}"
    assert said(SITE_URL="https://www.example.org") == "https://www.example.org"
    assert said(PORT="8123") == "http://127.0.0.1:8123"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_that_it_started(paper, number):
    paper.process.send_signal(number)
    assert paper.process.wait(PATIENCE) == 0
    assert paper.words.endswith("Stopped.\n")
    assert paper.leaves_nothing()


@pytest.mark.parametrize(
    ("command", "name"), [("ox_worker", "worker"), ("newsroom.web", "web server")]
)
def test_where_one_half_dies_the_other_is_stopped_and_it_says_so(paper, command, name):
    paper.child(command).kill()
    assert paper.process.wait(PATIENCE) == 1
    assert f"The {name} ended by itself (SIGKILL); all is stopped.\n" in paper.words
    assert paper.leaves_nothing()


def test_a_process_of_the_web_server_that_dies_is_replaced(paper, env):
    web = paper.child("newsroom.web")
    web.children()[0].kill()
    wait_until(lambda: len([child for child in web.children() if child.status() != "zombie"]) == 2)
    paper.children += web.children()
    with urlopen(f"http://127.0.0.1:{env['PORT']}/healthz") as answer:
        assert answer.status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="it is Linux that tells the children")
def test_it_leaves_no_orphans_when_it_is_killed(paper):
    paper.process.kill()
    assert paper.leaves_nothing()


def refusal(env) -> str:
    """What it says where it can't begin."""
    done = subprocess.run([*MANAGE, "serve"], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


def test_a_port_in_use_is_one_line_with_a_way_out(env):
    port = int(env["PORT"])
    with socket.create_server(("127.0.0.1", port)):
        words = refusal(env)
    assert re.fullmatch(rf"CommandError: Port {port} is in use.*make run PORT=\d+\n", words)


def test_a_host_that_is_not_ours_is_one_line(env):
    unknown, elsewhere = "no-such-host.invalid", "192.0.2.1"
    assert refusal(env | {"HOST": unknown}).startswith("CommandError: HOST is no address of this")
    assert refusal(env | {"HOST": elsewhere}).startswith("CommandError: HOST can't be listened on")


def test_a_wrong_variable_is_one_line(env):
    words = refusal(env | {"DEBUG": "oui"})
    assert words == "DEBUG is neither true nor false. Example: DEBUG=true\n"


def test_a_folder_that_cannot_be_written_is_one_line(env, tmp_path):
    (tmp_path / "file").touch()
    words = refusal(env | {"VAR_DIR": str(tmp_path / "file" / "var")})
    assert re.fullmatch(r"VAR_DIR .*\(Not a directory\)\. Example: VAR_DIR=\S+\n", words)
