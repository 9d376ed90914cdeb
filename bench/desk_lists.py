"""How fast the desk's lists and planning answer with a million articles, beside Django's own list.

`python bench/desk_lists.py [--articles 1000000] [--requests 15] [--only WORD] [--keep FOLDER]
[--stock]` fills a paper of its own in a temporary folder and asks what editors and reporters ask.
With `--keep` the folder stays, and is used again as it is. It ends with 1 where an answer takes
longer than the goal by the clock; on SQLite what is not work of this process, on a busy machine, is
waiting. `--stock` also asks Django's list as it comes (it counts, and searches by LIKE) and prints
how many times as long it takes. DATABASE_URL may name an empty PostgreSQL database.
"""

import argparse
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))
from desk_paper import EDITOR, REPORTER, fill
from moderating import measure, prepare

GOAL = 300  # milliseconds, for each answer
LIST, PICTURES, TAGS = (f"/admin/articles/{kind}/" for kind in ("article", "picture", "tag"))
LATE = 5000  # articles that a list counts


def browser(username: str):
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=username))
    return client


# What each asks of the list of articles.
ARTICLES = {
    "the list": "?",
    "everything": "?whose=all",
    "own work": "?whose=own",
    "given": "?whose=given",
    "the last page": f"?whose=all&p={LATE // 50}",
    "the last page of own work": f"?whose=own&p={LATE // 50}",
    "drafts": "?whose=all&status__exact=draft",
    "own drafts": "?whose=own&status__exact=draft",
    "in review": "?whose=all&status__exact=review",
    "published": "?whose=all&status__exact=published",
    "published, by date": "?whose=all&status__exact=published&o=-5",
    "own and published": "?whose=own&status__exact=published",
    "withdrawn": "?whose=all&status__exact=withdrawn",
    "a section": "?whose=all&section__id__exact=3",
    "own of a section": "?whose=own&section__id__exact=3",
    "drafts of a section": "?whose=all&section__id__exact=3&status__exact=draft",
    "a year": "?whose=all&year=2020",
    "an early year": "?whose=all&year=1985",
    "drafts of an early year": "?whose=all&year=1985&status__exact=draft",
    "a section in a year": "?whose=all&section__id__exact=3&year=1985",
    "own of a year": "?whose=own&year=1985",
    "by date": "?whose=all&o=-5",
    "by date, oldest first": "?whose=all&o=5",
    "own by date": "?whose=own&o=-5",
    "own by date, oldest first": "?whose=own&o=5",
    "a section by date": "?whose=all&section__id__exact=3&o=5",
    "drafts by date": "?whose=all&status__exact=draft&o=5",
    "search, a common word": "?whose=all&q=navire",
    "search, a word in all": "?whose=all&q=histoire",
    "search in own work": "?whose=own&q=navire",
    "search in drafts, by date": "?whose=all&q=navire&status__exact=draft&o=5",
    "search, one piece": "?whose=all&q=no500000",
    "search, nothing": "?whose=all&q=introuvable",
}
OTHERS = {
    "pictures": PICTURES,
    "pictures, the last page": f"{PICTURES}?p={LATE // 48}",
    "pictures, search": f"{PICTURES}?q=navire",
    "pictures, search, nothing": f"{PICTURES}?q=introuvable",
    "pictures, licence ended": f"{PICTURES}?licence=ended&use=articles",
    "pictures, licence not said": f"{PICTURES}?licence=none",
    "pictures, own": f"{PICTURES}?licence=own",
    "pictures, nowhere": f"{PICTURES}?use=nowhere",
    "pictures, without credit": f"{PICTURES}?words=credit",
    "pictures, without words": f"{PICTURES}?words=alt",
    "pictures, of a credit": f"{PICTURES}?credit=Agence+7",
    "pictures, to pick": f"{PICTURES}pick/?q=introuvable",
    "a picture": f"{PICTURES}1/change/",
    "videos": "/admin/articles/videostill/",
    "articles, to pick": f"{LIST}pick/",
    "articles, to pick by a word": f"{LIST}pick/?q=navire",
    "articles, to pick by a part of a word": f"{LIST}pick/?q=histoir",
    "authors": "/admin/articles/author/",
    "authors, search": "/admin/articles/author/?q=plume",
    "sections": "/admin/articles/section/",
    "tags": TAGS,
    "tags, by number": f"{TAGS}?o=-3",
    "tags, search": f"{TAGS}?q=sujet+40",
    "front page": "/admin/",
    "month": "/admin/planning/",
    "a month of the past": "/admin/planning/?day=1990-05-01",
    "week": "/admin/planning/?view=week",
    "board": "/admin/planning/board/",
}
FOR_EDITORS = {
    "redirects": "/admin/articles/redirect/",
    "redirects, search": "/admin/articles/redirect/?q=ancien-77777",
    "redirects, search, nothing": "/admin/articles/redirect/?q=introuvable",
    "redirects, the last page": "/admin/articles/redirect/?p=50",
}


