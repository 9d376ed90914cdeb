"""How small the versions of an article are kept, and how fast they are at 10,000 of one.

`python bench/revisions.py [--versions 10000] [--blocks 60]` writes one article in that many saves,
each of which changes a word, and every fiftieth the text as a whole, in a paper of its own in a
temporary folder. It ends with 1 where a goal is missed. DATABASE_URL may name an empty database.
"""

import argparse
import re
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median

from reading import prepare

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOALS = {  # milliseconds, but for the size
    "bytes a version": 1000,
    "list, first page": 300,
    "list, last page": 300,
    "compare first and last": 300,
    "compare the last two": 300,
    "keep one more": 50,
}
# Words alone: with tags among them, one word more would make other blocks of all that follow.
WORDS = re.findall(r"\w+", (ROOT / "newsroom/demo/fr/paper.py").read_text())


def paragraph(chance: Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(60))


def write_article(versions: int, blocks: int):
    """An article with its versions, ten minutes apart."""
    from django.contrib.auth.models import User
    from django.db import transaction
    from django.utils import timezone

    from articles.models import Article, Section
    from articles.revisions.keeping import keep

    chance, now = Random(1), timezone.now()
    ada = User.objects.create_superuser("ada")
    section = Section.objects.create(name="Matériel", slug="materiel")
    article = Article.objects.create(title="Le câble", section=section, standfirst="Court.")
    texts = [paragraph(chance) for _ in range(blocks)]
    for number in range(versions):
        if number % 50 == 49:
            texts = [paragraph(chance) if chance.random() < 0.3 else text for text in texts]
        texts[chance.randrange(blocks)] += f" {chance.choice(WORDS)}"
        article.body = "".join(f"<p>{text}</p>" for text in texts)
        article.title = f"Le câble, {number}"
        with transaction.atomic():
            keep(article, by=ada, at=now - timedelta(minutes=10 * (versions - number)))
    return article, ada


def answered(response) -> None:
    if response.status_code != 200:
        raise SystemExit(f"{response.request['PATH_INFO']} answered {response.status_code}")


def milliseconds(ask, times: int = 15) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - started) * 1000)
    return median(taken)


def stored(article) -> tuple[int, int]:
    """Bytes as they are kept, and as they would be, each as it is."""
    kept = plain = 0
    for revision in article.revisions.select_related("whole").iterator(500):
        kept += len(revision.packed)
        plain += sum(len(block.encode()) for block in revision.content["body"])
    return kept, plain


def measure(article, ada, versions: int) -> dict[str, float]:
    from django.test import Client

    from articles.revisions.keeping import keep

    client = Client(headers={"host": "localhost"})
    client.force_login(ada)
    address = f"/admin/articles/article/{article.pk}/versions/"
    first, last = article.revisions.order_by("pk").first(), article.revisions.first()

    def ask(query):
        return lambda: answered(client.get(address + query))

    def keep_one():
        article.title += "."
        keep(article, by=ada)

    return {
        "list, first page": milliseconds(ask("")),
        "list, last page": milliseconds(ask(f"?page={versions // 50}")),
        "compare first and last": milliseconds(ask(f"compare/?v={first.pk}&v={last.pk}")),
        "compare the last two": milliseconds(ask("compare/")),
        "keep one more": milliseconds(keep_one),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--versions", type=int, default=10_000)
    parser.add_argument("--blocks", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        started = time.perf_counter()
        article, ada = write_article(options.versions, options.blocks)
        print(f"{options.versions} versions written in {time.perf_counter() - started:.0f} s")
        kept, plain = stored(article)
        print(f"bodies of {plain / 1e6:.1f} MB kept in {kept / 1e6:.1f} MB")
        found = {"bytes a version": kept / options.versions}
        found |= measure(article, ada, options.versions)
        for name, value in found.items():
            print(f"{name:24}{value:9.1f}   goal: {GOALS[name]}")
        sys.exit(any(value > GOALS[name] for name, value in found.items()))


if __name__ == "__main__":
    main()
