"""What it costs whoever writes comments that their words can be found at once.

`python bench/searching.py [--comments 100000] [--posts 300] [--rounds 10]` brings so many comments
in, and posts some one by one, in rounds that take turns: without the triggers that keep the index,
then with them. So both see the same database and the same machine, and what is told is the ratio
of their medians. DATABASE_URL may name an empty database to try another one than SQLite.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import prepare

BATCH = 1000
WORDS = [f"{a}{b}{c}" for a in ("na", "ré", "câ", "po") for b in ("vi", "lo") for c in ("re", "né")]
VOCABULARY = [*WORDS, *(f"{word}{number}" for word in WORDS for number in range(1000))]


def texts() -> Iterator[str]:
    """Fifty words each, some of them often, most of them seldom."""
    chance = random.Random(1)
    while True:
        picked = (int(len(VOCABULARY) ** chance.random()) for _word in range(50))
        yield " ".join(VOCABULARY[n % len(VOCABULARY)] for n in picked)


class Stopwatch:
    def __enter__(self):
        self.began = time.perf_counter()
        return self

    def __exit__(self, *error):
        self.clock = time.perf_counter() - self.began


def bring_in(article, bodies: Iterator[str], number: int) -> Stopwatch:
    from comments.models import Comment

    fields = {"article": article, "name": "Lectrice", "status": "approved"}
    new = (Comment(body=next(bodies), **fields) for _ in range(number))
    with Stopwatch() as took:
        Comment.objects.bulk_create(new, BATCH)
    return took


def post_some(article, bodies: Iterator[str], people: Iterator[int], number: int) -> list[float]:
    """Milliseconds of each, by one person each."""
    from comments.models import Comment
    from comments.posting import post

    times = []
    for n in islice(people, number):
        sent = {"email": f"lectrice{n}@example.org", "network": f"n{n}"}
        comment = Comment(article=article, name="Lectrice", body=next(bodies), **sent)
        with Stopwatch() as took:
            post(comment, ip="192.0.2.1")
        times.append(1000 * took.clock)
    return times


def stop_following() -> None:
    from django.db import connection

    from comments.searching import _ENGINES

    with connection.cursor() as cursor:
        for statement in _ENGINES[connection.vendor].dropped:
            if statement.startswith("DROP TRIGGER"):
                cursor.execute(statement)


def ratio(name: str, unit: str, without: list[float], with_it: list[float]) -> None:
    before, after = median(without), median(with_it)
    print(
        f"{name}: {before:.1f} {unit} without, {after:.1f} with the index, x {after / before:.2f}"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--comments", type=int, default=100_000)
    options.add_argument("--posts", type=int, default=300)
    options.add_argument("--rounds", type=int, default=10)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from tests.factories import make_published_article

        compare(make_published_article(), texts(), wanted)


def compare(article, bodies: Iterator[str], wanted) -> None:
    from comments import searching

    brought, posted = ([], []), ([], [])
    people, here = count(), wanted.comments // wanted.rounds
    for _round in range(wanted.rounds):
        for followed in (False, True):
            searching.follow(None) if followed else stop_following()
            brought[followed].append(bring_in(article, bodies, here).clock)
            posted[followed].extend(
                post_some(article, bodies, people, wanted.posts // wanted.rounds)
            )
    ratio(f"{here:,} comments brought in", "s", *brought)
    ratio("one post", "ms", *posted)


if __name__ == "__main__":
    main()
