"""Several people at one comment: what somebody has not seen as it is now, they do not decide on."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from comments.models import Claim, Comment, Report
from comments.rules.case import Verdict
from tests.comments.desk import DESK, decide, statuses, url
from tests.comments.factories import make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db


def test_what_somebody_else_reads_is_not_decided(desk, editor, article):
    comment, free = make_waiting_comment(article), make_waiting_comment(article)
    Claim.objects.take([comment.pk], by=editor)
    assert "soraya reads it" in desk.get(DESK).content.decode()
    answer = decide(desk, "approve", comment, free, accept="application/json").json()
    assert answer["done"] == [free.pk]
    assert list(answer["refused"]) == [str(comment.pk)]
    assert statuses(comment, free) == ["waiting", "approved"]


def test_a_claim_ends_by_itself(desk, editor, article, time_machine):
    comment = make_waiting_comment(article)
    Claim.objects.take([comment.pk], by=editor)
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    decide(desk, "approve", comment)
    assert statuses(comment) == ["approved"]


def test_who_goes_on_lays_down_what_was_in_hand(desk, moderator, article):
    first, second = make_waiting_comment(article), make_waiting_comment(article)
    claim = {"act": "claim", "c": first.pk}
    assert desk.post(DESK, claim, headers={"Accept": "application/json"}).json()["mine"] == [
        first.pk
    ]
    claim = {"act": "claim", "c": second.pk, "free": first.pk}
    desk.post(DESK, claim, headers={"Accept": "application/json"})
    assert Claim.objects.get().comment == second


def test_nobody_lays_down_what_a_colleague_has_in_hand(desk, editor, moderator, article):
    comment = make_waiting_comment(article)
    Claim.objects.take([comment.pk], by=editor)
    Claim.objects.give_back([comment.pk], by=moderator)
    desk.post(DESK, {"act": "claim", "c": "", "free": comment.pk})
    assert Claim.objects.get().by == editor


def test_whoever_may_only_look_decides_on_nothing(client, editor, article):
    """Editors see the desk, and open addresses; to decide takes another role."""
    client.force_login(editor)
    comment, shown = make_waiting_comment(article), make_comment(article)
    assert client.get(DESK).status_code == 200
    for act in ("approve", "spam", "hold", "reject", "claim", "undo"):
        for one in (comment, shown):
            sent = {"act": act, "c": one.pk, "code": "insult", "batch": uuid4()}
            assert client.post(DESK, sent).status_code == 403
            assert client.post(DESK, {"one": f"{act}-{one.pk}"}).status_code == 403
    for path in ("reject/", f"{comment.pk}/edit/", f"{comment.pk}/sanction/"):
        assert client.get(f"{DESK}{path}").status_code == 403
        assert client.post(f"{DESK}{path}", {"body": "x", "why": "x"}).status_code in {403, 405}
    assert statuses(comment, shown) == ["waiting", "approved"]
    assert not Claim.objects.exists()
    assert not comment.decisions.exists()


def test_what_its_author_has_corrected_is_read_again(desk, article):
    comment = make_waiting_comment(article)
    assert Comment.objects.get().correct("Un port.", Verdict("waiting", rule="x", reason="y"))
    answer = decide(desk, "approve", comment, accept="application/json").json()
    assert answer["refused"] == {str(comment.pk): "Its author has corrected it: read it again."}
    assert statuses(comment) == ["waiting"]
    assert "Corrected by its author" in desk.get(DESK).text


def test_what_a_colleague_has_rewritten_is_read_again(desk, editor, article):
    comment = make_waiting_comment(article)
    Comment.objects.get().edit("Un port.", by=editor, reason="Numéro privé.")
    answer = decide(desk, "approve", comment, accept="application/json").json()
    assert answer["refused"] == {str(comment.pk): "The desk has changed its words: read it again."}
    seen = {f"seen-{comment.pk}": Comment.objects.get().as_seen}
    decide(desk, "approve", comment, **seen)
    assert statuses(comment) == ["approved"]


def test_the_desk_writes_over_no_words_that_it_has_not_seen(desk, article):
    comment = make_waiting_comment(article)
    page = desk.get(url(comment, "edit"))
    assert Comment.objects.get().correct("Un port.", Verdict("waiting", rule="x", reason="y"))
    sent = {"body": "Un phare.", "why": "Numéro privé.", "seen": page.context["seen"]}
    late = desk.post(url(comment, "edit"), sent)
    assert (late.status_code, Comment.objects.get().body) == (422, "Un port.")
    for words in ("It has been changed meanwhile", "Un port.", "Un phare."):
        assert words in late.text
    desk.post(url(comment, "edit"), sent | {"seen": late.context["seen"]})
    assert Comment.objects.get().body == "Un phare."


def test_an_open_list_hears_what_has_left_its_queue(desk, editor, article):
    first, second = make_comment(article), make_comment(article)
    for comment in (first, second):
        Report.objects.create(comment=comment, reason="insult")
    asked = {"queue": "reported", "c": f"{first.pk},{second.pk},{second.pk + 7}"}
    assert desk.get(f"{DESK}state/", asked).json()["gone"] == [second.pk + 7]
    Comment.objects.get(pk=first.pk).approve(by=editor)  # it stays, and its report is answered
    assert desk.get(f"{DESK}state/", asked).json()["gone"] == [first.pk, second.pk + 7]
    lines = desk.get(f"{DESK}lines/", asked)
    assert [line.comment for line in lines.context["lines"]] == [second]
    assert f'id="c{second.pk}"' in lines.text


def test_what_was_decided_meanwhile_stays(desk, editor, article):
    comment = make_waiting_comment(article)
    Comment.objects.get().approve(by=editor)
    answer = decide(desk, "spam", comment, accept="application/json").json()
    assert answer["refused"] == {
        str(comment.pk): "A colleague has already decided on this comment."
    }
    assert statuses(comment) == ["approved"]


def test_nobody_undoes_what_was_decided_since_nor_what_others_did(desk, editor, article, client):
    comment, other = make_waiting_comment(article), make_waiting_comment(article)
    batch = decide(desk, "spam", comment, other, accept="application/json").json()["batch"]
    Comment.objects.get(pk=comment.pk).approve(by=editor)
    desk.post(DESK, {"act": "undo", "batch": batch})
    assert statuses(comment, other) == ["approved", "waiting"]
    elsewhere = uuid4()
    other.decisions.create(status="waiting", was="spam", by=editor, batch=elsewhere)
    desk.post(DESK, {"act": "undo", "batch": elsewhere})
    assert statuses(other) == ["waiting"]


def test_an_open_list_hears_of_changes_and_costs_nothing_without(desk, editor, article):
    comment, other = make_waiting_comment(article), make_waiting_comment(article)
    Claim.objects.take([other.pk], by=editor)
    ask = f"{DESK}state/?c={comment.pk},{other.pk}"
    first = desk.get(ask)
    assert first.json()["readers"] == {str(other.pk): "soraya"}
    assert desk.get(ask, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert first["Cache-Control"] == "private, no-cache"
    comment.approve(by=editor)
    second = desk.get(ask, headers={"If-None-Match": first["ETag"]})
    assert second.json()["statuses"][str(comment.pk)] == "approved"
