"""What came back is fetched from a folder or a mailbox; who wrote by hand is not thrown away."""

import pytest
from django.core.management import CommandError, call_command

from newsletter import fetching, tasks
from newsletter.sending import send_digest
from tests.newsletter import imap
from tests.newsletter.factories import make_approved, make_subscriber, statuses
from tests.newsletter.test_returning import bounce

pytestmark = pytest.mark.django_db
LETTER = b"From: ada@example.org\r\nSubject: Bonjour\r\n\r\nJe change d'adresse.\r\n"


@pytest.fixture
def box(settings):
    with imap.running() as box:
        settings.BOUNCE_MAILBOX = box.url
        yield box


@pytest.fixture
def lines():
    readers = [make_subscriber() for _ in range(3)]
    digest = make_approved(readers=0, articles=1)
    send_digest(digest)
    digest.refresh_from_db()
    return list(digest.deliveries.filter(subscriber__in=readers))


def test_reports_are_read_and_deleted_and_letters_stay(box, lines, capsys):
    box.add(bounce(lines[0]), LETTER, bounce(lines[1], message="<gone>"))
    call_command("read_returns")
    assert "3 mails read: 1 hard, 1 other, 1 unknown." in capsys.readouterr().out
    assert list(box.mails.values()) == [LETTER]
    assert statuses(lines[0].digest) == {"returned": 1, "sent": 2}
    assert not fetching.read_mailbox(box.url)


def test_the_clock_reads_the_mailbox(box, lines):
    box.add(bounce(lines[0]))
    tasks.read_returns.func()
    assert statuses(lines[0].digest) == {"returned": 1, "sent": 2}


def test_a_connection_that_breaks_loses_nothing_and_counts_nothing_twice(box, lines):
    box.add(*(bounce(line) for line in lines))
    box.loses_at = 2
    with pytest.raises(fetching.Trouble):
        fetching.read_mailbox(box.url)
    assert fetching.read_mailbox(box.url) == {"hard": 2}
    assert statuses(lines[0].digest) == {"returned": 3}
    assert not box.mails


def test_a_mailbox_full_of_mails_is_read_in_windows(box, lines, monkeypatch):
    monkeypatch.setattr(fetching, "WINDOW", 2)
    monkeypatch.setattr(fetching, "AT_ONCE", 4)
    box.add(*[LETTER] * 5, bounce(lines[0]))
    assert fetching.read_mailbox(box.url) == {"other": 4}
    assert fetching.read_mailbox(box.url) == {"other": 1, "hard": 1}


def test_a_mailbox_that_can_not_be_read_is_told_with_what_to_do(box, settings):
    settings.BOUNCE_MAILBOX = box.url.replace("Retours", "Retour")
    with pytest.raises(CommandError, match=r"no such mailbox.*BOUNCE_MAILBOX"):
        call_command("read_returns")
    settings.BOUNCE_MAILBOX = ""
    with pytest.raises(CommandError, match="Name the folder"):
        call_command("read_returns")
