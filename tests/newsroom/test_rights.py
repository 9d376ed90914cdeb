"""One request by an address that was verified: told, or erased, everywhere."""

import json
import logging
import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone, translation
from django_ox.models import OxTask

from comments.models import (
    Appeal,
    Comment,
    Decision,
    Device,
    Edit,
    LegalHold,
    Origin,
    Report,
    Sanction,
    Silence,
)
from newsletter.models import Subscriber, Suppression
from newsroom import rights
from newsroom.core.models import DataRequest
from tests.comments.factories import EMAIL, make_comment
from tests.newsletter.factories import make_subscriber

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def comment():
    return make_comment(email=EMAIL, name="Marie", body="Un beau navire.", ip="192.0.2.7")


def ask(client, email, run, **headers):
    """Send the form, and let the worker do what was given to it."""
    with run(execute=True):
        return client.post("/mes-donnees/", {"email": email}, headers=headers)


def link_in(message):
    return re.search(r"(/mes-donnees/\S+/)", message.body)[1]


@pytest.fixture
def link(client, comment, django_capture_on_commit_callbacks):
    ask(client, EMAIL, django_capture_on_commit_callbacks)
    return link_in(mail.outbox[0])


def test_the_answer_is_the_same_whether_an_address_is_known(
    client, comment, django_capture_on_commit_callbacks
):
    answers = [
        ask(client, email, django_capture_on_commit_callbacks)
        for email in (EMAIL, "nobody@example.org")
    ]
    assert [(a.status_code, a.url, a.content) for a in answers] == [
        (302, "/mes-donnees/demande/", b"")
    ] * 2
    assert [message.to for message in mail.outbox] == [[EMAIL]]


def test_no_address_is_in_clear_on_the_way(client, link, caplog):
    caplog.set_level(logging.DEBUG)
    assert EMAIL not in link
    client.get(link)
    assert EMAIL not in caplog.text
    assert EMAIL not in str(list(OxTask.objects.values()))


def test_one_mail_a_day_however_often_it_is_asked_for(
    client, comment, django_capture_on_commit_callbacks
):
    for spelling in (EMAIL, EMAIL.upper(), f" {EMAIL} "):
        ask(client, spelling, django_capture_on_commit_callbacks)
    assert len(mail.outbox) == 1


def test_a_poor_address_is_told_and_kept(client):
    page = client.post("/mes-donnees/", {"email": "marie@"})
    assert page.status_code == 422
    assert 'value="marie@"' in page.text
    assert "Check what stands behind the @" in page.text


