"""The demo paper: loaded into an empty database only, whole, and believable on any day."""

import re
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.utils import timezone
from PIL import Image

from articles.models import Article, Author, Picture, Section
from comments.models import Comment
from newsletter.models import Digest, Subscriber
from newsroom.core.html import sanitize, without_ids
from newsroom.core.models import Newspaper
from newsroom.core.typography import typeset_html
from newsroom.demo import loading, readers
from newsroom.demo.en import paper as english
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(monkeypatch):
    """The paper with a plain colour for each illustration: to draw them takes the time."""

    def draw(slug):
        return Image.new("RGB", (400, 225), f"#{sha256(slug.encode()).hexdigest()[:6]}")

    monkeypatch.setattr(loading, "draw", draw)


@pytest.fixture
def load(small, settings, tmp_path, capsys):
    settings.VAR_DIR = tmp_path

    def call(*options):
        call_command("demo", *options)
        return capsys.readouterr().out

    return call


def test_the_paper_is_whole(load, client, tmp_path):
    said = load()
    out = Article.objects.published()
    assert len(out) >= 30
    assert Article.objects.scheduled().count() == 3
    assert Section.objects.count() == Author.objects.count() == 5
    assert set(Section.objects.values_list("pk", flat=True)) == {a.section_id for a in out}
    assert min(out, key=lambda a: a.published_at).published_at > timezone.now() - timedelta(days=61)
    assert Comment.objects.count() >= 80
    assert {"approved", "waiting"} <= set(Comment.objects.values_list("status", flat=True))
    assert Subscriber.objects.count() >= 200
    assert Digest.objects.filter(status="sent").count() == 2
    assert all(picture.alt and picture.credit for picture in Picture.objects.all())
    accounts = (tmp_path / "demo-accounts.txt").read_text()
    assert accounts in said
    assert (tmp_path / "demo-accounts.txt").stat().st_mode & 0o077 == 0
    for line in accounts.splitlines():
        name, password, *role = line.split()
        person = authenticate(username=name, password=password)
        roles = {group.name for group in person.groups.all()} or {"Administrator"}
        assert " ".join(role).removesuffix(" (may do everything)") in roles
    for article in out:
        assert 350 <= len(article.text.split()) <= 1000, article.slug
        assert sanitize(article.body) == article.body
        assert typeset_html(typeset_html(article.body)) == typeset_html(article.body)
        assert not article.problems()
    bodies = "".join(article.body for article in out)
    kinds = ("picture", "gallery", "article", "youtube", "kind", "id")
    assert all(f"data-{kind}=" in bodies for kind in kinds)
    assert {"<pre>", "<footer>"} <= set(re.findall("<[a-z]+>", without_ids(bodies)))
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "day", ["2026-03-29T12:00:00+02:00", "2026-10-25T01:30:00Z", "2028-02-29T23:59:00Z"]
)
def test_it_is_believable_on_any_day(load, time_machine, day):
    time_machine.move_to(day)
    load()
    assert Article.objects.scheduled().count() == 3
    assert not Comment.objects.filter(created_at__gt=timezone.now()).exists()
    assert not Digest.objects.filter(sent_at__gt=timezone.now()).exists()


def test_what_somebody_wrote_is_never_overwritten(load):
    make_article("À moi")
    assert load("--if-empty") == ""
    assert Article.objects.get().title == "À moi"


def test_it_asks_before_it_replaces(load, monkeypatch):
    make_article("À moi")
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(CommandError, match="Nothing was changed"):
        load()
    assert Article.objects.get().title == "À moi"


def test_it_never_replaces_a_production_site(load, settings):
    settings.PRODUCTION = True
    make_article("À moi")
    with pytest.raises(CommandError, match="production"):
        load("--yes")
    assert Article.objects.get().title == "À moi"


def test_an_account_alone_is_something_that_was_written(load, db):
    User.objects.create_user("lea")
    assert load("--if-empty") == ""


@pytest.mark.django_db(transaction=True)
def test_after_asking_a_fresh_one_replaces_all(load):
    make_article("À moi")
    load("--yes")
    assert not Article.objects.filter(title="À moi").exists()
    assert User.objects.get(username="soraya").groups.get().name == "Editor"
    assert Path(loading.FOLDER).exists()


def test_an_english_site_gets_an_english_paper(load, settings, monkeypatch):
    for module in (loading, readers):
        monkeypatch.setattr(module, "paper", english)
        monkeypatch.setattr(module, "FOLDER", Path(english.__file__).parent)
    settings.LANGUAGE_CODE = "en"
    load()
    assert Newspaper.current().name == "The Octet"
    assert len(Article.objects.published()) >= 7
    assert {article.section.slug for article in Article.objects.all()} == {
        *("artificial-intelligence", "security", "hardware", "society", "software")
    }
    assert {"approved", "waiting", "spam"} <= set(Comment.objects.values_list("status", flat=True))
    for article in Article.objects.all():
        assert without_ids(sanitize(article.body)) == without_ids(article.body), article.slug
        assert " « " not in article.body
