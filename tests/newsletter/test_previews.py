"""What one reader gets, seen and sent to oneself; only by those who may see readers."""

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.urls import reverse

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
