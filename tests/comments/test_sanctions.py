"""What the desk does about persons, networks and domains."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.desk.forms import SanctionForm
from comments.models import Appeal, Comment, Device, Sanction, targets_of
from comments.rules.case import Case
from comments.rules.sanctions import premoderate_the_sanctioned, stop_the_banned
from comments.settling import UNDO, settle_decisions
from comments.signals import decision_settled
from tests.comments.factories import EMAIL, make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db
KIND, SCOPE = Sanction.Kind, Sanction.Scope


@pytest.fixture
def second(db):
    """Bérénice, who moderates too."""
    return User.objects.create_user("berenice", is_staff=True)


def sent(article, **fields):
    """A comment that is being judged: not stored yet."""
    return Comment(article=article, name="Marie", body="Bonjour.", **({"email": EMAIL} | fields))


def sanction(comment, kind, scope, by, **fields):
    fields = {"code": "insult", "target": targets_of(comment)[scope]} | fields
    return Sanction.objects.create(kind=kind, scope=scope, comment=comment, by=by, **fields)


def known(article, **fields):
    device = Device.objects.create(email_fingerprint="f" * 64)
    return make_comment(article, device=device, network="here", **fields)


@pytest.mark.parametrize(
    ("scope", "again", "status"),
    [
        (SCOPE.DEVICE, {"email": "other@example.net"}, "rejected"),
        (SCOPE.NETWORK, {"email": "other@example.net", "network": "here"}, "rejected"),
        (SCOPE.DOMAIN, {"email": "other@EXAMPLE.org"}, "rejected"),
        (SCOPE.DOMAIN, {"email": "other@mail.example.org"}, "rejected"),
        (SCOPE.ADDRESS, {"email": EMAIL.upper()}, "spam"),
    ],
)
def test_a_ban_stops_what_comes_from_its_target(scope, again, status, article, moderator):
    comment = known(article)
    sanction(comment, KIND.BAN, scope, moderator)
    if scope == SCOPE.DEVICE:
        again = again | {"device": comment.device}
    assert stop_the_banned(Case(sent(article, **again))).status == status
    innocent = sent(article, email="pierre@example.net", network="elsewhere")
    assert stop_the_banned(Case(innocent)) is None


def test_a_banned_network_leaves_its_confirmed_readers_alone(article, moderator):
    comment = make_comment(article, network="here")
    sanction(comment, KIND.BAN, SCOPE.NETWORK, moderator)
    sanction(comment, KIND.PREMODERATION, SCOPE.NETWORK, moderator)
    device = Device.objects.create(email_fingerprint="a" * 64)
    neighbour = sent(article, email="pierre@example.net", network="here", device=device)
    assert stop_the_banned(Case(neighbour)) is None
    assert premoderate_the_sanctioned(Case(neighbour)) is None


@pytest.mark.parametrize(
    ("kind", "days", "is_taken"),
    [("ban", "", False), ("ban", "365", False), ("premoderation", "", False), ("ban", "30", True)],
)
def test_a_network_is_stopped_for_a_month_at_most(article, kind, days, is_taken):
    typed = {"kind": kind, "scope": "network", "days": days, "code": "insult"}
    comment = make_comment(article, network="here")
    form = SanctionForm(typed, comment=comment)
    assert form.is_valid() is is_taken
    assert ("days" in form.errors) is not is_taken
    assert SanctionForm(typed | {"scope": "address"}, comment=comment).is_valid()


def test_who_types_the_address_of_a_banned_person_learns_nothing(article, moderator):
    """The same "it waits" as for everybody: the page never tells that an address is known."""
    comment = known(article)
    sanction(comment, KIND.BAN, SCOPE.DEVICE, moderator)
    sanction(comment, KIND.BAN, SCOPE.ADDRESS, moderator)
    verdict = stop_the_banned(Case(sent(article)))
    assert Comment(status=verdict.status).status_for_author == "waiting"


@pytest.mark.parametrize("kind", [KIND.NOTE, KIND.WARNING, KIND.PREMODERATION])
def test_what_is_no_ban_stops_nobody(kind, article, moderator):
    sanction(known(article), kind, SCOPE.ADDRESS, moderator)
    assert stop_the_banned(Case(sent(article))) is None


def test_a_suspension_ends_at_its_second_and_a_ban_when_it_is_lifted(article, moderator):
    comment, now = known(article), timezone.now()
    sanction(comment, KIND.SUSPENSION, SCOPE.NETWORK, moderator, until=now + timedelta(hours=1))
    ban = sanction(comment, KIND.BAN, SCOPE.DOMAIN, moderator)
    assert Sanction.objects.in_force(now).count() == 2
    assert Sanction.objects.in_force(now + timedelta(hours=1)).get() == ban
    assert ban.lift(by=moderator, reason="Mistake.")
    assert not ban.lift(by=moderator, reason="Again.")
    assert stop_the_banned(Case(sent(article))) is None


def test_who_is_premoderated_waits(article, moderator):
    sanction(known(article), KIND.PREMODERATION, SCOPE.ADDRESS, moderator)
    assert premoderate_the_sanctioned(Case(sent(article))).status == "waiting"
    assert premoderate_the_sanctioned(Case(sent(article, email="a@example.net"))) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": KIND.SUSPENSION},
        {"kind": KIND.BAN, "code": ""},
        {"kind": KIND.BAN, "lifted_at": timezone.now()},
    ],
)
def test_no_suspension_without_an_end_and_nothing_without_a_reason(fields, article, moderator):
    with pytest.raises(IntegrityError), transaction.atomic():
        sanction(known(article), scope=SCOPE.NETWORK, by=moderator, **fields)


def rejected(article, by):
    comment = make_waiting_comment(article)
    comment.reject(by=by, code="off-topic")
    return comment.decisions.get()


def test_an_appeal_is_never_settled_by_who_decided(article, moderator, second):
    decision = rejected(article, moderator)
    appeal = Appeal.objects.create(decision=decision, against=moderator, text="Mais si !")
    assert not appeal.may_be_settled_by(moderator)
    with pytest.raises(ValidationError):
        appeal.grant(by=moderator)
    settled = {"outcome": "granted", "settled_by": moderator, "settled_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(**settled)
    assert appeal.grant(by=second)
    assert not appeal.grant(by=second)
    assert Comment.objects.get().is_approved


def test_one_appeal_for_each_decision(article, moderator):
    decision = rejected(article, moderator)
    Appeal.objects.create(decision=decision, against=moderator, text="Mais si !")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(decision=decision, against=moderator, text="Encore !")


def test_a_granted_appeal_lifts_a_sanction_and_a_dismissed_one_says_why(article, moderator, second):
    ban = sanction(known(article), KIND.BAN, SCOPE.DEVICE, moderator)
    appeal = Appeal.objects.create(sanction=ban, against=moderator, text="C’était mon frère.")
    with pytest.raises(ValidationError):
        appeal.dismiss(by=second, answer=" ")
    appeal.grant(by=second)
    ban.refresh_from_db()
    assert not ban.is_in_force
    assert ban.lifted_by == second


def test_a_granted_appeal_undoes_nothing_that_was_decided_since(article, moderator, second):
    decision = rejected(article, moderator)
    appeal = Appeal.objects.create(decision=decision, against=moderator, text="Mais si !")
    Comment.objects.get().mark_as_spam(by=second)
    appeal.decision.comment.refresh_from_db()
    appeal.grant(by=second)
    assert Comment.objects.get().status == "spam"


@pytest.fixture
def told():
    heard = []

    def hear(sender, decision, **kwargs):
        heard.append((decision.comment_id, decision.status))

    decision_settled.connect(hear)
    yield heard
    decision_settled.disconnect(hear)


def test_a_decision_is_told_once_after_the_time_to_undo_it(article, moderator, told):
    comment = make_waiting_comment(article)
    comment.approve(by=moderator)
    assert settle_decisions(timezone.now()) == 0
    later = timezone.now() + UNDO
    assert [settle_decisions(later), settle_decisions(later)] == [1, 0]
    assert told == [(comment.pk, "approved")]


def test_what_was_undone_is_not_told_nor_what_a_rule_decided(article, moderator, told):
    comment = make_waiting_comment(article)
    comment.decisions.create(status="waiting", by=None)
    comment.reject(by=moderator, code="insult")
    comment.hold(by=moderator)
    settle_decisions(timezone.now() + UNDO)
    assert told == [(comment.pk, "waiting")]


def test_a_worker_that_dies_while_it_tells_has_told_nothing(article, moderator, told):
    """The claim and what was given to the worker are stored together, or not at all."""
    comment = make_waiting_comment(article)
    comment.reject(by=moderator, code="insult")
    later = timezone.now() + UNDO
    decision_settled.connect(die)
    try:
        with pytest.raises(SystemExit):
            settle_decisions(later)
    finally:
        decision_settled.disconnect(die)
    told.clear()
    settle_decisions(later)
    assert told == [(comment.pk, "rejected")]


def die(sender, **kwargs):
    raise SystemExit
