import hashlib

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from comments.models import Comment
from newsroom.core.private import cipher, fingerprint, mask, normalise_email, renewed, subkey
from tests.comments.factories import make_comment

ADDRESS = "marie.curie@example.org"


def raw_email(comment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT email FROM comments_comment WHERE id = %s", [comment.pk])
        return cursor.fetchone()[0]


def test_the_database_never_sees_a_private_value(article):
    comment = make_comment(article=article, email=ADDRESS)
    assert ADDRESS not in raw_email(comment)
    assert Comment.objects.get(pk=comment.pk).email == ADDRESS


def test_the_same_value_is_encrypted_differently_each_time(article):
    one, other = make_comment(article=article, email=ADDRESS), make_comment(email=ADDRESS)
    assert raw_email(one) != raw_email(other)


@pytest.mark.django_db
def test_a_private_value_cannot_be_searched():
    with pytest.raises(TypeError, match="fingerprint"):
        Comment.objects.filter(email=ADDRESS)
    with pytest.raises(TypeError, match="fingerprint"):
        Comment.objects.filter(email__icontains="curie")


def test_whether_it_was_forgotten_can_be_asked(article):
    comment = make_comment(article=article, email=ADDRESS)
    assert Comment.objects.exclude(email="").get() == comment


def test_a_new_key_reads_what_the_old_one_wrote(article, settings):
    settings.DATA_KEYS = ["the old key, long enough to be one"]
    comment = make_comment(article=article, email=ADDRESS)
    settings.DATA_KEYS = ["the new key, long enough to be one", *settings.DATA_KEYS]
    assert Comment.objects.get(pk=comment.pk).email == ADDRESS


def test_a_new_key_renews_a_fingerprint_without_knowing_what_it_is_of(settings):
    settings.DATA_KEYS = ["old"]
    first = fingerprint(ADDRESS)
    settings.DATA_KEYS = ["new", "old"]
    second = fingerprint(ADDRESS)
    assert renewed(first) == renewed(second) == second != first
    settings.DATA_KEYS = ["newest", "new", "old"]
    assert renewed(first) == renewed(second) == fingerprint(ADDRESS)
    assert len(first) == len(fingerprint(ADDRESS)) == 64


def test_a_key_that_is_named_twice_counts_once(settings):
    settings.DATA_KEYS = ["one"]
    once = fingerprint(ADDRESS)
    settings.DATA_KEYS = ["one", "one"]
    assert fingerprint(ADDRESS) == renewed(once) == once


@pytest.mark.parametrize("value", ["", "example.org", "x" * 64])
def test_what_is_no_fingerprint_is_not_renewed(value):
    assert renewed(value) == value


def test_neither_key_alone_makes_the_fingerprint_of_both(settings):
    settings.DATA_KEYS = ["new", "old"]
    both = fingerprint(ADDRESS)
    for key in ("new", "old"):
        settings.DATA_KEYS = [key]
        assert fingerprint(ADDRESS)[:56] != both[:56]


def test_each_purpose_has_a_key_of_its_own():
    purposes = ("encrypt", "fingerprint", "sign:newsletter.leave", "sign:newsletter.confirm")
    assert len({subkey("one key", purpose) for purpose in purposes}) == len(purposes)


def test_a_lost_key_says_which_one_is_missing(article, settings):
    make_comment(article=article, email=ADDRESS)
    settings.DATA_KEYS = ["another key, long enough to be one"]
    with pytest.raises(ImproperlyConfigured, match="DATA_KEY"):
        Comment.objects.get()


def test_without_a_key_nothing_is_stored(settings):
    settings.DATA_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="DATA_KEY"):
        cipher()
    with pytest.raises(ImproperlyConfigured, match="DATA_KEY"):
        fingerprint(ADDRESS)


def test_a_fingerprint_is_no_plain_hash():
    digests = {
        hashlib.new(name, ADDRESS.encode()).hexdigest() for name in ("md5", "sha1", "sha256")
    }
    assert fingerprint(ADDRESS) == fingerprint(ADDRESS)
    assert fingerprint(ADDRESS) not in digests


@pytest.mark.parametrize(
    ("email", "shown"),
    [
        (ADDRESS, "m…e@example.org"),
        ("ab@example.org", "a…@example.org"),
        ("a@example.org", "a…@example.org"),
        ("", "…"),
        ("nonsense", "…"),
    ],
)
def test_a_masked_address_tells_two_apart_and_no_more(email, shown):
    assert mask(email) == shown


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        (" Marie.Curie@Example.ORG ", ADDRESS),
        ("marie@Exämple.org", "marie@xn--exmple-cua.org"),
        ("marie@xn--exmple-cua.org", "marie@xn--exmple-cua.org"),
        (f"a@{'x' * 70}.org", f"a@{'x' * 70}.org"),
    ],
)
def test_a_mailbox_has_one_spelling(typed, one):
    assert normalise_email(typed) == one
    assert normalise_email(one) == one


def test_the_field_is_text_to_the_database():
    assert isinstance(Comment._meta.get_field("email"), models.TextField)
