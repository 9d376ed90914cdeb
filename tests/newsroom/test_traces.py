"""What was erased is found by nobody, not by searching the bytes of the database's files either."""

import os
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, LegalHold, Report, Sanction, open_address
from newsletter.models import Delivery, Suppression
from newsroom import rights
from newsroom.core import traces
from newsroom.periods import TABLES, end_of_data
from tests.comments.factories import make_comment
from tests.newsletter.factories import make_digest, make_subscriber

pytestmark = pytest.mark.django_db(transaction=True)
EMAIL = "zqx@example.org"
NAME, WORDS, BEFORE = "Zqxnathalie", "zqxnavire zqxphare", "zqxavant"
DESK = ("zqxmotif", "zqxnote", "zqxreponse", "zqxouverture", "zqxsaisie", "zqxsignalement")
SECRETS = [word.encode() for word in (NAME, *WORDS.split(), BEFORE, *DESK, "zqx@")]


@pytest.fixture
def said(django_db_setup, moderator):
    """A comment, what readers and the desk wrote about it, and many others around it."""
    article = make_comment(body="Un port.", email="").article
    for number in range(60):
        make_comment(article, f"Un quai, {number} grues et la mer.", email="", name=f"N{number}")
    comment = make_comment(article, f"Un beau {WORDS} {BEFORE}.", name=NAME, email=EMAIL)
    comment.edit(f"Un beau {WORDS}.", by=moderator, reason="zqxmotif")
    comment.decisions.create(
        status="rejected", by=moderator, reason=f"zqxmotif {NAME}", evidence=WORDS.split()
    )
    targets = {"scope": "address", "target": comment.email_fingerprint, "by": moderator}
    Sanction.objects.create(kind="note", text="zqxnote", comment=comment, **targets)
    ban = Sanction.objects.create(kind="ban", text="zqxnote", **targets)
    ban.lift(by=moderator, reason="zqxreponse")
    open_address(comment, by=moderator, why="zqxouverture")
    lifted = {"lifted_at": timezone.now(), "lifted_by": moderator}
    LegalHold.objects.create(comment=comment, reason="zqxsaisie", by=moderator, **lifted)
    decided = {"outcome": "kept", "resolved_at": timezone.now()}
    Report.objects.create(comment=comment, reason="insult", text="zqxsignalement", **decided)
    reader = make_subscriber(EMAIL)
    line = {"digest": make_digest(), "subscriber": reader, "status": "failed"}
    Delivery.objects.create(error="550 <zqx@example.org>: unknown", **line)
    Suppression.objects.hold(reader.email_fingerprint, cause="hand", note="zqxnote")
    return comment


def files() -> list[Path]:
    if connection.vendor == "sqlite":
        name = Path(connection.settings_dict["NAME"])
        return sorted(name.parent.glob(f"{name.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT current_setting('data_directory')")
        data = Path(cursor.fetchone()[0])
        cursor.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        base = data / "base" / str(cursor.fetchone()[0])  # another test may write in another one
    return [path for path in base.rglob("*") if path.is_file()]


def found() -> set[bytes]:
    """Which of the words are in any file; a cluster of somebody else's can't be read."""
    if connection.vendor == "postgresql" and "PYTEST_XDIST_WORKER" in os.environ:
        pytest.skip("other tests on the same server keep old rows alive: run this file alone")
    if connection.vendor == "postgresql" and os.geteuid() != 0:
        pytest.skip("the files of the server are not ours to read")
    bytes_of = [path.read_bytes().lower() for path in files()]
    return {word for word in SECRETS if any(word.lower() in content for content in bytes_of)}


def test_erased_with_the_words_nothing_is_left_in_the_files(said):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # statistics hold samples of what there is
    assert found() >= {b"zqxnavire", b"zqxmotif", b"zqxavant", b"zqxnote"}
    rights.erase(EMAIL, texts=True)
    if connection.vendor == "postgresql":
        end_of_data()  # at night
    assert found() == set()


def test_made_anonymous_only_the_words_of_the_comment_stay(said):
    rights.erase(EMAIL, texts=False)
    end_of_data()
    assert found() == {b"zqxnavire", b"zqxphare"}
    assert Comment.objects.get(pk=said.pk).body == f"Un beau {WORDS}."


def test_after_its_period_nothing_that_the_desk_wrote_is_left(said, time_machine):
    time_machine.move_to("2036-01-01")
    end_of_data()
    left = {word for word in found() if word.startswith(tuple(w.encode() for w in DESK))}
    assert left <= {b"zqxnote"}  # of the address that is never written to
    assert b"zqxavant" not in found()
    decision = said.decisions.get(status="rejected")
    assert (decision.code, decision.reason, decision.by_id is None) == ("other", "", False)


def test_where_a_transaction_is_open_nothing_is_tried(said):
    from django.db import transaction

    with transaction.atomic():
        traces.wipe.func()
        assert traces.rewrite(TABLES) == []


def test_every_table_with_personal_data_is_written_anew():
    from newsroom.periods import DECLARED, OTHERWISE

    named = {field for kept in DECLARED for field in kept.fields} | OTHERWISE.keys()
    tables = {"_".join(field.lower().split(".")[:2]) for field in named}
    assert tables <= set(TABLES)
    assert set(TABLES) <= set(connection.introspection.table_names())
