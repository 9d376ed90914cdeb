import pytest

from comments import retention
from comments.models import Comment, Origin
from comments.retention import NotEnded, end, forget_old_addresses
from newsroom.tasks import forget
from tests.comments.factories import EMAIL, make_comment

pytestmark = pytest.mark.django_db
PERSONAL = {"email": EMAIL, "ip": "192.0.2.7", "network": "n1"}


@pytest.fixture(autouse=True)
def periods(settings):
    settings.COMMENT_EMAIL_DAYS = 1095
    settings.COMMENT_IP_DAYS = 365


@pytest.fixture
def comment(time_machine):
    time_machine.move_to("2026-01-01 10:00", tick=False)
    return make_comment(**PERSONAL)


def kept():
    comment = Comment.objects.get()
    names = ("email", "origin", "network", "email_fingerprint")
    return [name for name in names if getattr(comment, name, "")]


@pytest.mark.parametrize(
    ("moment", "left"),
    [
        ("2027-01-01 09:59", ["email", "origin", "network", "email_fingerprint"]),
        ("2027-01-01 10:00", ["email", "email_fingerprint"]),
        ("2028-12-31 09:59", ["email", "email_fingerprint"]),
        ("2028-12-31 10:00", []),
    ],
)
def test_each_address_ends_with_its_period(comment, time_machine, moment, left):
    time_machine.move_to(moment, tick=False)
    forget_old_addresses()
    assert kept() == left


def test_the_comment_itself_stays(comment, time_machine):
    time_machine.move_to("2030-01-01", tick=False)
    forget_old_addresses()
    comment = Comment.objects.get()
    assert (comment.name, comment.body) == ("Marie", "Un beau navire.")


def test_it_says_how_many_and_is_safe_to_repeat(comment, time_machine):
    time_machine.move_to("2030-01-01", tick=False)
    assert set(forget_old_addresses().values()) == {1}
    assert set(forget_old_addresses().values()) == {0}


def test_a_dry_run_says_it_and_does_nothing(comment, time_machine):
    time_machine.move_to("2030-01-01", tick=False)
    assert forget_old_addresses(dry_run=True) == {
        "comment_emails": 1,
        "comment_ips": 1,
        "comment_networks": 1,
    }
    assert kept() == ["email", "origin", "network", "email_fingerprint"]


def test_the_nightly_job_does_it(comment, time_machine):
    time_machine.move_to("2030-01-01", tick=False)
    outcome = forget.enqueue().return_value
    assert outcome["comment_emails"] == outcome["comment_ips"] == 1
    assert kept() == []


def test_in_parts_each_is_taken_once(comment, time_machine, monkeypatch):
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for _number in range(4):
        make_comment(comment.article, **PERSONAL)
    time_machine.move_to("2030-01-01", tick=False)
    assert set(forget_old_addresses().values()) == {5}
    assert not Comment.objects.exclude(email="", network="").exists()
    assert not Origin.objects.exists()


def test_what_cannot_be_ended_is_said_and_nothing_goes_round_in_circles(comment):
    with pytest.raises(NotEnded, match="1 of 1 comments"):
        end(Comment.objects.all(), lambda part: None, dry_run=False)
