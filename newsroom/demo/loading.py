"""Loads the demo paper into an empty database; dates are relative to the day of loading."""

import os
import re
import secrets
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from io import BytesIO

from django.contrib.auth.models import Group, User
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from articles import images
from articles.models import Article, Author, Byline, Picture, Section, StatusChange, VideoStill
from newsroom.core.models import Newspaper
from newsroom.demo import readers
from newsroom.demo.drawing import draw
from newsroom.demo.edition import FOLDER, paper

SHOWN = re.compile('(?<=data-)(picture|gallery|article)="([a-z0-9 -]+)"')


def is_empty() -> bool:
    """Nobody has an account or wrote anything: nothing can be overwritten."""
    return not (User.objects.exists() or Article.objects.exists() or Author.objects.exists())


def load() -> tuple[Counter, dict[str, str]]:
    """Load everything; returns how much of what, and the passwords of the accounts."""
    drafts = read_articles()
    pictures = draw_pictures(drafts)
    with transaction.atomic():
        tally = Counter()
        Newspaper(**paper.NEWSPAPER).save()
        passwords = load_accounts()
        load_sections()
        load_authors(tally)
        for slug, fields in drafts.items():
            load_article(slug, fields, pictures[slug])
            tally["articles"] += 1
        show_in_texts(drafts)
        load_unfinished(tally)
        load_videos()
        readers.load_comments(tally)
        readers.load_newsletter()
        readers.load_subscribers(tally)
        readers.load_digests(tally)
    return tally, passwords


def read_articles() -> dict[str, dict]:
    """The texts by slug."""
    paths = sorted(FOLDER.glob("articles/*.toml"))
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


def draw_pictures(drafts) -> dict[str, images.Stored]:
    """Draw and encode all illustrations, on the cores that there are."""
    drawings = [fields.get("drawing", slug) for slug, fields in drafts.items()]
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each holds a picture in memory
        return dict(zip(drafts, pool.map(draw_picture, drawings), strict=True))


def draw_picture(slug: str) -> images.Stored:
    buffer = BytesIO()
    draw(slug).save(buffer, "PNG", compress_level=1)
    return images.store(File(buffer, name=f"{slug}.png"))


def load_accounts() -> dict[str, str]:
    passwords = {}
    for username, (role, author) in paper.ACCOUNTS.items():
        passwords[username] = secrets.token_urlsafe(9)
        first_name, _, last_name = (author or "").partition(" ")
        user = User.objects.create_user(
            username,
            f"{username}@{paper.MAIL_DOMAIN}",
            passwords[username],
            first_name=first_name,
            last_name=last_name,
            is_staff=True,
            is_superuser=role is None,
        )
        if role:
            user.groups.add(Group.objects.get(name=role))
    return passwords


def in_a_line(account: tuple[str, str]) -> str:
    """An account as one reads it: name, password, and what it may do."""
    username, password = account
    role = paper.ACCOUNTS[username][0] or "Administrator (may do everything)"
    return f"{username:10} {password:14} {role}\n"


def load_sections():
    for position, (slug, name, description) in enumerate(paper.SECTIONS):
        Section.objects.create(slug=slug, name=name, description=description, position=position)


def load_authors(tally):
    accounts = {author: username for username, (_, author) in paper.ACCOUNTS.items() if author}
    for name, (role, biography) in paper.AUTHORS.items():
        user = User.objects.get(username=accounts[name])
        Author.objects.create(name=name, role=role, biography=biography, user=user)
        tally["authors"] += 1


def moment(age: int, hour: str):
    """`age` days before today, at an hour of the paper's time zone."""
    day = timezone.localdate() - timedelta(days=age)
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def load_article(slug, fields, stored):
    published_at = moment(fields["age"], fields["hour"])
    article = Article.objects.create(
        title=fields["title"],
        slug=slug,
        standfirst=fields["standfirst"],
        body=fields["body"].strip(),
        section=Section.objects.get(slug=fields["section"]),
        lead_picture=make_picture(stored, fields["picture_alt"], fields["picture_caption"]),
        status=Article.Status.PUBLISHED,
        published_at=published_at,
        changed_at=min(published_at, timezone.now()),
        created_by=Author.objects.get(name=fields["authors"][0]).user,
    )
    add_byline(article, fields["authors"])
    article.tags.add(*fields["tags"])
    log_publication(article)
    for told in fields.get("corrections", ()):
        load_correction(article, **told)


def show_in_texts(drafts):
    """A text names what it shows by the address of an article; now all of them have a key."""
    articles = {article.slug: article for article in Article.objects.filter(slug__in=drafts)}

    def with_keys(match):
        named = [articles[slug] for slug in match[2].split()]
        keys = [a.pk if match[1] == "article" else a.lead_picture_id for a in named]
        return f'{match[1]}="{" ".join(map(str, keys))}"'

    for slug, fields in drafts.items():
        if SHOWN.search(fields["body"]):
            articles[slug].body = SHOWN.sub(with_keys, fields["body"]).strip()
            articles[slug].save(update_fields=["body"])


def load_correction(article, *, hours_after, **fields):
    told_at = article.published_at + timedelta(hours=hours_after)
    article.corrections.create(at=told_at, by=User.objects.get(username="soraya"), **fields)
    Article.objects.filter(pk=article.pk).update(changed_at=told_at)


def add_byline(article, names):
    for position, name in enumerate(names):
        author = Author.objects.get(name=name)
        Byline.objects.create(article=article, author=author, position=position)


def load_videos():
    """A still of our own for each video, so that nothing of it is fetched before a click."""
    for youtube_id, title in paper.VIDEOS.items():
        stored = draw_picture(f"video-{youtube_id}")
        fields = {"title": title, "picture": make_picture(stored, paper.VIDEO_ALT)}
        VideoStill.objects.update_or_create(code=youtube_id, defaults=fields)


def make_picture(stored, alt, caption=""):
    return Picture.objects.create(
        **stored.as_fields(),
        alt=alt,
        caption=caption,
        credit=paper.CREDIT,
        licence=Picture.Licence.OWN,
    )


def log_publication(article):
    editor = User.objects.get(username="soraya")
    change = StatusChange.objects.create(
        article=article, status=article.status, by=editor, published_at=article.published_at
    )
    when = min(article.published_at, timezone.now())
    StatusChange.objects.filter(pk=change.pk).update(at=when)


def load_unfinished(tally):
    """Drafts of the reporters, some of them handed in."""
    for title, standfirst, body, section, author, in_review in paper.UNFINISHED:
        writer = Author.objects.get(name=author)
        article = Article.objects.create(
            title=title,
            standfirst=standfirst,
            body=body,
            section=Section.objects.get(slug=section),
            created_by=writer.user,
        )
        add_byline(article, [author])
        if in_review:
            article.submit(by=writer.user)
        tally["drafts"] += 1
