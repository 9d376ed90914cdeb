"""What the log says of addresses that open what is somebody's own."""

import logging

import pytest
from django.core.signing import TimestampSigner
from django.urls import get_resolver, reverse

from newsroom import rights
from newsroom.core.tokens import signer, without_tokens
from tests.newsroom.test_permissions import names_of_urls

ROUTES = [  # one without a name only leads from an address in the other language to ours
    route
    for name, route in names_of_urls(get_resolver().url_patterns)
    if name and "<str:token>" in route
]
TOKEN = "12.1xWcOE.Oih5XeFTGupzK0Gn1ClqJuJb7TbsMgs35Jgqao51olY"


def test_all_apps_have_such_addresses():
    firsts = {route.split("/")[0] for route in ROUTES}
    assert firsts == {"apercu", "commentaires", "mes-donnees", "newsletter"}


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["", "cut", ",", "/x"])
def test_no_sealed_address_is_in_the_log(client, caplog, ending):
    token = rights.seal("marie@example.org")
    sent = token[:-9] if ending == "cut" else token + ending
    for method in (client.get, client.put):
        method(reverse("my_data", args=["TOKEN"]).replace("TOKEN", sent))
    assert token[:20] not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("ending", ["", "cut", ",", "/x"])
def test_no_token_is_in_the_log(client, caplog, capfd, route, ending):
    token = signer(TimestampSigner, "tests").sign(12)
    signature = token[-30:-1]
    token = token[:-1] if ending == "cut" else token + ending
    url = "/" + route.replace("<str:token>", token)
    for method in (client.get, client.put):
        assert method(url).status_code >= 400
    assert url.split("12.")[0] in caplog.text  # where it was is told
    assert signature not in caplog.text + capfd.readouterr().err


def test_the_development_server_tells_none(caplog):
    caplog.set_level(logging.INFO)
    log = logging.getLogger("django.server")
    log.addHandler(caplog.handler)
    log.info('"%s" %s %s', f"GET /commentaires/moi/{TOKEN}/?missed HTTP/1.1", "200", "512")
    log.removeHandler(caplog.handler)
    assert caplog.messages == ['"GET /commentaires/moi/…/?missed HTTP/1.1" 200 512']


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/apercu/Vb-xk_2:Oih5XeFTGupzK0Gn1ClqJuJb7TbsMgs35Jgqao51olY/", "/apercu/…/"),
        (f"/a/{TOKEN}/b/{TOKEN}", "/a/…/b/…"),
        (
            "/sciences/un-titre-qui-est-bien-plus-long-que-toutes-les-signatures/",
            "/sciences/un-titre-qui-est-bien-plus-long-que-toutes-les-signatures/",
        ),
        ("/static/newsroom/site.0123456789ab.css", "/static/newsroom/site.0123456789ab.css"),
        pytest.param("." * 200_000, "." * 200_000, id="in no time"),
        (404, 404),
    ],
)
def test_only_tokens_are_cut(path, told):
    assert without_tokens(path) == told
