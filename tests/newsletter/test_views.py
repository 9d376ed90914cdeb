"""The readers' pages: no cookie, no identity, GET changes nothing, every link has a way on."""

import hashlib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter import asking, notices, sending, tokens
from newsletter.erasing import erase_reader
from newsletter.models import Consent, Digest, Newsletter, Subscriber
from tests.newsletter.factories import make_approved, make_consent, make_subscriber
from tests.newsroom.pages import Page

pytestmark = pytest.mark.django_db
PRESSED = {"do": "yes"}  # what the button of a page sends
SUBSCRIBE, ASKED = "/newsletter/inscription/", "/newsletter/inscription/merci/"
EMAIL = "lucie.aubrac@example.org"
LOCKS = 2 if connection.vendor == "postgresql" else 0  # SQLite has one writer anyway
QUERIES_OF_A_SIGN_UP = 12 + LOCKS


@pytest.fixture(autouse=True)
def letter(db):
    """Set up: before that, nobody signs up."""
    Newsletter().save()


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def pending(db):
    subscriber = make_subscriber(EMAIL, status="pending")
    make_consent(subscriber)
    return subscriber


def path(url):
    return url.removeprefix("http://testserver")


def post(client, **data):
    return client.post(SUBSCRIBE, {"email": EMAIL, "form": "page"} | data)


def test_the_loop_from_the_form_to_the_mail_to_the_button(
    client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = post(client)
    assert (answer.status_code, answer["Location"]) == (303, ASKED)
    subscriber = Subscriber.objects.get()
    link = path(next(word for word in mail.outbox[0].body.split() if "/confirmer/" in word))
    assert client.get(link).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.status == "pending"
    assert client.post(link, PRESSED).status_code == 200
    subscriber.refresh_from_db()
    assert (subscriber.status, subscriber.consents.get().form) == ("active", "page")


@pytest.mark.parametrize("status", [None, "pending", "active", "left", "suppressed", "erased"])
def test_the_answer_never_tells_whether_an_address_is_known(
    client, status, monkeypatch, django_assert_num_queries
):
    """Nor does its time: before the worker looks who it is, it is the same work for everybody."""
    monkeypatch.setattr(asking.answer.__class__, "enqueue", lambda *args, **kwargs: None)
    if status == "erased":
        erase_reader(EMAIL)
    elif status:
        make_subscriber(EMAIL, status=status)
    post(client, email="warm@example.org")
    with django_assert_num_queries(QUERIES_OF_A_SIGN_UP):
        answer = post(client)
    assert (answer.status_code, answer["Location"], answer.content) == (303, ASKED, b"")
    page = client.get(ASKED)
    assert EMAIL not in page.text


def test_no_page_of_the_letter_sets_a_cookie_or_starts_a_session(client, reader):
    pages = [SUBSCRIBE, ASKED, "/newsletter/", path(tokens.unsubscribe_url(reader))]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "csrfmiddlewaretoken" not in answer.text


@pytest.mark.parametrize(
    "email",
    ["", "lucie", "lucie@", "a@b", "lucie@example.org\r\nBcc: x@y.org", "l" * 260 + "@a.fr"],
)
def test_an_address_that_is_none_is_refused_with_nothing_lost(client, email):
    answer = post(client, email=email)
    assert answer.status_code == 422
    assert 'id="newsletter-email-error"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not Subscriber.objects.exists()
    if email == "lucie":
        assert 'value="lucie"' in answer.text


@pytest.mark.parametrize(
    ("sure", "email"), [("", ""), ("1", "lucie@gmail.com"), ("1", "lucie@gmial.com")]
)
def test_a_misspelled_domain_is_asked_about_once_and_never_forced(client, sure, email):
    answer = post(client, email="lucie@gmial.com")
    assert answer.status_code == 200
    assert "Did you mean lucie@gmail.com?" in answer.text
    assert answer.text.count('name="sure" value="1"') == 2
    assert not Subscriber.objects.exists()
    if sure:
        assert post(client, email=email, sure=sure).status_code == 303
        assert Subscriber.objects.get().email == email


def test_an_address_is_signed_up_five_times_a_day_and_told_nothing(client, time_machine):
    """From different networks too: the mails stop, the answers stay the same."""
    for number in range(7):
        answer = client.post(SUBSCRIBE, {"email": EMAIL}, REMOTE_ADDR=f"192.0.{number}.1")
        assert answer.status_code == 303
    assert Consent.objects.count() == 5


def test_the_proof_names_the_network_and_not_the_address(client):
    client.post(SUBSCRIBE, {"email": EMAIL}, REMOTE_ADDR="192.0.2.77")
    assert Consent.objects.get().network == "192.0.2.0/24"


def test_who_confirms_is_welcomed_once(client, pending, django_capture_on_commit_callbacks):
    link = path(tokens.confirmation_url(pending))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(link, PRESSED).status_code == 200
    (welcome,) = mail.outbox
    assert (welcome.to, welcome.subject) == ([EMAIL], "You are subscribed to Newsletter")
    assert "/desinscription/" in welcome.body
    assert "/preferences/" in welcome.body
    assert not notices.send_welcome(pending.pk)


@pytest.mark.parametrize(
    ("why", "reason"), [("", "link in the letter"), ("often", "too often"), ("<b>", None)]
)
def test_a_reason_is_welcome_and_not_asked_for(client, reader, why, reason):
    client.post(path(tokens.unsubscribe_url(reader)), PRESSED | {"why": why})
    assert reader.changes.get().reason == (reason or "link in the letter")


def test_a_letter_shows_its_reader_the_way_back_for_a_week(client, reader, time_machine):
    """Somebody to whom it was forwarded may have pressed the button."""
    link = path(tokens.unsubscribe_url(reader))
    client.post(link, PRESSED)
    assert 'action="/newsletter/retour/' in client.get(link).text
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert "/retour/" not in client.get(link).text
    token = tokens.come_back_token(reader.public_id)
    assert client.post(reverse("come_back", args=[token]), PRESSED).status_code == 404


def test_a_robot_that_fills_in_the_trap_is_thanked_and_forgotten(client):
    assert post(client, subject="cheap watches").status_code == 303
    assert not Subscriber.objects.exists()


def test_a_network_signs_up_ten_addresses_an_hour(client, time_machine):
    for number in range(10):
        assert post(client, email=f"reader-{number}@example.org").status_code == 303
    answer = post(client)
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert EMAIL in answer.text
    time_machine.move_to(timezone.now() + timedelta(hours=1, seconds=1))
    assert post(client).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 303),
        ({}, 303),
    ],
)
def test_other_sites_can_not_sign_readers_up(client, headers, status):
    answer = client.post(SUBSCRIBE, {"email": EMAIL}, headers=headers)
    assert answer.status_code == status
    assert Subscriber.objects.exists() == (status == 303)


