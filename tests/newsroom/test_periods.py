"""Every class of personal data has an end that is declared, and the page says so."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import call_command
from django.tasks import Task
from django.utils import timezone
from django_ox.models import OxTask

from comments.models import Appeal, Comment, Device, LegalHold, Origin, Report, Sanction
from newsroom import periods, rights
from newsroom.core.models import DataAsking
from newsroom.core.private import EncryptedTextField
from newsroom.periods import DECLARED, OTHERWISE, end_of_data
from tests.comments.factories import EMAIL, make_comment

pytestmark = pytest.mark.django_db
HASHED = ("fingerprint", "network", "source", "target", "reader")
JSON_COLUMNS = {
    "core.DataRequest.tally": "numbers",
    "articles.PublishingRules.levels": "names of checks",
    "comments.Decision.evidence": "words of the comment, which go with it",
    "comments.Classifier.measured": "numbers",
    "comments.Rulebook.changed": "names of rules",
    "newsletter.Digest.sheet": "articles",
    "newsletter.Digest.tally": "numbers",
    "newsletter.Upload.layout": "the header of a list",
    "django_ox.OxTask.args": "keys",
    "django_ox.OxTask.kwargs": "keys",
    "django_ox.OxTask.return_value": "numbers",
    "django_ox.OxTask.errors": "what went wrong",
    "django_ox.OxTask.worker_ids": "names of processes",
    "django_ox.OxSchedule.arguments": "nothing",
}
OURS = {"core", "articles", "comments", "newsletter"}


def fields_of_ours():
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            yield from ((model, field) for field in model._meta.concrete_fields)


def hashed_fields():
    """By the end of its name."""
    for model, field in fields_of_ours():
        if field.name.endswith(HASHED) and field.get_internal_type() == "CharField":
            yield f"{model._meta.label}.{field.name}"


def personal_fields():
    yield from hashed_fields()
    for model, field in fields_of_ours():
        if isinstance(field, EncryptedTextField):
            yield f"{model._meta.label}.{field.name}"


def test_no_sealed_or_hashed_field_is_forgotten():
    declared = {field for kept in DECLARED for field in kept.fields} | OTHERWISE.keys()
    assert sorted(set(personal_fields()) - declared) == []
    assert declared <= set(personal_fields())


def test_no_column_of_anything_is_forgotten_either():
    """JSON can hold whatever somebody puts there: say what, and that nobody is named by it."""
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.get_internal_type() == "JSONField"
    }
    assert columns == set(JSON_COLUMNS)


def test_no_task_is_given_an_address(monkeypatch):
    sent = []
    monkeypatch.setattr(Task, "enqueue", lambda task, *args, **named: sent.append((args, named)))
    rights.ask(EMAIL)
    asking = DataAsking.objects.get()
    assert sent == [((asking.pk,), {})]
    make_comment(email=EMAIL)
    rights.answer(asking.pk)
    assert mail.outbox[0].to == [EMAIL]
    assert not DataAsking.objects.exists()
    assert rights.answer(asking.pk) is False


def test_what_is_done_and_who_was_logged_in_end_too():
    now = timezone.now()
    for days, status in ((8, "SUCCESSFUL"), (8, "FAILED"), (8, "READY"), (6, "SUCCESSFUL")):
        at = now - timedelta(days=days)
        task = {"task_path": "x", "backend_name": "default", "enqueued_at": at}
        OxTask.objects.create(status=status, **task)
    for key, hours in (("old", -1), ("open", 1)):
        at = now + timedelta(hours=hours)
        Session.objects.create(session_key=key, session_data="x", expire_date=at)
    told = end_of_data()
    assert (told["tasks"], told["sessions"]) == (2, 1)
    assert set(OxTask.objects.values_list("status", flat=True)) == {"READY", "SUCCESSFUL"}
    assert Session.objects.get().session_key == "open"


def make_old(days=10_000):
    old = timezone.now() - timedelta(days=days)
    device = Device.objects.create(email_fingerprint="f", confirmed_at=old)
    fields = {"email": EMAIL, "ip": "192.0.2.7", "network": "n", "created_at": old}
    comment = make_comment(device=device, **fields)
    Report.objects.create(
        comment=comment, reason="spam", email=EMAIL, email_fingerprint="f", network="n", at=old
    )
    return comment


def test_a_dry_run_says_what_would_end_and_changes_nothing(capsys):
    make_old()
    told = end_of_data(dry_run=True)
    assert {name for name, number in told.items() if number} == {
        "comment_emails",
        "comment_ips",
        "comment_networks",
        "reporters",
        "devices",
    }
    assert Comment.objects.get().email == EMAIL
    call_command("forget", dry_run=True)
    assert "1 reporters" in capsys.readouterr().out


def test_all_of_it_ends_and_ending_twice_is_harmless():
    make_old()
    end_of_data()
    comment, report = Comment.objects.get(), Report.objects.get()
    assert not any([comment.email, comment.email_fingerprint, comment.network])
    assert not Origin.objects.exists()
    assert not any([report.email, report.email_fingerprint, report.network])
    assert not Device.objects.exists()
    assert set(end_of_data().values()) == {0}


def test_what_was_written_in_reports_and_appeals_ends_once_it_is_settled():
    comment, ada = make_old(), User.objects.create_user("ada")
    waiting = Report.objects.get()
    old = {"at": waiting.at, "text": "Il ment."}
    report = Report.objects.create(
        comment=comment,
        reason="illegal",
        outcome="kept",
        ground="Injure",
        resolved_at=old["at"],
        **old,
    )
    answered = {"outcome": "dismissed", "answer": "Non.", "settled_by": ada}
    appeal, another = (
        Appeal.objects.create(decision=comment.decisions.create(status="rejected"), **old | more)
        for more in (answered | {"settled_at": old["at"]}, {})
    )
    Report.objects.filter(pk=waiting.pk).update(text="Il insulte.")
    end_of_data()
    for thing in (report, appeal, another, waiting):
        thing.refresh_from_db()
    assert (report.text, report.ground, report.reason) == ("", "", "illegal")
    assert (appeal.text, appeal.answer, appeal.outcome) == ("", "", "dismissed")
    assert (another.text, waiting.text) == ("Il ment.", "Il insulte.")


def test_evidence_is_kept_as_long_as_the_law_asks():
    comment = make_old()
    hold = LegalHold.objects.create(
        comment=comment, reason="Réquisition", by=User.objects.create_user("ada")
    )
    end_of_data()
    assert Origin.objects.get().ip == "192.0.2.7"
    assert Report.objects.get().email == EMAIL
    comment.refresh_from_db()
    assert (comment.email, comment.network) == (EMAIL, "n")
    assert comment.email_fingerprint
    hold.lifted_at, hold.lifted_by = timezone.now(), hold.by
    hold.save()
    end_of_data()
    assert not Origin.objects.exists()
    comment.refresh_from_db()
    assert (comment.email, comment.network, comment.email_fingerprint) == ("", "", "")


def test_a_browser_that_is_still_used_keeps_its_trust():
    comment = make_old()
    device = Device.objects.get()
    make_comment(comment.article, device=device, created_at=timezone.now() - timedelta(days=1))
    end_of_data()
    assert Device.objects.get() == device


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"kind": "suspension", "until": -10_000}, ""),
        ({"kind": "suspension", "until": 7}, "f"),
        ({"kind": "ban", "lifted_at": -10_000}, ""),
        ({"kind": "ban", "lifted_at": -1}, "f"),
        ({"kind": "ban"}, "f"),
        ({"kind": "note"}, ""),
        ({"kind": "warning"}, ""),
        ({"kind": "premoderation"}, "f"),
    ],
)
def test_whom_a_sanction_was_against_is_forgotten_when_it_is_long_over(fields, left):
    now, ada = timezone.now(), User.objects.create_user("ada")
    days = {name: value for name, value in fields.items() if name != "kind"}
    moments = {name: now + timedelta(days=value) for name, value in days.items()}
    lifted = {"lifted_by": ada} if "lifted_at" in fields else {}
    Sanction.objects.create(
        scope="address",
        target="f",
        code="spam",
        by=ada,
        at=now - timedelta(days=10_000),
        **{"kind": fields["kind"]} | moments | lifted,
    )
    end_of_data()
    assert Sanction.objects.get().target == left


def test_a_class_that_fails_keeps_no_other_alive(monkeypatch):
    def fail(*, dry_run):
        raise OSError("the disk is full")

    first = replace(DECLARED[0], name="stuck", end=fail)
    monkeypatch.setattr(periods, "DECLARED", (first, *DECLARED))
    make_old()
    with pytest.raises(ExceptionGroup) as failed:
        call_command("forget")
    [failure] = failed.value.exceptions
    assert failure.__notes__ == ["Personal data that should have ended: stuck"]
    assert not Origin.objects.exists()


def test_the_privacy_page_says_each_period(client):
    html = client.get("/confidentialite/").content.decode()
    for kept in DECLARED:
        assert str(kept.label) in html
