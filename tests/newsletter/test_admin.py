"""The newsletter's desk: who may do what, verbs as buttons, nothing sealed shown."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, ReadCount
from newsletter.models import Digest, Newsletter, Subscriber
from newsletter.sending import freeze_audience, send_digest
from tests.comments.factories import make_comment
from tests.factories import make_article, make_published_article
from tests.newsletter.factories import (
    make_approved,
    make_consent,
    make_digest,
    make_subscriber,
    statuses,
)

pytestmark = pytest.mark.django_db
DIGESTS = "/admin/newsletter/digest/"
SUBSCRIBERS = "/admin/newsletter/subscriber/"


@pytest.fixture
def desk(client, newsletter_editor):
    client.force_login(newsletter_editor)
    return client


def url(digest):
    return reverse("admin:newsletter_digest_change", args=[digest.pk])


def press(client, thing, verb, **data):
    """A click on a button of the page of an issue or a reader."""
    page = reverse(f"admin:newsletter_{thing._meta.model_name}_change", args=[thing.pk])
    return client.post(
        page, {"CHANGE_FORM-action": verb, "_selected_action": thing.pk} | data, follow=True
    )


def approve(client, digest, when="now"):
    """Both clicks: on the button, and on the page that asks."""
    page = press(client, digest, "approve")
    return press(client, digest, "approve", when=when, seen=page.context["seen"])


def form_of(digest, **changes):
    """What the form of an issue would send, with changes."""
    items = list(digest.items.all())
    data = {
        "subject": digest.subject,
        "intro": digest.intro,
        "items-TOTAL_FORMS": len(items),
        "items-INITIAL_FORMS": len(items),
        "changes-TOTAL_FORMS": 0,
        "changes-INITIAL_FORMS": 0,
    }
    for n, item in enumerate(items):
        data |= {f"items-{n}-id": item.pk, f"items-{n}-digest": digest.pk}
        data |= {f"items-{n}-article": item.article_id, f"items-{n}-position": item.position}
    return data | changes


PAGES = {
    "list": DIGESTS,
    "add": f"{DIGESTS}add/",
    "issue": f"{DIGESTS}{{pk}}/change/",
    "preview": f"{DIGESTS}{{pk}}/preview/",
    "mail": f"{DIGESTS}{{pk}}/preview/mail/",
    "readers": SUBSCRIBERS,
    "ledger": "/admin/newsletter/delivery/",
    "settings": "/admin/newsletter/newsletter/",
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["reporter", "editor", "moderator", "newsletter_editor", None])
def test_only_the_newsletter_editor_opens_the_newsletter(client, request, role, page):
    digest = make_digest()
    if role:
        client.force_login(request.getfixturevalue(role))
    answer = client.get(PAGES[page].format(pk=digest.pk))
    expected = {"newsletter_editor": 200, None: 302}.get(role, 403)
    assert answer.status_code == expected


@pytest.mark.parametrize(
    "verb", ["approve", "skip", "compose_anew", "test_mail", "stop", "resume", "reopen", "resend"]
)
def test_no_verb_without_the_permission_to_send(client, newsletter_editor, verb):
    newsletter_editor.groups.clear()
    newsletter_editor.user_permissions.set(permissions("view_digest", "change_digest"))
    client.force_login(newsletter_editor)
    digest = make_digest()
    press(client, digest, verb, when="now")
    digest.refresh_from_db()
    assert digest.status == "composing"
    assert mail.outbox == []
    assert 'value="approve"' not in client.get(url(digest)).text


def permissions(*names):
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename__in=names)


def test_a_new_issue_is_composed_by_a_post(desk, newsletter):
    make_published_article()
    page = desk.get(f"{DIGESTS}add/")
    assert page.status_code == 200
    assert not Digest.objects.exists()
    desk.post(f"{DIGESTS}add/", {"kind": "regular"})
    digest = Digest.objects.get()
    assert (digest.items.count(), digest.slot) == (1, newsletter.slot_after(timezone.now()))
    assert url(digest) in desk.get(f"{DIGESTS}add/").text
    assert desk.post(f"{DIGESTS}add/", {"kind": "regular"}).url == url(digest)


def test_without_settings_the_desk_leads_to_them(desk):
    assert desk.get(f"{DIGESTS}add/").url == "/admin/newsletter/newsletter/"
    page = desk.get("/admin/newsletter/newsletter/add/")
    assert page.status_code == 200


def test_the_editor_has_the_last_word(desk):
    digest = make_digest(articles=3)
    first, _, third = digest.items.all()
    added = make_published_article("Ajouté", hours=2)
    changes = {
        "subject": "Mon objet",
        "intro": "Bonjour.",
        "items-0-position": 5,
        "items-1-DELETE": "on",
        "items-2-position": 0,
        "items-TOTAL_FORMS": 4,
        "items-3-digest": digest.pk,
        "items-3-article": added.pk,
        "items-3-position": 9,
    }
    answer = desk.post(url(digest), form_of(digest, **changes))
    assert answer.status_code == 302, answer.context["errors"]
    digest.refresh_from_db()
    assert (digest.subject, digest.intro) == ("Mon objet", "Bonjour.")
    order = [item.article.title for item in digest.items.all()]
    assert order == [third.article.title, first.article.title, "Ajouté"]
    assert [item.position for item in digest.items.all()] == [1, 2, 3]


def test_the_figures_that_the_rule_goes_by_stand_beside_each_article(desk):
    digest = make_digest(articles=2)
    first, second = (item.article for item in digest.items.all())
    ReadCount.objects.create(article=first, day=timezone.localdate(), count=41)
    make_comment(first)
    Article.objects.filter(pk=second.pk).update(is_pick=True)
    page = desk.get(url(digest)).text
    assert "41 reads<br>1 comment<" in page
    assert "picked<br>0 reads<br>0 comments<" in page


def test_a_draft_can_not_be_put_in(desk):
    digest, draft = make_digest(articles=1), make_article("Brouillon")
    answer = desk.post(url(digest), form_of(digest, **{"items-0-article": draft.pk}))
    assert answer.status_code == 200
    assert not digest.items.filter(article=draft).exists()


def test_a_subject_can_not_begin_another_header(desk):
    digest = make_digest(articles=1)
    answer = desk.post(url(digest), form_of(digest, subject="a\u2028Bcc: x@example.org"))
    assert answer.status_code == 200
    assert Digest.objects.get().subject == ""


def test_the_status_can_not_be_set_by_the_form(desk):
    digest = make_digest(articles=1)
    desk.post(url(digest), form_of(digest, status="sent", number=7, html="x"))
    digest.refresh_from_db()
    assert (digest.status, digest.number, digest.html) == ("composing", None, "")


def test_approving_asks_first_then_sends(desk, reader, django_capture_on_commit_callbacks):
    digest = make_digest(articles=2)
    page = press(desk, digest, "approve")
    assert "Titre 1" in page.text
    digest.refresh_from_db()
    assert digest.status == "composing"
    with django_capture_on_commit_callbacks(execute=True):
        approve(desk, digest)
    digest.refresh_from_db()
    assert digest.status == "sent"
    assert [message.to for message in mail.outbox] == [[reader.email]]
    assert digest.changes.filter(status="approved").get().by.username == "ines"


def test_approving_for_later_waits(desk, reader, django_capture_on_commit_callbacks):
    moment = timezone.now() + timezone.timedelta(days=1)
    digest = make_digest(articles=2, scheduled_for=moment)
    with django_capture_on_commit_callbacks(execute=True):
        approve(desk, digest, when="planned")
    digest.refresh_from_db()
    assert (digest.status, digest.scheduled_for) == ("approved", moment)
    assert mail.outbox == []


def test_an_approved_issue_is_only_shown_and_can_be_taken_back(desk):
    digest = make_approved(readers=1)
    page = desk.get(url(digest)).text
    assert 'name="subject"' not in page
    assert desk.post(url(digest), form_of(digest, subject="x")).status_code == 403
    press(desk, digest, "reopen")
    digest.refresh_from_db()
    assert (digest.status, digest.html) == ("composing", "")
    assert 'name="subject"' in desk.get(url(digest)).text


def test_stop_resume_and_those_in_doubt(desk):
    digest = make_approved(readers=2)
    digest.begin()
    freeze_audience(digest)
    digest.deliveries.filter(pk=digest.deliveries.first().pk).doubt()
    press(desk, digest, "stop")
    digest.refresh_from_db()
    assert digest.status == "stopped"
    assert 'value="reopen"' not in desk.get(url(digest)).text
    press(desk, digest, "resume")
    send_digest(Digest.objects.get())
    assert statuses(digest) == {"in_doubt": 1, "sent": 1}
    press(desk, digest, "resend")
    assert statuses(digest) == {"pending": 1, "sent": 1}
    assert Digest.objects.get().status == "sending"


def test_a_test_mail_goes_to_the_editor_alone_and_says_what_it_is(desk, reader):
    digest = make_digest(articles=2)
    press(desk, digest, "test_mail")
    message = mail.outbox[0]
    assert message.to == ["ines@example.org"]
    assert "Test]" in message.subject
    assert len(mail.outbox) == 1
    assert Digest.objects.get().status == "composing"


def test_an_issue_without_articles_can_not_be_approved_and_says_why(desk):
    digest = make_digest(articles=0)
    page = press(desk, digest, "approve")
    assert "article" in page.text
    assert page.redirect_chain
    assert desk.get(f"{DIGESTS}{digest.pk}/preview/").status_code == 302
    assert desk.get(f"{DIGESTS}{digest.pk}/preview/mail/").status_code == 404


def test_the_preview_is_what_is_sent(desk, reader):
    digest = make_digest(articles=2)
    html = desk.get(f"{DIGESTS}{digest.pk}/preview/mail/").text
    approve(desk, digest)
    send_digest(Digest.objects.get())
    sent = mail.outbox[0].alternatives[0].content
    link = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    sample = "http://testserver/newsletter/desinscription/preview/"
    assert html.replace(sample, link) == sent


def test_what_changed_since_it_was_shown_is_shown_once_more(desk):
    digest = make_digest(articles=2)
    seen = press(desk, digest, "approve").context["seen"]
    article = digest.items.first().article
    article.title = "Corrigé"
    article.save()
    page = press(desk, digest, "approve", when="now", seen=seen)
    assert "Corrigé" in page.text
    assert "look once more" in page.text
    assert Digest.objects.get().status == "composing"
    press(desk, digest, "approve", when="now", seen=page.context["seen"])
    assert Digest.objects.get().status == "approved"


def test_what_was_planned_for_another_day_is_sent_now_with_the_date_of_today(desk):
    planned = timezone.now() + timedelta(days=2)
    digest = make_digest(articles=2, scheduled_for=planned)
    approve(desk, digest, when="now")
    assert Digest.objects.get().status == "approved"


def test_the_preview_shows_what_a_chosen_reader_gets(desk):
    digest = make_digest(articles=3)
    second = digest.items.all()[2].article
    reader = make_subscriber(language="en", sections=str(second.section_id))
    mail, page = f"{DIGESTS}{digest.pk}/preview/mail/", f"{DIGESTS}{digest.pk}/preview/"
    for query in ({"reader": reader.pk}, {"language": "en", "section": second.section_id}):
        answer = desk.get(mail, query)
        assert '<html lang="en"' in answer.text
        assert second.title in answer.text
        assert "Titre 1" not in answer.text
        assert second.title in desk.get(page, query).text
    assert desk.get(mail, {"reader": "99999"}).status_code == 404


@pytest.mark.parametrize(
    "query", ["language=xx&section=x&section=", "reader=x", "section=" + "9" * 99]
)
def test_a_preview_for_nobody_is_that_of_all(desk, query):
    digest = make_digest(articles=1)
    assert "Titre 0" in desk.get(f"{DIGESTS}{digest.pk}/preview/mail/?{query}").text


def test_a_preview_of_sections_that_the_issue_has_not_goes_back_to_all(desk):
    digest = make_digest(articles=1)
    page = f"{DIGESTS}{digest.pk}/preview/"
    assert desk.get(page, {"section": 99999}).url == page


def test_the_preview_runs_nothing_and_is_framed_by_the_desk_alone(desk):
    digest = make_digest(articles=1)
    answer = desk.get(f"{DIGESTS}{digest.pk}/preview/mail/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


def test_what_was_sent_can_not_be_deleted_by_anybody(client, admin_user):
    digest = make_approved(readers=1)
    send_digest(digest)
    client.force_login(admin_user)
    assert client.post(f"{DIGESTS}{digest.pk}/delete/", {"post": "yes"}).status_code == 403


def test_addresses_are_masked_everywhere(desk, reader):
    make_consent(reader)
    digest = make_approved(readers=0)
    send_digest(digest)
    pages = [
        SUBSCRIBERS,
        f"{SUBSCRIBERS}{reader.pk}/change/",
        "/admin/newsletter/delivery/",
        f"/admin/newsletter/delivery/{digest.deliveries.get().pk}/change/",
        url(digest),
        f"{SUBSCRIBERS}{reader.pk}/history/",
    ]
    for page in pages:
        answer = desk.get(page)
        assert answer.status_code == 200, page
        for private in (reader.email, "lucie.aubrac", reader.email_fingerprint):
            assert private not in answer.text, page
    assert "l…c@example.org" in desk.get(SUBSCRIBERS).text


def test_a_reader_is_found_by_the_whole_address_which_stands_in_no_url(desk, reader):
    answer = desk.post(SUBSCRIBERS, {"q": " Lucie.Aubrac@EXAMPLE.org"})
    assert answer.url == f"{SUBSCRIBERS}{reader.pk}/change/"
    assert desk.post(SUBSCRIBERS, {"q": "lucie"}).url == SUBSCRIBERS
    assert 'method="post"' in desk.get(SUBSCRIBERS).text


@pytest.mark.parametrize(
    "lookup", ["email_fingerprint__startswith=a", "public_id=x", "deliveries__digest=1"]
)
def test_nothing_sealed_can_be_guessed_through_the_list(desk, reader, lookup):
    assert desk.get(f"{SUBSCRIBERS}?{lookup}").status_code == 400


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [("unsubscribe", "active", "left"), ("suppress", "active", "suppressed")],
)
def test_the_desk_lets_readers_go_with_a_line_of_who_did_it(desk, verb, before, after):
    subscriber = make_subscriber(status=before)
    desk.post(SUBSCRIBERS, {"action": verb, "_selected_action": [subscriber.pk]})
    press(desk, subscriber, verb)
    subscriber.refresh_from_db()
    assert subscriber.status == after
    assert subscriber.changes.get().by.username == "ines"


def test_the_role_can_neither_add_nor_delete_nor_change_a_reader(desk, reader):
    assert desk.get(f"{SUBSCRIBERS}add/").status_code == 403
    assert desk.post(f"{SUBSCRIBERS}{reader.pk}/delete/", {"post": "yes"}).status_code == 403
    form = {"email": "x@y.org", "status": "left"}
    for inline in ("consents", "changes"):
        form |= {f"{inline}-TOTAL_FORMS": 0, f"{inline}-INITIAL_FORMS": 0}
    desk.post(f"{SUBSCRIBERS}{reader.pk}/change/", form)
    assert Subscriber.objects.get().email == reader.email
    assert Subscriber.objects.get().status == "active"


@pytest.mark.parametrize("page", [DIGESTS, SUBSCRIBERS, "/admin/newsletter/delivery/"])
def test_the_lists_cost_the_same_however_long_they_are(
    desk, page, django_assert_num_queries, django_assert_max_num_queries
):
    make_sent_issue()
    with django_assert_max_num_queries(10) as few:
        desk.get(page)
    for _ in range(8):
        make_sent_issue()
    with django_assert_num_queries(len(few.captured_queries)):
        desk.get(page)


def make_sent_issue():
    digest = make_digest(articles=0)
    for status in ("sent", "failed", "in_doubt"):
        digest.deliveries.create(subscriber=make_subscriber(), status=status)


def test_there_is_one_newsletter(desk, newsletter):
    assert desk.get("/admin/newsletter/newsletter/add/").status_code == 403
    assert desk.get("/admin/newsletter/newsletter/1/change/").status_code == 200
    assert Newsletter.objects.count() == 1


def test_a_verb_first_saves_what_was_typed(desk):
    digest = make_digest()
    asked = press(desk, digest, "approve", **form_of(digest, subject="Mon dernier mot"))
    assert "Mon dernier mot" in asked.text
    approve(desk, digest)
    assert Digest.objects.get().subject == "Mon dernier mot"


def test_a_verb_waits_where_what_was_typed_is_refused(desk):
    digest = make_digest()
    page = press(desk, digest, "approve", **form_of(digest, subject="a\u2028Bcc: x", intro="Bref."))
    assert "Bref." in page.text
    assert 'name="when"' not in page.text
    assert Digest.objects.get().status == "composing"
