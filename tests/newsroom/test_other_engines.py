"""Readers and the desk in Firefox and WebKitGTK, where these are installed."""

import shutil
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from articles.models import Article
from comments.models import Comment
from newsletter.models import Subscriber
from tests import engines
from tests.comments.factories import make_waiting_comment
from tests.factories import make_article, make_picture, make_published_article
from tests.newsletter.factories import make_newsletter
from tests.newsroom.test_desk import pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "Un spécialiste des câbles raconte son métier. " * 12
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
FIRST_LETTERS = """
    const text = document.querySelector(".story__body > p").firstChild
    const box = (from, to) => {
        const range = document.createRange()
        range.setStart(text, from)
        range.setEnd(text, to)
        const { left, right, top, bottom } = range.getBoundingClientRect()
        return { left, right, top, bottom }
    }
    return [box(0, 1), box(1, 2), document.querySelector(".story__body > h2").offsetTop]"""


@pytest.fixture(scope="module", params=engines.ENGINES, ids=lambda engine: engine.name)
def engine(request, tmp_path_factory):
    if not any(map(shutil.which, request.param.programs)):
        pytest.skip(f"no {request.param.name} here")
    with request.param(tmp_path_factory.mktemp(request.param.name)) as engine:
        yield engine
    assert engine.errors == []


@pytest.fixture
def site(django_db_setup, live_server):
    return live_server.url


@pytest.fixture
def at_the_desk(engine, site, client):
    def log_in(user):
        client.force_login(user)
        engine.add_cookie("sessionid", client.cookies["sessionid"].value, f"{site}/admin/login/")

    return log_in


@pytest.mark.parametrize("width", [1280, 480])
def test_the_first_word_of_an_article_is_whole(engine, site, width):
    article = make_published_article(body=f"<p>{FIRST}</p><h2>Suite</h2><p>Fin.</p>")
    engine.resize(width, 900)
    engine.goto(urljoin(site, article.get_absolute_url()))
    capital, next_letter, _below = engine.run(FIRST_LETTERS)
    assert -2 <= next_letter["left"] - capital["right"] < 12
    assert capital["top"] - 12 <= next_letter["top"] <= capital["bottom"]
    assert not engine.run(f"return {SIDEWAYS}")


def test_a_reader_comments_and_subscribes(engine, site):
    make_newsletter()
    article = make_published_article()
    engine.goto(urljoin(site, article.get_absolute_url()))
    engine.fill("#comment-name", "Marie")
    engine.fill("#comment-email", "marie@example.org")
    engine.fill("#comment-body", "Un beau récit, bien documenté.")
    engine.click(".comment-form button[type=submit]:not([name])")
    engine.wait_for("document.querySelector('#own-status')")
    engine.wait_for("document.querySelector('.proof')?.hidden === false")  # its script is there
    assert Comment.objects.get().body == "Un beau récit, bien documenté."
    engine.goto(site)
    engine.fill(".signup [type=email]", "marie@example.org")
    engine.click(".signup [type=submit]")
    engine.wait_for("!location.pathname.match(/^.$/)")
    assert Subscriber.objects.get().email == "marie@example.org"


def test_an_article_is_written_and_saved(engine, site, at_the_desk, editor):
    draft = make_article("Le câble", body="")
    at_the_desk(editor)
    engine.goto(f"{site}/admin/articles/article/{draft.pk}/change/")
    engine.wait_for("document.querySelector('.ProseMirror[contenteditable=true]')")
    engine.run("document.querySelector('.ProseMirror').focus()")
    engine.type(f"Trois navires réparent l’Europe.{engines.ENTER}- une liste")
    engine.wait_for("document.querySelector('.ProseMirror li')")
    engine.click("[name=_continue]")
    engine.wait_for("document.querySelector('.messagelist .success')")
    body = Article.objects.get().body
    assert "Trois navires réparent l’Europe.</p>" in body
    assert "<p>une liste</p></li></ul>" in body


def test_a_comment_is_approved_by_its_key(engine, site, at_the_desk, moderator):
    comment = make_waiting_comment(make_published_article())
    at_the_desk(moderator)
    engine.goto(f"{site}/admin/comments/comment/desk/")
    engine.wait_for("document.querySelector('.line[aria-current]')")  # its script is there
    engine.type("a")
    engines.until(lambda: Comment.objects.get(pk=comment.pk).status == "approved", "approved")


def moved_sideways(engine, urls):
    return [
        (url, width)
        for url in urls
        for width in (1280, 480)  # WebKitGTK's window becomes no narrower
        if engine.resize(width, 900) or engine.goto(url) or engine.run(f"return {SIDEWAYS}")
    ]


def test_no_page_of_readers_moves_sideways(engine, site):
    article = make_published_article(lead_picture=make_picture(), tags=["mer"])
    paths = ["/", article.get_absolute_url(), article.section.get_absolute_url()]
    paths += [reverse("search") + "?q=cable", reverse("newsletter_archive")]
    paths += [reverse("comment_rules"), reverse("privacy")]
    assert moved_sideways(engine, [urljoin(site, path) for path in paths]) == []


def test_no_page_of_the_desk_moves_sideways(engine, site, at_the_desk, editor):
    article = make_article(lead_picture=make_picture(), tags=["mer"])
    make_waiting_comment(make_published_article())
    at_the_desk(editor)
    paths = [*pages(article), "/admin/comments/comment/desk/"]
    assert moved_sideways(engine, [urljoin(site, path) for path in paths]) == []
