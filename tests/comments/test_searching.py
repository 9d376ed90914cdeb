"""What the desk searches for is found, whatever way a comment came, changed or went."""

import pytest
from django.db import connection

from comments.models import Comment
from comments.searching import _ENGINES, find, follow
from tests.comments.factories import make_comment
from tests.factories import make_published_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("gouvernail", "Le gouvernail tient."),
        ("GOUVERNAIL tient", "Le gouvernail, lui, tient."),
        ("cable", "Un câble !"),
        ("câble", "UN CABLE"),
        ("e\u0301cole", "L’école"),
        ("l’école", "L’école"),
        ("insult*", "Des insultes partout"),
        ("exemple page", "https://exemple.fr/page.html"),
        ("2026", "En 2026, oui."),
        ("привет", "Привет всем"),
        ("夜", "夜 et jour"),
        ("v2 a_b", "La v2 de a_b"),
    ],
)
def test_words_are_found_however_they_are_typed(typed, text):
    comment = make_comment(body=text)
    make_comment(body="Rien à voir, de la vie.", name="Autre")
    assert find(typed) == [comment.pk]


@pytest.mark.parametrize(
    "typed", ["", " ", "*", "\"'", "a' OR 1=1 --", '" AND NEAR(', ":* & | !", "x" * 5000, "\ud800"]
)
def test_whatever_is_typed_is_only_words(typed):
    make_comment(body="Rien.")
    assert find(typed) == []


def test_all_words_have_to_be_there_the_newest_comment_first():
    first, second = make_comment(body="Le port et la mer."), make_comment(body="La mer, le port.")
    make_comment(body="La mer seule.")
    assert find("mer port") == [second.pk, first.pk]


def test_a_name_is_found():
    comment = make_comment(name="Anne-Hermeline")
    assert find("hermeline") == [comment.pk]


@pytest.mark.parametrize("text", ["x" * 5000, "🙂 " * 500, "\u202e‮ droite", "é" * 5000])
def test_no_text_is_too_odd_to_be_kept(text):
    comment = make_comment(body=f"{text} gouvernail")
    assert find("gouvernail") == [comment.pk]


def test_the_index_follows_what_is_changed_erased_and_brought_in():
    [comment] = Comment.objects.bulk_create(
        [Comment(article=make_published_article(), name="Ada", body="ancre")]
    )
    assert find("ancre") == [comment.pk]
    Comment.objects.filter(pk=comment.pk).update(body="bouée")
    assert (find("ancre"), find("bouee")) == ([], [comment.pk])
    Comment.objects.filter(pk=comment.pk).update(status="spam")
    assert find("bouee") == [comment.pk]
    comment.delete()
    assert find("bouee") == []


def test_a_table_that_was_made_anew_is_followed_again():
    """As SQLite does when a migration changes a column: the triggers are gone."""
    triggers = [s for s in _ENGINES[connection.vendor].dropped if "TRIGGER" in s]
    with connection.cursor() as cursor:
        for statement in triggers:
            cursor.execute(statement)
    follow(sender=None)
    comment = make_comment(body="ancre")
    assert find("ancre") == [comment.pk]
