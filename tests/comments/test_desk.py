"""The moderators' page: what it shows, what is sent from it, and how little it asks for."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comments.desk import deciding
from comments.desk.queues import PAGE, Key, sizes
from comments.models import (
    AddressOpening,
    Appeal,
    Comment,
    Device,
    Report,
    Sanction,
    targets_of,
)
from newsroom.core.private import fingerprint
from tests.comments.desk import decide, statuses, url
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db
DESK = "/admin/comments/comment/desk/"


def names(page):
    return [line.comment.name for line in page.context["lines"]]


def test_each_queue_shows_its_own_in_its_order(desk, article):
    now = timezone.now()
    for hours, (name, status) in enumerate(
        [
            ("W2", "waiting"),
            ("A2", "approved"),
            ("S", "spam"),
            ("W1", "waiting"),
            ("A1", "approved"),
        ]
    ):
        make_comment(article, name=name, status=status, created_at=now - timedelta(hours=hours))
    make_comment(article, name="old", created_at=now - timedelta(days=8))
    Report.objects.create(comment=Comment.objects.get(name="A1"), reason="insult")
    for queue, found in {
        "": ["W1", "W2"],
        "reported": ["A1"],
        "appeals": [],
        "recent": ["A2", "A1"],
        "spam": ["S"],
        "all": ["W2", "A2", "S", "W1", "A1", "old"],
    }.items():
        assert names(desk.get(DESK, {"queue": queue})) == found


def test_pages_follow_each_other_while_comments_come_and_go(desk, article):
    moment = timezone.now() - timedelta(days=1)
    for number in range(PAGE + 5):  # all of one moment, as an import makes them
        make_waiting_comment(article, name=f"{number:02}", created_at=moment)
    first = desk.get(DESK)
    Comment.objects.get(name="03").approve(by=None)
    second = desk.get(DESK + first.context["more"])
    assert names(first) + names(second) == [f"{number:02}" for number in range(PAGE + 5)]
    assert second.context["more"] == ""


@pytest.mark.parametrize(
    "after", ["x", "20261124T101010.5-", "-1", "٢-٢", "20269999T0-1", "1" * 99]
)
def test_a_made_up_place_is_the_beginning(after, desk):
    make_waiting_comment(name="Ada")
    assert names(desk.get(DESK, {"after": after})) == ["Ada"]
    assert Key.of(after) is None


def test_a_queue_says_how_many_wait_and_since_when(desk, article, monkeypatch):
    monkeypatch.setattr("comments.desk.queues.COUNTED", 2)
    now = timezone.now()
    for hours in range(3):
        make_waiting_comment(article, created_at=now - timedelta(hours=hours))
    assert sizes()["waiting"]["words"] == "2+"
    assert sizes()["waiting"]["oldest"] == now - timedelta(hours=2)
    state = desk.get(f"{DESK}state/").json()["queues"]["waiting"]
    assert state == {"count": "2+", "oldest": "2\xa0hours"}


def test_the_worst_by_the_score_stand_together(desk, article):
    make_waiting_comment(article, name="Ada", score=69)
    make_waiting_comment(article, name="Bob", score=70)
    make_comment(article, name="Cleo", score=100)
    page = desk.get(DESK, {"queue": "doubtful"})
    assert names(page) == ["Bob"]
    assert "70%" in page.content.decode()


def test_a_line_tells_all_that_one_has_to_know(desk, moderator, article):
    parent = make_comment(article, name="Pierre", body="Le premier mot.")
    make_comment(article, network="n", email="other@example.net")
    make_comment(article, status="spam")
    comment = make_waiting_comment(article, parent=parent, body="Espèce de crétin.", network="n")
    comment.decisions.create(
        status="waiting", rule="hold_words", reason="banned words", evidence=["crétin", "2"]
    )
    note = {"kind": "note", "scope": "network", "target": "n", "by": moderator}
    Sanction.objects.create(text="Déjà averti.", **note)
    page = desk.get(DESK).content.decode()
    for words in (
        "address never confirmed",
        "Espèce de <mark>crétin</mark>.",
        "banned words",
        "Le premier mot.",
        article.title,
        "m…e@example.org",
        "1 other address of this network",
        "Déjà averti.",
    ):
        assert words in page
    assert desk.get(DESK).context["lines"][0].standing == []


def test_a_record_belongs_to_proof_and_a_typed_address_neither_borrows_nor_soils_it(desk, article):
    device = Device.objects.create(email_fingerprint=fingerprint(EMAIL))
    proven = make_waiting_comment(article, device=device)
    make_comment(article, device=device)
    make_comment(article, device=Device.objects.create(email_fingerprint=fingerprint(EMAIL)))
    make_comment(article, status="spam", body="Une imposture.")
    spoofed = make_waiting_comment(article)
    lines = {line.comment: line for line in desk.get(DESK).context["lines"]}
    record = [("approved", "approved", 2), ("waiting", "waiting", 1)]
    assert (lines[proven].standing, lines[spoofed].standing) == (record, [])
    assert desk.get(DESK).text.count("address never confirmed") == 1
    assert "Une imposture." not in desk.get(url(proven, "one")).text
    page = desk.get(url(spoofed, "one"))
    assert page.context["same"] == []
    assert "Its address was never confirmed" in page.text
    typed = "The address was typed and never confirmed"
    assert typed in desk.get(url(spoofed, "sanction")).text
    assert typed not in desk.get(url(proven, "sanction")).text


def test_a_page_asks_the_same_number_of_questions_however_long(
    desk, moderator, django_assert_num_queries, django_assert_max_num_queries
):
    make_waiting_comment()
    with django_assert_max_num_queries(15) as few:
        desk.get(DESK)
    parent = make_comment()
    for number in range(PAGE):
        comment = make_waiting_comment(
            make_published_article(f"Article {number}"), email=f"{number}@example.org"
        )
        comment.decisions.create(status="waiting", rule="x", evidence=["navire"])
        Report.objects.create(comment=comment, reason="spam")
        make_waiting_comment(parent=parent)
    with django_assert_num_queries(len(few.captured_queries)):
        desk.get(DESK)


@pytest.mark.parametrize(
    ("act", "status"), [("approve", "approved"), ("spam", "spam"), ("hold", "waiting")]
)
def test_many_are_decided_at_once_and_undone_at_once(act, status, desk, moderator, article):
    comments = [make_comment(article, status="rejected") for _number in range(3)]
    page = decide(desk, act, *comments)
    assert statuses(*comments) == [status] * 3
    assert "3 comments" in page.content.decode()
    assert 'name="act" value="undo"' in page.content.decode()
    desk.post(DESK, {"act": "undo", "batch": page.context["batch"]})
    assert statuses(*comments) == ["rejected"] * 3
    assert [decision.by for decision in comments[0].decisions.all()] == [moderator] * 2


def test_many_at_once_ask_as_little_as_few(moderator, article):
    def questions(number):
        seen = {make_waiting_comment(article).pk: "waiting" for _number in range(number)}
        with CaptureQueriesContext(connection) as queries:
            batch = deciding.decide(seen, "spam", by=moderator).batch
            assert sorted(deciding.undo(batch, by=moderator).done) == sorted(seen)
        return len(queries)

    assert questions(1) == questions(30)


def test_that_a_reported_comment_was_kept_can_be_undone(moderator, article):
    comment = make_comment(article)
    report = Report.objects.create(comment=comment, reason="insult")
    batch = deciding.decide({comment.pk: "approved"}, "approve", by=moderator).batch
    assert not Report.objects.get(pk=report.pk).is_open
    assert deciding.undo(batch, by=moderator).done == [comment.pk]
    assert Report.objects.get(pk=report.pk).is_open
    assert deciding.undo(batch, by=moderator).refused.keys() == {comment.pk}


def test_reports_wait_since_they_came_however_old_the_comment(article):
    comment = make_comment(article, created_at=timezone.now() - timedelta(days=900))
    now = timezone.now()
    for hours in (1, 2):
        at = now - timedelta(hours=hours)
        Report.objects.create(comment=comment, reason="insult", at=at)
    size = sizes()["reported"]
    assert (size["number"], size["oldest"]) == (1, now - timedelta(hours=2))


def test_an_appeal_waits_since_it_came_and_a_comment_counts_once(article, editor):
    comment = make_comment(article, created_at=timezone.now() - timedelta(days=900))
    now = timezone.now()
    ban = Sanction.objects.create(kind="ban", comment=comment, by=editor, code="insult")
    against_a_rejection = {"decision": comment.decisions.create(status="rejected")}
    for hours, against in ((1, {"sanction": ban}), (2, against_a_rejection)):
        Appeal.objects.create(at=now - timedelta(hours=hours), text="Non.", **against)
    size = sizes()["appeals"]
    assert (size["number"], size["oldest"]) == (1, now - timedelta(hours=2))


def test_one_button_decides_on_its_own_comment_alone(desk, article):
    comment, other = make_waiting_comment(article), make_waiting_comment(article)
    sent = {"one": f"approve-{comment.pk}", "c": [other.pk], f"seen-{comment.pk}": "waiting"}
    desk.post(DESK, sent)
    assert statuses(comment, other) == ["approved", "waiting"]


def test_a_rejection_asks_why_and_keeps_the_code(desk, article):
    comment = make_waiting_comment(article)
    page = decide(desk, "reject", comment)
    assert statuses(comment) == ["waiting"]
    assert 'name="code" value="off-topic"' in page.content.decode()
    assert desk.get(f"{DESK}reject/", {"c": comment.pk}).status_code == 200
    decide(desk, "reject", comment, code="insult", reason="Deux fois.")
    decision = comment.decisions.get()
    assert (decision.code, decision.reason, decision.was) == ("insult", "Deux fois.", "waiting")
    assert "articles" not in decision.why
    assert not decision.ground.is_law


@pytest.mark.parametrize(
    "why",
    [{"code": ""}, {"code": "made-up"}, {"code": "other"}, {"code": "insult", "reason": "x" * 301}],
)
def test_a_poor_reason_rejects_nothing_and_keeps_what_was_typed(why, desk, article):
    comment = make_waiting_comment(article)
    page = decide(desk, "reject", comment, **({"reason": ""} | why))
    assert page.status_code == 422
    assert statuses(comment) == ["waiting"]
    assert f'name="c" value="{comment.pk}"' in page.content.decode()


def test_what_its_author_has_withdrawn_is_not_published(desk, article):
    comment = make_comment(article, status="retracted")
    decide(desk, "approve", comment)
    assert statuses(comment) == ["retracted"]


def test_a_reported_comment_that_is_kept_leaves_the_queue(desk, article):
    comment = make_comment(article)
    Report.objects.create(comment=comment, reason="insult", text="Il m’insulte.")
    assert "Il m’insulte." in desk.get(DESK, {"queue": "reported"}).content.decode()
    decide(desk, "approve", comment)
    assert names(desk.get(DESK, {"queue": "reported"})) == []
    assert statuses(comment) == ["approved"]


@pytest.mark.parametrize(
    "sent", [{"act": "delete"}, {"one": "x-1"}, {"act": "undo", "batch": "x"}, {}]
)
def test_what_is_no_act_is_refused(sent, desk):
    comment = make_waiting_comment()
    assert desk.post(DESK, {"c": comment.pk} | sent).status_code == 400
    assert statuses(comment) == ["waiting"]


def test_numbers_that_are_none_decide_nothing(desk):
    comment = make_waiting_comment()
    sent = {"act": "approve", "c": ["x", "-1", "9" * 40, "٣", str(comment.pk + 1)]}
    desk.post(DESK, {"one": "approve", "c": comment.pk})
    assert statuses(comment) == ["waiting"]
    assert "Select a comment first." in desk.post(DESK, sent, follow=True).content.decode()
    assert desk.get(f"{DESK}state/", {"c": "x,9999999999999999999999,,"}).status_code == 200


def test_only_comments_of_one_sender_network_or_article(desk, article):
    comment = make_waiting_comment(article, network="n")
    make_waiting_comment(name="same", email=EMAIL)
    make_waiting_comment(name="near", email="x@example.net", network="n")
    for by, found in {"sender": "same", "network": "near"}.items():
        page = desk.get(DESK, {by: comment.pk})
        assert names(page) == ["Marie", found]
        assert comment.email_fingerprint not in page.content.decode()
    assert names(desk.get(DESK, {"article": comment.pk})) == ["Marie"]
    assert desk.get(DESK, {"sender": "1 OR 1=1"}).status_code == 200


def test_the_page_of_a_comment_says_where_its_lists_end(desk, moderator, article):
    comment = make_comment(article, network="n")
    for number in range(7):
        make_comment(article, network="n", email=f"{number}@example.net")
        Sanction.objects.create(
            kind="note", scope="network", target="n", text="Noté.", by=moderator
        )
    page = desk.get(url(comment, "one")).text
    assert page.count("These are the last six") == 2
    assert page.count("Noté.") == 6 + 7  # in the history, and beside the line
    assert f"network={comment.pk}" in page


def test_an_edit_is_marked_and_keeps_the_original(desk, moderator, article):
    comment = make_comment(article, body="Appelez le 06 00 00 00 00.")
    poor = desk.post(url(comment, "edit"), {"body": "Appelez.", "why": ""})
    assert poor.status_code == 422
    assert "Appelez." in poor.content.decode()
    desk.post(url(comment, "edit"), {"body": "Appelez.", "why": "Numéro privé."})
    comment.refresh_from_db()
    assert (comment.body, comment.edits.get().by) == ("Appelez.", moderator)
    assert "06 00 00 00 00" in desk.get(url(comment, "one")).content.decode()


def test_a_sanction_is_imposed_with_a_reason_and_an_end(desk, article):
    comment = make_waiting_comment(article, network="n")
    sent = {"kind": "suspension", "scope": "address", "days": "", "code": "insult"}
    assert desk.post(url(comment, "sanction"), sent).status_code == 422
    assert desk.post(url(comment, "sanction"), sent | {"scope": "device"}).status_code == 422
    assert not Sanction.objects.exists()
    desk.post(url(comment, "sanction"), sent | {"days": "7"})
    imposed = Sanction.objects.get()
    assert imposed.target == targets_of(comment)["address"]
    assert imposed.until.date() == (timezone.now() + timedelta(days=7)).date()
    lift = reverse("admin:comments_comment_desk_lift", args=[comment.pk, imposed.pk])
    desk.post(lift, {"why": ""})
    assert Sanction.objects.get().is_in_force
    desk.post(lift, {"why": "Erreur."})
    assert not Sanction.objects.get().is_in_force


def test_an_address_is_opened_by_permission_with_a_line_in_the_log(client, editor, article):
    comment = make_comment(article)
    client.force_login(editor)
    assert EMAIL not in client.get(url(comment, "address")).content.decode()
    assert EMAIL not in client.post(url(comment, "address"), {"why": " "}).content.decode()
    assert not AddressOpening.objects.exists()
    page = client.post(url(comment, "address"), {"why": "Droit de réponse."})
    assert EMAIL in page.content.decode()
    assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
    line = AddressOpening.objects.get()
    assert (line.comment_pk, line.by, line.why) == (comment.pk, editor, "Droit de réponse.")


def test_the_log_is_only_added_to(editor):
    line = AddressOpening.objects.create(comment_pk=1, by=editor, why="Droit de réponse.")
    lines = AddressOpening.objects.all()
    for act in (lines.delete, lines.update, line.delete, line.save):
        with pytest.raises(TypeError):
            act()
    assert AddressOpening.objects.get().why == "Droit de réponse."


def test_who_decided_reads_who_answers_the_appeal(desk, moderator, article):
    comment = make_waiting_comment(article)
    comment.reject(by=moderator, code="insult")
    Appeal.objects.create(decision=comment.decisions.get(), against=moderator, text="Pas du tout !")
    assert "Nobody else may moderate yet" in desk.get(url(comment, "appeal")).content.decode()
    User.objects.create_superuser("berenice")
    assert "These can: berenice." in desk.get(url(comment, "appeal")).content.decode()


def test_the_page_of_a_comment_says_who_did_what(desk, editor, article):
    comment = make_waiting_comment(article)
    comment.retract()
    comment.restore()
    comment.reject(by=editor, code="insult")
    rejected = comment.decisions.first()
    Appeal.objects.create(decision=rejected, against=editor, text="Pas du tout !")
    page = desk.get(url(comment, "one")).content.decode()
    assert "withdrawn by its author</strong> – its author" in page
    assert "Pas du tout" in page
    assert [line.held for line in desk.get(DESK, {"queue": "all"}).context["lines"]] == [None]


def test_an_appeal_is_answered_by_somebody_else(desk, moderator, editor, article):
    comment = make_waiting_comment(article)
    comment.reject(by=moderator, code="insult")
    decision = comment.decisions.get()
    appeal = Appeal.objects.create(decision=decision, against=moderator, text="Pas du tout !")
    assert "Pas du tout !" in desk.get(DESK, {"queue": "appeals"}).content.decode()
    answer = {"outcome": "granted", "answer": ""}
    page = desk.get(url(comment, "appeal")).content.decode()
    assert "somebody else looks at the appeal" in page
    assert 'name="outcome"' not in page
    assert desk.post(url(comment, "appeal"), answer).status_code == 403
    Appeal.objects.update(against=editor)
    assert desk.post(url(comment, "appeal"), {"outcome": "dismissed"}).status_code == 422
    desk.post(url(comment, "appeal"), answer)
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.settled_by) == ("granted", moderator)
    assert statuses(comment) == ["approved"]
