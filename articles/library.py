"""The library of pictures: their files by row, made when they are missing, gone when unused."""

import re
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from articles import images
from articles.images import Rendition
from articles.models import Author, FormerPicture, Picture, Section, Use, VideoStill

ALIKE = 6  # so many of 64 bits may differ between two looks at one picture

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
    starts = {"digest__gte": key, "digest__lt": f"{key}g"}
    if found := Picture.objects.filter(**starts).order_by("pk").first():
        return found
    former = FormerPicture.objects.filter(**starts).select_related("picture").first()
    return former.picture if former else None


def nearest(picture: Picture, asked: re.Match) -> Rendition:
    files = picture.in_shape(asked["shape"] or "")["jpeg" if asked["end"] == "jpg" else "avif"]
    return min(files, key=lambda file: abs(file.width - int(asked["width"])))


# Likeness


def alike(picture: Picture) -> list[Picture]:
    """Others that look like it, most alike first; the same pixels come before all."""
    if not picture.likeness:
        return []
    bits = int(picture.likeness, 16)
    others = Picture.objects.exclude(pk=picture.pk).exclude(likeness="")
    near = {
        pk: distance
        for pk, likeness in others.values_list("pk", "likeness")
        if (distance := (int(likeness, 16) ^ bits).bit_count()) <= ALIKE
    }
    return sorted(Picture.objects.filter(pk__in=near), key=lambda other: (near[other.pk], other.pk))


# Uses


def shown_nowhere(pictures: QuerySet) -> QuerySet:
    """In no article, and by nothing else of the paper."""
    for model, name in ((Use, "picture"), *ELSEWHERE):
        shown = model.objects.filter(**{name: OuterRef("pk")})
        pictures = pictures.filter(~Exists(shown))
    return pictures
