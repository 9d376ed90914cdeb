"""One SMTP connection, and servers that say what no server should."""

import socket
from smtplib import SMTP

import pytest

from newsletter.conversations import Conversation, is_answer
from newsletter.couriers import can_be_told
from newsletter.ledger import Line

LINE = Line(1, None, 0)
YES = b"250 ok\r\n"


class Wire:
    """Our end of a connection, and what the other end says on it."""

    def __init__(self, ours, theirs):
        smtp = SMTP()
        smtp.sock, smtp.esmtp_features = ours, {"pipelining": ""}
        self.talk, self.theirs = Conversation(smtp, timeout=5), theirs

    def say(self, words):
        self.talk.write()
        self.theirs.sendall(words)
        return self.talk.heard()

    def hand_over(self):
        self.talk.announce(LINE, "lettre@octet.example", "lucie@example.org")
        assert self.say(YES * 2 + b"354 go\r\n") == []
        assert self.talk.may_go
        self.talk.hand_over(b"a mail\r\n")


@pytest.fixture
def wire():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Wire(ours, theirs)


def test_a_text_is_received_where_the_server_says_so(wire):
    wire.hand_over()
    assert wire.say(b"250 2.0.0 queued\r\n") == [(LINE, "TEXT", 250, b"2.0.0 queued")]
    assert wire.talk.has_room


def test_what_was_said_before_the_good_bye_still_counts(wire):
    wire.hand_over()
    news = wire.say(b"250 queued\r\n421 4.7.0 enough for today\r\n")
    assert news == [(LINE, "TEXT", 250, b"queued")]
    assert "421" in wire.talk.closing
    assert not wire.talk.handed


def test_a_yes_before_the_text_is_no_receipt(wire):
    wire.talk.announce(LINE, "lettre@octet.example", "lucie@example.org")
    assert wire.say(YES * 3) == []
    assert wire.talk.closing
    assert wire.talk.announced is LINE


@pytest.mark.parametrize("words", [b"354 go on", b"100 soon", b"999 ?", b"HTTP/1.1 200 OK"])
def test_what_nobody_understands_is_no_receipt_either(wire, words):
    wire.hand_over()
    assert wire.say(words + b"\r\n") == []
    assert wire.talk.closing
    assert wire.talk.handed is LINE


@pytest.mark.parametrize(
    ("command", "good"),
    [
        ("MAIL", {250, 251, 421, 450, 550}),
        ("DATA", {354, 421, 450, 550}),
        ("TEXT", {250, 251, 421, 450, 550}),
        ("", set()),
    ],
)
def test_each_command_has_its_answers(command, good):
    codes = (0, 100, 250, 251, 354, 421, 450, 550, 600, 999)
    assert {code for code in codes if is_answer(command, code)} == good


@pytest.mark.parametrize(
    ("address", "can"),
    [
        ("lucie@example.org", True),
        ('"lucie aubrac"@example.org', True),
        ('"a>b<c"@example.org', True),
        ("lucie aubrac@example.org", False),
        ("lucie@example.org> <b@example.org", False),
        ('"lucie"@exa mple.org', False),
        ("lucie@example.org\r\nRCPT TO:<b@example.org>", False),
        ('"lucie\r\n"@example.org', False),
        ("lucié@example.org", False),
    ],
)
def test_only_an_address_is_told_to_a_server(address, can):
    assert can_be_told(address) == can
