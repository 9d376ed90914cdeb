"""How fast the moderators' page answers with a million comments, 50,000 of them waiting.

`python bench/moderating.py [--comments 1000000] [--waiting 50000] [--requests 30]` fills a paper of
its own in a temporary folder, asks what a moderator asks through WSGI, and prints the median and
the slowest twentieth by the clock, and what of the median was work of this process: on a busy
machine the rest is waiting. It ends with 1 where one misses it. DATABASE_URL may name an
empty PostgreSQL database.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from comments_paper import fill
from reading import prepare

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 200  # milliseconds, for each answer
LIST = "/admin/comments/comment/"
DESK = f"{LIST}desk/"


def moderator():
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("anatole", password="secret"))  # noqa: S106
    return client


def measures(client, requests: int):
    """What a moderator asks, each as a function that asks it once more."""
    from comments.desk.queues import BY_NAME, Key

    middle = BY_NAME["waiting"].comments().order_by("created_at")[20_000:20_001].first()
    deep = Key(middle.created_at, middle.pk) if middle else ""
    waiting = iter(list(BY_NAME["waiting"].comments().values_list("pk", flat=True)[:20_000]))
    ask = client.get
    regular = BY_NAME["all"].comments().values_list("pk", flat=True).get(pk=100)
    for queue in BY_NAME:
        yield f"queue: {queue}", lambda q=queue: ask(DESK, {"queue": q})
    yield "20,000 further", lambda: ask(DESK, {"after": deep})
    yield "of one who wrote often", lambda: ask(DESK, {"queue": "all", "sender": regular})
    yield "of one network", lambda: ask(DESK, {"queue": "all", "network": regular})
    yield "of one article", lambda: ask(DESK, {"queue": "all", "article": regular})
    yield "one with its history", lambda: ask(f"{DESK}{regular}/")
    pks = ",".join(str(next(waiting)) for _n in range(20))
    yield "live", lambda: ask(f"{DESK}state/", {"c": pks})
    yield "claim", lambda: client.post(DESK, {"act": "claim", "c": next(waiting)}, headers=JSON)
    yield "approve one", lambda: decide(client, "approve", [next(waiting)])
    yield "reject one", lambda: decide(client, "reject", [next(waiting)], code="insult")
    yield "spam and undo", lambda: undo(client, batch_of(decide(client, "spam", [next(waiting)])))
    for number in (20, 100):
        many = lambda n=number: [next(waiting) for _n in range(n)]  # noqa: E731
        yield f"approve {number}", lambda many=many: decide(client, "approve", many())
    batches = [batch_of(decide(client, "approve", many())) for _n in range(requests + 1)]
    yield "undo 100", lambda: undo(client, batches.pop())
    yield from lists(client, regular)


def lists(client, regular):
    """What is clicked around the desk: the list with its filters and search, reports, one page."""
    asked = {
        "list of all": "",
        "list: a late page": "?p=40",
        "list: waiting": "?status__exact=waiting",
        "list: rejected, by age": "?status__exact=rejected&o=5",
        "list: a section": "?article__section__id__exact=3",
        "list: spam of a section": "?article__section__id__exact=3&status__exact=spam",
        "list: this year": "?created_at__gte=2026-01-01 00:00:00%2B00:00",
        "list: of one address": f"?sender={regular}",
        "search: a word of all": "?q=article",
        "search: a rare word": "?q=Numéro4711",
        "search: a beginning": "?q=Numéro471*",
        "search: no such word": "?q=introuvable",
        "search: two words, spam": "?q=hiver+merci&status__exact=spam",
    }
    for name, query in asked.items():
        yield name, lambda query=query: client.get(f"{LIST}{query}")
    yield "search: an address", lambda: client.post(LIST, {"q": "reader@example.org"}, follow=True)
    yield "the page of a comment", lambda: client.get(f"{LIST}{regular}/change/")
    yield "reports", lambda: client.get("/admin/comments/report/")
    yield "open reports", lambda: client.get("/admin/comments/report/?outcome__exact=open")
    yield "front page", lambda: client.get("/admin/")


JSON = {"accept": "application/json"}


def decide(client, act, pks, **why):
    return client.post(DESK, {"act": act, "c": pks, **why}, headers=JSON)


def undo(client, batch):
    return client.post(DESK, {"act": "undo", "batch": batch}, headers=JSON)


def batch_of(answer) -> str:
    return answer.json()["batch"]


def measure(ask, requests: int) -> list[tuple[float, float]]:
    """By the clock and by this processor, in milliseconds; the first one warms up."""
    taken = []
    for _n in range(requests + 1):
        start, start_here = time.perf_counter(), time.process_time()
        answer = ask()
        here = time.process_time() - start_here
        taken.append(((time.perf_counter() - start) * 1000, here * 1000))
        if answer.status_code != 200:
            raise SystemExit(f"{answer.status_code} {answer.request}")
    return taken[1:]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--waiting", type=int, default=50_000)
    parser.add_argument("--requests", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        start = time.perf_counter()
        fill(options.comments, options.waiting)
        print(f"{options.comments:,} comments made in {time.perf_counter() - start:.0f} s")
        print(f"{'':26} {'median':>9} {'95 %':>9} {'processor':>9}   goal {GOAL} ms by the clock")
        return int(report(options.requests))


def report(requests: int) -> bool:
    missed = False
    for name, ask in measures(moderator(), requests):
        taken = measure(ask, requests)
        clock, here = zip(*taken, strict=True)
        slow = quantiles(clock, n=20)[-1]
        missed |= slow > GOAL
        print(
            f"{name:26} {median(clock):6.1f} ms {slow:6.1f} ms {median(here):6.1f} ms"
            f"{'   MISSED' * (slow > GOAL)}"
        )
    return missed


if __name__ == "__main__":
    sys.exit(main())
