"""The regular date, through both clock changes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from newsletter.models import Newsletter

FRIDAY, SUNDAY = Newsletter.Weekday.FRIDAY, Newsletter.Weekday.SUNDAY


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "last", "following"),
    [
        ("2026-11-20 05:59", "2026-11-13 06:00", "2026-11-20 06:00"),
        ("2026-11-20 06:00", "2026-11-20 06:00", "2026-11-27 06:00"),
        ("2026-11-24 12:00", "2026-11-20 06:00", "2026-11-27 06:00"),
        # Seven in the morning stays seven in the morning: summer time begins on March 28.
        ("2027-03-27 12:00", "2027-03-26 06:00", "2027-04-02 05:00"),
        # It ends on October 25.
        ("2026-10-24 12:00", "2026-10-23 05:00", "2026-10-30 06:00"),
        # In Paris it is Friday already, in UTC still Thursday.
        ("2026-11-19 23:30", "2026-11-13 06:00", "2026-11-20 06:00"),
    ],
)
def test_the_letter_goes_at_seven_on_fridays_in_paris(now, last, following):
    newsletter = Newsletter(weekday=FRIDAY, hour=7)
    assert newsletter.slot_before(utc(now)) == utc(last)
    assert newsletter.slot_after(utc(now)) == utc(following)


def test_an_hour_that_the_clocks_leave_out_is_the_moment_they_jump():
    newsletter = Newsletter(weekday=SUNDAY, hour=2)
    assert newsletter.slot_after(utc("2027-03-27 12:00")) == utc("2027-03-28 01:00")
    assert newsletter.slot_after(utc("2027-03-28 01:00")) == utc("2027-04-04 00:00")


def test_an_hour_that_comes_twice_is_the_first_one():
    newsletter = Newsletter(weekday=SUNDAY, hour=2)
    assert newsletter.slot_after(utc("2026-10-24 12:00")) == utc("2026-10-25 00:00")
    assert newsletter.slot_before(utc("2026-10-25 01:30")) == utc("2026-10-25 00:00")


@pytest.mark.parametrize(
    ("zone", "weekday", "hour"),
    [
        *(("Europe/Paris", day, hour) for day in (FRIDAY, SUNDAY) for hour in (0, 2, 3, 7, 23)),
        *(("America/Montreal", SUNDAY, hour) for hour in (0, 1, 2)),
        ("Australia/Lord_Howe", SUNDAY, 2),  # where clocks change by half an hour
    ],
)
def test_every_week_has_one_date_whatever_the_clocks_do(zone, weekday, hour):
    newsletter = Newsletter(weekday=weekday, hour=hour, zone=zone)
    moment, slots = utc("2026-10-01 00:00"), set()
    while moment < utc("2027-11-15 00:00"):
        slots.add(newsletter.slot_before(moment))
        assert newsletter.slot_before(moment) <= moment < newsletter.slot_after(moment)
        moment += timedelta(hours=1)
    days = sorted(slot.astimezone(ZoneInfo(zone)).date() for slot in slots)
    assert {(b - a).days for a, b in pairwise(days)} == {7}
    assert {day.weekday() for day in days} == {weekday}


@pytest.mark.parametrize(
    ("now", "following"),
    [
        # In Montréal summer time begins on March 14, two weeks before Paris; it ends a week later.
        ("2027-03-12 12:00", "2027-03-12 12:00"),
        ("2027-03-18 12:00", "2027-03-19 11:00"),
        ("2027-10-29 12:00", "2027-11-05 11:00"),
        ("2027-11-06 12:00", "2027-11-12 12:00"),
    ],
)
def test_the_letter_may_have_a_time_zone_of_its_own(now, following):
    newsletter = Newsletter(weekday=FRIDAY, hour=7, zone="America/Montreal")
    assert newsletter.slot_after(utc(now) - timedelta(seconds=1)) == utc(following)


def test_a_zone_that_is_none_is_refused(db):
    for zone in ("Europe/Rennes", "../../etc/passwd", "UTC+1"):
        with pytest.raises(ValidationError, match="No such time zone"):
            Newsletter(zone=zone).full_clean()


def test_holidays_are_left_out_every_year_or_once():
    christmas = Newsletter(weekday=FRIDAY, hour=7, holidays="25/12 Noël\n\n01/01/2027 an neuf\n")
    assert christmas.slot_after(utc("2026-12-19 12:00")) == utc("2027-01-08 06:00")
    assert christmas.slot_before(utc("2027-01-02 12:00")) == utc("2026-12-18 06:00")
    assert christmas.slot_after(utc("2026-12-11 12:00")) == utc("2026-12-18 06:00")
    # A Friday again, and only one of the two comes every year.
    assert christmas.slot_after(utc("2037-12-19 12:00")) == utc("2038-01-01 06:00")


@pytest.mark.parametrize(
    "days", ["31/02", "Noël", "12-25", "1/1/27", "0/1", "٢٥/١٢", "1/1\n" * 101]
)
def test_a_list_of_holidays_that_can_not_be_read_is_refused(db, days):
    with pytest.raises(ValidationError) as refusal:
        Newsletter(holidays=days).full_clean()
    assert list(refusal.value.message_dict) == ["holidays"]


@pytest.mark.parametrize("name", ["L’Octet\r\nBcc: x@example.org", "a\u2028b", "a\x00b"])
def test_a_name_can_not_begin_another_header(db, name):
    with pytest.raises(ValidationError) as refusal:
        Newsletter(name=name, sender_name=name).full_clean()
    assert {"name", "sender_name"} <= set(refusal.value.message_dict)
