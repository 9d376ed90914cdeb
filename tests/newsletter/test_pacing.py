"""How fast mails leave: for all workers together, and to each domain."""

import time
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from newsletter import ledger, shifts
from newsletter.models import Digest, Shift
from newsletter.pacing import Pace, reserve
from newsletter.sending import freeze_audience, send_digest
from tests.newsletter.factories import make_approved, make_subscriber, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def still(time_machine):
    """A moment that lasts."""
    time_machine.move_to(timezone.now(), tick=False)
    return time_machine


def lines_of(*addresses):
    """Claimed lines of an issue for these readers."""
    digest = make_approved(readers=0, articles=1)
    for address in addresses:
        make_subscriber(address)
    digest.begin()
    freeze_audience(digest)
    return ledger.claim(Shift.begin(digest), 500)


def test_workers_together_keep_the_rate_whoever_asks(still):
    """Three workers ask for batches as each is ready: an hour's moments are within 5 per cent."""
    began, moments, mails = timezone.now(), [], 0
    while not moments or moments[-1] < began + timedelta(hours=1):
        number = (20, 7, 13)[len(moments) % 3]
        start = reserve({"": (number, 5)})[""]
        moments.append(start)
        mails += number
        still.move_to(max(timezone.now(), start), tick=False)
    assert mails == pytest.approx(5 * 3600, rel=0.05)


def test_a_pause_is_not_made_up_for(still):
    reserve({"": (100, 10)})
    still.shift(timedelta(hours=1))
    assert reserve({"": (1, 10)})[""] == timezone.now()


@pytest.mark.parametrize(("second", "hour", "rate"), [(0, 0, 0), (5, 0, 5), (5, 3600, 1)])
def test_the_lower_of_both_rates_counts(settings, second, hour, rate):
    settings.MAIL_PER_SECOND, settings.MAIL_PER_HOUR = second, hour
    assert Pace().rate == rate


def test_each_line_has_its_moment(still, settings):
    settings.MAIL_PER_SECOND = 4
    planned, _slow, later = Pace().plan(lines_of(*(f"a{n}@example.org" for n in range(9))))
    gaps = [two[0] - one[0] for one, two in pairwise(planned)]
    assert gaps == pytest.approx([0.25] * 8)
    assert later == []


def test_a_domain_with_a_limit_waits_and_holds_up_nobody_else(still, settings):
    settings.MAIL_PER_DOMAIN = {"slow.example": 0.5}
    slow = [f"a{n}@slow.example" for n in range(9)]
    planned, waiting, later = Pace().plan(lines_of(*slow, "b@quick.example"))
    now = timezone.now()
    assert [line.reader.email for _, line in planned] == ["b@quick.example", "a0@slow.example"]
    assert len(waiting) == 5
    assert [(when - now).total_seconds() for _, when in later] == [12, 14, 16]


def test_the_star_is_a_limit_for_each_domain_by_itself(still, settings):
    settings.MAIL_PER_DOMAIN = {"*": 1, "big.example": 100}
    lines = lines_of("a@one.example", "b@one.example", "c@two.example", "d@big.example")
    planned, slow, _later = Pace().plan(lines)
    assert [len(planned), len(slow)] == [3, 1]


def test_a_line_that_was_put_off_keeps_its_slot_and_its_tries(mail_server, settings, time_machine):
    settings.MAIL_PER_DOMAIN = {"slow.example": 0.1}
    digest = make_approved(readers=0, articles=1)
    for number in range(3):
        make_subscriber(f"a{number}@slow.example")
    send_digest(digest, seconds=0.5)
    assert statuses(digest) == {"sent": 1, "deferred": 2}
    time_machine.move_to(digest.deliveries.deferred().order_by("due_at").first().due_at)
    send_digest(Digest.objects.get(), seconds=0.5)
    assert statuses(digest)["sent"] >= 2
    assert set(digest.deliveries.filter(status="sent").values_list("attempts", flat=True)) == {1}


def test_a_slow_domain_waits_by_itself(mail_server, settings, monkeypatch):
    """Batches of four, half of them slow: the quick ones are through before the third slow one."""
    monkeypatch.setattr(shifts, "BATCH", 4)
    settings.MAIL_PER_DOMAIN = {"slow.example": 2}
    digest = make_approved(readers=0, articles=1)
    for number in range(10):
        make_subscriber(f"a{number}@slow.example")
        make_subscriber(f"b{number}@quick.example")
    send_digest(digest, seconds=3)
    quick = [n for n, a in enumerate(mail_server.addresses) if a.endswith("quick.example")]
    assert len(quick) == 10
    assert quick[-1] <= 12
    assert 3 <= len(mail_server.addresses) - 10 <= 8
    assert set(statuses(digest)) == {"sent", "deferred"}


def test_the_rate_of_all_holds_for_those_that_waited_for_their_domain(mail_server, settings):
    settings.MAIL_PER_DOMAIN, settings.MAIL_PER_SECOND = {"slow.example": 20}, 10
    digest = make_approved(readers=0, articles=1)
    for number in range(10):
        make_subscriber(f"a{number}@slow.example")
    began = time.monotonic()
    send_digest(digest)
    assert statuses(digest) == {"sent": 10}
    assert time.monotonic() - began > 0.8


def test_the_rate_holds_on_the_wire(mail_server, settings):
    settings.MAIL_PER_SECOND = 30
    digest = make_approved(readers=31, articles=1)
    began = time.monotonic()
    assert send_digest(digest) == 31
    assert time.monotonic() - began >= 0.95


def test_who_was_held_up_makes_no_burst_of_it(mail_server, settings):
    """The server sleeps for half a second, in which twenty mails had their moment."""
    settings.MAIL_PER_SECOND = 40
    digest, arrived = make_approved(readers=40, articles=1), []

    def note(address):
        time.sleep(0.5 if len(arrived) == 4 else 0)
        arrived.append(time.monotonic())

    mail_server.on_accept = note
    assert send_digest(digest) == 40
    awake = arrived[4]
    assert sum(awake < moment <= awake + 0.25 for moment in arrived) < 18


def test_an_issue_stops_by_itself_at_too_many_errors_and_says_why(mail_server):
    digest = make_approved(readers=0, articles=1)
    for number in range(30):
        reader = make_subscriber(f"a{number}@example.org")
        mail_server.at_rcpt[reader.email] = "550 5.7.1 you are on a list"
    make_subscriber("later@example.org")
    send_digest(digest)
    digest.refresh_from_db()
    assert digest.status == "stopped"
    assert "5.7.1 you are on a list" in digest.changes.first().reason
    assert statuses(digest)["pending"] > 0
    assert digest.deliveries.filter(status="pending", shift=None).exists()
    digest.resume(by=None)
    mail_server.at_rcpt.clear()
    send_digest(digest)
    assert Digest.objects.get().status == "sent"
