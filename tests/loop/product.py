"""The product as it is run for real: the production server and the worker, with mail by SMTP."""

import os
import queue
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from urllib.error import URLError

from aiosmtpd.controller import Controller

BASE = Path(__file__).resolve().parents[2]
PASSWORD = "un-mot-de-passe-de-demo"
CAST = f"""
from django.contrib.auth.models import Group, User
from articles.models import Author, Section
from newsletter.models import Newsletter
from newsroom.core.models import Newspaper

Newspaper(name="L’Octet", publisher="Éditions", address="12, quai des Relais, Rennes").save()
Newsletter(name="La lettre", minimum=1).save()
Section.objects.create(name="Intelligence artificielle", slug="intelligence-artificielle")
roles = {{"noemie": "Reporter", "soraya": "Editor", "anatole": "Moderator",
         "ines": "Newsletter editor"}}
for name, role in roles.items():
    user = User.objects.create_user(name, f"{{name}}@loctet.example", "{PASSWORD}", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
Author.objects.create(name="Noémie Faure", user=User.objects.get(username="noemie"))
"""


class Inbox:
    """Everything that a real SMTP server took; `take()` waits for the next mail."""

    def __init__(self):
        self.mails = queue.Queue()

    async def handle_DATA(self, server, session, envelope):
        self.mails.put(
            (envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default))
        )
        return "250 OK"

    def take(self, to: str, timeout: float = 90):
        """The next mail, which must be for `to` and nobody else."""
        recipients, mail = self.mails.get(timeout=timeout)
        assert recipients == [to]
        return mail


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(folder: Path, port: int, smtp_port: int) -> dict:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "VAR_DIR": str(folder),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "MAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
    }


@contextmanager
def running(made: Path, folder: Path):
    """The product on a free port, in a copy of a paper that was made; its address and its mails."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    inbox = Inbox()
    smtp = Controller(inbox, hostname="127.0.0.1", port=free_port())
    smtp.start()
    port = free_port()
    env = environment(folder, port, smtp.port)
    manage = [sys.executable, str(BASE / "manage.py")]
    subprocess.run([*manage, "shell", "-v0", "-c", CAST], env=env, check=True)
    with open(folder / "server.log", "w") as log:
        server = subprocess.Popen([*manage, "serve"], env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}", inbox
    finally:
        server.terminate()
        server.wait(timeout=30)
        smtp.stop()


def wait_until_it_answers(url: str, server, seconds: float = 120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended before it answered"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"{url} did not answer")