def test_another_site_and_a_busy_network_get_nothing(client, django_capture_on_commit_callbacks):
    run = django_capture_on_commit_callbacks
    answer = ask(client, EMAIL, run, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    codes = [ask(client, EMAIL, run).status_code for _number in range(6)]
    assert codes == [302] * 5 + [429]


@pytest.mark.parametrize("verb", ["", "export", "anonymise", "delete"])
def test_looking_changes_nothing(client, link, verb):
    page = client.get(link, {"verb": verb})
    assert page["Cache-Control"] == "private, no-store"
    assert not page.cookies
    assert Comment.objects.get().email == EMAIL
    assert not DataRequest.objects.exists()


@pytest.mark.parametrize("token", ["x", "gAAAAAB", "é"])
def test_a_link_can_not_be_made(client, token):
    assert client.get(f"/mes-donnees/{token}/").status_code == 404
    assert client.post(f"/mes-donnees/{token}/", {"verb": "delete"}).status_code == 404


def test_what_was_sealed_for_something_else_is_no_link(client, comment):
    sealed = Comment.objects.extra(select={"raw": "email"}).values_list("raw", flat=True).get()
    assert client.get(f"/mes-donnees/{sealed}/").status_code == 404


def test_a_link_ends_after_a_day(client, comment, time_machine):
    time_machine.move_to("2026-11-25 12:00", tick=False)
    url = f"/mes-donnees/{rights.seal(EMAIL)}/"
    time_machine.move_to("2026-11-26 11:59", tick=False)
    assert client.get(url).status_code == 200
    time_machine.move_to("2026-11-26 12:01", tick=False)
    assert client.get(url).status_code == 404


def test_all_is_handed_over_in_a_file_that_people_can_read(client, link):
    make_subscriber(EMAIL)
    answer = client.post(link, {"verb": "export"})
    assert "attachment" in answer["Content-Disposition"]
    told = json.loads(answer.content)
    assert told["comments"]["comments"][0]["text"] == "Un beau navire."
    assert "subscription" in told["newsletter"]
    assert DataRequest.objects.get().kind == "export"


def test_the_network_of_whoever_only_typed_an_address_is_not_handed_over(client, link):
    assert "192.0.2.7" not in client.post(link, {"verb": "export"}).content.decode()
    Comment.objects.update(device=Device.objects.create(email_fingerprint="f"))
    assert "192.0.2.7" in client.post(link, {"verb": "export"}).content.decode()


def test_what_was_decided_and_asked_for_is_handed_over_too(client, link, comment):
    ada = User.objects.create_user("ada")
    comment.reject(by=ada, code="insult")
    Appeal.objects.create(decision=comment.decisions.first(), text="Mais si !")
    key = comment.email_fingerprint
    against = {"scope": "address", "target": key, "by": ada}
    Sanction.objects.create(kind="ban", text="Trois fois.", **against)
    Sanction.objects.create(kind="note", text="Entre nous.", **against)
    Silence.objects.create(email_fingerprint=key)
    told = json.loads(client.post(link, {"verb": "export"}).content)["comments"]
    assert told["comments"][0]["appeals"][0]["text"] == "Mais si !"
    assert [sanction["text"] for sanction in told["sanctions"]] == ["Trois fois."]
    assert len(told["wants_no_mail"]) == 1
    assert key not in str(told)


def test_erased_with_the_words_nothing_is_left_of_them(client, link, comment, moderator):
    comment.decisions.create(status="waiting", rule="x", evidence=["navire"])
    comment.edit("Un navire.", by=moderator, reason="Court.")
    ban = Sanction.objects.create(
        kind="ban", scope="address", target="x", text="y", by=moderator, comment=comment
    )
    Appeal.objects.create(sanction=ban, text="Mon navire !")
    key = comment.email_fingerprint
    told = {"comment": make_comment(), "reason": "insult", "text": "Son navire !"}
    sent = {"email": EMAIL, "email_fingerprint": key}
    Report.objects.create(**told, **sent, outcome="kept", resolved_at=timezone.now())
    client.post(link, {"verb": "delete"})
    of_it = [model.objects.filter(comment=comment) for model in (Edit, Decision)]
    left = [Comment.objects.filter(pk=comment.pk), *of_it, Appeal.objects, Report.objects]
    rows = str([list(rows.values()) for rows in left])
    assert "navire" not in rows
    assert EMAIL not in rows


def test_made_anonymous_the_comment_stays(client, link, comment):
    make_subscriber(EMAIL)
    Device.objects.create(email_fingerprint=comment.email_fingerprint)
    page = client.post(link, {"verb": "anonymise"})
    assert "1 comment no longer has anything of yours." in page.content.decode()
    comment.refresh_from_db()
    assert (comment.name, comment.body) == ("Anonymous", "Un beau navire.")
    assert not any([comment.email, comment.email_fingerprint, comment.network])
    assert not Origin.objects.exists()
    assert not Subscriber.objects.exists()
    assert not Device.objects.exists()
    assert Suppression.objects.exists()


def test_erased_the_replies_stay_readable(client, link, comment):
    make_comment(parent=comment, email="autre@example.org", name="Paul", body="Je réponds.")
    client.post(link, {"verb": "delete"})
    comment.refresh_from_db()
    assert (comment.name, comment.body, comment.status) == ("Anonymous", "", "retracted")
    html = client.get(comment.article.get_absolute_url()).content.decode()
    assert "Je réponds." in html
    assert "Un beau navire." not in html
    assert "This comment is no longer shown." in html


def test_erasing_twice_is_harmless_and_others_stay(client, link):
    other = make_comment(email="autre@example.org")
    for _time in range(2):
        assert client.post(link, {"verb": "delete"}).status_code == 200
    other.refresh_from_db()
    assert other.email == "autre@example.org"
    assert [request.tally["comments"] for request in DataRequest.objects.all()] == [0, 1]


def test_evidence_is_not_erased_and_its_author_is_told(client, link, comment):
    ada = User.objects.create_user("ada")
    LegalHold.objects.create(comment=comment, reason="Réquisition", by=ada)
    page = client.post(link, {"verb": "delete"})
    told = page.content.decode()
    assert "<h1>Not everything could be erased</h1>" in told
    assert "1 comment must be kept" in told
    assert "with its name, its words and your address" in told
    assert "Your address is forgotten" not in told
    assert "0 comments" not in told
    comment.refresh_from_db()
    assert (comment.email, comment.body) == (EMAIL, "Un beau navire.")
    assert not comment.is_approved  # kept for a court, and for nobody else


def test_the_log_is_never_rewritten(client, link):
    client.post(link, {"verb": "anonymise"})
    line = DataRequest.objects.get()
    assert EMAIL not in str(line.__dict__)
    with pytest.raises(TypeError):
        line.save()
    with pytest.raises(TypeError):
        line.delete()
