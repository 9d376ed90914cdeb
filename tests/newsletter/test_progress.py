"""What an editor sees of an issue on its way, and of a ledger of any length."""

import pytest
from django.urls import reverse

from newsletter.admin.progress import report
from newsletter.models import Digest, Shift
from newsletter.sending import freeze_audience, send_digest
from tests.newsletter.factories import make_approved, make_digest, make_subscriber

pytestmark = pytest.mark.django_db
LEDGER = reverse("admin:newsletter_delivery_changelist")


@pytest.fixture
def desk(client, newsletter_editor):
    client.force_login(newsletter_editor)
    return client


@pytest.fixture
def digest():
    digest = make_approved(readers=4, articles=1)
    digest.begin()
    freeze_audience(digest)
    return digest


def test_on_its_way_it_says_how_fast_and_how_long_still(desk, digest):
    Shift.begin(digest).go_on(sent=1, rate=0.02)
    page = desk.get(reverse("admin:newsletter_digest_progress", args=[digest.pk])).text
    assert "data-running" in page
    assert "0 of 4" in page
    assert "3 minutes left" in page


def test_a_dead_worker_counts_for_nothing(digest):
    shift = Shift.begin(digest)
    Shift.objects.filter(pk=shift.pk).update(rate=100, until=shift.started_at)
    assert report(digest)["rate"] == 0


def test_in_the_end_the_sums_add_up_and_each_leads_to_its_readers(desk, digest, mail_server):
    gone = digest.deliveries.first().subscriber
    mail_server.at_rcpt[gone.email] = "550 no such user"
    send_digest(digest)
    page = desk.get(reverse("admin:newsletter_digest_change", args=[digest.pk])).text
    assert "the sums add up" in page
    assert "data-running" not in page
    failed = desk.get(f"{LEDGER}?digest={digest.pk}&status__exact=failed").text
    assert "550 no such user" in failed
    assert failed.count('class="state state-') == 1


def test_a_sent_issue_is_shown_as_what_went_out_with_its_figures(desk, digest, mail_server):
    send_digest(digest)
    page = desk.get(reverse("admin:newsletter_digest_change", args=[digest.pk]))
    letter = reverse("admin:newsletter_digest_mail", args=[digest.pk])
    assert f'src="{letter}"' in page.text
    assert digest.articles.get().title in desk.get(letter).text
    shown = [name for part in page.context["adminform"] for line in part for name in line.fields]
    assert {"sent_at", "audience", "outcome"} <= set(shown)
    assert not {"title", "intro", "preheader", "with_talk"} & set(shown)
    assert "items-0" not in page.text


@pytest.mark.parametrize("words", [{}, {"intro": "Bonne lecture."}])
def test_a_skipped_issue_shows_no_empty_fields(desk, words):
    digest = make_digest(articles=1, **words)
    digest.skip(by=None, reason="thin")
    page = desk.get(reverse("admin:newsletter_digest_change", args=[digest.pk]))
    shown = {name for part in page.context["adminform"] for line in part for name in line.fields}
    assert shown == {"state", "period", *words}
    assert digest.articles.get().title in page.text


def test_without_a_word_the_ledger_shows_the_newest_issue(desk, digest):
    old = Digest.objects.get()
    new = Digest.objects.get()
    new.pk, new.slot, new.number = None, None, old.number + 1
    new.save()
    new.deliveries.create(subscriber=make_subscriber())
    shown = desk.get(LEDGER).context["cl"].result_list
    assert {line.digest_id for line in shown} == {new.pk}
    shown = desk.get(f"{LEDGER}?digest={old.pk}").context["cl"].result_list
    assert {line.digest_id for line in shown} == {old.pk}
    assert desk.get(f"{LEDGER}?digest=99999999999999999999").status_code == 200


def test_a_reader_is_found_by_the_whole_address_alone(desk, digest):
    reader = make_subscriber("ada@example.org")
    digest.deliveries.create(subscriber=reader)
    found = desk.get(LEDGER, {"q": " Ada@Example.org"}).context["cl"].result_list
    assert [line.subscriber for line in found] == [reader]
    assert not desk.get(LEDGER, {"q": "ada@"}).context["cl"].result_list


def test_pages_of_a_long_ledger_end_somewhere(desk, digest, monkeypatch):
    monkeypatch.setattr("newsroom.core.lists.MOST_COUNTED", 3)
    assert desk.get(LEDGER).context["cl"].result_count == 3


def test_the_ledger_costs_the_same_queries_however_long(
    desk, digest, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        desk.get(LEDGER)


@pytest.mark.parametrize("url", [LEDGER, reverse("admin:newsletter_subscriber_changelist")])
def test_no_address_makes_the_desk_count_every_line(desk, digest, url):
    page = desk.get(f"{url}?_facets=True")
    assert page.status_code == 200
    assert not page.context["cl"].add_facets
