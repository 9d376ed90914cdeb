"""What the body of an article costs: to clean, to show, and under hostile input.

`python bench/bodies.py [--blocks 200] [--rounds 30]` makes a body of the demo paper’s texts with
pictures, galleries, cards and videos in it, and prints the best time of each step beside its goal.
Then it gives the cleaner five megabytes of the worst that we know. It ends with 1 where a goal is
missed; times are of the processor, and depend on the machine.
"""

import argparse
import os
import re
import sys
import tempfile
import time
import tomllib
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOAL, HOSTILE_GOAL = 15, 20_000  # milliseconds: to clean and to show; to refuse
EVERY = 10  # so many blocks of words for one of another kind
BLOCK = re.compile(r"<(p|h2|ul|ol|blockquote|table|pre)>.*?</\1>", re.DOTALL)
HOSTILE = {
    "words": "mot ",
    "scripts": "<p onclick=alert(1) style='x:y'><script>alert(1)</script>a</p>",
    "open quotations": "<blockquote>",
    "open lists": "<ul><li>",
    "marks": "<b><i><a href=//x>",
    "tables in tables": "<table><tr><td>",
    "shut out of turn": "<div><table><tr><td></div></table>",
    "separators": "<hr>",
    "pictures": "<figure data-picture=1 data-alt='&lt;script&gt;'></figure>",
    "comments": "<!--",
    "entities": "&amp;",
}


def prepare(folder: str) -> None:
    os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def words() -> list[str]:
    paths = sorted((ROOT / "newsroom/demo/fr/articles").glob("*.toml"))
    texts = (tomllib.loads(path.read_text())["body"] for path in paths)
    return [match[0] for text in texts for match in BLOCK.finditer(text)]


def others(number: int) -> list[str]:
    """A picture, a gallery, a card and a video for each turn, of things that there are."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from articles.models import Article, Picture, Section

    section = Section.objects.create(name="Matériel", slug="materiel")
    User.objects.create_user("ada")
    kinds = []
    for turn in range(1, number + 1):
        fields = {"digest": f"{turn:064x}", "width": 1600, "height": 900, "credit": "Inès"}
        picture = Picture.objects.create(alt="Un navire", caption="À quai.", **fields)
        article = Article.objects.create(
            title=f"Le câble {turn}",
            section=section,
            status="published",
            published_at=timezone.now(),
        )
        kinds += [
            f"<figure data-picture={picture.pk} data-width=wide></figure>",
            f"<div data-article={article.pk}></div>",
            f"<div data-vimeo={10_000_000 + turn}></div>",
            f"<figure data-gallery='{picture.pk} 1'></figure>",
        ]
    return kinds


def body_of(blocks: int) -> str:
    text, shown = cycle(words()), cycle(others(max(1, blocks // EVERY // 4)))
    return "".join(
        next(shown) if n % EVERY == 4 else next(text) for n in islice(range(blocks), blocks)
    )


def best(rounds: int, step) -> float:
    times = []
    for _round in range(rounds):
        started = time.process_time()
        step()
        times.append(time.process_time() - started)
    return min(times) * 1000


def usual(blocks: int, rounds: int) -> bool:
    from articles.rendering import render
    from articles.showing import Shown
    from newsroom.core.html import plain_text, sanitize

    typed = body_of(blocks)
    stored = sanitize(typed)
    shown = Shown.of(stored)
    print(f"A body of {blocks} blocks, {len(stored) // 1000} kB, {len(stored.split())} words:")
    steps = {
        "clean": lambda: sanitize(stored),
        "read as words": lambda: plain_text(stored),
        "find what it shows": lambda: Shown.of(stored),
        "show": lambda: render(stored, shown),
    }
    took = {name: best(rounds, step) for name, step in steps.items()}
    for name, milliseconds in took.items():
        print(f"  {name:<20} {milliseconds:7.1f} ms")
    whole = took["clean"] + took["show"]
    print(f"  {'clean and show':<20} {whole:7.1f} ms, goal {GOAL}")
    return whole <= GOAL


def hostile() -> bool:
    from newsroom.core.html import sanitize

    print("Five megabytes of:")
    slowest = 0
    for name, unit in HOSTILE.items():
        html = unit * (5_000_000 // len(unit))
        took = best(1, lambda html=html: sanitize(html))
        slowest = max(slowest, took)
        print(f"  {name:<20} {took:7.0f} ms")
    print(f"  {'the slowest':<20} {slowest:7.0f} ms, goal {HOSTILE_GOAL}")
    return slowest <= HOSTILE_GOAL


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--blocks", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=30)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        sys.exit(not all([usual(asked.blocks, asked.rounds), hostile()]))
