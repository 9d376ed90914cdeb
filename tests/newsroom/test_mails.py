"""What every mail of the paper has in common."""

import re

import pytest
from django.core import mail

from newsroom.core.handover import TryLater, deliver
from newsroom.core.mails import Mail, compose, render
from newsroom.core.models import Newspaper
from tests.newsletter import sink

LONG = f"<https://www.example.org/commentaires/arret/{'x' * 90}/>"


def test_a_long_address_in_a_header_stays_whole(db):
    headers = {"List-Unsubscribe": LONG, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    message = Mail("Été", "Texte.", "L’Octet <a@example.org>", ["b@example.org"], headers=headers)
    message.send()
    assert f"\nList-Unsubscribe: {LONG}\n".encode() in mail.outbox[0].message().as_bytes()
    assert max(map(len, mail.outbox[0].message().as_bytes().splitlines())) < 998


def test_both_parts_are_in_the_language_of_the_paper(db, settings):
    settings.LANGUAGE_CODE = "en"
    context = {"url": "https://x", "stop": "y", "days": 3, "paper": Newspaper(name="L’Octet")}
    html, text = render("comments/email/confirm", context)
    assert "Is this address yours?" in html
    assert "Is this address yours?" in text


def test_the_name_of_a_mail_lies_under_the_domain_of_its_sender(db, settings):
    settings.DEFAULT_FROM_EMAIL = "L’Octet <redaction@octet.example>"
    message = compose("email/rights", {"url": "https://x"}, subject="s", to="a@example.org")
    assert message.extra_headers["Message-ID"].endswith("@octet.example>")


def test_the_preheader_is_hidden_without_tiny_or_pale_letters(db):
    html, _text = render("email/rights", {"url": "https://x", "paper": Newspaper(name="L’Octet")})
    style = re.search(r'<div class="preheader"[^>]*style="([^"]*)"', html)[1]
    assert "display:none" in style.replace(" ", "")
    assert "font-size" not in style
    assert "color" not in style
    assert ".preheader" not in html


@pytest.fixture
def mail_server(settings):
    with sink.running() as server:
        settings.MAILERS = server.mailers
        yield server


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        ("550 5.1.1 User unknown", False),
        ("554 no", False),
        ("550 5.7.1 poor reputation", TryLater),
        ("450 4.2.1 busy", TryLater),
    ],
)
def test_a_mail_that_is_refused_for_ever_ends_its_task(mail_server, answer, result):
    mail_server.at_rcpt["a@example.org"] = answer
    message = Mail("Été", "Texte.", "a@octet.example", ["a@example.org"])
    if result is False:
        assert deliver(message) is False
    else:
        with pytest.raises(result):
            deliver(message)
