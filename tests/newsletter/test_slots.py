"""Regular issues and specials: none takes the place of another."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from newsletter import composing
from newsletter.choosing import choose, period_before
from newsletter.dashboard import next_digest
from newsletter.models import Digest
from newsletter.planning import entries
from newsletter.rendering import sheet_of
from newsletter.sending import send_digest
from newsletter.slots import free_slot, next_date
from newsroom.core.dates import appointment, in_words
from tests.factories import make_correction, make_published_article
from tests.newsletter.factories import make_week

pytestmark = pytest.mark.django_db
DIGESTS = "/admin/newsletter/digest/"


@pytest.fixture
def tuesday(newsletter, time_machine):
    """Three days before the regular date, with four articles; returns the date."""
    slot = newsletter.slot_after(timezone.now() + timedelta(days=7))
    time_machine.move_to(slot - timedelta(days=3))
    make_week(4)
    return slot


@pytest.fixture
def desk(client, newsletter_editor):
    client.force_login(newsletter_editor)
    return client


def press(desk, digest, when):
    url = f"{DIGESTS}{digest.pk}/change/"
    asked = {"CHANGE_FORM-action": "approve", "_selected_action": digest.pk}
    seen = desk.post(url, asked).context["seen"]
    desk.post(url, asked | {"when": when, "seen": seen})
    digest.refresh_from_db()
    return digest


def friday_comes(slot, time_machine):
    time_machine.move_to(slot + timedelta(seconds=1))
    make_published_article("de jeudi", hours=12)
    return composing.compose_due()


def test_a_special_goes_now_and_the_regular_one_on_its_day(desk, newsletter, tuesday, time_machine):
    desk.post(f"{DIGESTS}add/", {"kind": "special"})
    special = press(desk, Digest.objects.get(), "now")
    assert (special.status, special.slot) == ("approved", None)
    assert next_date(newsletter) == free_slot(newsletter) == tuesday
    assert friday_comes(tuesday, time_machine).slot == tuesday


def test_a_regular_one_sent_early_as_a_special_leaves_its_day_to_another(
    desk, newsletter, tuesday, time_machine
):
    desk.post(f"{DIGESTS}add/", {"kind": "regular"})
    digest = press(desk, Digest.objects.get(), "special")
    assert (digest.status, digest.slot) == ("approved", None)
    assert (
        appointment(timezone.localtime(tuesday)) in next_digest(digest.changes.first().by)["note"]
    )
    assert friday_comes(tuesday, time_machine).items.get().article.title == "de jeudi"


def test_a_regular_one_sent_instead_is_promised_no_more(
    desk, newsletter, tuesday, time_machine, newsletter_editor
):
    desk.post(f"{DIGESTS}add/", {"kind": "regular"})
    digest = press(desk, Digest.objects.get(), "now")
    assert digest.slot == tuesday
    after = newsletter.slot_after(tuesday)
    assert next_date(newsletter) == free_slot(newsletter) == after
    assert appointment(timezone.localtime(after)) in next_digest(newsletter_editor)["note"]
    days = timezone.localdate(), timezone.localdate() + timedelta(days=14)
    regular = [e for e in entries(newsletter_editor, *days) if not e.key]
    assert [entry.at for entry in regular] == [after]
    assert friday_comes(tuesday, time_machine) == digest
    assert Digest.objects.count() == 1


def test_a_regular_one_moved_to_another_day_is_promised_for_that_day(newsletter, tuesday):
    wednesday = tuesday - timedelta(days=2)
    digest = composing.compose(newsletter, slot=tuesday)
    Digest.objects.filter(pk=digest.pk).update(scheduled_for=wednesday)
    assert next_date(newsletter) == wednesday
    assert free_slot(newsletter) == newsletter.slot_after(tuesday)


def test_a_skipped_date_is_promised_no_more(newsletter, tuesday, newsletter_editor):
    composing.compose(newsletter, slot=tuesday).skip(by=newsletter_editor, reason="x")
    assert next_date(newsletter) == newsletter.slot_after(tuesday)


def test_while_a_regular_one_is_composed_new_leads_to_it_and_a_special_can_be_made(
    desk, newsletter, tuesday
):
    digest = composing.compose(newsletter, slot=tuesday)
    page = desk.get(f"{DIGESTS}add/")
    assert f"{digest.pk}/change/" in page.text
    assert 'value="regular"' not in page.text
    desk.post(f"{DIGESTS}add/", {"kind": "special"})
    assert Digest.objects.filter(slot=None).count() == 1
    desk.post(f"{DIGESTS}add/", {"kind": "nonsense"})
    assert Digest.objects.count() == 2


def test_what_a_special_left_out_is_still_for_the_regular_one(newsletter, tuesday, time_machine):
    special = composing.compose(newsletter)
    held, *others = [item.article for item in special.items.all()]
    special.items.exclude(article=held).delete()
    composing.approve(special, by=None)
    chosen = choose(newsletter, period_before(tuesday), tuesday)
    assert set(chosen) == set(others)


def test_what_a_special_carried_is_taken_out_of_an_issue_that_goes_by_itself(
    newsletter, tuesday, time_machine
):
    newsletter.automatic = True
    newsletter.save()
    ahead = composing.compose(newsletter, slot=tuesday)
    special = composing.compose(newsletter)
    twice = special.items.first().article
    special.items.exclude(article=twice).delete()
    composing.approve(special, by=None)
    time_machine.move_to(tuesday)
    assert composing.compose_due() == ahead
    assert twice.pk not in ahead.items.values_list("article", flat=True)
    assert ahead.items.count() == 3


def test_who_approves_is_told_what_readers_had_already(desk, newsletter, tuesday):
    ahead = composing.compose(newsletter, slot=tuesday)
    special = composing.compose(newsletter)
    special.items.exclude(pk=special.items.first().pk).delete()
    composing.approve(special, by=None)
    asked = {"CHANGE_FORM-action": "approve", "_selected_action": ahead.pk}
    page = desk.post(f"{DIGESTS}{ahead.pk}/change/", asked)
    assert f"was in no. {special.number} already" in page.text


def test_a_correction_is_told_by_one_issue(newsletter, time_machine, tuesday):
    first = composing.compose(newsletter, slot=tuesday)
    composing.approve(first, by=None, at=timezone.now())
    send_digest(first)
    article = first.items.first().article
    time_machine.shift(60)
    make_correction(article, at=timezone.now())
    time_machine.shift(60)
    make_published_article("neuf", hours=0)
    special, regular = composing.compose(newsletter), composing.compose(newsletter)
    assert sheet_of(special)["amended"]
    composing.approve(special, by=None)
    assert sheet_of(regular)["amended"] == []


def test_the_command_sends_early_and_leaves_the_day_to_another(newsletter, tuesday, time_machine):
    newsletter.minimum = 1
    newsletter.save()
    digest = composing.compose(newsletter, slot=tuesday)
    call_command("send_digest")
    digest.refresh_from_db()
    assert (digest.status, digest.slot) == ("sent", None)
    assert friday_comes(tuesday, time_machine) != digest


def test_the_command_sends_an_approved_one_at_once_with_the_date_of_today(
    newsletter, tuesday, reader
):
    digest = composing.compose(newsletter, slot=tuesday)
    composing.approve(digest, by=None)
    call_command("send_digest")
    digest.refresh_from_db()
    assert (digest.status, digest.slot) == ("sent", None)
    today = in_words(timezone.localtime())
    assert today in mail.outbox[0].body
    assert digest.sheet["date"].startswith(f"{timezone.now():%Y-%m-%d}")


def test_another_day_in_the_settings_takes_no_other_week(newsletter, tuesday, time_machine):
    after = newsletter.slot_after(tuesday)
    composing.compose(newsletter, slot=after)
    time_machine.move_to(tuesday)
    assert composing.compose_due().slot == tuesday
