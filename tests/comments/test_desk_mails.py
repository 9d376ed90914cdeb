"""What moderators get by mail, as each of them has chosen."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from comments.desk_mails import tell, tell_moderators
from comments.models import DeskMail
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment
from tests.factories import make_published_article, make_section
from tests.newsletter import sink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(time_machine):
    time_machine.move_to("2026-11-20 12:00", tick=False)

    def later(**time):
        time_machine.move_to(timezone.now() + timedelta(**time), tick=False)
        return tell_moderators()

    return later


def wish(user, when="at_once", sections=()):
    choice = DeskMail.objects.create(
        user=user, when=when, told_until=timezone.now() - timedelta(seconds=1)
    )
    choice.sections.set(sections)
    return choice


def test_at_once_means_once_for_what_has_come(now, moderator):
    wish(moderator)
    assert now(minutes=1) == 0
    article = make_published_article("Le câble")
    make_waiting_comment(article, body="Un mot de lectrice.", name="Xylophène")
    make_waiting_comment(article)
    assert now() == 1
    assert now(minutes=1) == 0
    (message,) = mail.outbox
    assert message.to == [moderator.email]
    assert message.subject == "2 new comments wait"
    whole = message.message().as_string() + message.alternatives[0].content
    assert "Le câble" in message.body
    for words in ("Un mot", "Xyloph", EMAIL, "m…e@"):
        assert words not in whole


def test_the_summary_comes_each_hour_and_only_where_there_is_something(now, moderator):
    wish(moderator, "hourly")
    make_waiting_comment()
    assert now(minutes=59) == 0
    make_waiting_comment()
    assert now(minutes=1) == 1
    assert "2 comments wait in all." in mail.outbox[0].body
    assert now(hours=5) == 0


def test_each_hears_of_the_sections_chosen(now, moderator):
    law = make_section("Droit", "droit")
    wish(moderator, sections=[law])
    make_waiting_comment()
    assert now(minutes=1) == 0
    make_waiting_comment(make_published_article("Un arrêt", section=law))
    assert now(minutes=1) == 1
    assert "Un arrêt" in mail.outbox[0].body
    assert "1 comment waits in all." in mail.outbox[0].body


def test_what_does_not_wait_is_not_told(now, moderator):
    wish(moderator)
    for status in ("approved", "rejected", "spam", "retracted"):
        make_comment(status=status)
    assert now(minutes=1) == 0


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"is_staff": False}, {"email": ""}, {"groups": []}]
)
def test_whoever_has_left_hears_nothing_more(now, moderator, change):
    wish(moderator)
    moderator.groups.set(change.pop("groups", moderator.groups.all()))
    User.objects.filter(pk=moderator.pk).update(**change) if change else None
    make_waiting_comment()
    assert now(minutes=1) == 0


def test_never_is_never(now, moderator):
    wish(moderator, "never")
    make_waiting_comment()
    assert now(hours=2) == 0


def test_two_workers_write_once(now, moderator):
    choice = wish(moderator)
    stale = DeskMail.objects.get(pk=choice.pk)
    make_waiting_comment()
    assert tell(choice, timezone.now()) is True
    assert tell(stale, timezone.now()) is False


def test_a_server_that_is_away_is_asked_again(now, moderator, settings):
    wish(moderator)
    make_waiting_comment()
    with sink.running() as server:
        settings.MAILERS = server.mailers
        server.mail_from = "421 too busy"
        assert now(minutes=1) == 0
        server.mail_from = ""
        assert now(minutes=1) == 1
        assert server.addresses == [moderator.email]


# The choice


def test_a_moderator_chooses_and_sees_nobody_elses_choice(desk, moderator, other_reporter):
    theirs = wish(other_reporter)
    page = desk.get(reverse("admin:comments_deskmail_changelist"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("admin:comments_deskmail_add")
    desk.post(reverse("admin:comments_deskmail_add"), {"when": "hourly"})
    own = DeskMail.objects.get(user=moderator)
    page = desk.get(reverse("admin:comments_deskmail_changelist"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("admin:comments_deskmail_change", args=[own.pk])
    assert desk.get(reverse("admin:comments_deskmail_add")).status_code == 403
    url = reverse("admin:comments_deskmail_change", args=[theirs.pk])
    assert desk.get(url).status_code == 403
    assert desk.post(url, {"when": "never"}).status_code == 403
