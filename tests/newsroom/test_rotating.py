import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment, Origin
from newsroom.core import rotating
from newsroom.core.private import cipher_of
from newsroom.core.rotating import rotate
from tests.comments.factories import EMAIL, make_comment
from tests.newsletter.factories import make_subscriber

pytestmark = pytest.mark.django_db
OLD, NEW = "o" * 50, "n" * 50


@pytest.fixture(autouse=True)
def keys(settings):
    """What is stored has the old key; then the new one comes."""
    settings.DATA_KEYS = [OLD]
    make_comment(email=EMAIL, ip="192.0.2.7")
    make_subscriber()
    settings.DATA_KEYS = [NEW, OLD]


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


def test_what_was_found_by_its_fingerprint_still_is():
    tallies()
    assert Comment.objects.from_address(EMAIL).count() == 1


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
    read = rotating._after

    def and_somebody_writes(model, name, pk):
        batch = read(model, name, pk)
        if model is Comment and name == "email":
            Comment.objects.update(email="neu@example.org")
        return batch

    monkeypatch.setattr(rotating, "_after", and_somebody_writes)
    tallies()
    assert Comment.objects.get().email == "neu@example.org"


def test_a_key_that_is_missing_is_said(settings, capsys):
    settings.DATA_KEYS = [NEW]
    with pytest.raises(CommandError, match="DATA_KEY_FALLBACKS"):
        call_command("rotate_key")
    settings.DATA_KEYS = [NEW, OLD]
    call_command("rotate_key")
    assert "comments.Comment.email" in capsys.readouterr().out
