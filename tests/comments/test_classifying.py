"""The score of a comment: a help that never stands in the way."""

import hashlib
import json
import zlib

import pytest

from comments.classifying import explain, score
from comments.models import Classifier, Comment
from comments.posting import correct, post
from tests.comments.factories import FORM, make_classifier

pytestmark = pytest.mark.django_db


def typed(body, name="Marie", **fields):
    return Comment(body=body, name=name, **fields)


def test_without_a_model_there_is_no_score_and_no_loss(article):
    assert score(typed("Casino en ligne")) == 0
    assert post(typed("Casino en ligne, venez jouer.", article=article, email=FORM["email"])).pk


def test_a_new_comment_keeps_its_score_for_the_queue(article):
    make_classifier()
    comment = post(typed("Casino en ligne, venez jouer.", article=article, email=FORM["email"]))
    assert Comment.objects.get(pk=comment.pk).score > 90


def test_a_score_is_explained_by_the_words_as_they_were_typed():
    make_classifier(weights={"casino": 20.0, "ligne": 6.0, "merci": -5.0})
    assert explain(typed("Merci ! CASINO en ligne")) == ("CASINO", "ligne")
    assert explain(typed("Merci.")) == ()


@pytest.mark.parametrize("spelling", ["casino", "CASINO", "cásïno", "𝓬𝓪𝓼𝓲𝓷𝓸", "ｃａｓｉｎｏ"])
def test_letters_that_only_look_different_change_nothing(spelling):
    make_classifier()
    assert score(typed(spelling)) == score(typed("casino")) > 90


def test_the_name_counts_too():
    make_classifier(weights={"@casino": 20.0})
    assert score(typed("Merci.", name="Casino")) > score(typed("Merci.")) == 50


def test_the_version_in_use_is_the_one_that_scores():
    first = make_classifier(weights={"casino": 20.0})
    make_classifier(weights={"casino": -20.0})
    assert score(typed("casino")) < 10
    assert first.use()
    assert not first.use()
    assert score(typed("casino")) > 90
    assert Classifier.objects.in_use().get() == first


def learned(**changes):
    return json.dumps({"bias": 0, "weights": {"casino": 20.0}} | changes).encode()


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\x80\x04cos\nsystem\n.",
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        zlib.compress(b'{"bias": 0, "weights": {"casino": NaN}}'),
        zlib.compress(learned(bias="much")),
        zlib.compress(learned(weights={"casino": 1e300})),
        zlib.compress(learned(weights=[["casino", 20]])),
        zlib.compress(learned())[:-9],
        zlib.compress(b" " * 30 * 2**20),
    ],
    ids=range(10),
)
def test_a_damaged_or_poisoned_model_does_not_stop_posting(article, stored):
    classifier = make_classifier()
    checksum = hashlib.sha256(stored).hexdigest()
    Classifier.objects.filter(pk=classifier.pk).update(stored=stored, checksum=checksum)
    comment = typed("Casino en ligne, venez jouer.", article=article, email=FORM["email"])
    assert post(comment).score == 0


def test_what_was_changed_behind_its_back_is_not_believed():
    classifier = make_classifier(weights={"casino": 19.0})
    Classifier.objects.filter(pk=classifier.pk).update(stored=zlib.compress(learned()))
    assert score(typed("casino")) == 0


def test_a_process_reads_a_version_once(django_assert_num_queries):
    make_classifier(weights={"casino": 18.0})
    with django_assert_num_queries(2):
        score(typed("casino"))
    with django_assert_num_queries(1):
        score(typed("casino"))


@pytest.mark.parametrize(
    "body", ["", " ", "é" * 5000, "a." * 2500, "@" * 5000, "1 " * 2500, "\ud800", "😀" * 2000]
)
def test_no_text_is_too_strange_for_a_score(body):
    make_classifier()
    assert 0 <= score(typed(body, name=body[:60])) <= 100


def test_a_correction_is_scored_anew(article):
    make_classifier()
    comment = post(typed(article=article, email=FORM["email"], body="Un beau navire à quai."))
    assert correct(comment, "Le casino est un beau navire.")
    assert Comment.objects.get(pk=comment.pk).score > 50
