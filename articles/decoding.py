"""From an uploaded file to an upright sRGB picture: nothing else that was in the file stays.

Files may be hostile: what they claim is checked before anything is decoded, and a large picture is
made smaller before its colours are touched, so that memory stays flat.
"""

import re
import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from pi_heif import register_heif_opener
from PIL import ExifTags, Image, ImageCms

from articles.sniffing import kind_of

register_heif_opener(thumbnails=False)

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "HEIF")
MAX_WIDTH = 1600
MAX_HEIGHT = 12_800  # a strip is that long at most: what is cut and encoded stays in memory
MAX_BYTES = 25 * 2**20
# A JPEG is decoded small, as a camera's 48 million and a telephone's panorama need; the others
# take 8 bytes a pixel and more. A telephone's HEIC has 24.5 million.
MAX_PIXELS, MAX_PIXELS_OF = 24_000_000, {"JPEG": 64_000_000, "MPO": 64_000_000, "HEIF": 25_000_000}
MIN_SIDE = 200
MAX_PROPORTION = 20
# What comes one after the other in a file, to be seen as a film or leafed through.
IN_FRAMES = {"GIF", "PNG", "WEBP", "AVIF", "TIFF"}
TURNED = {"TIFF", "HEIF"}  # by their decoders already
SIXTEEN_BITS = {"I", "I;16", "I;16L", "I;16B", "I;16N"}
TRANSPARENT = {"RGBA", "LA", "PA", "La", "RGBa"}
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}


def decode(file) -> Image.Image:
    """The picture in a file, not larger than pages use it.

    Raises ValidationError with a sentence for the journalist where it is none that we take: what
    came, and what to send.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("This file is too large (%(size)s MB): send a picture of %(max)d MB at most.")
            % {"size": _tenths(file.size, 2**20), "max": MAX_BYTES // 2**20}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken metadata, which isn't kept anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(file)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as refusal:
        # Before there is anything to ask for its size: the number stands in the words alone.
        number = re.search("[0-9]+", str(refusal))
        raise ValidationError(_too_many_pixels(number and int(number[0]), MAX_PIXELS)) from None
    except Exception:  # decoders raise nearly anything on hostile files
        raise ValidationError(_unreadable(file)) from None


def _unreadable(file) -> str:
    file.seek(0)
    kind, is_picture = kind_of(file.read(1024))
    if is_picture:
        return _(
            "This picture (%(kind)s) is damaged or incomplete: send it again, or save it anew as"
            " JPEG first."
        ) % {"kind": kind}
    return _(
        "This file is not a picture that can be read (%(kind)s): send a JPEG, PNG, WebP, AVIF,"
        " HEIC, GIF or TIFF."
    ) % {"kind": kind}


def frames(file) -> int:
    """How many pictures follow one another in a file that was decoded; 1 where it is a still."""
    try:
        file.seek(0)
        with warnings.catch_warnings(), Image.open(file, formats=ACCEPTED) as image:
            warnings.simplefilter("ignore")
            return getattr(image, "n_frames", 1) if image.format in IN_FRAMES else 1
    except Exception:  # broken after the first, which is what is kept
        return 1


def told_of_frames(file) -> str:
    """What becomes of an animation, or of many pages; nothing to say of a still."""
    number = frames(file)
    if number < 2:
        return ""
    return _(
        "This file holds %(number)d pictures, one after the other: only the first is kept, and"
        " stands still. To show movement, put in a video."
    ) % {"number": number}


def _tenths(number: int, unit: int) -> str:
    """Rounded up, so that what is over the limit never reads as the limit."""
    tenths = -(-number * 10 // unit)
    return number_format(tenths / 10 if tenths % 10 else tenths // 10)


def _decode(file) -> Image.Image:
    file.seek(0)
    with Image.open(file, formats=ACCEPTED) as image:
        _check_size(*image.size, most=MAX_PIXELS_OF.get(image.format, MAX_PIXELS))
        turn = 1 if image.format in TURNED else _orientation(image)
        width, height = _size_within(*image.size, sideways=turn >= 5)
        if image.format in {"JPEG", "MPO"}:
            image.draft(None, (width, height))  # decodes at a half or a quarter already
        image.load()
        upright = _smaller(_eight_bits(image), width)
        for step in TURNS.get(turn, ()):
            upright = upright.transpose(step)
        return _bare(_to_size(_to_srgb(upright, image.info)))


def _size_within(width: int, height: int, *, sideways: bool = False) -> tuple[int, int]:
    """The size that pages use, as the file holds it."""
    most_across, most_down = (MAX_HEIGHT, MAX_WIDTH) if sideways else (MAX_WIDTH, MAX_HEIGHT)
    part = min(1, most_across / width, most_down / height)
    return max(1, round(width * part)), max(1, round(height * part))


def _check_size(width: int, height: int, *, most: int) -> None:
    if width * height > most:
        raise ValidationError(_too_many_pixels(width * height, most))
    sides = {"width": width, "height": height}
    if min(width, height) < MIN_SIDE:
        raise ValidationError(
            _(
                "This picture is too small (%(width)d × %(height)d):"
                " send one of %(min)d pixels at least on each side."
            )
            % (sides | {"min": MIN_SIDE})
        )
    if max(width, height) > MAX_PROPORTION * min(width, height):
        raise ValidationError(
            _(
                "This picture is too long and narrow (%(width)d × %(height)d): cut a part out of"
                " it, at most %(most)d times as long as narrow."
            )
            % (sides | {"most": MAX_PROPORTION})
        )


def _too_many_pixels(number: int | None, most: int) -> str:
    return _(
        "This picture has too many pixels (%(number)s million): send one of %(max)d million at"
        " most, or of %(jpeg)d million as JPEG."
    ) % {
        "number": _tenths(number, 1_000_000) if number else "?",
        "max": most // 1_000_000,
        "jpeg": MAX_PIXELS_OF["JPEG"] // 1_000_000,
    }


def _orientation(image: Image.Image) -> int:
    try:
        return image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # broken metadata is no reason to refuse a good picture
        return 1


def _eight_bits(image: Image.Image) -> Image.Image:
    """In a mode that can be made smaller: no palette, no 16 bits."""
    if image.mode in SIXTEEN_BITS:
        return image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in {"P", "1", "PA"} or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info else "RGB")
    return image


def _smaller(image: Image.Image, width: int) -> Image.Image:
    """By a whole factor, as long as it stays wide enough."""
    factor = image.width // width
    return image.reduce(factor) if factor > 1 else image


def _to_srgb(image: Image.Image, info: dict) -> Image.Image:
    if image.mode in TRANSPARENT:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
    if profile := info.get("icc_profile"):
        image = _from_profile(image, profile)
    return image.convert("RGB")


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """In sRGB; a profile that can't be read, or is of another mode, leaves the colours alone."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _to_size(image: Image.Image) -> Image.Image:
    size = _size_within(*image.size)
    return image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)


def _bare(image: Image.Image) -> Image.Image:
    """The pixels and nothing else: no profile, no EXIF, no comment."""
    return Image.frombytes("RGB", image.size, image.tobytes())
