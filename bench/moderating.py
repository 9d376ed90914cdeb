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
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

from reading import prepare

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 200  # milliseconds, for each answer
ARTICLES, PEOPLE, NETWORKS = 2_000, 60_000, 20_000
DESK = "/admin/comments/comment/desk/"
TEXT = "Merci pour cet article, clair et bien sourcé. J’aurais aimé un mot sur l’hiver à bord. " * 4


def fill(comments: int, waiting: int) -> None:
    from django.db import connection

    from newsroom.core.models import Newspaper

    Newspaper(name="L’Octet", publisher="L’Octet").save()
    fill_articles()
    with connection.cursor() as cursor:
        copy(cursor, seed_comment(), comments_of(connection.vendor, comments, waiting))
        copy(cursor, seed_decision(), DECISIONS)
    with connection.cursor() as cursor:  # as the database does by itself in the night
        cursor.execute("ANALYZE")


def fill_articles() -> None:
    from django.utils import timezone

    from articles.models import Article, Section

    section = Section.objects.create(name="Vie", slug="vie", position=1)
    now = timezone.now()
    Article.objects.bulk_create(
        Article(
            pk=n + 1,
            title=f"Une histoire de machines, la {n}e",
            slug=f"article-{n}",
            section=section,
            body="<p>Elles tournent.</p>",
            status="published",
            published_at=now - timedelta(hours=n + 1),
            changed_at=now - timedelta(hours=n + 1),
        )
        for n in range(ARTICLES)
    )


def seed_comment():
    """The one of which all others are copies but for what `comments_of` says."""
    from comments.models import Comment

    fields = {"email": "reader@example.org", "network": "n", "name": "Lectrice", "body": TEXT}
    return Comment.objects.create(pk=1, article_id=1, **fields)


def seed_decision():
    from comments.models import Decision

    return Decision.objects.create(
        pk=1, comment_id=1, status="waiting", rule="hold_words", evidence=["hiver"]
    )


def comments_of(vendor: str, comments: int, waiting: int) -> tuple[dict, str]:
    """The newest wait, as on the day after a storm. A hundredth is by one person alone."""
    person = f"(CASE WHEN i % 100 = 0 THEN 0 ELSE (i % 251) * (i % 239) % {PEOPLE} END)"
    ages = {
        "sqlite": f"strftime('%Y-%m-%d %H:%M:%S', 'now', '-' || ({comments} - i) || ' minutes')",
        "postgresql": f"now() - ({comments} - i) * interval '1 minute'",
    }
    parent = "CASE WHEN i % 7 = 3 THEN i - 1 END"
    columns = {
        "id": "i",
        "article_id": f"i / 7 % {ARTICLES} + 1",
        "parent_id": parent,
        "root_id": parent,
        "email_fingerprint": f"CAST({person} AS TEXT) || '{'0123456789abcdef' * 3}'",
        "network": f"'network ' || {person} % {NETWORKS}",
        "status": f"CASE WHEN i > {comments - waiting} THEN 'waiting' WHEN i % 4 = 2"
        " THEN 'rejected' WHEN i % 4 = 3 THEN 'spam' ELSE 'approved' END",
        "created_at": ages[vendor],
    }
    following = f"SELECT 2 UNION ALL SELECT i + 1 FROM numbers WHERE i < {comments}"  # noqa: S608
    numbers = f"WITH RECURSIVE numbers(i) AS ({following}) SELECT i FROM numbers"  # noqa: S608
    return columns, f"({numbers}) AS numbers"


DECISIONS = (
    {"id": "c.id", "comment_id": "c.id", "status": "c.status", "at": "c.created_at"},
    "comments_comment AS c WHERE seed.id = 1 AND c.id > 1",
)


def copy(cursor, seed, made: tuple[dict, str]) -> None:
    """Rows made by the database itself: a million in a minute."""
    columns, source = made
    names = [field.column for field in seed._meta.concrete_fields]
    table = seed._meta.db_table
    values = ", ".join(columns.get(name, f'seed."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    cursor.execute(
        f'INSERT INTO "{table}" ({quoted}) SELECT {values} FROM "{table}" AS seed, {source}'  # noqa: S608
    )
    if cursor.db.vendor == "postgresql":
        last = f"SELECT max(id) FROM {table}"  # noqa: S608
        cursor.execute(f"SELECT setval('{table}_id_seq', ({last}))")


def moderator():
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.create_superuser("anatole", password="secret"))  # noqa: S106
    return client


def measures(client):
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
    yield "approve twenty", lambda: decide(client, "approve", [next(waiting) for _n in range(20)])
    yield "approve and undo", lambda: undo(client, decide(client, "spam", [next(waiting)]))


JSON = {"accept": "application/json"}


def decide(client, act, pks, **why):
    return client.post(DESK, {"act": act, "c": pks, **why}, headers=JSON)


def undo(client, answer):
    return client.post(DESK, {"act": "undo", "batch": answer.json()["batch"]}, headers=JSON)


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
    for name, ask in measures(moderator()):
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
