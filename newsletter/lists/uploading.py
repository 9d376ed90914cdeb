"""A list from the desk: kept encrypted, read by the worker a slice at a time, gone afterwards."""

import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from newsletter.lists.importing import Import, Tally
from newsletter.lists.reading import BLOCK, Layout, glance_at
from newsletter.lists.refusing import heading, report
from newsletter.models import Piece, Upload
from newsroom.core.private import cipher

SLICE = 30  # seconds: other work wants its turn
KEPT = timedelta(days=7)


def keep(file: BinaryIO, *, name: str, by, **reading) -> Upload:
    """Take a list in, until its columns are chosen. Raises Unreadable where it can't be read."""
    layout = glance_at(file, name=name, **reading)
    with transaction.atomic():
        upload = Upload.objects.create(
            name=name[-150:],
            by=by,
            dry_run=True,
            status=Upload.Status.NEW,
            layout=vars(layout),
            size=file.seek(0, 2),
        )
        file.seek(0)
        while block := file.read(BLOCK):
            _add(upload, Piece.Kind.LIST, block)
    return upload


def layout_of(upload: Upload) -> Layout:
    return Layout(**upload.layout)


def beginning_of(upload: Upload) -> BinaryIO:
    """Enough of the list to choose its columns by."""
    return BytesIO(next(_pieces(upload, Piece.Kind.LIST), b""))


def may_choose(upload: Upload) -> bool:
    """Until it was taken in for real."""
    tried = upload.dry_run and upload.status in Upload.CHOOSABLE
    return tried and upload.pieces.filter(kind=Piece.Kind.LIST).exists()


@transaction.atomic
def try_out(upload: Upload, layout: Layout, *, by) -> bool:
    """Read the list by these columns, and write nothing. False where it is under way already."""
    again = {"layout": vars(layout), "status": Upload.Status.WAITING, "by": by}
    open_to_it = Upload.objects.filter(pk=upload.pk, dry_run=True, status__in=Upload.CHOOSABLE)
    return _begin(upload, open_to_it, again)


@transaction.atomic
def read_for_real(upload: Upload, *, by) -> bool:
    """After a trial run, the same list again, and this time it comes in. False if it can't be."""
    again = {"status": Upload.Status.WAITING, "dry_run": False, "by": by}
    tried = Upload.objects.filter(pk=upload.pk, dry_run=True, status=Upload.Status.DONE)
    return _begin(upload, tried, again)


def _begin(upload: Upload, found, again: dict) -> bool:
    fresh = {"read": 0, "trouble": "", "updated_at": timezone.now()} | vars(Tally())
    if not found.update(**again | fresh):
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
            layout_of(upload),
            source=f"import {upload.pk}",
            dry_run=upload.dry_run,
            tally=Tally(**{name: getattr(upload, name) for name in vars(Tally())}),
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
        given_up = [Upload.Status.NEW, Upload.Status.WAITING, Upload.Status.RUNNING]
        found = Upload.objects.filter(pk__in=keys, status__in=given_up)
        found.update(status=Upload.Status.FAILED)
        Piece.objects.filter(upload__in=keys).delete()
    return number
