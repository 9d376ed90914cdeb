import pytest

from comments.dashboard import moderation_queue
from tests.comments.factories import make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db


def test_a_moderator_sees_how_many_wait_and_since_when(moderator, article, time_machine):
    time_machine.move_to("2026-11-20 10:00", tick=False)
    oldest = make_waiting_comment(article)
    time_machine.move_to("2026-11-20 12:00", tick=False)
    for number in range(6):
        make_waiting_comment(article, body=f"Texte {number}")
    make_comment(article)
    time_machine.move_to("2026-11-20 13:00", tick=False)
    panel = moderation_queue(moderator)
    assert panel["count"] == 7
    assert panel["rows"][0]["at"] == oldest.created_at
    assert len(panel["rows"]) == 5
    assert panel["note"] == "The oldest has waited for 3\xa0hours."


def test_the_links_of_the_panel_lead_to_what_waits(moderator, article, client):
    waiting = make_waiting_comment(article, name="Celle qui attend")
    make_comment(article, name="Celle qui est passée")
    panel = moderation_queue(moderator)
    client.force_login(moderator)
    listed = client.get(panel["url"]).content.decode()
    assert "Celle qui attend" in listed
    assert "Celle qui est passée" not in listed
    assert waiting.body in client.get(panel["rows"][0]["url"]).content.decode()


def test_an_empty_queue_says_so(moderator):
    panel = moderation_queue(moderator)
    assert (panel["count"], panel["rows"], panel["note"]) == (0, [], "")


def test_who_may_not_decide_has_no_panel(reporter, editor, newsletter_editor):
    assert [moderation_queue(user) for user in (reporter, editor, newsletter_editor)] == [None] * 3
