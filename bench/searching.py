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


def bring_in(article, bodies: Iterator[str], number: int) -> float:
    """Seconds."""
    from comments.models import Comment

    fields = {"article": article, "name": "Lectrice", "status": "approved"}
    new = (Comment(body=next(bodies), **fields) for _ in range(number))
    began = time.perf_counter()
    Comment.objects.bulk_create(new, BATCH)
    return time.perf_counter() - began


def post_some(article, bodies: Iterator[str], number: int) -> float:
    """Milliseconds of one, the median."""
    from comments.models import Comment
    from comments.posting import post

    times = []
    for n in range(number):
        sent = {"email": f"lectrice{n}@example.org", "ip": "192.0.2.1", "network": f"n{n}"}
        comment = Comment(article=article, name="Lectrice", body=next(bodies), **sent)
        began = time.perf_counter()
        post(comment)
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


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
            seconds = bring_in(article, bodies, wanted.comments)
            milliseconds = post_some(article, bodies, wanted.posts)
            told = (
                f"{wanted.comments:,} brought in {seconds:6.1f} s, one post {milliseconds:5.1f} ms"
            )
            print(f"{name:18}{told}")
            searching.follow(None)


if __name__ == "__main__":
    main()
