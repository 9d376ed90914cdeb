"""What it costs whoever writes comments that their words can be found at once.

`python bench/searching.py [--comments 100000] [--posts 300]` brings so many comments in, and posts
some one by one, first without the triggers that keep the index, then with them. The second round
finds the comments of the first one there already: it says rather too much than too little.
DATABASE_URL may name an empty database to try another one than SQLite.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
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
    """Of the clock, and of our own processor: SQLite works in it, PostgreSQL elsewhere."""

    def __enter__(self):
        self.began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *error):
        self.clock = time.perf_counter() - self.began[0]
        self.processor = time.process_time() - self.began[1]


def bring_in(article, bodies: Iterator[str], number: int) -> Stopwatch:
    from comments.models import Comment

    fields = {"article": article, "name": "Lectrice", "status": "approved"}
    new = (Comment(body=next(bodies), **fields) for _ in range(number))
    with Stopwatch() as took:
        Comment.objects.bulk_create(new, BATCH)
    return took


def post_some(article, bodies: Iterator[str], number: int) -> tuple[float, float]:
    """Milliseconds of one, the medians of both clocks."""
    from comments.models import Comment
    from comments.posting import post

    times = []
    for n in range(number):
        sent = {"email": f"lectrice{n}@example.org", "network": f"n{n}"}
        comment = Comment(article=article, name="Lectrice", body=next(bodies), **sent)
        with Stopwatch() as took:
            post(comment, ip="192.0.2.1")
        times.append(took)
    return tuple(1000 * median(getattr(t, c) for t in times) for c in ("clock", "processor"))


def stop_following() -> None:
    from django.db import connection

    from comments.searching import _ENGINES

    with connection.cursor() as cursor:
        for statement in _ENGINES[connection.vendor].dropped:
            if statement.startswith("DROP TRIGGER"):
                cursor.execute(statement)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--comments", type=int, default=100_000)
    options.add_argument("--posts", type=int, default=300)
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        from comments import searching
        from tests.factories import make_published_article

        article, bodies = make_published_article(), texts()
        stop_following()
        for name in ("without the index", "with the index"):
            took = bring_in(article, bodies, wanted.comments)
            clock, processor = post_some(article, bodies, wanted.posts)
            print(f"{name}: {wanted.comments:,} comments brought in in {took.clock:.1f} s")
            print(
                f"  (processor {took.processor:.1f} s); one post {clock:.1f} ms ({processor:.1f})"
            )
            searching.follow(None)


if __name__ == "__main__":
    main()
