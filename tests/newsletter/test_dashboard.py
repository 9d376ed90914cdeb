import pytest
from django.utils import timezone

from newsletter.dashboard import next_digest
from newsletter.sending import send_digest
from tests.newsletter.factories import make_approved, make_digest, make_subscriber

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["reporter", "editor", "moderator"])
def test_others_hear_nothing_of_the_newsletter(request, role):
    assert next_digest(request.getfixturevalue(role)) is None


def test_the_panel_says_when_the_next_one_goes_and_to_how_many(
    newsletter_editor, newsletter, time_machine
):
    time_machine.move_to("2026-11-24 12:00")
    make_subscriber()
    make_subscriber(status="left")
    note = next_digest(newsletter_editor)["note"]
    assert "27" in note
    assert "7" in note
    assert "1 " in note


def test_without_a_newsletter_the_panel_says_so(newsletter_editor):
    assert next_digest(newsletter_editor)["note"]


def test_what_waits_is_counted_and_linked(newsletter_editor):
    digest = make_digest(articles=1)
    panel = next_digest(newsletter_editor)
    assert panel["count"] == 1
    assert panel["rows"][0]["url"].endswith(f"/{digest.pk}/change/")


def test_what_goes_out_by_itself_waits_for_nobody(newsletter_editor):
    digest = make_approved()
    panel = next_digest(newsletter_editor)
    assert (panel["count"], len(panel["rows"])) == (0, 1)
    digest.begin()
    digest.note_trouble("connection refused")
    assert len(next_digest(newsletter_editor)["rows"]) == 1


def test_those_in_doubt_wait_for_a_decision(newsletter_editor):
    digest = make_approved(readers=2)
    send_digest(digest)
    digest.deliveries.update(status="in_doubt", updated_at=timezone.now())
    panel = next_digest(newsletter_editor)
    assert (panel["count"], len(panel["rows"])) == (1, 1)


def test_the_desk_shows_the_panel(client, newsletter_editor):
    make_digest(articles=1)
    client.force_login(newsletter_editor)
    page = client.get("/admin/")
    assert next_digest(newsletter_editor)["note"] in page.text
