from contextlib import contextmanager

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.signing import BadSignature
from django.test import override_settings

from comments import tokens as comment_tokens
from comments.models import Comment, Origin, Sanction, Silence
from comments.silence import is_silent
from newsletter import tokens
from newsletter.models import Subscriber, Suppression
from newsletter.models.subscriber import email_fingerprint
from newsroom.core import rotating
from newsroom.core.private import cipher_of, fingerprint
from newsroom.core.rotating import FINGERPRINTS, renew_fingerprints, rotate
from newsroom.environment import WrongEnvironment
from newsroom.preparing import take_new_key
from tests.comments.factories import EMAIL, make_comment
from tests.newsletter.factories import make_subscriber
from tests.newsroom.test_periods import hashed_fields

pytestmark = pytest.mark.django_db
OLD, NEW = "o" * 50, "n" * 50


@pytest.fixture(autouse=True)
def keys(settings):
    """What is stored has the old key; then the new one comes."""
    settings.DATA_KEYS = [OLD]
    make_comment(email=EMAIL, ip="192.0.2.7")
    make_subscriber()
    settings.DATA_KEYS = [NEW, OLD]


@contextmanager
def only(key):
    with override_settings(DATA_KEYS=[key]):
        yield


def token_in(url):
    return url.rstrip("/").rpartition("/")[2]


def stored(model=Comment, field="email"):
    return rotating._as_stored(model, field).values_list("sealed", flat=True).get()


def tallies(**options):
    return {tally.field: tally for tally in rotate(**options)}


def test_every_value_gets_the_new_key(settings):
    assert tallies()["comments.Comment.email"].rotated == 1
    assert cipher_of((NEW,)).decrypt(stored()).decode() == EMAIL
    settings.DATA_KEYS = [NEW]
    assert Comment.objects.get().email == EMAIL
    assert Origin.objects.get().ip == "192.0.2.7"


def test_what_was_found_by_its_fingerprint_still_is(moderator):
    comment = Comment.objects.get()
    with only(OLD):
        barred, silent = email_fingerprint("gone@example.org"), fingerprint("quiet@example.org")
        network = fingerprint("network:192.0.2.0/24")
        Suppression.objects.hold(barred, cause="hand")
        Silence.objects.create(email_fingerprint=silent)
        for scope, target in [("network", network), ("domain", "example.org")]:
            Sanction.objects.create(
                kind="note",
                scope=scope,
                target=target,
                by=moderator,
                text="x",
                code="spam",
                comment=comment,
            )
    assert not Suppression.objects.holds(email_fingerprint("gone@example.org"))
    assert sum(tally.rotated for tally in renew_fingerprints()) >= 5
    assert Comment.objects.from_address(EMAIL).count() == 1
    assert Subscriber.objects.with_address(Subscriber.objects.get().email).count() == 1
    assert Suppression.objects.holds(email_fingerprint("gone@example.org"))
    assert is_silent(fingerprint("quiet@example.org"))
    assert set(Sanction.objects.values_list("target", flat=True)) == {
        fingerprint("network:192.0.2.0/24"),
        "example.org",
    }
    assert not sum(tally.rotated for tally in renew_fingerprints())


def test_the_old_key_alone_finds_nobody_any_more():
    call_command("rotate_key")
    with only(OLD):
        assert not Comment.objects.from_address(EMAIL)
        assert not Subscriber.objects.with_address("lucie@example.org")
        with pytest.raises(ImproperlyConfigured):
            Comment.objects.get()


def test_who_was_stored_twice_meanwhile_stops_nothing():
    with only(OLD):
        Suppression.objects.hold(email_fingerprint("gone@example.org"), cause="hand")
    Suppression.objects.hold(email_fingerprint("gone@example.org"), cause="erased")
    call_command("rotate_key")
    assert Suppression.objects.holds(email_fingerprint("gone@example.org"))


