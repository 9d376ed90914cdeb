"""What the classifier learns, from whom, and how it is measured."""

import pytest

from comments import tasks
from comments.classifying import score
from comments.features import signs
from comments.models import Classifier, Comment
from comments.training import (
    KEPT,
    best_threshold,
    from_the_desk,
    learn,
    measure,
    start,
    train,
    train_if_useful,
)
from tests.comments.factories import make_classifier, make_comment, make_waiting_comment

pytestmark = pytest.mark.django_db
BAD = "Casino en ligne, bonus de bienvenue, écrivez sur Telegram"
GOOD = "Je ne suis pas d’accord : le câble coûte plus cher."


@pytest.fixture(scope="module")
def beginner():
    return learn(start())


@pytest.mark.parametrize(
    "body", [BAD, "Espèce d’imbécile, ferme ta gueule", "Buy cheap pills online, click here"]
)
def test_it_comes_with_some_knowledge_of_what_desks_refuse(beginner, body):
    assert beginner.percent(body) >= 70


@pytest.mark.parametrize(
    "body", [GOOD, "Quel est le prix de cette batterie ?", "I disagree, the study is too small."]
)
def test_and_of_what_they_do_not(beginner, body):
    assert beginner.percent(body) < 50


def test_the_same_examples_give_the_same_weights(beginner):
    assert learn(start()).weights == beginner.weights


def decide(moderator, verb, body=GOOD, **reason):
    comment = make_waiting_comment(body=body)
    getattr(comment, verb)(by=moderator, **reason)
    return comment


def test_it_learns_from_what_people_decided(moderator):
    decide(moderator, "approve")
    decide(moderator, "mark_as_spam")
    decide(moderator, "reject", reason="Insulting.")
    assert [example.refused for example in from_the_desk()] == [False, True, True]


def test_rules_teach_nothing():
    comment = make_comment(status=Comment.Status.SPAM)
    comment.decisions.create(status="spam", by=None, reason="robot", rule="catch_robots")
    assert from_the_desk() == []


def test_what_was_undone_teaches_nothing(moderator):
    comment = decide(moderator, "mark_as_spam")
    comment.hold(by=moderator)
    assert from_the_desk() == []
    comment.approve(by=moderator)
    assert [example.refused for example in from_the_desk()] == [False]


def test_it_learns_the_words_of_this_desk(moderator):
    for _n in range(12):
        decide(moderator, "mark_as_spam", "La zibeline bleue vous attend")
        decide(moderator, "approve", "Le câble bleu nous attend")
    train()
    spam, ham = (Comment(body=f"Encore {what}") for what in ("une zibeline", "un câble"))
    assert score(spam) > 60 > score(ham)


def made(number, bad=BAD, good=GOOD):
    from comments.training import Example

    return [Example("", f"{(good, bad)[n % 3 == 0]} {n}", n % 3 == 0) for n in range(number)]


def test_it_is_measured_on_the_newest_that_it_has_not_seen():
    old, new = made(80), made(20, bad=GOOD, good=BAD)  # the world turns round
    wrong = measure([*old, *new])
    assert (wrong["held_out"], wrong["refused"]) == (20, 7)
    assert all((row["precision"] or 0) < 0.5 for row in wrong["rows"])
    right = measure(made(100))
    assert right["rows"][0] == {"threshold": 50, "precision": 1.0, "recall": 1.0}


def test_too_little_measures_nothing():
    assert measure(made(99)) == {}
    assert measure([e for e in made(300) if not e.refused]) == {}


@pytest.mark.parametrize(
    ("precisions", "threshold"), [((0.5, 0.92, 0.99), 60), ((0.5, 0.6, None), 95), ((), 70)]
)
def test_the_threshold_is_the_lowest_that_is_right_nine_times_in_ten(precisions, threshold):
    rows = [
        {"threshold": at, "precision": precision, "recall": 0.5}
        for at, precision in zip((50, 60, 70), precisions, strict=False)
    ]
    assert best_threshold({"rows": rows} if rows else {}) == threshold


def test_the_schedule_trains_at_once_then_where_there_is_something_new(moderator, monkeypatch):
    monkeypatch.setattr("comments.training.ENOUGH_NEW", 2)
    tasks.train_if_useful.enqueue()
    assert Classifier.objects.in_use().get().by is None
    decide(moderator, "approve")
    assert train_if_useful() is None
    decide(moderator, "approve")
    assert train_if_useful().decisions == 2
    assert train_if_useful() is None


def test_who_went_back_to_an_older_version_keeps_it(moderator):
    older = make_classifier()
    make_classifier()
    older.use()
    make_classifier()
    assert Classifier.objects.in_use().get() == older
    assert make_classifier(by=moderator).is_used  # somebody asked for a new one


def test_old_versions_go_but_not_the_one_in_use():
    first = make_classifier()
    second = make_classifier()
    first.use()
    for _n in range(KEPT):
        make_classifier()
    kept = set(Classifier.objects.values_list("pk", flat=True))
    assert len(kept) == KEPT + 1
    assert first.pk in kept
    assert second.pk not in kept


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Voir http://a.example", "*link"),
        ("http://a.example et http://b.example", "*links"),
        ("écrivez à a@pret.example", "*mail"),
        ("appelez le 06 00 00 00 00", "*phone"),
        ("gagnez 500 €", "*money"),
        ("GAGNEZ DE L’ARGENT", "*shouting"),
        ("🎰🎰🎰", "*emoji"),
        ("саsino", "*scripts"),
    ],
)
def test_signs_that_no_word_shows(text, sign):
    assert sign in set(signs(text))
    assert sign not in set(signs("La loi de 2016 dit autre chose."))