@pytest.mark.parametrize("name", ["confirm_subscription", "unsubscribe", "come_back"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("token", ["x", "a.b", "AAAA.BBBB.CCCC", "é" * 40, "%00", "x" * 5000])
def test_a_forged_link_answers_404_and_says_what_to_do(client, name, method, token):
    answer = getattr(client, method)(reverse(name, args=[token]))
    assert answer.status_code == 404
    assert 'href="/newsletter/inscription/"' in answer.text


def test_a_token_opens_only_the_door_it_was_made_for(client, reader):
    leave = tokens.unsubscribe_url(reader).split("/")[-2]
    confirm = tokens.confirmation_url(reader).split("/")[-2]
    back = tokens.come_back_token(reader.public_id)
    for name, others in [
        ("confirm_subscription", [leave, back]),
        ("unsubscribe", [confirm, back]),
        ("come_back", [leave, confirm]),
    ]:
        for token in others:
            assert client.post(reverse(name, args=[token]), PRESSED).status_code == 404
    reader.refresh_from_db()
    assert reader.is_active


def test_a_link_to_confirm_ends_after_a_week(client, pending, time_machine):
    link = path(tokens.confirmation_url(pending))
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))
    assert client.post(link, PRESSED).status_code == 404


def test_a_link_to_leave_never_ends_nor_does_a_new_secret_key_end_it(
    client, reader, time_machine, settings
):
    link = path(tokens.unsubscribe_url(reader))
    settings.SECRET_KEY = "another" * 10
    settings.DATA_KEYS = ["a new data key" * 4, *settings.DATA_KEYS]
    time_machine.move_to(timezone.now() + timedelta(days=3650))
    assert client.post(link, PRESSED).status_code == 200
    reader.refresh_from_db()
    assert reader.status == "left"


def test_scanners_that_open_links_change_nothing(client, reader):
    token = tokens.come_back_token(reader.public_id)
    for link in [path(tokens.unsubscribe_url(reader)), reverse("come_back", args=[token])]:
        for method in (client.get, client.head, client.options, client.put):
            method(link)
    reader.refresh_from_db()
    assert reader.is_active


@pytest.mark.parametrize("multipart", [True, False])
def test_the_mailbox_button_leaves_at_once(client, reader, multipart):
    link = path(tokens.unsubscribe_url(reader))
    body = {"List-Unsubscribe": "One-Click"}
    headers = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
    if multipart:
        answer = client.post(link, body, headers=headers)
    else:
        form = "application/x-www-form-urlencoded"
        answer = client.post(link, "List-Unsubscribe=One-Click", form, headers=headers)
    assert answer.status_code == 200
    assert not answer.cookies
    reader.refresh_from_db()
    assert (reader.status, reader.changes.get().reason) == ("left", "link in the letter")
    assert client.post(link, body).status_code == 200


