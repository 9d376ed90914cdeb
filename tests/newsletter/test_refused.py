"""What the mail server refuses in the conversation, and the way out."""

import pytest

from newsletter.models import Return, Suppression
from newsletter.sending import send_digest
from tests.newsletter.factories import make_approved, make_subscriber, statuses

pytestmark = pytest.mark.django_db


@pytest.fixture
def digest():
    return make_approved(readers=1, articles=1)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("550 5.1.1 User unknown", "hard"),
        ("552 5.2.2 over quota", "full"),
        ("550 5.5.0 mailbox unavailable", "soft"),
    ],
)
def test_one_judgement_for_the_conversation_too(digest, mail_server, answer, kind):
    gone = make_subscriber("gone@example.org")
    mail_server.at_rcpt["gone@example.org"] = answer
    send_digest(digest)
    assert statuses(digest) == {"failed": 1, "sent": 1}
    assert Return.objects.get().kind == kind
    gone.refresh_from_db()
    assert gone.is_suppressed == Suppression.objects.exists() == (kind == "hard")


def test_what_is_kept_of_an_answer_names_nobody(digest, mail_server):
    make_subscriber("gone@example.org")
    mail_server.at_rcpt["gone@example.org"] = "550 5.1.1 <gone@example.org>: User unknown"
    send_digest(digest)
    line = digest.deliveries.get(status="failed")
    assert line.error == "550 5.1.1 <…@example.org>: User unknown"
    assert "gone@" not in line.returns.get().answer


def test_a_refusal_of_us_by_one_domain_ends_no_reader(digest, mail_server):
    reader = make_subscriber("x@orange.example")
    mail_server.at_rcpt["x@orange.example"] = "550 5.7.1 Service refuse. LPN007_510"
    for _ in range(20):
        make_subscriber()
    send_digest(digest)
    digest.refresh_from_db()
    assert (digest.status, statuses(digest)) == ("sent", {"failed": 1, "sent": 21})
    reader.refresh_from_db()
    assert reader.is_active
    assert not Return.objects.exists()


def test_the_same_refusal_for_many_domains_is_our_trouble_and_they_keep_waiting(mail_server):
    for n in range(6):
        address = f"x@domain-{n}.example"
        make_subscriber(address)
        mail_server.at_rcpt[address] = "554 5.7.1 Relay access denied"
    digest = make_approved(readers=0, articles=1)
    send_digest(digest)
    digest.refresh_from_db()
    assert digest.status == "stopped"
    assert "Relay access denied" in digest.changes.first().reason
    assert statuses(digest) == {"pending": 6}
    mail_server.at_rcpt.clear()
    digest.resume(by=None)
    send_digest(digest)
    assert statuses(digest) == {"sent": 6}


def test_the_refused_are_sent_again_by_their_answer(digest, mail_server, newsletter_editor):
    answers = {"a@example.org": "550 later maybe", "b@example.org": "554 try something else"}
    for address, answer in answers.items():
        make_subscriber(address)
        mail_server.at_rcpt[address] = answer
    send_digest(digest)
    mail_server.at_rcpt.clear()
    digest.refresh_from_db()
    assert digest.resend_refused(["550 later maybe"], by=newsletter_editor) == 1
    assert digest.status == "sending"
    send_digest(digest)
    assert mail_server.addresses.count("a@example.org") == 1
    assert statuses(digest) == {"failed": 1, "sent": 2}
    assert digest.changes.filter(by=newsletter_editor).get().reason == "1 refused, sent again"


def test_who_left_since_is_not_written_to_again(digest, mail_server):
    reader = make_subscriber("a@example.org")
    mail_server.at_rcpt["a@example.org"] = "550 later maybe"
    send_digest(digest)
    reader.leave(reason="x")
    digest.refresh_from_db()
    assert digest.resend_refused(["550 later maybe"], by=None) == 0
    assert digest.status == "sent"


def test_the_desk_sends_again_by_reason(digest, mail_server, client, newsletter_editor):
    client.force_login(newsletter_editor)
    for n in range(3):
        make_subscriber(f"a{n}@example.org")
        mail_server.at_rcpt[f"a{n}@example.org"] = f"550 try later, id 4711{n} [192.0.2.{n}]"
    make_subscriber("b@example.org")
    mail_server.at_rcpt["b@example.org"] = "554 5.7.1 poor reputation"
    send_digest(digest)
    url = f"/admin/newsletter/digest/{digest.pk}/change/"
    asked = {"CHANGE_FORM-action": "resend_refused", "_selected_action": digest.pk}
    reasons = client.post(url, asked).context["reasons"]
    assert [(r["number"], r["is_ours"]) for r in reasons] == [(3, False), (1, True)]
    client.post(url, asked | {"reason": reasons[0]["key"]})
    assert statuses(digest) == {"pending": 3, "failed": 1, "sent": 1}
