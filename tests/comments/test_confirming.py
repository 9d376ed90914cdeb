"""A confirmed address on a device: what it gives, and that nothing else gives it (rule 4)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail, signing
from django.db import connection
from django.tasks import default_task_backend
from django.test import Client
from django.utils import timezone

from comments import devices
from comments.confirming import send_confirmation
from comments.models import Comment, Device, Rulebook, Silence
from comments.moderation import Verdict
from comments.posting import correct
from comments.tokens import confirmation_url
from newsroom.core.handover import TryLater
from tests.comments.factories import (
    EMAIL,
    FORM,
    PRESSED,
    link_in,
    make_comment,
    make_waiting_comment,
    own,
    send,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def commits(db):
    """Call it, and what waits for the commit is done."""

    def run():
        waiting, connection.run_on_commit = connection.run_on_commit, []
        for _savepoints, work, _robust in waiting:
            work()

    return run


def send_and_confirm(client, article, commits, **typed):
    """A comment whose author has followed the link and pressed the button."""
    send(client, article, notify="on", **typed)
    commits()
    comment = Comment.objects.latest("pk")
    link = link_in(mail.outbox[-1], "confirm_comment")
    return comment, client.post(link, PRESSED)


def link_of(comment):
    return urlsplit(confirmation_url(comment)).path


# The one mail


def test_whoever_wants_to_hear_of_replies_is_asked_once_whose_address_it_is(
    client, article, commits
):
    send(client, article, notify="on")
    commits()
    (message,) = mail.outbox
    assert message.to == [EMAIL]
    send(client, article, notify="on", body="Un autre texte, le même jour.")
    commits()
    assert len(mail.outbox) == 1


def test_nobody_is_asked_who_does_not_ask(client, article, commits):
    send(client, article)
    commits()
    assert mail.outbox == []
    own(client, Comment.objects.get(), "confirm")
    commits()
    assert len(mail.outbox) == 1


def test_the_mail_holds_nothing_that_the_poster_wrote(client, article, commits):
    typed = {"name": "Xylophène", "body": "Achetez chez https://casino.example, vite."}
    send(client, article, notify="on", **typed)
    commits()
    whole = mail.outbox[0].message().as_string() + str(mail.outbox[0].alternatives[0])
    for words in ("Xyloph", "Achetez", "casino"):
        assert words not in whole


def test_the_mail_has_its_headers_and_both_its_parts_say_the_same(client, article, commits):
    send(client, article, notify="on")
    commits()
    message = mail.outbox[0].message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@testserver>")
    plain, html = message.iter_parts()
    for part in (plain.get_content(), html.get_content()):
        assert link_in(mail.outbox[0], "confirm_comment") in part
        assert link_in(mail.outbox[0], "stop_comment_mails") in part


def test_no_mail_before_the_limits_are_passed(client, article, commits):
    Rulebook.objects.create(network_limit=1)
    send(client, article, body="Un texte de la même maison.")
    send(client, article, notify="on", body="Un texte de trop, celui-ci.")
    commits()
    assert mail.outbox == []


def test_a_robot_makes_us_write_to_nobody(client, article, commits):
    answer = send(client, article, notify="on", subject="x")
    commits()
    assert answer.status_code == 303
    assert mail.outbox == []


# Several comments, one confirmation


def test_two_comments_before_confirming_are_both_bound(client, article, commits):
    send(client, article, body="Un premier texte, bien lu.")
    _comment, answer = send_and_confirm(client, article, commits, body="Un second, bien relu.")
    assert answer.status_code == 200
    devices_of = set(Comment.objects.values_list("device", flat=True))
    assert devices_of == {Device.objects.get().pk}


def test_what_came_from_elsewhere_is_bound_where_its_author_says_so(client, article):
    mine = make_waiting_comment(article, network="here")
    near = make_waiting_comment(article, network="here", body="Un texte <b>d’à côté</b>.")
    far = make_waiting_comment(article, network="there", body="Un texte d’ailleurs.")
    url = link_of(mine)
    page = text(client.get(url))
    assert f'value="{near.pk}" checked' in page
    assert f'value="{far.pk}">' in page
    assert "Un texte &lt;b&gt;d’à côté&lt;/b&gt;." in page
    client.post(url, PRESSED | {"others": "1", "other": [str(far.pk), "x", "9" * 40]})
    bound = set(Comment.objects.exclude(device=None).values_list("pk", flat=True))
    assert bound == {mine.pk, far.pk}  # the near one was not ticked


def test_a_tick_binds_nothing_of_another_address_nor_what_is_settled(client, article):
    mine = make_waiting_comment(article)
    device = Device.objects.create(email_fingerprint="f" * 64)
    others = [
        make_waiting_comment(article, email="pierre@example.org"),
        make_waiting_comment(article, device=device),
        make_comment(article, status="rejected"),
        make_comment(article, status="retracted"),
        make_comment(article, created_at=timezone.now() - timedelta(days=3, seconds=1)),
    ]
    before = dict(Comment.objects.values_list("pk", "device"))
    url = link_of(mine)
    assert 'name="other"' not in text(client.get(url))
    client.post(url, PRESSED | {"others": "1", "other": [comment.pk for comment in others]})
    after = dict(Comment.objects.values_list("pk", "device"))
    assert {pk for pk in before if before[pk] != after[pk]} == {mine.pk}


def test_without_a_press_of_the_button_nothing_is_bound(client, article):
    mine, _other = make_waiting_comment(article), make_waiting_comment(article)
    client.get(link_of(mine))
    client.head(link_of(mine))
    assert not Comment.objects.exclude(device=None).exists()


@pytest.mark.parametrize("status", ["rejected", "retracted", "spam"])
def test_nobody_is_asked_about_what_will_not_appear(article, status):
    assert not send_confirmation(make_comment(article, status=status).pk)


def test_nobody_is_asked_later_than_three_days_after(article, time_machine):
    comment = make_waiting_comment(article)
    time_machine.move_to(timezone.now() + timedelta(days=3, seconds=1))
    assert not send_confirmation(comment.pk)


def test_the_answer_is_the_same_for_every_address(client, article, commits):
    """Known, confirmed elsewhere, silent, or never seen: no letter of the page differs."""
    send_and_confirm(Client(), article, commits)
    Silence.objects.create(email_fingerprint=make_comment(email="s@example.org").email_fingerprint)
    pages = set()
    for email in (EMAIL, "s@example.org", "jamais.vue@example.org"):
        answer = send(client, article, email=email, notify="on", body=f"Le même texte, {email}.")
        comment = Comment.objects.latest("pk")
        asked = client.get(own(client, comment, "confirm").url)
        page = text(client.get(answer.headers["Location"])) + text(asked)
        page = page.replace(email, "").replace(comment.get_own_url(), "")
        pages.add(re.sub(r"<time.*?</time>|until [\d:apm. \xa0]+", "", page))
    assert len(pages) == 1


def test_a_mail_server_that_is_away_costs_nothing(article, settings):
    comment = make_waiting_comment(article)
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9, "timeout": 1},
        }
    }
    with pytest.raises(TryLater):
        send_confirmation(comment.pk)
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    assert send_confirmation(comment.pk)


def test_one_comment_does_not_fill_the_workers_list(client, article, settings):
    comment = make_waiting_comment(article)
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    for _time in range(8):
        assert own(client, comment, "confirm").url.endswith("?asked")
    assert len(default_task_backend.results) == 5


# The button


def test_looking_at_the_page_confirms_nothing(client, article, commits):
    send(client, article, notify="on")
    commits()
    page = client.get(link_in(mail.outbox[0], "confirm_comment"))
    assert FORM["body"] in text(page)
    assert not page.cookies
    assert not Device.objects.exists()
    assert page.headers["Cache-Control"] == "private, no-store"


def test_the_button_makes_the_browser_known(client, article, commits, settings):
    settings.HTTPS = True
    comment, answer = send_and_confirm(client, article, commits)
    comment.refresh_from_db()
    assert comment.device == Device.objects.get()
    cookie = answer.cookies[devices.NAME]
    assert cookie["path"] == "/commentaires/"
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 365 * 24 * 3600
    assert EMAIL not in cookie.value


def test_later_comments_of_the_browser_belong_to_the_device_and_need_no_mail(
    client, article, commits
):
    comment, _answer = send_and_confirm(client, article, commits)
    send(client, article, notify="on", body="Un second texte, du même navigateur.")
    commits()
    assert Comment.objects.latest("pk").device == Device.objects.get()
    assert len(mail.outbox) == 1
    assert comment.pk != Comment.objects.latest("pk").pk


@pytest.mark.parametrize("spelling", ["Marie.Curie@example.org", "marie.curie@EXAMPLE.org"])
def test_the_address_may_be_spelled_otherwise(client, article, commits, spelling):
    send_and_confirm(client, article, commits)
    send(client, article, email=spelling, body="Un second texte, du même navigateur.")
    assert Comment.objects.latest("pk").device


def test_another_address_from_the_same_browser_is_not_bound(client, article, commits):
    send_and_confirm(client, article, commits)
    send(client, article, email="autre@example.org", body="Un texte avec une autre adresse.")
    assert Comment.objects.latest("pk").device is None


def test_typing_somebodys_name_and_address_gains_nothing(client, article, commits):
    send_and_confirm(client, article, commits)
    send(Client(), article, body="Je suis Marie, croyez-moi donc.")
    forged = Comment.objects.latest("pk")
    assert (forged.email, forged.device) == (EMAIL, None)


def test_whoever_only_knows_the_address_of_a_comment_does_not_write_for_its_device(
    client, article, commits
):
    """Marie confirmed what somebody else sent: that one has the own page, but not the device."""
    judged = []

    def rule(case):
        judged.append(case.comment.device)
        return Verdict(Comment.Status.WAITING)

    comment, _answer = send_and_confirm(client, article, commits)
    comment.refresh_from_db()
    correct(comment, "Un texte que Marie n’a pas vu.", shown=None, rules=(rule,))
    correct(comment, "Un texte que Marie a écrit.", shown=comment.device, rules=(rule,))
    assert judged == [None, Device.objects.get()]


def test_a_mail_that_did_its_work_gives_nothing_to_whoever_finds_it(
    client, article, commits, time_machine
):
    send_and_confirm(client, article, commits)
    link = link_in(mail.outbox[0], "confirm_comment")
    again = client.post(link, PRESSED)  # a double click
    assert again.cookies[devices.NAME].value
    assert Device.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    thief = Client().post(link, PRESSED)
    assert not thief.cookies
    assert "done its work" in text(thief)
    assert Device.objects.count() == 1


def test_one_browser_is_one_device_however_often_it_confirms(client, article, commits):
    send_and_confirm(client, article, commits)
    elsewhere = make_waiting_comment(article)  # sent from another browser
    client.post(confirmation_url(elsewhere), PRESSED)
    assert Device.objects.count() == 1
    elsewhere.refresh_from_db()
    assert elsewhere.device


def test_a_confirmation_of_one_address_is_no_device_of_another(client, article, commits):
    send_and_confirm(client, article, commits)
    other = make_waiting_comment(article, email="autre@example.org")
    client.post(confirmation_url(other), PRESSED)
    other.refresh_from_db()
    assert other.device.email_fingerprint == other.email_fingerprint
    assert Device.objects.count() == 2


def test_other_sites_cannot_press_the_button(client, article, commits):
    send(client, article, notify="on")
    commits()
    link = link_in(mail.outbox[0], "confirm_comment")
    assert client.post(link, PRESSED, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Device.objects.exists()


def test_links_are_for_one_purpose_and_for_a_time(client, article, commits, time_machine):
    send(client, article, notify="on")
    commits()
    (message,) = mail.outbox
    confirm, stop = (link_in(message, n) for n in ("confirm_comment", "stop_comment_mails"))
    token, other = confirm.split("/")[-2], stop.split("/")[-2]
    wrong = [
        confirm.replace(token, other),
        stop.replace(other, token),
        confirm.replace(token, token[:-1]),
        confirm.replace(token, "x" * 3000),
        f"/commentaires/moi/{token}/",
        f"/commentaires/moi/{other}/",
    ]
    for url in wrong:
        assert client.get(url).status_code == 404
        assert client.post(url, PRESSED).status_code == 404
    time_machine.move_to(timezone.now() + timedelta(days=3, seconds=2))
    assert client.post(confirm, PRESSED).status_code == 404
    assert client.get(stop).status_code == 200
    assert not Device.objects.exists()


@pytest.mark.parametrize("forged", ["x", "1:x:y", "0" * 32, "a:b", "\x00"])
def test_a_forged_cookie_is_nobodys(client, article, forged):
    make_comment(article)
    client.cookies[devices.NAME] = forged
    assert send(client, article).status_code == 303
    assert Comment.objects.latest("pk").device is None


def test_a_key_without_our_signature_for_it_is_nobodys(client, article):
    address = make_comment(article).email_fingerprint
    key = Device.objects.create(email_fingerprint=address).key.hex
    elsewhere = signing.get_cookie_signer(salt="elsewhere").sign(key)
    for number, cookie in enumerate([key, f"{key}:x:y", elsewhere]):
        client.cookies[devices.NAME] = cookie
        send(client, article, body=f"Le texte numéro {number} d’un faux lecteur.")
        assert Comment.objects.latest("pk").device is None, cookie


def test_readers_pages_know_nothing_of_the_cookie(client, article, commits):
    send_and_confirm(client, article, commits)
    for url in (article.get_absolute_url(), f"/commentaires/{article.pk}/", "/"):
        known, unknown = client.get(url), Client().get(url)
        assert known.content == unknown.content
        assert "Cookie" not in known.headers.get("Vary", "")
        assert not known.cookies


# Silence


def test_one_click_stops_every_mail_and_can_be_undone(client, article, commits):
    comment, _answer = send_and_confirm(client, article, commits)
    link = link_in(mail.outbox[0], "stop_comment_mails")
    assert client.get(link).status_code == 200
    assert not Silence.objects.exists()
    stopped = Client().post(link, {"List-Unsubscribe": "One-Click"})
    assert (stopped.status_code, stopped.cookies) == (200, {})
    comment.refresh_from_db()
    assert comment.reply_mails == ""
    undo = re.search(r'href="(/commentaires/reprise/[^"]+)"', text(stopped))[1]
    client.get(undo)
    assert Silence.objects.exists()
    client.post(undo, PRESSED)
    comment.refresh_from_db()
    assert comment.reply_mails == "at_once"
    assert not Silence.objects.exists()


def test_a_silent_address_is_never_asked(client, article, commits):
    comment = make_waiting_comment(article)
    Silence.objects.create(email_fingerprint=comment.email_fingerprint)
    assert not send_confirmation(comment.pk)


def test_silence_is_broken_from_the_device_itself_and_from_nowhere_else(client, article, commits):
    comment, _answer = send_and_confirm(client, article, commits)
    client.post(link_in(mail.outbox[0], "stop_comment_mails"), PRESSED)
    own(Client(), comment, "replies", reply_mails="at_once")
    assert Silence.objects.exists()
    own(client, comment, "replies", reply_mails="daily")
    assert not Silence.objects.exists()
    comment.refresh_from_db()
    assert comment.reply_mails == "daily"


def test_an_unknown_wish_changes_nothing(client, article):
    comment = make_waiting_comment(article)
    own(client, comment, "replies", reply_mails="hourly'--")
    comment.refresh_from_db()
    assert comment.reply_mails == ""
