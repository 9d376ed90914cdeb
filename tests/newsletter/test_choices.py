"""What readers want of the letter: a language, some sections, a pause."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsletter.models import Choice, Subscriber
from tests.newsletter.factories import make_digest, make_subscriber

pytestmark = pytest.mark.django_db


def in_weeks(number):
    return timezone.now() + timedelta(weeks=number)


def test_the_same_wishes_are_one_choice(reader):
    other = make_subscriber()
    reader.prefer(language="fr", sections=[12, 3])
    other.prefer(language="fr", sections=[3, 12, 3])
    assert reader.choice == other.choice == Choice("fr", "3,12")
    assert reader.choice.section_keys == [3, 12]
    make_subscriber()
    assert set(Subscriber.objects.active().choices()) == {Choice("fr", "3,12"), Choice("", "")}


@pytest.mark.parametrize(
    ("status", "weeks"), [("active", None), ("active", 2), ("active", -1), ("left", None)]
)
def test_row_and_query_agree_on_who_gets_the_letter(status, weeks):
    reader = make_subscriber(status=status, paused_until=weeks and in_weeks(weeks))
    rows = Subscriber.objects.filter(pk=reader.pk)
    assert reader.is_active == rows.active().exists()
    assert reader.is_subscribed == rows.subscribed().exists()


def test_a_pause_ends_by_itself(reader, time_machine):
    reader.pause(in_weeks(2))
    assert not Subscriber.objects.active().exists()
    assert reader.is_subscribed
    time_machine.move_to(in_weeks(2) + timedelta(seconds=1))
    assert list(Subscriber.objects.active()) == [reader]
    assert reader.changes.get().reason == "paused by the reader"


def test_a_pause_holds_for_an_issue_being_sent_and_so_does_its_end(reader):
    digest = make_digest(articles=1)
    line = digest.deliveries.create(subscriber=reader)
    type(digest).objects.filter(pk=digest.pk).update(
        status="sending", number=1, html="h", text="t", subject="s", scheduled_for=timezone.now()
    )
    reader.pause(in_weeks(2))
    line.refresh_from_db()
    assert (line.status, line.error) == ("dropped", "paused")
    reader.resume()
    reader.resume()
    line.refresh_from_db()
    assert line.status == "pending"
    assert reader.changes.count() == 2
