"""Lists and suppressed addresses at the desk: uploaded, watched, taken out by right and by note."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from newsletter.lists import importing, uploading
from newsletter.models import Piece, Subscriber, Suppression, Upload
from newsletter.proving import proof_of
from tests.newsletter.factories import make_consent

pytestmark = pytest.mark.django_db
UPLOADS = "/admin/newsletter/upload/"
CSV = "Qui,consent_at,consent_form\na@b.fr,2024-03-31,box\nnobody,2024-03-31,box\n"


@pytest.fixture
def desk(client, newsletter_editor):
    client.force_login(newsletter_editor)
    return client


@pytest.fixture
def upload(desk):
    """The list of `text`, taken in; its columns are to be chosen."""

    def act(text=CSV, name="liste.csv", **data):
        data = {"file": SimpleUploadedFile(name, text.encode())} | data
        return desk.post(f"{UPLOADS}add/", data), Upload.objects.first()

    return act


@pytest.fixture
def tried(desk, upload, django_capture_on_commit_callbacks):
    """The list of `text`, by the columns that its page offers, or by others."""

    def act(text=CSV, **changed):
        kept = upload(text)[1]
        offered = desk.get(f"{UPLOADS}{kept.pk}/columns/").context["form"]
        data = {name: offered.get_initial_for_field(f, name) for name, f in offered.fields.items()}
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(f"{UPLOADS}{kept.pk}/columns/", data | {"column_email": 0} | changed)
        kept.refresh_from_db()
        return answer, kept

    return act


def press(desk, upload, verb, callbacks):
    with callbacks(execute=True):
        return desk.post(
            f"{UPLOADS}{upload.pk}/change/",
            {"CHANGE_FORM-action": verb, "_selected_action": upload.pk},
        )


def test_a_trial_run_first_then_the_same_list_comes_in(
    desk, tried, django_capture_on_commit_callbacks
):
    answer, kept = tried()
    assert answer["Location"] == f"{UPLOADS}{kept.pk}/change/"
    assert (kept.status, kept.lines, kept.created, kept.refused) == ("done", 2, 1, 1)
    assert not Subscriber.objects.exists()
    press(desk, kept, "for_real", django_capture_on_commit_callbacks)
    kept.refresh_from_db()
    assert (kept.status, kept.dry_run, kept.created) == ("done", False, 1)
    assert Subscriber.objects.get().consents.get().source == f"import {kept.pk}"
    page = desk.get(f"{UPLOADS}{kept.pk}/change/").text
    assert 'value="100"' in page
    assert "Qui" in page
    assert 'http-equiv="refresh"' not in page
    press(desk, kept, "for_real", django_capture_on_commit_callbacks)
    assert Subscriber.objects.count() == 1
    assert desk.get(f"{UPLOADS}{kept.pk}/columns/").status_code == 302


def test_the_columns_are_picked_from_those_of_the_file(desk, upload):
    answer, kept = upload()
    assert answer["Location"] == f"{UPLOADS}{kept.pk}/columns/"
    assert (kept.status, kept.dry_run, Subscriber.objects.exists()) == ("new", True, False)
    page = desk.get(answer["Location"])
    form = page.context["form"]
    offered = [label for _value, label in form.fields["column_email"].choices]
    assert offered == ["–", "Qui", "consent_at", "consent_form"]
    assert form.fields["column_consent_at"].initial == 1
    assert "a@b.fr" not in page.text
    assert "a…@b.fr" in page.text


def test_a_program_s_file_is_known_and_says_so(desk, upload):
    header = "email,active_subscription,expiry,plan,email_disabled,created_at,first_payment_at"
    _answer, kept = upload(f"{header}\na@b.fr,false,,other,true,2024-03-31,\n")
    form = desk.get(f"{UPLOADS}{kept.pk}/columns/").context["form"]
    assert form.found.program == "Substack"
    chosen = {name: form.fields[f"column_{name}"].initial for name in ("opted_out", "consent_at")}
    assert chosen == {"opted_out": 4, "consent_at": 5}
    assert form.fields["all_consent_form"].initial == "Substack"


def test_without_an_address_the_columns_are_asked_for_again(tried):
    answer, kept = tried(column_email="")
    assert answer.status_code == 200
    assert "No column holds email" in answer.text
    assert kept.status == "new"


def test_what_no_column_says_is_said_for_all(tried):
    _answer, kept = tried("Qui\na@b.fr\n", all_consent_at="31/03/2024", all_consent_form="Foire")
    assert (kept.created, kept.layout["constants"]["consent_form"]) == (1, "Foire")
    answer, _kept = tried("Qui\na@b.fr\n", all_consent_at="in spring", all_consent_form="Foire")
    assert "Write a date like 31/03/2024." in answer.text


def test_other_columns_may_be_tried_as_long_as_nothing_came_in(desk, tried):
    _answer, kept = tried(column_email=2)
    assert (kept.created, kept.refused) == (0, 2)
    press_choose = {"CHANGE_FORM-action": "choose", "_selected_action": kept.pk}
    answer = desk.post(f"{UPLOADS}{kept.pk}/change/", press_choose)
    assert answer["Location"] == f"{UPLOADS}{kept.pk}/columns/"


def test_a_made_up_separator_is_told_and_the_list_not_kept(upload):
    answer, kept = upload(separator="x")
    assert (answer.status_code, kept) == (200, None)


def test_the_report_names_each_refused_line(desk, tried):
    _answer, done = tried()
    answer = desk.get(f"{UPLOADS}{done.pk}/report/")
    text = answer.getvalue().decode("utf-8-sig")
    assert text.startswith("line,e-mail address,reason")
    assert "3,nobody,Check this e-mail address" in text
    assert "no-store" in answer["Cache-Control"]


def test_a_list_that_can_not_be_read_is_told_why_and_not_kept(upload):
    answer, kept = upload("PK\x03\x04")
    assert answer.status_code == 200
    assert "save the sheet as CSV" in answer.text
    assert (kept, Piece.objects.count()) == (None, 0)


def test_an_uploaded_list_lies_encrypted_and_not_for_long(tried, time_machine):
    _answer, kept = tried()
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM newsletter_piece")
        assert all(b"b.fr" not in bytes(data) for (data,) in cursor.fetchall())
    assert "b.fr" not in str(kept.layout)
    assert uploading.forget_uploads(dry_run=True) == 0
    time_machine.move_to(timezone.now() + uploading.KEPT + timedelta(seconds=1))
    assert uploading.forget_uploads() == 1
    assert not kept.pieces.exists()


def test_a_list_whose_columns_nobody_chose_is_given_up(upload, time_machine):
    _answer, kept = upload()
    time_machine.move_to(timezone.now() + uploading.KEPT + timedelta(seconds=1))
    assert uploading.forget_uploads() == 1
    kept.refresh_from_db()
    assert (kept.status, kept.pieces.count()) == ("failed", 0)


def test_after_the_import_nothing_of_the_list_is_kept(
    desk, tried, django_capture_on_commit_callbacks
):
    _answer, kept = tried()
    assert kept.pieces.filter(kind="list").exists()
    press(desk, kept, "for_real", django_capture_on_commit_callbacks)
    assert set(kept.pieces.values_list("kind", flat=True)) == {"report"}


def test_a_long_list_is_read_in_slices_by_whoever_has_time(tried, monkeypatch):
    monkeypatch.setattr("newsletter.lists.importing.BATCH", 1)
    monkeypatch.setattr(uploading, "SLICE", 0)
    _answer, done = tried()
    assert (done.status, done.lines, done.created, done.refused) == ("done", 2, 1, 1)


def for_real_from_the_first_line(**fields):
    Upload.objects.update(dry_run=False, lines=0, created=0, refused=0, **fields)


def test_a_slice_whose_worker_died_is_taken_up_and_a_living_one_is_not(tried, time_machine):
    _answer, done = tried()
    for_real_from_the_first_line(status="running")
    assert uploading.read_on(done.pk, seconds=9)
    assert not Subscriber.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert uploading.read_on(done.pk, seconds=9)
    assert Subscriber.objects.count() == 1


def test_a_stopped_list_takes_in_no_more(tried):
    _answer, done = tried()
    for_real_from_the_first_line(status="waiting")
    done.stop()
    assert uploading.read_on(done.pk, seconds=9)
    assert not Subscriber.objects.exists()
    done.refresh_from_db()
    assert done.status == "stopped"


def test_stopped_in_the_middle_nothing_more_comes_in(tried, monkeypatch):
    rows = "".join(f"r{n}@b.fr,2024-03-31,box\n" for n in range(5))
    _answer, kept = tried(f"Qui,consent_at,consent_form\n{rows}")
    for_real_from_the_first_line(status="waiting")
    monkeypatch.setattr("newsletter.lists.importing.BATCH", 2)
    judged = importing.Import._judged

    def stopped_before_the_second(job, batch):
        if job.tally.lines:
            kept.stop()
        return judged(job, batch)

    monkeypatch.setattr(importing.Import, "_judged", stopped_before_the_second)
    assert uploading.read_on(kept.pk, seconds=9)
    kept.refresh_from_db()
    assert (kept.status, kept.lines) == ("stopped", 2)
    assert Subscriber.objects.count() == 2


def test_an_address_is_suppressed_by_hand_and_let_go(desk, reader):
    desk.post("/admin/newsletter/suppression/add/", {"email": reader.email, "note": "by phone"})
    held = Suppression.objects.get()
    assert (held.cause, held.by.username, held.note) == ("hand", "ines", "by phone")
    reader.refresh_from_db()
    assert reader.status == "suppressed"
    assert reader.email not in desk.get("/admin/newsletter/suppression/").text
    lift = {"action": "lift", "_selected_action": [held.pk]}
    desk.post("/admin/newsletter/suppression/", lift)
    reader.refresh_from_db()
    assert (reader.status, Suppression.objects.exists()) == ("left", False)


def test_addresses_leave_the_house_by_right_and_with_a_line(desk, newsletter_editor, reader):
    make_consent(reader, confirmed_at=timezone.now())
    export, proof = (
        f"/admin/newsletter/subscriber/{page}/" for page in ("export", f"{reader.pk}/proof")
    )
    assert {desk.post(export).status_code, desk.post(proof).status_code} == {403}
    right = Permission.objects.get(codename="export_subscribers")
    newsletter_editor.user_permissions.add(right)
    assert reader.email not in desk.get(export).text
    assert not LogEntry.objects.exists()
    assert reader.email in desk.post(export).getvalue().decode()
    assert reader.email in desk.post(proof).text
    told = [entry.change_message for entry in LogEntry.objects.order_by("pk")]
    assert told == ["exported the readers", "took out the proof of consent"]


def test_a_proof_says_what_was_agreed_to_and_all_that_followed(reader):
    make_consent(reader, wording="J’accepte.", network="192.0.2.0/24")
    reader.leave(reason="too often")
    proof = proof_of(reader)
    for fact in (reader.email, "J’accepte.", "192.0.2.0/24", "not confirmed", "too often"):
        assert fact in proof
    assert proof.splitlines()[-1].startswith("SHA-256: ")
