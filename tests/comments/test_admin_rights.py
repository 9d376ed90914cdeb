"""Who may open the desk, and that no way leads round it."""

import hashlib

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from comments.models import Comment
from tests.comments.desk import LIST, act, change_url, press, statuses
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "status"),
    [("moderator", 200), ("editor", 200), ("reporter", 403), ("newsletter_editor", 403)],
)
def test_who_may_open_the_comments(who, status, client, request):
    comment = make_waiting_comment()
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code == status
    assert client.get(change_url(comment)).status_code == status


def test_strangers_are_asked_to_log_in(client):
    comment = make_waiting_comment()
    for url in (LIST, change_url(comment)):
        assert client.get(url).headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("who", ["moderator", "editor", "reporter"])
def test_nobody_adds_deletes_or_edits_a_comment(who, client, request):
    comment = make_waiting_comment()
    client.force_login(request.getfixturevalue(who))
    form = {"status": "approved", "body": "Autre chose", "name": "X", "_save": "Save"}
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{comment.pk}/delete/").status_code == 403
    assert client.post(f"{LIST}{comment.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(change_url(comment), form).status_code == 403
    act(client, "delete_selected", comment, post="yes")
    comment.refresh_from_db()
    assert (comment.status, comment.body) == ("waiting", "Un beau navire.")


def test_not_even_a_superuser_edits_what_a_reader_wrote(client):
    comment = make_waiting_comment()
    client.force_login(User.objects.create_superuser("root", password="secret"))
    form = {"status": "approved", "body": "Autre chose", "_save": "Save"}
    assert client.post(change_url(comment), form).status_code == 403
    assert client.get(f"{LIST}{comment.pk}/delete/").status_code == 403


@pytest.mark.parametrize("who", ["editor", "reporter"])
@pytest.mark.parametrize("action", ["approve", "reject", "mark_as_spam", "hold"])
def test_who_may_not_moderate_can_not_go_round_it(who, action, client, request):
    waiting, approved = make_waiting_comment(), make_comment()
    client.force_login(request.getfixturevalue(who))
    for comment in (waiting, approved):
        act(client, action, comment, reason="Off topic.")
        press(client, action, comment, reason="Off topic.")
    assert statuses(waiting, approved) == ["waiting", "approved"]


def test_seeing_is_not_deciding_on_the_page_either(client, editor):
    client.force_login(editor)
    html = client.get(change_url(make_waiting_comment())).content.decode()
    assert "CHANGE_FORM-action" not in html
    client.force_login(editor)
    editor.user_permissions.add(Permission.objects.get(codename="moderate_comment"))
    assert "CHANGE_FORM-action" in client.get(change_url(make_comment())).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "email_fingerprint__startswith=a",
        "email__exact=a",
        "origin__ip__isnull=False",
        "network=abc",
        "parent__email_fingerprint__startswith=a",
        "article__created_by__password__startswith=a",
    ],
)
def test_nothing_sealed_can_be_guessed_through_the_list(query, desk):
    make_comment()
    assert desk.get(f"{LIST}?{query}").status_code == 400


def test_no_address_is_on_any_page_of_the_desk(desk, article):
    comment = make_waiting_comment(article, ip="192.0.2.7", network="f00dfeed")
    make_comment(parent=make_comment(article), article=article)
    pages = [
        desk.get("/admin/"),
        desk.get(LIST),
        desk.get(LIST, {"q": EMAIL}, follow=True),
        desk.get(change_url(comment)),
        desk.get(f"{LIST}{comment.pk}/history/"),
        act(desk, "reject", comment),
        press(desk, "approve", comment),
    ]
    email = EMAIL.encode()
    secrets = [EMAIL, "marie.curie", "192.0.2.7", "f00dfeed", comment.email_fingerprint]
    secrets += [hashlib.new(name, email).hexdigest() for name in ("md5", "sha1", "sha256")]
    for page in pages:
        assert page.status_code == 200
        for secret in secrets:
            assert secret not in page.content.decode()


def test_payloads_are_inert_on_the_desk(desk):
    payload = "<script>alert(1)</script>"
    comment = make_waiting_comment(body=payload, name="<b>x</b>")
    comment.reject(by=User.objects.get(), reason=payload)
    pages = [desk.get(LIST), desk.get(change_url(comment)), act(desk, "reject", comment)]
    for page in pages:
        assert payload not in page.content.decode()
        assert "<b>x</b>" not in page.content.decode()


def test_an_article_with_comments_is_not_deleted_from_the_desk(client):
    comment = make_comment()
    client.force_login(User.objects.create_superuser("root", password="secret"))
    url = reverse("admin:articles_article_delete", args=[comment.article_id])
    client.post(url, {"post": "yes"})
    assert Comment.objects.filter(pk=comment.pk).exists()
