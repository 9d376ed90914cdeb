"""What every mail of the paper has in common."""

from django.core import mail

from newsroom.core.mails import Mail, render
from newsroom.core.models import Newspaper

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
