"""Whether comments survive a rush: many processes post at once to the server as it is really run.

`python bench/posting.py [--processes 50] [--posts 1000] [--goal 5000]` starts the web server over a
database of its own and sends it, at once and over HTTP:

1. so many different comments of as many networks, all on one article: none lost, none twice;
2. the same comment from every process, as a double click would: one is stored;
3. from one network more than it may send: exactly as many are taken as the limit says.

It prints the p95 of the first, and ends with 1 where one of the three doesn't hold. DATABASE_URL
may name an empty database; `python -m tests.postgres python bench/posting.py` gives PostgreSQL.
"""

import argparse
import http.client
import multiprocessing
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TAKEN, WAIT = 303, 429
PATIENCE = 300  # seconds until the server answers, or a single request ends
SPREAD = 25  # posts to each process, where one network sends too many


class Post(NamedTuple):
    body: str
    network: int  # each number is a network of its own

    @property
    def address(self) -> str:
        return f"100.{64 + self.network // 256}.{self.network % 256}.7"


class Answer(NamedTuple):
    status: int  # 0 where none came
    milliseconds: float


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def prepare(folder: str) -> str:
    """The site's settings on a machine of their own, and one article; where its form is sent."""
    os.environ |= {
        "VAR_DIR": folder,
        "PORT": str(free_port()),
        "TRUSTED_PROXIES": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "false",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if not (Path(folder) / "static").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    from django.db import connection
    from django.urls import reverse

    from tests.factories import make_published_article

    url = reverse("comment_post", args=[make_published_article().pk])
    connection.close()  # processes are forked from here on
    return url


def start_server(port: int) -> subprocess.Popen:
    command = [sys.executable, "-m", "newsroom.web"]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)  # noqa: S603
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return server
        except OSError:
            time.sleep(0.05)
    server.kill()
    raise SystemExit("The server doesn't answer.")


# Sending


def send(connection: http.client.HTTPConnection, url: str, post: Post) -> Answer:
    form = {"name": "Marie", "email": f"marie{post.network}@example.org", "body": post.body}
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": post.address,
    }
    began = time.perf_counter()
    try:
        connection.request("POST", url, urlencode(form), headers)
        answer = connection.getresponse()
        answer.read()
        status = answer.status
    except (OSError, http.client.HTTPException):
        connection.close()
        status = 0
    return Answer(status, 1000 * (time.perf_counter() - began))


def send_all(port: int, url: str, posts: list[Post], gate, answers) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    gate.wait()
    answers.put([send(connection, url, post) for post in posts])


def rush(port: int, url: str, shares: list[list[Post]]) -> list[Answer]:
    """Each share from a process of its own; all begin at the same moment."""
    context = multiprocessing.get_context("fork")
    gate, answers = context.Barrier(len(shares)), context.Queue()
    senders = [
        context.Process(target=send_all, args=(port, url, posts, gate, answers)) for posts in shares
    ]
    for sender in senders:
        sender.start()
    got = [answer for _sender in senders for answer in answers.get()]
    for sender in senders:
        sender.join()
    return got


# The three rushes


def stored(beginning: str) -> list[str]:
    from comments.models import Comment

    found = Comment.objects.filter(body__startswith=beginning)
    return list(found.values_list("body", flat=True))


def different(port: int, url: str, processes: int, number: int, goal: float) -> bool:
    posts = [Post(f"Le commentaire qui porte le numéro {n}.", n) for n in range(number)]
    began = time.perf_counter()
    answers = rush(port, url, [posts[n::processes] for n in range(processes)])
    took = time.perf_counter() - began
    times = [answer.milliseconds for answer in answers]
    p95 = quantiles(times, n=20)[-1]
    print(f"{number:,} comments from {processes} processes: {number / took:,.0f} a second")
    print(f"  median {median(times):,.0f} ms, p95 {p95:,.0f} ms (goal {goal:,.0f})")
    there = Counter(stored("Le commentaire"))
    statuses = Counter(answer.status for answer in answers)
    lost = [post.body for post in posts if post.body not in there]
    twice = [body for body, count in there.items() if count > 1]
    print(f"  answers {dict(statuses)}, lost {len(lost)}, twice {len(twice)}")
    return not lost and not twice and set(statuses) == {TAKEN} and p95 <= goal


def same(port: int, url: str, processes: int) -> bool:
    post = Post("Le même texte, envoyé plusieurs fois d’un coup.", 9_000)
    answers = rush(port, url, [[post] for _n in range(processes)])
    count = len(stored("Le même texte"))
    statuses = Counter(answer.status for answer in answers)
    print(f"the same comment {processes} times: answers {dict(statuses)}, stored {count}")
    return count == 1 and set(statuses) == {TAKEN}


def too_many(port: int, url: str, processes: int) -> bool:
    from comments.models import Rulebook

    limit, senders = Rulebook.current().network_limit, min(processes, 10)
    shares = [
        [Post(f"Trop de commentaires d’un réseau, {s}-{n}.", 9_001) for n in range(SPREAD)]
        for s in range(senders)
    ]
    statuses = Counter(answer.status for answer in rush(port, url, shares))
    count = len(stored("Trop de"))
    print(f"{senders * SPREAD} of one network: answers {dict(statuses)}, stored {count} of {limit}")
    expected = {TAKEN: limit, WAIT: senders * SPREAD - limit}
    return count == limit and statuses == expected


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--processes", type=int, default=50)
    options.add_argument("--posts", type=int, default=1000)
    options.add_argument("--goal", type=float, default=5000, help="p95 in milliseconds")
    options.add_argument("--made", help="a paper to copy instead of making one")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.made:
            shutil.copytree(wanted.made, folder, dirs_exist_ok=True)
        url = prepare(folder)
        port = int(os.environ["PORT"])
        server = start_server(port)
        try:
            return 0 if all(results(port, url, wanted)) else 1
        finally:
            server.terminate()
            server.wait()


def results(port: int, url: str, wanted) -> list[bool]:
    return [
        different(port, url, wanted.processes, wanted.posts, wanted.goal),
        same(port, url, wanted.processes),
        too_many(port, url, wanted.processes),
    ]


if __name__ == "__main__":
    sys.exit(main())
