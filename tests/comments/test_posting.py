from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from comments.models import Comment, Device, Rulebook
from comments.moderation import Verdict
from comments.posting import TooMany, post
from comments.signals import thread_changed
from newsroom.core.private import fingerprint
from tests.comments.factories import EMAIL, make_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


def typed(article, body="Un beau navire, et un câble.", **fields):
    fields = {"name": "Marie", "email": EMAIL, "network": "n1"} | fields
    return Comment(article=article, body=body, **fields)


def approve(case):
    return Verdict(Comment.Status.APPROVED, "trusted")


def test_a_comment_waits_and_its_line_says_which_rule_held_it(article):
    comment = post(typed(article))
    assert Comment.objects.waiting().get() == comment
    decision = comment.decisions.get()
    assert (decision.by, decision.status) == (None, "waiting")
    assert decision.reason == "every comment is read before it appears"


def test_what_a_robot_fills_in_is_spam(article):
    assert post(typed(article), trap="https://casino.example").status == "spam"


@pytest.mark.parametrize(("rules", "times"), [((approve,), 1), (None, 0)])
def test_the_thread_has_changed_only_where_readers_see_it(
    article, rules, times, django_capture_on_commit_callbacks
):
    told = []

    def hear(sender, article, **kwargs):
        told.append(article)

    thread_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        post(typed(article), **({"rules": rules} if rules else {}))
    thread_changed.disconnect(hear)
    assert told == [article] * times


def test_a_double_click_stores_one_comment(article):
    first = post(typed(article))
    assert post(typed(article)) == first
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"body": "Un autre navire, et un câble."},
        {"network": "n2"},
        {"email": "pierre@example.org"},  # “Bravo !” of a neighbour is a comment of its own
    ],
)
def test_what_differs_is_another_comment(article, other):
    post(typed(article))
    post(typed(article, **other))
    assert Comment.objects.count() == 2


def test_the_same_text_under_another_article_is_another_comment(article):
    post(typed(article))
    post(typed(make_published_article("Un autre câble")))
    assert Comment.objects.count() == 2


def test_after_ten_minutes_the_same_text_is_a_comment_again(article, time_machine):
    time_machine.move_to("2026-11-20 10:00", tick=False)
    post(typed(article))
    time_machine.move_to("2026-11-20 10:10", tick=False)
    post(typed(article))
    assert Comment.objects.count() == 2


@pytest.fixture
def few():
    """Rules that take five comments of a network in ten minutes, and thirty in a day."""
    return Rulebook.objects.create(network_limit=5, network_day_limit=30)


def test_five_in_ten_minutes_and_then_the_network_waits(article, few, time_machine):
    time_machine.move_to("2026-11-20 10:00", tick=False)
    for number in range(5):
        post(typed(article, f"Un texte sans défaut {number}"))
    time_machine.move_to("2026-11-20 10:04", tick=False)
    with pytest.raises(TooMany) as limit:
        post(typed(article, "Un texte sans défaut 6"))
    assert limit.value.seconds == 6 * 60
    assert Comment.objects.count() == 5
    post(typed(article, "Un texte sans défaut 6", network="n2"))
    time_machine.move_to("2026-11-20 10:10", tick=False)
    post(typed(article, "Un texte sans défaut 6"))


def test_thirty_a_day_and_then_the_network_waits(article, few, time_machine):
    start = timezone.now()
    for number in range(30):
        time_machine.move_to(start + timedelta(minutes=3 * number), tick=False)
        post(typed(article, f"Un texte sans défaut {number}"))
    time_machine.move_to(start + timedelta(hours=5), tick=False)
    with pytest.raises(TooMany) as limit:
        post(typed(article, "Un texte sans défaut 31"))
    assert limit.value.seconds == 19 * 3600
    time_machine.move_to(start + timedelta(hours=24), tick=False)
    post(typed(article, "Un texte sans défaut 31"))


def test_a_confirmed_reader_is_counted_alone_and_not_with_the_network(article, few):
    """Thousands of readers of a mobile operator share a network."""
    device = Device.objects.create(email_fingerprint=fingerprint(EMAIL))
    for number in range(5):
        post(typed(article, f"Un texte d’un voisin {number}", email="pierre@example.org"))
    for number in range(5):
        post(typed(article, f"Un texte sans défaut {number}", device=device, network=f"n{number}"))
    with pytest.raises(TooMany):
        post(typed(article, "Un texte de trop", device=device, network="n9"))
    other = Device.objects.create(email_fingerprint=fingerprint("autre@example.org"))
    post(typed(article, "Un autre texte", device=other, email="autre@example.org"))


def test_thirty_strangers_behind_one_operator_are_heard(article):
    for number in range(30):
        post(typed(article, f"Un texte d’un voisin {number}", email=f"v{number}@example.org"))
    with pytest.raises(TooMany):
        post(typed(article, "Un texte de trop"))


def test_a_double_click_costs_no_attempt(article, few):
    for number in range(5):
        post(typed(article, f"Un texte sans défaut {number}", sending_fingerprint=f"s{number}"))
    again = typed(article, "Un texte sans défaut 4", sending_fingerprint="s4")
    assert post(again).body == "Un texte sans défaut 4"


def test_a_reply_to_another_article_is_refused(article):
    stranger = make_comment(make_published_article("Un autre câble"))
    with pytest.raises(ValidationError):
        post(typed(article, parent=stranger))
    assert Comment.objects.count() == 1
