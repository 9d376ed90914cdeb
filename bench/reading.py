"""How fast readers are answered, how much is sent, and how that grows with the archive.

`python bench/reading.py [--articles 1000] [--comments 10000] [--requests 200]` fills a paper of its
own in a temporary folder, asks its pages through WSGI, and prints what they took beside the goals.
It ends with 1 where a size or a number of queries misses its goal; times depend on the machine.
DATABASE_URL may name an empty database to try another one than SQLite.
"""

import argparse
import gzip
import os
import re
import sys
import tempfile
import time
import tomllib
from datetime import timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

import brotli

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SECTIONS, AUTHORS, TAGS = 6, 20, 300
OF_ONE_ARTICLE = 50
BATCH = 500
GOALS = {"article": (15, 8), "front page": (None, 8)}  # milliseconds, queries
SIZES = {"HTML": 14_000, "CSS": 12_000, "JS": 6_000}


def prepare(folder: str) -> None:
    """The site's settings on a machine of their own."""
    os.environ["VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    os.environ["SITE_URL"] = "http://localhost"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    import newsroom.wsgi  # noqa: F401 (from here on the process is as the server's)


def batches(things):
    things = iter(things)
    while batch := list(islice(things, BATCH)):
        yield batch


def bodies() -> list[str]:
    paths = sorted((ROOT / "newsroom/demo/fr/articles").glob("*.toml"))
    return [tomllib.loads(path.read_text())["body"].strip() for path in paths]


def fill(articles: int, comments: int) -> None:
    """An archive in which nothing is alike but all is of a normal size."""
    from newsroom.core.models import Newspaper

    Newspaper(name="L’Octet", publisher="L’Octet").save()
    fill_articles(articles)
    fill_comments(articles, comments)


def fill_articles(number: int) -> None:
    from articles.models import Author, Section, Tag

    sections = [Section.objects.create(name=f"S{n}", slug=f"s{n}", position=n) for n in range(6)]
    authors = [Author.objects.create(name=f"Autrice {n}") for n in range(AUTHORS)]
    tags = [Tag.objects.create(name=f"Sujet {n}") for n in range(TAGS)]
    for batch in batches(made_articles(number, sections)):
        store(batch, authors, tags)


def made_articles(number: int, sections):
    """One every two hours; the first is the newest."""
    from django.utils import timezone

    from articles.models import Article

    texts, now = bodies(), timezone.now()
    for n in range(number):
        moment = now - timedelta(hours=2 * n + 1)
        yield Article(
            pk=number - n,
            title=f"Une histoire de machines, la {number - n}e",
            slug=f"article-{n}",
            standfirst="Elles tournent, et quelqu’un les répare : ce que l’on apprend à bord.",
            body=texts[n % len(texts)],
            section=sections[n % SECTIONS if n % 50 else 0],
            status="published",
            published_at=moment,
            changed_at=moment,
        )


def store(batch, authors, tags) -> None:
    """In one transaction, with bylines, tags and index."""
    from django.db import transaction

    from articles import search
    from articles.models import Article, Byline, TaggedArticle

    with transaction.atomic():
        Article.objects.bulk_create(batch)
        Byline.objects.bulk_create(
            Byline(article=a, author=authors[(a.pk + k) % AUTHORS]) for a in batch for k in (0, 7)
        )
        # Tags of the news are of unequal weight: a third of all articles have the first one.
        TaggedArticle.objects.bulk_create(
            TaggedArticle(content_object=a, tag=tags[t])
            for a in batch
            for t in {0 if a.pk % 3 == 0 else 1, a.pk % 30 + 2, a.pk % TAGS}
        )
        for a in batch:
            search.index(a)


def fill_comments(articles: int, number: int) -> None:
    """Fifty under the newest article, the others under the newest thousand."""
    from django.utils import timezone

    from comments.models import Comment

    body = "Merci pour cet article, qui m’a appris bien des choses. Une suite est-elle prévue ?"

    def comment(n):
        place = 0 if n < OF_ONE_ARTICLE else 1 + n % min(1000, articles - 1)
        return Comment(
            article_id=articles - place,
            name=f"Lectrice {n}",
            email=f"lectrice{n}@example.org",
            body=f"{body} ({n})",
            status="approved",
            created_at=timezone.now() - timedelta(minutes=n % 40_000),
        )

    for batch in batches(comment(n) for n in range(number)):
        Comment.objects.bulk_create(batch)


def ask(application, path: str) -> bytes:
    """One request as the server hands it over."""
    path, _, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }
    told = []
    response = application(environ, lambda status, headers: told.append(status))
    body = b"".join(response)
    response.close()
    if not told[0].startswith("200"):
        raise SystemExit(f"{path} answered {told[0]}")
    return body


