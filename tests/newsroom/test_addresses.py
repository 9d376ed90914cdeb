"""Which addresses there are, and which were meant."""

import pytest
from django.core.exceptions import ValidationError

from newsletter.models.subscriber import email_fingerprint
from newsroom.core.addresses import check_address, suggestion

LONG = f"{'l' * 64}@{'d' * 60}.{'e' * 60}.{'f' * 60}.fr"


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        ("Lucie@Example.org", "lucie@example.org"),
        (" lucie@example.org ", "lucie@example.org"),
        ("lucie+octet@example.org", "lucie+octet@example.org"),
        ("lucie@élan.fr", "lucie@xn--lan-9la.fr"),
        ("lucie@ÉLAN.fr", "lucie@xn--lan-9la.fr"),
        ("lucie@xn--lan-9la.fr", "lucie@xn--lan-9la.fr"),
        ("lucie@faß.de", "lucie@xn--fa-hia.de"),
        ("lucie@例え.jp", "lucie@xn--r8jz45g.jp"),
        ('"lucie aubrac"@example.org', '"lucie aubrac"@example.org'),
        (r'"lu\"cie"@example.org', r'"lu\"cie"@example.org'),
        ("o'neill@example.museum", "o'neill@example.museum"),
        (LONG, LONG),
    ],
)
def test_every_real_address_is_taken_in_one_spelling(typed, spelled):
    assert len(LONG) == 250
    assert check_address(typed) == spelled
    assert email_fingerprint(typed) == email_fingerprint(spelled)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "like name@example.org"),
        ("lucie", "like name@example.org"),
        ("@example.org", "like name@example.org"),
        ("lucie@example.org\r\nBcc: x@y.org", "like name@example.org"),
        ("lucie\x00@example.org", "like name@example.org"),
        ("lu cie@example.org", "a blank"),
        ("lucie@exam ple.org", "a blank"),
        ("hélène@example.org", "accents"),
        ("lucie.@example.org", "before the @"),
        ("lu..cie@example.org", "before the @"),
        ("lucie@one@example.org", "before the @"),
        ("lucie@", "behind the @"),
        ("lucie@localhost", "behind the @"),
        ("lucie@example..org", "behind the @"),
        ("lucie@-example.org", "behind the @"),
        ("lucie@[192.0.2.1]", "behind the @"),
        ("root@localhost", "behind the @"),
        ("a@[127.0.0.1]", "behind the @"),
        ("a@[IPv6:::1]", "behind the @"),
        ("a@127.0.0.1", "behind the @"),
        ("lucie@printer.local", "behind the @"),
        ("lucie@paper.invalid", "behind the @"),
        ("lucie@paper.test", "behind the @"),
        ("lucie@paper.f", "behind the @"),
        ("lucie@ex_ample.fr", "behind the @"),
        ("lucie@xn--zzzzzz.fr", "behind the @"),
        ("lucie@example.1", "behind the @"),
        (f"{'l' * 65}@example.org", "too long"),
        (f"l{LONG}{'x' * 10}", "too long"),
        ("x" * 100_000, "like name@example.org"),
    ],
)
def test_an_address_that_is_none_is_told_why(typed, why):
    with pytest.raises(ValidationError, match=why):
        check_address(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lucie@gmial.com", "lucie@gmail.com"),
        ("lucie@gmail.con", "lucie@gmail.com"),
        ("lucie@gmail.co", "lucie@gmail.com"),
        ("lucie@gmaill.com", "lucie@gmail.com"),
        ("lucie@gmail.fr", "lucie@gmail.com"),
        ("lucie@hotmial.fr", "lucie@hotmail.fr"),
        ("lucie@orage.fr", "lucie@orange.fr"),
        ("lucie@laposte.fr", "lucie@laposte.net"),
        ("lucie@fere.fr", "lucie@free.fr"),
        ("lucie@gmail,com", "lucie@gmail.com"),
        ("lucie@gmail;com", "lucie@gmail.com"),
        ("lucie@gmail com", "lucie@gmail.com"),
        ("lucie@gmail..com", "lucie@gmail.com"),
        ("lucie@gmail.com,", "lucie@gmail.com"),
        ("lucie@gmailcom", "lucie@gmail.com"),
        ("lucie@gmail", "lucie@gmail.com"),
        ("lucie@gmail.c", "lucie@gmail.com"),
        ("lucie@wanadoo.f", "lucie@wanadoo.fr"),
        ("lucie@wanadoo,fr", "lucie@wanadoo.fr"),
        ("lucie@free.f", "lucie@free.fr"),
        ("lucie@laposte,net", "lucie@laposte.net"),
        ("lucie@example,org", ""),
        ("lucie@localhost", ""),
        ("é@gmail,com", ""),
        ("lucie@gmail.com", ""),
        ("lucie@mail.com", ""),
        ("lucie@ymail.com", ""),
        ("lucie@tree.fr", ""),
        ("lucie@example.org", ""),
    ],
)
def test_misspelled_big_domains_are_noticed_and_real_ones_left_alone(typed, meant):
    assert suggestion(typed) == meant
