"""What the author reads of a decision, and how a second look is asked for."""

import pytest
from django.urls import reverse

from comments.models import Appeal, Device, Sanction, own_signer
from tests.comments.factories import make_comment, make_waiting_comment, text

pytestmark = pytest.mark.django_db
WORDS = "Mon commentaire répond bien à l’article."


def appeal_url(comment):
    return reverse("appeal_comment", args=[own_signer().sign(comment.pk)])


@pytest.fixture
def rejected(article, moderator):
    comment = make_waiting_comment(article)
    comment.reject(by=moderator, code="hate", reason="Deuxième phrase.")
    return comment


def banned(comment, by, **fields):
    comment.device = Device.objects.create(email_fingerprint="f" * 64)
    comment.save()
    fields = {"scope": "device", "target": str(comment.device_id), "code": "insult"} | fields
    return Sanction.objects.create(kind="ban", comment=comment, by=by, **fields)


def test_the_author_reads_the_ground_the_words_and_who_decided(client, rejected):
    page = text(client.get(rejected.get_own_url()))
    for words in (
        "It calls for hatred",
        "Deuxième phrase.",
        "Act of 29 July 1881",
        "A person decided this.",
        appeal_url(rejected),
    ):
        assert words in page


def test_a_decision_of_a_rule_is_said_to_be_one(client, article):
    comment = make_comment(article, status="rejected")
    comment.decisions.create(status="rejected", rule="x", reason="you cannot comment at present")
    page = text(client.get(comment.get_own_url()))
    assert "A rule decided this by itself" in page
    assert "you cannot comment at present" in page


def test_every_reason_has_a_ground_that_everybody_can_read(client):
    page = text(client.get(reverse("comment_rules")))
    assert page.count("<dt") == 12
    assert 'id="hate"' in page


def test_an_appeal_reaches_the_desk_once(client, rejected, moderator):
    for _twice in range(2):
        answer = client.post(appeal_url(rejected), {"text": WORDS})
        assert (answer.status_code, answer.headers["Location"]) == (303, rejected.get_own_url())
    appeal = Appeal.objects.get()
    assert (appeal.text, appeal.against) == (WORDS, moderator)
    assert "You have asked for a second look" in text(client.get(rejected.get_own_url()))


def test_the_answer_to_an_appeal_is_read_by_its_author(client, rejected, editor):
    client.post(appeal_url(rejected), {"text": WORDS})
    Appeal.objects.get().dismiss(by=editor, answer="Relu : non.")
    assert "Relu : non." in text(client.get(rejected.get_own_url()))


@pytest.mark.parametrize("typed", ["", "court", "x" * 2001])
def test_a_poor_appeal_is_sent_back_with_what_was_typed(typed, client, rejected):
    page = client.post(appeal_url(rejected), {"text": typed})
    assert page.status_code == 422
    assert "field__error" in text(page)
    assert typed in text(page)
    assert not Appeal.objects.exists()


@pytest.mark.parametrize("status", ["waiting", "approved", "spam", "retracted"])
def test_there_is_nothing_to_appeal_against_where_nothing_was_refused(status, client, article):
    """Nor does spam learn that it is known to be spam."""
    comment = make_comment(article, status=status)
    assert client.get(appeal_url(comment)).status_code == 303
    late = client.post(appeal_url(comment), {"text": WORDS})
    assert late.status_code == 410
    assert WORDS in text(late)
    assert not Appeal.objects.exists()
    assert not Appeal.objects.exists()


def test_the_address_is_the_key_and_there_is_no_other(client, rejected):
    """Older browsers hide where a form without a referrer comes from: `Origin: null`."""
    assert client.post("/commentaires/moi/1/recours/", {"text": WORDS}).status_code == 404
    headers = {"Origin": "null"}
    assert client.post(appeal_url(rejected), {"text": WORDS}, headers=headers).status_code == 303
    assert Appeal.objects.get().text == WORDS


def test_a_sanctioned_person_reads_it_and_can_appeal(client, article, moderator):
    comment = make_comment(article)
    ban = banned(comment, moderator, text="Trois fois déjà.")
    page = text(client.get(comment.get_own_url()))
    assert "You cannot comment any more." in page
    assert "Trois fois déjà." in page
    client.post(appeal_url(comment), {"text": WORDS, "sanction": ban.pk})
    assert ban.appeal.against == moderator


@pytest.mark.parametrize("scope", ["address", "network", "domain"])
def test_of_what_was_only_typed_nothing_is_told(scope, client, article, moderator):
    comment = make_comment(article, network="n")
    ban = banned(comment, moderator, scope=scope, target="n", text="Trois fois déjà.")
    assert "Trois fois" not in text(client.get(comment.get_own_url()))
    client.post(appeal_url(comment), {"text": WORDS, "sanction": ban.pk})
    assert not Appeal.objects.exists()


def test_a_note_is_for_the_desk_alone(client, article, moderator):
    comment = make_comment(article)
    ban = banned(comment, moderator, text="Entre nous.")
    Sanction.objects.filter(pk=ban.pk).update(kind="note")
    assert "Entre nous." not in text(client.get(comment.get_own_url()))
