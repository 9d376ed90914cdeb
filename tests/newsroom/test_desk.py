from contextlib import closing
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.urls import reverse
from django.utils import timezone, translation

from newsroom.templatetags.desk import age
from tests.factories import make_article, make_picture

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Only what is violated is reported in full: to report all that holds takes as long as to look.
AXE = {"runOnly": RULES, "resultTypes": ["violations"]}


@pytest.mark.parametrize(
    ("delta", "words"),
    [
        (timedelta(seconds=-20), "just now"),
        (timedelta(hours=-3, minutes=-20), "3\xa0hours ago"),
        (timedelta(days=2, hours=3), "in 2\xa0days"),
    ],
)
def test_the_distance_of_a_moment_is_told_in_one_unit(time_machine, delta, words):
    time_machine.move_to(timezone.now(), tick=False)
    with translation.override("en"):
        assert age(timezone.now() + delta) == words


def bar(client):
    context = client.get(reverse("admin:index")).context
    return [entry["url"].split("/")[-2] for entry in context["desk_bar"]]


def test_the_bar_holds_the_lists_that_one_may_open(client, reporter, moderator):
    client.force_login(reporter)
    assert bar(client) == ["article", "picture"]
    client.force_login(moderator)
    assert bar(client) == ["article", "desk"]


def test_a_page_of_the_desk_is_told_what_django_tells_it(rf, editor):
    request = rf.get("/admin/")
    request.user = editor
    ours, theirs = (site.each_context(request) for site in (admin.site, AdminSite()))
    assert ours.keys() == theirs.keys() | {"desk_bar"}


def test_the_front_page_has_the_buttons_of_those_who_write_only(client, reporter, moderator):
    add = reverse("admin:articles_article_add")
    client.force_login(reporter)
    assert add in client.get(reverse("admin:index")).text
    client.force_login(moderator)
    assert add not in client.get(reverse("admin:index")).text


def test_the_language_of_the_desk_stays_at_the_desk(client, editor):
    client.force_login(editor)
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/admin/"})
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert cookie["path"] == "/admin/"
    assert 'lang="en"' in client.get("/admin/").text
    assert client.get(reverse("set_language")).status_code == 302  # and changes nothing


def test_the_thumbnail_of_a_picture_is_for_the_desk(client, reporter, newsletter_editor):
    address = reverse("admin:articles_picture_thumbnail", args=[make_picture().pk])
    assert "/admin/login/" in client.get(address).url
    client.force_login(newsletter_editor)
    assert client.get(address).status_code == 403
    client.force_login(reporter)
    assert client.get(address).url.startswith("/media/pictures/")


def pages(article):
    return [
        reverse("admin:index"),
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_add"),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_picture_changelist"),
        reverse("admin:articles_picture_add"),
        reverse("admin:articles_picture_change", args=[article.lead_picture.pk]),
        reverse("admin:core_newspaper_changelist"),
        reverse("admin:planning"),
        f"{reverse('admin:planning')}?view=week",
        reverse("admin:planning_board"),
        reverse("admin:articles_article_versions", args=[article.pk]),
    ]


# What changes slowly has arrived. Its state is asked for: Chromium keeps the promise `finished`
# pending for ever where no further frame is drawn.
SETTLED = """() => document.getAnimations().every(
    each => ["finished", "idle", "paused"].includes(each.playState))"""
SCREENS = [("light", 1280), ("dark", 1280), ("dark", 360)]


def looked_at(page, scheme, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(SETTLED, polling=50, timeout=10_000)
    sideways = page.evaluate("document.documentElement.scrollWidth") > width
    answer = Axe().run(page, options=AXE).response
    return sideways, [(rule["id"], rule["nodes"]) for rule in answer["violations"]]


@pytest.mark.browser
def test_the_desk_is_for_everybody(browser, django_db_setup, live_server, client, editor):
    """axe finds nothing, the browser complains about nothing, nothing moves sideways."""
    article = make_article(lead_picture=make_picture(), tags=["mer"])
    client.force_login(editor)
    complaints = []
    with closing(browser.new_context()) as context:
        page = context.new_page()
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        for path in ["/admin/login/", *pages(article)]:
            page.goto(f"{live_server.url}{path}", wait_until="networkidle")
            for screen in SCREENS:
                assert (path, screen, *looked_at(page, *screen)) == (path, screen, False, [])
            context.add_cookies([cookie | {"url": f"{live_server.url}/admin/"}])
    assert complaints == []
