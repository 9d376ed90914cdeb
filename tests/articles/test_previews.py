"""An article before it is out: beside the text as it is typed, and at a secret address."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, PreviewAddress, Tag
from articles.outside import forget_addresses
from newsroom.periods import end_of_data
from tests.articles.test_admin import typed
from tests.factories import make_article, make_author, make_picture, make_published_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(reporter):
    return make_article("Le brouillon", created_by=reporter)


def preview_of(article):
    return reverse("admin:articles_article_preview", args=[article.pk])


def addresses_of(article):
    return reverse("admin:articles_article_addresses", args=[article.pk])


class TestBesideTheText:
    def test_what_is_typed_is_shown_and_not_stored(self, client, reporter, own):
        client.force_login(reporter)
        before = Article.objects.values().get()
        picture = make_picture()
        body = f"<p>Du neuf !</p><script>x</script><figure data-picture={picture.pk}></figure>"
        answer = client.post(preview_of(own), typed(own, title="Un autre titre", body=body))
        assert "Un autre titre" in answer.text
        assert "Du neuf\u202f!" in answer.text
        assert 'alt="Un navire câblier"' in answer.text
        assert "<script>x" not in answer.text
        assert Article.objects.values().get() == before

    def test_who_signs_and_the_tags_are_those_that_are_chosen(self, client, editor, own):
        client.force_login(editor)
        Tag.objects.create(name="Fibre", slug="fibre")
        sent = typed(own, tags="Fibre") | {"bylines-0-author": make_author("Zoé Lambert").pk}
        page = client.post(preview_of(own), sent).text
        assert "Zoé Lambert" in page
        assert "Noémie Faure" not in page
        assert "Fibre" in page
        assert not own.taggings.exists()

    def test_what_is_wrong_stays_as_it_was(self, client, reporter, own):
        client.force_login(reporter)
        answer = client.post(
            preview_of(own), typed(own, title="", section="999", body="<p>Neuf</p>")
        )
        assert answer.status_code == 200
        assert "Le brouillon" in answer.text
        assert "Neuf" in answer.text

    def test_it_is_shown_in_our_own_frames_only_and_kept_by_nobody(self, client, reporter, own):
        client.force_login(reporter)
        answer = client.post(preview_of(own), typed(own))
        assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
        assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))
        assert '<meta name="robots" content="noindex">' in answer.text

    def test_nobody_else_can_type_into_it(self, client, other_reporter, moderator, own):
        out = make_published_article()
        for somebody in (other_reporter, moderator):
            client.force_login(somebody)
            assert client.post(preview_of(own), typed(own)).status_code == 404
            assert client.get(preview_of(out)).status_code == 200
            assert client.post(preview_of(out), typed(out)).status_code == 403

    def test_a_forged_form_is_refused(self, reporter, own):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(reporter)
        assert browser.post(preview_of(own), typed(own)).status_code == 403


class TestASecretAddress:
    @pytest.fixture
    def address(self, own, reporter):
        return PreviewAddress.make(own, by=reporter)

    def test_is_made_by_a_button_and_opens_without_an_account(self, client, reporter, own):
        client.force_login(reporter)
        assert client.get(addresses_of(own)).status_code == 200
        assert not PreviewAddress.objects.exists()
        client.post(addresses_of(own), {"days": "30"})
        made = PreviewAddress.objects.get()
        assert (made.by, made.ends_at - made.made_at) == (reporter, timedelta(days=30))
        assert made.url in unescape(client.get(addresses_of(own)).text)
        client.logout()
        answer = client.get(made.url)
        assert "Le brouillon" in answer.text
        assert not answer.cookies

    @pytest.mark.parametrize("days", ["", "0", "9999", "-1", "7; drop", "٣"])
    def test_forged_lengths_give_a_week(self, client, reporter, own, days):
        client.force_login(reporter)
        client.post(addresses_of(own), {"days": days})
        made = PreviewAddress.objects.get()
        assert made.ends_at - made.made_at == timedelta(days=7)

    def test_is_kept_by_no_machine_and_told_to_no_site(self, client, address):
        headers = client.get(address.url).headers
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"].startswith("noindex, nofollow")

    def test_shows_what_was_saved_last(self, client, address, own):
        own.title = "Le titre d’après"
        own.save()
        assert "Le titre d’après" in client.get(address.url).text

    def test_cannot_be_guessed(self, client, address):
        token = address.url.rstrip("/").rpartition("/")[2]
        nonce, _sep, signature = token.partition(":")
        assert len(nonce) >= 24
        for forged in (nonce, f"{nonce}:", f"{nonce}:x{signature}", f"x{nonce}:{signature}", "a:b"):
            answer = client.get(reverse("outside_preview", args=[forged]))
            assert answer.status_code == 404

    def test_ends_by_itself(self, client, address, time_machine):
        time_machine.move_to(timezone.now() + timedelta(days=7, seconds=1))
        answer = client.get(address.url)
        assert answer.status_code == 410
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Le brouillon" not in answer.text

    def test_ends_by_the_button_for_good(self, client, address, reporter, own):
        client.force_login(reporter)
        end = reverse("admin:articles_article_end_address", args=[own.pk, address.pk])
        assert client.get(end).status_code == 405
        for _time in range(2):
            client.post(end)
        address.refresh_from_db()
        assert address.ended_by == reporter
        assert client.get(address.url).status_code == 410
        assert address.url not in client.get(addresses_of(own)).text

    def test_dies_with_a_withdrawal_and_does_not_come_back(self, client, address, own, editor):
        own.publish(by=editor)
        own.withdraw(by=editor, reason="Faux")
        assert client.get(address.url).status_code == 410
        own.send_back(by=editor, reason="À revoir")
        assert client.get(address.url).status_code == 410
        fresh = PreviewAddress.make(own, by=editor)
        assert client.get(fresh.url).status_code == 200

    def test_leads_to_the_page_once_that_is_out(self, client, address, own, editor):
        own.publish(by=editor)
        answer = client.get(address.url)
        assert (answer.status_code, answer.url) == (302, own.get_absolute_url())
        assert answer.headers["Cache-Control"] == "private, no-store"

    def test_is_made_and_ended_only_by_who_may_change_the_article(
        self, client, address, own, other_reporter, moderator
    ):
        out = make_published_article()
        end = reverse("admin:articles_article_end_address", args=[own.pk, address.pk])
        for somebody in (other_reporter, moderator):
            client.force_login(somebody)
            assert client.post(addresses_of(own)).status_code == 404
            assert client.post(end).status_code == 404
            assert client.get(addresses_of(out)).status_code == 403
            assert client.post(addresses_of(out)).status_code == 403
        assert PreviewAddress.objects.get().ended_at is None

    def test_of_one_article_is_not_ended_through_another(self, client, address, editor):
        other = make_article("Autre")
        client.force_login(editor)
        end = reverse("admin:articles_article_end_address", args=[other.pk, address.pk])
        assert client.post(end).status_code == 404

    def test_is_forgotten_a_month_after_its_end(self, client, address, own, reporter, time_machine):
        ended = PreviewAddress.make(own, by=reporter)
        ended.end(by=reporter)
        long = PreviewAddress.make(own, by=reporter, days=30)
        time_machine.move_to(timezone.now() + timedelta(days=31))
        assert (forget_addresses(dry_run=True), PreviewAddress.objects.count()) == (1, 3)
        assert end_of_data()["preview_addresses"] == 1
        assert set(PreviewAddress.objects.all()) == {address, long}
        assert client.get(ended.url).status_code == 410
        time_machine.move_to(timezone.now() + timedelta(days=30))
        assert (forget_addresses(), forget_addresses()) == (2, 0)
