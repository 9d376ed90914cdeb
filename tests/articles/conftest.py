"""The desk: an editor who is logged in, and a draft."""

import pytest

from tests.articles.desk import Desk
from tests.factories import make_article


@pytest.fixture
def site(django_db_setup, live_server):
    """The server, started after the database is made: before, it would not share a connection."""
    return live_server.url


@pytest.fixture
def desk(browser, site, client, editor):
    """Soraya's, in English, in a browser that is logged in."""
    client.force_login(editor)
    context = browser.new_context(locale="en-GB", color_scheme="light")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([cookie | {"url": f"{site}/admin/"}])
    desk = Desk(context.new_page(), site)
    yield desk
    context.close()
    assert desk.complaints == []


@pytest.fixture
def draft(transactional_db):
    return make_article("Le câble", body="")
