"""From an uploaded file to an upright sRGB picture: nothing else that was in the file stays.

Files may be hostile: what they claim is checked before anything is decoded, and a large picture is
made smaller before its colours are touched, so that memory stays flat.
"""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageCms

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF")
MAX_WIDTH = 1600
MAX_BYTES = 25 * 2**20
# A JPEG is decoded small, as a camera's 48 million need; the others take 8 bytes a pixel and more.
MAX_PIXELS, MAX_PIXELS_OF_JPEG = 24_000_000, 50_000_000
MIN_SIDE = 200
MAX_PROPORTION = 8
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
    """The picture in a file, not wider than pages use it.

    Raises ValidationError with a sentence for the journalist where it is none that we take.
    """
    if file.size > MAX_BYTES:
        raise ValidationError(
            _("This file is too large (%(size)s MB): send a picture of %(max)d MB at most.")
            % {"size": _megabytes(file.size), "max": MAX_BYTES // 2**20}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken metadata, which isn't kept anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(file)
    except ValidationError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_too_many_pixels(MAX_PIXELS)) from None
    except Exception:  # decoders raise nearly anything on hostile files
        raise ValidationError(
            _("This file is not a picture that can be read: send a JPEG, PNG, WebP or AVIF.")
        ) from None


def _megabytes(size: int) -> str:
    """Rounded up, so that what is over the limit never reads as the limit."""
    tenths = -(-size * 10 // 2**20)
    return number_format(tenths / 10 if tenths % 10 else tenths // 10)


def _decode(file) -> Image.Image:
    file.seek(0)
    with Image.open(file, formats=ACCEPTED) as image:
        is_jpeg = image.format in {"JPEG", "MPO"}
        _check_size(*image.size, most=MAX_PIXELS_OF_JPEG if is_jpeg else MAX_PIXELS)
        # A TIFF is turned by its decoder already.
        turn = 1 if image.format == "TIFF" else _orientation(image)
        if is_jpeg:
            image.draft(None, (MAX_WIDTH, MAX_WIDTH))  # decodes at a half or a quarter already
        image.load()
        upright = _smaller(_eight_bits(image), sideways=turn >= 5)
        for step in TURNS.get(turn, ()):
            upright = upright.transpose(step)
        return _bare(_to_width(_to_srgb(upright, image.info)))


def _check_size(width: int, height: int, *, most: int) -> None:
    if width * height > most:
        raise ValidationError(_too_many_pixels(most))
    sides = {"width": width, "height": height}
    if min(width, height) < MIN_SIDE:
        raise ValidationError(
            _(
                "This picture is too small (%(width)d × %(height)d):"
                " send one of %(min)d pixels at least."
            )
            % (sides | {"min": MIN_SIDE})
        )
    if max(width, height) > MAX_PROPORTION * min(width, height):
        raise ValidationError(
            _("This picture is too long and narrow (%(width)d × %(height)d): cut a part out of it.")
            % sides
        )


def _too_many_pixels(most: int) -> str:
    return _("This picture has too many pixels: send one of %(max)d million at most.") % {
        "max": most // 1_000_000
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


def _smaller(image: Image.Image, *, sideways: bool) -> Image.Image:
    """By a whole factor, as long as it stays wide enough."""
    factor = (image.height if sideways else image.width) // MAX_WIDTH
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


def _to_width(image: Image.Image) -> Image.Image:
    if image.width <= MAX_WIDTH:
        return image
    height = round(image.height * MAX_WIDTH / image.width)
    return image.resize((MAX_WIDTH, height), Image.Resampling.LANCZOS)


def _bare(image: Image.Image) -> Image.Image:
    """The pixels and nothing else: no profile, no EXIF, no comment."""
    return Image.frombytes("RGB", image.size, image.tobytes())