def measures():
    """Each question with the function that asks it once more."""
    people = {"editor": browser(EDITOR), "reporter": browser(REPORTER)}
    for role, client in people.items():
        lists = {name: f"{LIST}{query}" for name, query in ARTICLES.items()} | OTHERS
        for name, address in (lists | (FOR_EDITORS if role == "editor" else {})).items():
            yield f"{role}: {name}", lambda who=client, address=address: who.get(address)


def stock(query: str):
    """Django's list as it comes, of the same articles with the same columns."""
    from django.contrib import admin
    from django.contrib.auth.models import User
    from django.test import RequestFactory

    from articles.models import Article

    class Stock(admin.ModelAdmin):
        list_display = ("title", "status", "section", "published_at")
        list_filter = ("status", "section")
        search_fields = ("title", "standfirst")
        list_per_page = 50

    request = RequestFactory(headers={"host": "localhost"}).get(f"{LIST}{query}")
    request.user = User.objects.get(username=EDITOR)
    return Stock(Article, admin.site).changelist_view(request).render()


def compare(requests: int, taken: dict[str, float]) -> None:
    pairs = {"editor: the list": "", "editor: search, a common word": "?q=navire"}
    for name, query in pairs.items():
        times = measure(lambda query=query: stock(query), requests)
        middle = median(clock for clock, _here in times)
        ratio = middle / taken[name]
        print(f"Django's own, {name:32} {middle:8.1f} ms, {ratio:6.1f} times ours", flush=True)


def report(name: str, requests: int, ask) -> float:
    clock, here = map(median, zip(*measure(ask, requests), strict=True))
    missed = "   MISSED" * (clock > GOAL)
    print(f"{name:42} {clock:8.1f} ms, of them work {here:8.1f} ms{missed}", flush=True)
    return clock


@contextmanager
def paper(options):
    """The folder of a paper that is filled."""
    if options.keep:
        folder = Path(options.keep)
        is_new = not folder.exists()
        folder.mkdir(exist_ok=True)
        yield folder, is_new
    else:
        with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
            yield folder, True


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=15)
    parser.add_argument("--only", default="", help="questions whose names hold this")
    parser.add_argument("--keep", help="a folder to fill, or one that was filled before")
    parser.add_argument("--stock", action="store_true")
    options = parser.parse_args()
    with paper(options) as (folder, is_new):
        prepare(str(folder))
        if is_new:
            start = time.perf_counter()
            fill(options.articles)
            print(f"{options.articles:,} articles made in {time.perf_counter() - start:.0f} s")
        asked = {name: ask for name, ask in measures() if options.only in name}
        taken = {name: report(name, options.requests, ask) for name, ask in asked.items()}
        if options.stock:
            compare(3, taken)
        return int(any(middle > GOAL for middle in taken.values()))


if __name__ == "__main__":
    sys.exit(main())