def milliseconds(application, path: str, requests: int) -> tuple[float, float, float]:
    """Median and 95th percentile, once the templates are loaded, and the processor's median.

    The last one is the page's own on a machine that does other work beside.
    """
    for _ in range(5):
        ask(application, path)
    times, worked = [], []
    for _ in range(requests):
        started, work = time.perf_counter(), time.process_time()
        ask(application, path)
        times.append((time.perf_counter() - started) * 1000)
        worked.append((time.process_time() - work) * 1000)
    return median(times), quantiles(times, n=20)[-1], median(worked)


def queries(application, path: str) -> int:
    from django.db import connection

    asked = []

    def count(execute, *call):
        asked.append(call[0])
        return execute(*call)

    with connection.execute_wrapper(count):
        ask(application, path)
    return len(asked)


def pages(articles: int) -> dict[str, str]:
    """What is measured; the second page of the oldest section is deep in the archive."""
    return {
        "article": "/s0/article-0/",
        "article, no comments": f"/s{(articles - 1) % SECTIONS}/article-{articles - 1}/",
        "front page": "/",
        "section": "/s1/",
        "section, last page": f"/s1/?page={max(1, articles * 49 // 50 // SECTIONS // 20)}",
        "tag": "/tag/sujet-0/",
        "author": "/auteur/autrice-0/",
        "archives": "/archives/",
        "search, rare": "/recherche/?q=c%C3%A2bles+navire",
        "search, all": "/recherche/?q=histoires",
        "rss": "/rss.xml",
        "sitemap index": "/sitemap.xml",
    }


def measure(application, articles: int, requests: int) -> bool:
    good = True
    head = f"{'page':22}{'median':>9}{'p95':>9}{'processor':>11}{'queries':>9}"
    print(f"{head}{'gzip':>8}{'br':>8}")
    for name, path in pages(articles).items():
        middle, high, work = milliseconds(application, path, requests)
        number, body = queries(application, path), ask(application, path)
        goal_time, goal_queries = GOALS.get(name, (None, None))
        good = good and (goal_queries is None or number <= goal_queries)
        goals = f"   goals: {goal_queries} queries" if goal_queries else ""
        goals += f", {goal_time} ms" if goal_time else ""
        sizes = f"{len(gzip.compress(body, 6)):8}{len(brotli.compress(body)):8}"
        times = f"{middle:6.1f} ms{high:6.1f} ms{work:8.1f} ms"
        print(f"{name:22}{times}{number:9}{sizes}{goals}", flush=True)
    return good


def weigh(page: bytes) -> bool:
    """What one article page brings along, compressed as it is sent."""
    html, good = page.decode(), True
    files = {
        "CSS": re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', html),
        "JS": re.findall(r'<script [^>]*src="/static/([^"]+)"', html),
        "fonts": re.findall(r'/static/([^"]+\.woff2)"', html),
    }
    contents = {kind: [static(name) for name in names] for kind, names in files.items()}
    for kind, parts in ({"HTML": [page]} | contents).items():
        plain = kind == "fonts"
        weights = [len(part) if plain else len(gzip.compress(part, 6)) for part in parts]
        size, goal = sum(weights), SIZES.get(kind)
        good = good and (goal is None or size <= goal)
        print(f"{kind:22}{size:9} bytes" + (f"   goal: {goal}" if goal else ""))
    return good


def static(name: str) -> bytes:
    from django.conf import settings

    return (settings.STATIC_ROOT / name).read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--comments", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        prepare(folder)
        from newsroom.wsgi import application

        started = time.perf_counter()
        fill(options.articles, options.comments)
        filled = f"{options.articles} articles, {options.comments} comments"
        print(f"{filled}, filled in {time.perf_counter() - started:.0f} s\n")
        fast = measure(application, options.articles, options.requests)
        print()
        light = weigh(ask(application, pages(options.articles)["article, no comments"]))
        sys.exit(0 if fast and light else 1)


if __name__ == "__main__":
    main()
