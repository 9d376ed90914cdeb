"""What one reader gets, seen and sent to oneself; only by those who may see readers."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from newsletter import composing
from newsletter.models import Digest
from newsroom.core.dates import in_words
from tests.newsletter.factories import make_digest

pytestmark = pytest.mark.django_db


def preview_of(digest):
    return reverse("admin:newsletter_digest_preview", args=[digest.pk])


def test_what_a_reader_gets_is_one_link_from_their_page_and_one_mail_to_oneself(
    client, newsletter_editor, reader
):
    client.force_login(newsletter_editor)
    digest = make_digest(articles=3)
    wanted = digest.items.all()[2].article
    reader.prefer(language="en", sections=[wanted.section_id])
    page = f"/admin/newsletter/subscriber/{reader.pk}"
    assert f'href="{page}/letter/"' in client.get(f"{page}/change/").text
    preview = client.get(f"{page}/letter/")["Location"]
    assert preview == f"{preview_of(digest)}?reader={reader.pk}"
    test = preview.replace("?", "test/?")
    assert f'action="{test}"' in client.get(preview).text
    assert client.get(test).status_code == 302
    assert not mail.outbox
    assert client.post(test)["Location"] == preview
    (copy,) = mail.outbox
    assert copy.to == [newsletter_editor.email]
    assert "Unsubscribe" in copy.body
    assert wanted.title in copy.body
    assert digest.items.first().article.title not in copy.body


def test_whoever_may_not_see_readers_sees_no_letter_of_theirs(client, newsletter_editor, reader):
    preview = preview_of(make_digest(articles=1))
    newsletter_editor.groups.clear()
    only_issues = Permission.objects.filter(codename="view_digest")
    newsletter_editor.user_permissions.set(only_issues)
    client.force_login(newsletter_editor)
    assert client.get(preview).status_code == 200
    assert client.get(f"{preview}?reader={reader.pk}").status_code == 403
    assert client.post(f"{preview}test/").status_code == 403
    assert client.get(f"/admin/newsletter/subscriber/{reader.pk}/letter/").status_code == 403


def test_the_preview_has_the_date_of_the_button(client, newsletter_editor):
    client.force_login(newsletter_editor)
    planned = timezone.now() + timedelta(days=40)
    digest = make_digest(articles=1, scheduled_for=planned)
    url = f"/admin/newsletter/digest/{digest.pk}/preview/"
    today, then = (in_words(timezone.localtime(m)) for m in (timezone.now(), planned))
    for page in (url, f"{url}mail/"):
        assert then in unescape(client.get(page).text)
        now = unescape(client.get(f"{page}?when=now").text)
        assert today in now
        assert then not in now
    client.post(f"{url}test/?when=now")
    assert today in mail.outbox[0].body
    Digest.objects.update(scheduled_for=timezone.now() - timedelta(days=40))
    assert today in unescape(client.get(f"{url}mail/").text)


def test_who_chooses_another_edition_keeps_the_date(client, newsletter_editor):
    client.force_login(newsletter_editor)
    url = f"/admin/newsletter/digest/{make_digest(articles=1).pk}/preview/"
    assert 'name="when" value="now"' in client.get(f"{url}?when=now").text
    assert 'name="when"' not in client.get(url).text


def test_what_went_out_keeps_its_date(newsletter):
    day = timezone.now() - timedelta(days=40)
    digest = make_digest(articles=1)
    composing.approve(digest, by=None, at=day)
    assert in_words(timezone.localtime(day)) in digest.text
