"""The folder of pictures brought in line with the library: nothing too much, nothing missing."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models.functions import Substr
from django.utils import timezone

from articles import images
from articles.models import Picture

# An upload writes its file before the row that has it.
AGE = timedelta(hours=1)


def clean(*, dry_run: bool = False) -> dict[str, int]:
    """Delete the files of no picture, make those that are missing; how many of each.

    `lost` are pictures of which nothing is left that they could be made from.
    """
    tally = {"orphans": 0, "missing": 0, "lost": 0}
    for folder in _folders():
        pictures = list(Picture.objects.filter(digest__gte=folder, digest__lt=f"{folder}g"))
        there = set(images.files_in(folder))
        tally["orphans"] += _delete_orphans(there, pictures, dry_run=dry_run)
        for picture in pictures:
            missing = [file for file in picture.files if file.name not in there]
            tally["missing"] += len(missing)
            if missing and not dry_run and not _made(missing, picture):
                tally["lost"] += 1
    return tally


def _folders() -> list[str]:
    """Those that are there, and those that should be."""
    starts = Picture.objects.values_list(Substr("digest", 1, 2), flat=True).order_by()
    return sorted({*images.folders(), *starts.distinct()})


def _delete_orphans(there: set[str], pictures: list[Picture], *, dry_run: bool) -> int:
    wanted = {name for picture in pictures for name in picture.file_names}
    orphans = [name for name in sorted(there - wanted) if images.key_of(name) and _is_old(name)]
    if not dry_run:
        for name in orphans:
            default_storage.delete(name)
    return len(orphans)


def _is_old(name: str) -> bool:
    try:
        return default_storage.get_modified_time(name) < timezone.now() - AGE
    except FileNotFoundError:
        return False


def _made(files, picture) -> bool:
    try:
        images.make(files, picture.size)
    except FileNotFoundError:
        return False
    return True