def test_leaving_can_be_undone_from_the_page_for_a_day(client, reader, time_machine):
    answer = client.post(path(tokens.unsubscribe_url(reader)), PRESSED)
    undo = answer.text.partition('action="/newsletter/retour/')[2].partition('"')[0]
    assert client.post(f"/newsletter/retour/{undo}", PRESSED).status_code == 200
    reader.refresh_from_db()
    assert reader.is_active
    client.post(path(tokens.unsubscribe_url(reader)), PRESSED)
    time_machine.move_to(timezone.now() + timedelta(days=1, minutes=1))
    assert client.post(f"/newsletter/retour/{undo}", PRESSED).status_code == 404


def test_leaving_works_for_who_was_erased(client, reader):
    link = path(tokens.unsubscribe_url(reader))
    reader.delete()
    assert client.post(link, PRESSED).status_code == 200


def test_pages_behind_a_link_are_kept_and_told_to_nobody(client, reader):
    for link in [tokens.unsubscribe_url(reader), tokens.confirmation_url(reader)]:
        cut = path(link)[:-3] + "/"
        for answer in (client.get(path(link)), client.post(path(link), PRESSED), client.get(cut)):
            assert answer["Cache-Control"] == "private, no-store"
            assert answer["X-Robots-Tag"] == "noindex"
            assert answer["Referrer-Policy"] == "no-referrer"


def test_an_address_is_in_no_page_and_no_header(client, reader):
    hashes = [hashlib.new(name, EMAIL.encode()).hexdigest() for name in ("md5", "sha1", "sha256")]
    private = [EMAIL, "lucie", reader.email_fingerprint, str(reader.public_id), *hashes]
    digest = make_approved(articles=2)
    sending.send_digest(digest)
    links = [path(tokens.unsubscribe_url(reader)), path(tokens.confirmation_url(reader))]
    for page in [*links, "/newsletter/", f"/newsletter/{digest.number}/", SUBSCRIBE, ASKED]:
        for answer in (client.get(page), client.post(page, PRESSED)):
            said = answer.text + str(answer.headers)
            assert not [word for word in private if word in said], page


def test_the_archive_shows_what_was_sent_and_nothing_else(client):
    assert client.get("/newsletter/").status_code == 200
    digest = make_approved(articles=2)
    assert client.get(f"/newsletter/{digest.number}/").status_code == 404
    sending.send_digest(digest)
    page = client.get("/newsletter/")
    assert f'href="/newsletter/{digest.number}/"' in page.text
    issue = client.get(f"/newsletter/{digest.number}/")
    assert "Titre 0" in issue.text
    assert "Titre 1" in issue.text


def test_a_withdrawn_article_leaves_the_archive_too(client, editor):
    digest = make_approved(articles=2)
    sending.send_digest(digest)
    lead = digest.items.first().article
    lead.withdraw(by=editor, reason="wrong")
    for page in ("/newsletter/", f"/newsletter/{digest.number}/"):
        assert lead.title not in client.get(page).text
    digest.items.last().article.withdraw(by=editor, reason="wrong")
    assert client.get(f"/newsletter/{digest.number}/").status_code == 200


def test_each_page_of_the_archive_is_its_own_address(client):
    now = timezone.now()
    frozen = {"status": "sent", "subject": "s", "html": "h", "text": "t", "scheduled_for": now}
    dates = {"period_start": now, "period_end": now, "started_at": now}
    Digest.objects.bulk_create(Digest(number=n, **frozen, **dates) for n in range(1, 22))
    for page, canonical in (("1", "/newsletter/"), ("2", "/newsletter/?page=2")):
        answer = client.get("/newsletter/", {"page": page})
        assert Page(answer).canonicals == [f"http://testserver{canonical}"]


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "٣"])
def test_pages_of_the_archive_that_can_not_be_are_missing(client, page):
    assert client.get("/newsletter/", {"page": page}).status_code == 404


@pytest.mark.parametrize("articles", [1, 6])
def test_an_issue_costs_the_same_however_long_it_is(client, django_assert_num_queries, articles):
    digest = make_approved(articles=articles)
    sending.send_digest(digest)
    with django_assert_num_queries(7):
        client.get(f"/newsletter/{digest.number}/")
    with django_assert_num_queries(5):
        client.get("/newsletter/")


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=\x00", b"email=%00%0d%0a", b"email=" + b"a" * 10_000, b"{}"]
)
def test_hostile_posts_are_answered_not_crashed(client, body):
    form = "application/x-www-form-urlencoded"
    assert client.post(SUBSCRIBE, body, form).status_code in {400, 422}


@pytest.mark.parametrize("page", ["newsletter_archive", "subscribe"])
def test_search_engines_and_networks_are_told_what_the_letter_is(client, page):
    Newsletter.objects.update_or_create(defaults={"promise": "Chaque jeudi, cinq pages."})
    text = client.get(reverse(page)).text
    assert '<meta name="description" content="Chaque jeudi, cinq pages.">' in text
    assert '<meta property="og:description" content="Chaque jeudi, cinq pages.">' in text
