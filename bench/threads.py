"""How fast a thread of 10,000 comments is read, in every shape, page and order.

`python bench/threads.py [--comments 10000] [--requests 40]` fills threads of three shapes and asks
their pages through WSGI: only root comments, talks of five, and one root that all others answer.
It ends with 1 where a page takes more queries for many comments than for few. DATABASE_URL may name
an empty database to try another one than SQLite.
"""

import argparse
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from reading import ask, milliseconds, prepare, queries

GOAL = 50  # milliseconds, the median
BATCH = 1000
BODY = "Merci pour cet article, qui m’a appris bien des choses. Une suite est-elle prévue ?"
SHAPES = {"roots alone": 1, "talks of five": 5, "one long talk": None}


def make_articles(names) -> dict:
    from django.utils import timezone

    from articles.models import Article, Section

    section = Section.objects.create(name="Fils", slug="fils")
    fields = {"section": section, "status": "published", "published_at": timezone.now()}
    return {
        name: Article.objects.create(title=name, body="<p>Un texte.</p>", **fields)
        for name in names
    }


def fill(article, number: int, size: int | None) -> None:
    """Talks of so many comments each: a root and what answers it; None is one talk of all."""
    from django.utils import timezone

    from comments.models import Comment

    moment = timezone.now() - timedelta(days=30)

    def comment(n, parent=None):
        return Comment(
            article=article,
            name=f"Lectrice {n}",
            body=f"{BODY} ({n})",
            status="approved",
            created_at=moment + timedelta(seconds=n),
            parent=parent,
        )

    openers = -(-number // size) if size else 1
    roots = Comment.objects.bulk_create((comment(n) for n in range(openers)), BATCH)
    replies = (comment(n, roots[n % openers]) for n in range(openers, number))
    Comment.objects.bulk_create(replies, BATCH)


def paths(article, openers: int) -> dict[str, str]:
    from comments.models import Comment
    from comments.paging import ROOTS, branch_pages, replies_to

    url, thread = article.get_absolute_url(), f"/commentaires/{article.pk}/fil/"
    found = {"article": url, "newest first": f"{thread}?ordre=recents"}
    found["most replied first"] = f"{thread}?ordre=reponses"
    if openers > 100:
        found["last page"] = f"{thread}?page={openers // ROOTS}"
    else:
        root = Comment.objects.of(article).get(parent=None)
        found["replies, last page"] = (
            f"/commentaires/fil/{root.pk}/?page={branch_pages(replies_to(root).count())}"
        )
    return found


def measure(application, number: int, requests: int, articles: dict) -> bool:
    few = queries(application, articles["few"].get_absolute_url())
    print(f"{'':38}{'median':>9}{'p95':>9}{'processor':>11}{'queries':>9}   goal: {GOAL} ms")
    good = True
    for shape, size in SHAPES.items():
        for name, path in paths(articles[shape], number // size if size else 1).items():
            ask(application, path)
            middle, high, work = milliseconds(application, path, requests)
            asked = queries(application, path)
            good = good and asked <= few
            times = f"{middle:6.1f} ms{high:6.1f} ms{work:8.1f} ms"
            print(f"{shape + ', ' + name:38}{times}{asked:9}", flush=True)
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=40)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        from newsroom.wsgi import application

        articles = make_articles([*SHAPES, "few"])
        fill(articles["few"], 3, 1)
        for shape, size in SHAPES.items():
            fill(articles[shape], options.comments, size)
        sys.exit(0 if measure(application, options.comments, options.requests, articles) else 1)


if __name__ == "__main__":
    main()
