"""What other rules would have done, and what the present ones did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.models import Comment, Decision, Device, Measure, Rulebook
from comments.posting import post
from comments.rules.figures import figures
from comments.rules.trial import try_out
from tests.comments.factories import make_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db
WRITING = ("INSERT", "UPDATE", "DELETE")
TEXT = "Le navire répare le câble, et la nuit tombe sur la rade."


def sent(article, body=TEXT, days=1, rule="hold_newcomers", **fields):
    at = timezone.now() - timedelta(days=days)
    comment = make_comment(article, body=body, created_at=at, status="waiting", **fields)
    comment.decisions.create(status="waiting", rule=rule, at=at)
    return comment


def sides(trial):
    return {(str(a), str(b)): number for (a, b), number in trial.counts.items()}


def test_comments_that_change_sides_are_listed_and_counted(article):
    first = sent(article, f"{TEXT} Quel crétin !")
    sent(article, f"{TEXT} Bonsoir à tous.")
    trial = try_out(Rulebook(banned_words="crétin", suspect_words=""), 30)
    assert sides(trial) == {("waiting", "rejected"): 1}
    (change,) = trial.changes
    assert (change.comment, change.after.evidence) == (first, ("crétin",))
    assert (change.before.rule, change.after.rule) == ("hold_suspect_words", "reject_banned_words")
    assert trial.is_whole
    assert trial.read == 2


def test_nothing_is_written(article):
    sent(article, f"{TEXT} Quel crétin !")
    with CaptureQueriesContext(connection) as queries:
        try_out(Rulebook(banned_words="crétin"), 30)
    assert not [query["sql"] for query in queries if query["sql"].startswith(WRITING)]
    assert Comment.objects.get().status == "waiting"


def test_only_the_last_days_are_read(article):
    sent(article, f"{TEXT} Quel crétin !", days=31)
    assert try_out(Rulebook(banned_words="crétin"), 30).total == 0


def test_trust_is_counted_as_it_was_then(article):
    device = Device.objects.create(email_fingerprint="x" * 64)
    for days in (9, 8, 7, 6):
        made = sent(article, f"Le texte du jour {days}, et la suite.", days=days, device=device)
        Comment.objects.filter(pk=made.pk).update(status="approved")
    assert sides(try_out(Rulebook(trusted_after=2), 30)) == {("waiting", "approved"): 1}
    assert sides(try_out(Rulebook(trusted_after=1), 30)) == {("waiting", "approved"): 2}
    assert sides(try_out(Rulebook(trusted_after=0), 30)) == {("approved", "waiting"): 1}


def test_repeats_floods_and_measures_are_as_they_were_then(article, editor):
    sent(article, TEXT, days=6)
    sent(make_published_article("Autre"), TEXT, days=2)
    assert sides(try_out(Rulebook(repeat_days=0, trusted_after=0), 30)) == {}  # waits in any case
    measure = Measure.objects.create(
        kind="open", article=article, by=editor, at=timezone.now() - timedelta(days=7)
    )
    old = Rulebook(closes_after_days=1)
    article.published_at -= timedelta(days=300)
    article.save()
    assert sides(try_out(old, 30)) == {}
    measure.delete()
    assert sides(try_out(old, 30)) == {("waiting", "None"): 1}


def test_what_another_rule_decided_keeps_its_verdict(article):
    sent(article, f"{TEXT} Quel crétin !", rule="stop_the_banned")
    trial = try_out(Rulebook(banned_words="crétin"), 30)
    assert (trial.read, trial.changed) == (1, 0)


def test_a_robot_stays_one_whatever_the_words(article):
    sent(article, f"{TEXT} Quel crétin !", rule="catch_robots")
    assert try_out(Rulebook(banned_words="crétin"), 30).changed == 0


def test_it_reads_the_newest_and_says_how_far_it_came(article):
    for days in range(1, 6):
        sent(article, f"Le texte du jour {days}, et la suite.", days=days)
    trial = try_out(Rulebook(), 30, most=3)
    assert (trial.read, trial.total, trial.is_whole) == (3, 5, False)
    assert try_out(Rulebook(), 30, seconds=-1).read == 0


@pytest.mark.parametrize("number", [3, 30])
def test_it_asks_as_much_for_many_as_for_few(article, number, django_assert_max_num_queries):
    device = Device.objects.create(email_fingerprint="x" * 64)
    for place in range(number):
        sent(article, f"Le texte numéro {place}, et la suite.", device=device)
    with django_assert_max_num_queries(11):
        try_out(Rulebook(max_links=1), 30)


# Figures


def test_a_person_disagrees_who_first_decides_otherwise(article, moderator, editor):
    links = "https://a.example " * 3
    held = [post(Comment(article=article, body=f"{links} {n}", network=f"{n}")) for n in range(4)]
    held[0].approve(by=moderator)
    held[1].mark_as_spam(by=moderator)
    held[1].approve(by=editor)  # later: the first counts
    held[2].approve(by=moderator)
    (figure,) = figures(30)
    assert figure.name == "links"
    assert (figure.decided, figure.approved, figure.refused) == (4, 2, 1)
    assert figure.disagreed == 67


@pytest.mark.parametrize(
    ("status", "verb", "opposite"),
    [
        ("approved", "mark_as_spam", 100),
        ("approved", "approve", None),
        ("spam", "approve", 100),
        ("rejected", "approve", 100),
        ("waiting", "mark_as_spam", 0),
    ],
)
def test_each_verdict_has_its_opposite(article, moderator, status, verb, opposite):
    comment = make_comment(article, status=status)
    comment.decisions.create(status=status, rule="hold_capitals")
    getattr(comment, verb)(by=moderator)
    assert figures(30)[0].disagreed == opposite


def test_to_approve_a_newcomer_contradicts_nobody(article, moderator):
    post(Comment(article=article, body=TEXT, network="n")).approve(by=moderator)
    (figure,) = figures(30)
    assert (figure.approved, figure.disagreed) == (1, None)


def test_what_people_decide_themselves_is_not_counted(article, moderator):
    comment = make_comment(article, status="waiting")
    comment.retract()  # its author's word, and no rule's
    comment.restore()
    comment.approve(by=moderator)
    assert Decision.objects.exists()
    assert figures(30) == []
