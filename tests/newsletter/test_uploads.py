"""Lists and suppressed addresses at the desk: uploaded, watched, taken out by right and by note."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from newsletter.lists import uploading
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
def upload(desk, django_capture_on_commit_callbacks):
    def act(text=CSV, **data):
        data = {"email": "Qui", "file": SimpleUploadedFile("liste.csv", text.encode())} | data
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(f"{UPLOADS}add/", data)
        return answer, Upload.objects.first()

    return act


def press(desk, upload, verb, callbacks):
    with callbacks(execute=True):
        return desk.post(
            f"{UPLOADS}{upload.pk}/change/",
            {"CHANGE_FORM-action": verb, "_selected_action": upload.pk},
        )


def test_a_trial_run_first_then_the_same_list_comes_in(
    desk, upload, django_capture_on_commit_callbacks
):
    answer, tried = upload(dry_run="on")
    assert answer["Location"] == f"{UPLOADS}{tried.pk}/change/"
    assert (tried.status, tried.lines, tried.created, tried.refused) == ("done", 2, 1, 1)
    assert not Subscriber.objects.exists()
    press(desk, tried, "for_real", django_capture_on_commit_callbacks)
    tried.refresh_from_db()
    assert (tried.status, tried.dry_run, tried.created) == ("done", False, 1)
    assert Subscriber.objects.get().consents.get().version == f"import {tried.pk}"
    page = desk.get(f"{UPLOADS}{tried.pk}/change/").text
    assert 'value="100"' in page
    assert "Qui" in page
    assert 'http-equiv="refresh"' not in page
    press(desk, tried, "for_real", django_capture_on_commit_callbacks)
    assert Subscriber.objects.count() == 1


def test_a_made_up_separator_is_told_and_the_list_not_kept(upload):
    answer, kept = upload(separator="x")
    assert (answer.status_code, kept) == (200, None)


def test_the_report_names_each_refused_line(desk, upload):
    _answer, done = upload()
    answer = desk.get(f"{UPLOADS}{done.pk}/report/")
    text = answer.getvalue().decode("utf-8-sig")
    assert text.startswith("line,e-mail address,reason")
    assert "3,nobody,Check this e-mail address" in text
    assert "no-store" in answer["Cache-Control"]


def test_a_list_that_can_not_be_read_is_told_why_and_not_kept(upload):
    answer, kept = upload(email="")
    assert answer.status_code == 200
    assert "No column holds email" in answer.text
    assert (kept, Piece.objects.count()) == (None, 0)


def test_an_uploaded_list_lies_encrypted_and_not_for_long(upload, time_machine):
    _answer, tried = upload(dry_run="on")
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM newsletter_piece")
        assert all(b"b.fr" not in bytes(data) for (data,) in cursor.fetchall())
    assert uploading.forget_uploads(dry_run=True) == 0
    time_machine.move_to(timezone.now() + uploading.KEPT + timedelta(seconds=1))
    assert uploading.forget_uploads() == 1
    assert not tried.pieces.exists()


def test_a_long_list_is_read_in_slices_by_whoever_has_time(upload, monkeypatch):
    monkeypatch.setattr("newsletter.lists.importing.BATCH", 1)
    monkeypatch.setattr(uploading, "SLICE", 0)
    _answer, done = upload()
    assert (done.status, done.lines, done.created, done.refused) == ("done", 2, 1, 1)


def test_a_slice_whose_worker_died_is_taken_up_and_a_living_one_is_not(upload, time_machine):
    _answer, done = upload(dry_run="on")
    Upload.objects.update(status="running", dry_run=False, lines=0, created=0, refused=0)
    assert uploading.read_on(done.pk, seconds=9)
    assert not Subscriber.objects.exists()
    time_machine.move_to(timezone.now() + timedelta(seconds=61))
    assert uploading.read_on(done.pk, seconds=9)
    assert Subscriber.objects.count() == 1


def test_a_stopped_list_takes_in_no_more(desk, upload, monkeypatch):
    _answer, done = upload(dry_run="on")
    Upload.objects.update(status="waiting", dry_run=False, lines=0)
    done.stop()
    assert uploading.read_on(done.pk, seconds=9)
    assert not Subscriber.objects.exists()
    done.refresh_from_db()
    assert done.status == "stopped"


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
