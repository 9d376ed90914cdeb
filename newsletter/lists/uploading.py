"""A list from the desk: kept encrypted, read by the worker a slice at a time, gone afterwards."""

import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import BinaryIO

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from newsletter.lists.importing import Import, Tally
from newsletter.lists.reading import BLOCK, Layout, look_at
from newsletter.lists.refusing import heading, report
from newsletter.models import Piece, Upload
from newsroom.core.private import cipher

SLICE = 30  # seconds: other work wants its turn
KEPT = timedelta(days=7)


def keep(file: BinaryIO, *, name: str, by, dry_run: bool, **reading) -> Upload:
    """Take a list in, and let the worker read it. Raises Unreadable where it can't be read."""
    layout = look_at(file, **reading)
    with transaction.atomic():
        upload = Upload.objects.create(
            name=name[-150:], by=by, dry_run=dry_run, layout=vars(layout), size=file.seek(0, 2)
        )
        file.seek(0)
        while block := file.read(BLOCK):
            _add(upload, Piece.Kind.LIST, block)
        _add(upload, Piece.Kind.REPORT, f"\ufeff{heading()}".encode())
        go_on.enqueue(upload.pk)
    return upload


@transaction.atomic
def read_for_real(upload: Upload, *, by) -> bool:
    """After a trial run, the same list again, and this time it comes in. False if it can't be."""
    again = {"status": Upload.Status.WAITING, "dry_run": False, "by": by, "read": 0}
    tried = Upload.objects.filter(pk=upload.pk, dry_run=True, status=Upload.Status.DONE)
    if not tried.update(**again, **vars(Tally()), updated_at=timezone.now()):
        return False
    upload.pieces.filter(kind=Piece.Kind.REPORT).delete()
    _add(upload, Piece.Kind.REPORT, f"\ufeff{heading()}".encode())
    go_on.enqueue(upload.pk)
    return True


def _add(upload: Upload, kind: str, data: bytes) -> None:
    upload.pieces.create(kind=kind, data=cipher().encrypt(data))


def _pieces(upload: Upload, kind: str) -> Iterator[bytes]:
    keys = list(upload.pieces.filter(kind=kind).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        yield cipher().decrypt(bytes(Piece.objects.get(pk=key).data))


def report_of(upload: Upload) -> Iterator[bytes]:
    """The refused lines as CSV, as far as the list was read."""
    return _pieces(upload, Piece.Kind.REPORT)


@task
def go_on(upload_id):
    """Read on for a while; then the next in the queue has its turn. Safe to repeat."""
    if not read_on(upload_id, seconds=SLICE):
        go_on.enqueue(upload_id)


def read_on(upload_id: int, *, seconds: float) -> bool:
    """False where there is more to read."""
    found = Upload.objects.filter(pk=upload_id)
    if not found.claim():
        return True
    upload = found.get()
    try:
        is_done = _read(upload, until=time.monotonic() + seconds)
    except Exception as trouble:
        found.update(
            status=Upload.Status.FAILED, trouble=f"{type(trouble).__name__}: {trouble}"[:300]
        )
        raise
    status = Upload.Status.DONE if is_done else Upload.Status.WAITING
    found.filter(status=Upload.Status.RUNNING).update(status=status, updated_at=timezone.now())
    if is_done and not upload.dry_run:
        upload.pieces.filter(kind=Piece.Kind.LIST).delete()
    return is_done or not found.open().exists()


class Stopped(Exception):
    """Somebody has stopped the import: the batch under way isn't taken."""


def _read(upload: Upload, *, until: float) -> bool:
    with tempfile.TemporaryFile() as file:  # has no name: nobody else can open it
        file.writelines(_pieces(upload, Piece.Kind.LIST))
        job = Import(
            file,
            Layout(**upload.layout),
            version=f"import {upload.pk}",
            dry_run=upload.dry_run,
            tally=Tally(upload.lines, upload.created, upload.known, upload.refused),
        )
        try:
            return job.run(lambda refused: _note(upload, job, refused), until=until)
        except Stopped:
            return False


def _note(upload: Upload, job: Import, refused: list) -> None:
    """How far it is, in the transaction of the batch: after a crash it goes on from there."""
    counts = vars(job.tally) | {"read": job.file.tell(), "updated_at": timezone.now()}
    running = Upload.objects.filter(pk=upload.pk, status=Upload.Status.RUNNING)
    if not running.update(**counts):
        raise Stopped
    if refused:
        _add(upload, Piece.Kind.REPORT, report(refused).encode())


def forget_uploads(now=None, *, dry_run: bool = False) -> int:
    """Lists and reports after a week; what never came to its end is given up by then."""
    old = Upload.objects.filter(updated_at__lt=(now or timezone.now()) - KEPT, pieces__isnull=False)
    old = old.distinct()
    number = old.count()
    if not dry_run:
        keys = list(old.values_list("pk", flat=True))
        Upload.objects.open().filter(pk__in=keys).update(status=Upload.Status.FAILED)
        Piece.objects.filter(upload__in=keys).delete()
    return number
