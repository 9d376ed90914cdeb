"""Pictures as files: checked, re-encoded, and made in the widths that pages use. No model here."""

import hashlib
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

WIDTHS = (480, 960, 1600)
FORMATS = {"avif": {"quality": 60, "speed": 8}, "jpeg": {"quality": 82, "progressive": True}}
ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_BYTES = 25 * 2**20
MAX_PIXELS = 50_000_000
MIN_SIDE = 200
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
    """Check an upload, write its renditions, and return what a `Picture` keeps of it.

    Raises ValidationError with a sentence for the journalist where it is no picture that we take.
    """
    image = decode(file)
    digest = hashlib.sha256(image.tobytes() + repr(image.size).encode()).hexdigest()
    for format_, files in renditions(digest, *image.size).items():
        for rendition in files:
            _write(image, rendition, FORMATS[format_])
    return Stored(digest, *image.size)


def decode(file) -> Image.Image:
    """The upright RGB picture in a file, and nothing else that was in the file."""
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("This file is too large (%(size)d MB): send a picture of %(max)d MB at most.")
            % {"size": file.size // 2**20, "max": MAX_BYTES // 2**20}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(file)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_many_pixels()) from None
    except Exception:  # decoders raise nearly anything on hostile files
        raise ValidationError(
            _("This file is not a picture that can be read: send a JPEG, PNG, WebP or AVIF.")
        ) from None


def _decode(file) -> Image.Image:
    file.seek(0)
    image = Image.open(file, formats=ACCEPTED)
    if image.width * image.height > MAX_PIXELS:
        raise ValidationError(_too_many_pixels())
    if min(image.size) < MIN_SIDE:
        raise ValidationError(
            _(
                "This picture is too small (%(width)d × %(height)d):"
                " send one of %(min)d pixels at least."
            )
            % {"width": image.width, "height": image.height, "min": MIN_SIDE}
        )
    image.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
    upright = ImageOps.exif_transpose(image)
    return _fit(_to_srgb(upright))


def _too_many_pixels() -> str:
    return _("This picture has too many pixels: send one of %(max)d million at most.") % {
        "max": MAX_PIXELS // 1_000_000
    }


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    elif profile and image.mode in {"RGB", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            image = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except ImageCms.PyCMSError:
            pass  # an unreadable profile: the colours as they are
    return image.convert("RGB")


def _fit(image: Image.Image) -> Image.Image:
    if image.width <= WIDTHS[-1]:
        return Image.frombytes("RGB", image.size, image.tobytes())
    height = max(1, round(image.height * WIDTHS[-1] / image.width))
    return image.resize((WIDTHS[-1], height), Image.Resampling.LANCZOS)


def _write(image: Image.Image, rendition: Rendition, options: dict) -> None:
    if default_storage.exists(rendition.name):
        return
    size = (rendition.width, max(1, rendition.height))
    resized = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
    buffer = BytesIO()
    resized.save(buffer, rendition.format, **options)
    default_storage.save(rendition.name, ContentFile(buffer.getvalue()))


def remove(digest: str, width: int, height: int) -> None:
    """Delete the files of a picture."""
    for files in renditions(digest, width, height).values():
        for rendition in files:
            default_storage.delete(rendition.name)
