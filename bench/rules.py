"""How long the rules take: 10,000 words looked for in comments of all lengths, and hostile ones.

`python bench/rules.py [--entries 10000] [--comments 5000]` measures, in processor time, (1) the
list over an ordinary comment, over one of 5,000 characters and over texts made to hurt, (2) a whole
judgement with all rules on a database of its own, and (3) a dry run over so many comments. It ends
with 1 where a comment takes 5 ms or more to look for words in.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL = 5  # milliseconds
SENTENCE = "Merci pour cet article, qui m’a appris bien des choses sur les câbles et les navires. "
HOSTILE = {
    "one letter": "a",
    "digits": "1",
    "signs": "@1!|$",
    "single letters": "a ",
    "accents of their own": "e\u0301",
    "accents alone": "\u0301",
    "nothing to see": "\u200b",
    "whole sentences in a sign": "\ufdfa",
    "the stem of an entry": "radical",
    "the head of a phrase": "une phrase ",
    "stretched and signs": "aa1aaaa",
    "Cyrillic": "а б в ",
    "different words": None,
}


def prepare(folder: str) -> None:
    os.environ["VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def made_words(number: int) -> list[str]:
    """Entries of all three kinds: words, stems and phrases that begin alike."""
    draw = random.Random(7)
    letters = "abcdefghijklmnopqrstuvwxyz"
    word = lambda: "".join(draw.choices(letters, k=draw.randint(5, 12)))  # noqa: E731
    kinds = (word, lambda: f"{word()}*", lambda: f"une phrase {word()}")
    return [kinds[n % 3]() for n in range(number)]


def milliseconds(work, times: int = 30) -> tuple[float, float]:
    """Median and slowest, of the processor."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return median(taken), max(taken)


def texts() -> dict[str, str]:
    draw = random.Random(8)
    different = " ".join(f"mot{draw.randint(0, 10**6)}x" for _ in range(600))
    ordinary = {"ordinary, 400 characters": SENTENCE * 5, "ordinary, 5,000": SENTENCE * 58}
    hostile = {name: ((piece or different) * 5000)[:5000] for name, piece in HOSTILE.items()}
    return ordinary | hostile


def measure_words(entries: list[str]) -> bool:
    from comments.folding import Folded
    from comments.rules.words import WordList

    start = time.process_time()
    words = WordList("\n".join(entries))
    print(f"{len(entries)} entries made ready in {(time.process_time() - start) * 1000:.0f} ms\n")
    good = True
    print(f"{'looking for words in':32}{'median':>10}{'slowest':>10}   goal: < {GOAL} ms")
    for name, text in texts().items():
        middle, most = milliseconds(lambda text=text: words.find(Folded(text[:5000])))
        good = good and middle < GOAL
        print(f"{name:32}{middle:7.2f} ms{most:7.2f} ms")
    return good


def fill(number: int) -> list:
    """So many comments under fifty articles."""
    from django.utils import timezone

    from articles.models import Article, Section
    from comments.models import Comment

    section = Section.objects.create(name="S", slug="s")
    now = timezone.now()
    fields = {"section": section, "status": "published", "published_at": now}
    articles = [Article.objects.create(title=f"Article {n}", **fields) for n in range(50)]
    Comment.objects.bulk_create(
        Comment(
            article=articles[n % 50],
            name="Marie",
            email=f"m{n % 500}@example.org",
            body=f"{SENTENCE * 4} ({n})",
            created_at=now - timedelta(minutes=n),
        )
        for n in range(number)
    )
    return articles


def measure_judging(entries: list[str], number: int) -> None:
    """Comments come in one by one; then all are judged anew."""
    from comments.models import Comment, Rulebook
    from comments.moderation import Case, judge
    from comments.rules.trial import try_out

    Rulebook(banned_words="\n".join(entries)).put_in_force(by=None, after=0)
    article = fill(number)[0]
    taken = []
    for n in range(200):
        body = f"{SENTENCE * 5} {n}"
        comment = Comment(article=article, name="Marie", email="m@example.org", body=body)
        start = time.perf_counter()
        judge(Case(comment))
        taken.append((time.perf_counter() - start) * 1000)
    print(f"\na whole judgement{median(taken):22.2f} ms   p95 {quantiles(taken, n=20)[-1]:.2f} ms")
    start = time.perf_counter()
    other = Rulebook(banned_words="\n".join(entries), suspect_words="navires")
    trial = try_out(other, 365, seconds=60, most=number)
    took = time.perf_counter() - start
    print(
        f"a dry run: {trial.read} of {trial.total} comments, {trial.changed} change sides", end=""
    )
    print(f", {took:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--comments", type=int, default=5_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        entries = made_words(options.entries)
        good = measure_words(entries)
        measure_judging(entries, options.comments)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
