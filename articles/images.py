"""Pictures as files: re-encoded, in the widths that pages use. No model here."""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from articles.decoding import MAX_WIDTH, decode

WIDTHS = (480, 960, MAX_WIDTH)
FORMATS = {"avif": {"quality": 60, "speed": 8}, "jpeg": {"quality": 82, "progressive": True}}
FILE_NAME = r"pictures/[0-9a-f]{2}/[0-9a-f]{24}-[0-9]{1,4}\.(?:avif|jpg)"


@dataclass(frozen=True)
class Rendition:
    """One file of a picture. Named by content, so that it may be cached for ever."""

    digest: str
    format: str
    width: int
    height: int

    @property
    def name(self) -> str:
        extension = "jpg" if self.format == "jpeg" else self.format
        return f"pictures/{self.digest[:2]}/{self.digest[:24]}-{self.width}.{extension}"

    @property
    def url(self) -> str:
        return default_storage.url(self.name)


def widths_for(width: int) -> list[int]:
    """The widths made from a picture: never wider than itself, always at least one."""
    return [*(w for w in WIDTHS[:-1] if w < width), min(width, WIDTHS[-1])]


def renditions(digest: str, width: int, height: int) -> dict[str, list[Rendition]]:
    """All files that a picture of this size has, by format."""
    return {
        format_: [
            Rendition(digest, format_, w, round(height * w / width)) for w in widths_for(width)
        ]
        for format_ in FORMATS
    }


@dataclass(frozen=True)
class Stored:
    digest: str
    width: int
    height: int


def store(file) -> Stored:
    """Check an upload and write it. Raises ValidationError where it is no picture that we take."""
    return write(decode(file))


def write(image: Image.Image) -> Stored:
    """Make the renditions that aren't there yet; return what a `Picture` keeps of them."""
    digest = hashlib.sha256(image.tobytes() + repr(image.size).encode()).hexdigest()
    for format_, files in renditions(digest, *image.size).items():
        for rendition in files:
            if not default_storage.exists(rendition.name):
                _write(image, rendition, FORMATS[format_])
    return Stored(digest, *image.size)


def _write(image: Image.Image, rendition: Rendition, options: dict) -> None:
    size = (rendition.width, rendition.height)
    resized = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
    buffer = BytesIO()
    resized.save(buffer, rendition.format, **options)
    try:
        name = default_storage.save(rendition.name, ContentFile(buffer.getvalue()))
    except OSError:
        default_storage.delete(rendition.name)  # half a file would be taken for the whole one
        raise
    if name != rendition.name:
        default_storage.delete(name)  # somebody else was faster with the same picture


def remove(digest: str, width: int, height: int) -> None:
    """Delete the files of a picture."""
    for files in renditions(digest, width, height).values():
        for rendition in files:
            default_storage.delete(rendition.name)