def test_a_start_with_a_new_key_renews_the_fingerprints_before_anybody_comes():
    said = []
    take_new_key(said.append)
    assert Comment.objects.from_address(EMAIL).count() == 1
    assert "rotate_key" in said[0]
    take_new_key(said.append)
    assert len(said) == 1


def test_a_start_without_a_key_that_people_were_stored_with_is_refused():
    call_command("rotate_key")
    for keys in ([NEW], [OLD], ["another"], [OLD, NEW]):
        with override_settings(DATA_KEYS=keys), pytest.raises(WrongEnvironment, match="missing"):
            take_new_key(print)
    take_new_key(print)


def test_every_field_of_fingerprints_is_renewed():
    listed = {f"{label}.{name}" for label, names in FINGERPRINTS.items() for name in names}
    assert set(hashed_fields()) - listed == {
        "comments.Comment.text_fingerprint",  # of public words, and without a key
        "newsletter.Asking.network",  # these three are no hashes
        "newsletter.Consent.network",
        "newsletter.Consent.source",
    }


@pytest.mark.parametrize("purpose", [tokens.confirmation_url, tokens.preferences_url])
def test_an_old_key_signs_nothing_but_the_way_out(purpose):
    reader = Subscriber.objects.get()
    with only(OLD):
        forged, leaving = purpose(reader), tokens.unsubscribe_url(reader)
    open_it = {"confirmation_url": tokens.who_confirms, "preferences_url": tokens.who_prefers}
    with pytest.raises(BadSignature):
        open_it[purpose.__name__](token_in(forged))
    assert tokens.who_leaves(token_in(leaving)) == reader.public_id


def test_mails_about_replies_can_be_stopped_with_an_old_link_and_nothing_else():
    comment = Comment.objects.get()
    with only(OLD):
        stop, talk, confirm = (
            token_in(url(comment))
            for url in (
                comment_tokens.stop_url,
                comment_tokens.stop_talk_url,
                comment_tokens.confirmation_url,
            )
        )
    assert comment_tokens.who_stops(stop) == comment_tokens.who_leaves_the_talk(talk) == comment
    with pytest.raises(BadSignature):
        comment_tokens.who_confirms(confirm)


def test_it_is_safe_to_repeat_and_a_dry_run_does_nothing():
    before = stored()
    assert tallies(dry_run=True)["comments.Comment.email"].rotated == 1
    assert stored() == before
    tallies()
    after = stored()
    again = tallies()["comments.Comment.email"]
    assert (again.rotated, again.fresh) == (0, 1)
    assert stored() == after


def test_stopped_in_the_middle_it_goes_on_where_it_was(monkeypatch):
    monkeypatch.setattr(rotating, "BATCH", 1)
    article = Comment.objects.get().article
    for number in range(4):
        make_comment(article, email=f"{number}@example.org")
    run = rotate()
    next(run)  # the first field of all, and no more
    run.close()
    assert sum(tally.lost for tally in rotate()) == 0
    assert all(tally.rotated == 0 for tally in rotate())


def test_what_is_written_meanwhile_stays(monkeypatch):
    read, written = rotating._after, []

    def and_somebody_writes_once(model, name, pk):
        batch = read(model, name, pk)
        if (model, name) == (Comment, "email") and not written:
            written.append(Comment.objects.update(email="neu@example.org"))
        return batch

    monkeypatch.setattr(rotating, "_after", and_somebody_writes_once)
    assert tallies()["comments.Comment.email"].rotated == 0
    assert written == [1]
    assert Comment.objects.get().email == "neu@example.org"


def test_a_key_that_is_missing_is_said(settings, capsys):
    settings.DATA_KEYS = [NEW]
    with pytest.raises(CommandError, match="DATA_KEY_FALLBACKS"):
        call_command("rotate_key")
    settings.DATA_KEYS = [NEW, OLD]
    call_command("rotate_key")
    assert "comments.Comment.email" in capsys.readouterr().out
