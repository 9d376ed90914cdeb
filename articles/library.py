"""The library of pictures: their files by row, made when they are missing, gone when unused."""

import re
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles import images
from articles.images import Rendition
from articles.models import Author, FormerPicture, Picture, Section, VideoStill

ALIKE = 6  # so many of 64 bits may differ between two looks at one picture
MOST_ALIKE = 12

ELSEWHERE = ((Author, "portrait"), (Section, "picture"), (VideoStill, "picture"))


# Files


def make_soon(sender, instance, **kwargs) -> None:
    """After a picture is saved: its files, in the background."""
    from articles.tasks import make_renditions

    transaction.on_commit(partial(make_renditions.enqueue, instance.pk), robust=True)


def make_renditions(pk: int) -> int:
    """Make the files of a picture that are missing. Safe to repeat."""
    picture = Picture.objects.filter(pk=pk).first()
    return images.make(picture.files, picture.size) if picture else 0


def rendition_at(name: str) -> Rendition | None:
    """What answers at the address of a file that isn't there.

    The file itself, made now, where it is one of a picture; else the one that a picture has in its
    place since it was replaced or cut anew. Nothing is made in sizes that nobody uses.
    """
    asked = images.PARTS.fullmatch(name)
    picture = with_key(asked["key"]) if asked else None
    if picture is None:
        return None
    same = next((file for file in picture.files if file.name == name), None)
    if same is None:
        return nearest(picture, asked)
    images.make([same], picture.size)
    return same


def with_key(key: str) -> Picture | None:
    """The picture whose files have this key, or had it before it was replaced."""
    if found := Picture.objects.with_files_of(key).order_by("pk").first():
        return found
    starts = {"digest__gte": key, "digest__lt": f"{key}g"}
    former = FormerPicture.objects.filter(**starts).select_related("picture").first()
    return former.picture if former else None


def nearest(picture: Picture, asked: re.Match) -> Rendition:
    files = picture.in_shape(asked["shape"] or "")["jpeg" if asked["end"] == "jpg" else "avif"]
    return min(files, key=lambda file: abs(file.width - int(asked["width"])))


# Likeness


def alike(picture: Picture) -> list[Picture]:
    """Others that look like it, most alike first; the same pixels come before all."""
    return alike_to_each([picture])[picture.pk]


def alike_to_each(pictures: list[Picture]) -> dict[int, list[Picture]]:
    """The same for some, by their keys; two queries, however many they are."""
    looks = _looks()
    near = {picture.pk: _near(picture, looks) for picture in pictures}
    found = Picture.objects.in_bulk({key for keys in near.values() for key in keys})
    return {pk: [found[key] for key in keys if key in found] for pk, keys in near.items()}


def _looks() -> list[tuple[int, int]]:
    looks = Picture.objects.exclude(likeness="").order_by().values_list("pk", "likeness")
    return [(pk, int(likeness, 16)) for pk, likeness in looks]


def _near(picture: Picture, looks: list[tuple[int, int]]) -> list[int]:
    if not picture.likeness:
        return []
    bits = int(picture.likeness, 16)
    others = ((pk, (look ^ bits).bit_count()) for pk, look in looks if pk != picture.pk)
    near = [(distance, pk) for pk, distance in others if distance <= ALIKE]
    return [pk for _distance, pk in sorted(near)[:MOST_ALIKE]]


# Uses


def shown_nowhere(pictures: QuerySet) -> QuerySet:
    """In no article, and by nothing else of the paper."""
    pictures = pictures.filter(is_used=False)
    for model, name in ELSEWHERE:
        shown = model.objects.filter(**{name: OuterRef("pk")})
        pictures = pictures.filter(~Exists(shown))
    return pictures
