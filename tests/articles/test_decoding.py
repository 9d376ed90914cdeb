"""Limits of what is decoded, and what of a file must not stay in a picture: each by itself."""

from struct import pack

import pytest
from PIL import Image

from articles.decoding import decode
from tests.articles.test_images import (
    RED,
    WHITE,
    close_to,
    file_of,
    png_claiming,
    refusal,
    upload,
)
from tests.factories import picture_file


def jpeg_claiming(width, height):
    """A small JPEG whose frame says that it is that large."""
    content = bytearray(picture_file(size=(320, 240)).read())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = pack(">HH", height, width)
    return file_of(bytes(content))


def test_a_png_of_25_and_a_jpeg_of_51_million_pixels_are_refused():
    assert "send one of 24 million" in refusal(png_claiming(5000, 5000))
    assert "send one of 50 million" in refusal(jpeg_claiming(8500, 6000))


def test_a_jpeg_of_25_million_pixels_is_not_refused_for_its_size():
    assert decode(upload(Image.new("RGB", (5000, 5000)), "JPEG")).width == 1600


@pytest.mark.parametrize("trace", ["comment", "xmp", "exif"])
def test_nothing_of_the_file_stays_where_there_is_no_profile_of_colours(trace):
    exif = Image.Exif()
    exif[0x013B] = "Marie Curie"
    given = {"comment": b"Marie Curie", "xmp": b"<x>Marie Curie</x>", "exif": exif}
    shown = decode(picture_file(**{trace: given[trace]}))
    assert not {"comment", "xmp", "exif", "jfif"} & shown.info.keys()
    assert not shown.getexif()


@pytest.mark.parametrize("turn", [3, 6, 8])
def test_a_tiff_is_turned_once(turn):
    upright = Image.new("RGB", (400, 300), WHITE)
    upright.paste(RED, (0, 0, 100, 100))
    undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}
    held = upright.transpose(undo.get(turn, Image.Transpose.ROTATE_270))
    exif = Image.Exif()
    exif[0x0112] = turn
    shown = decode(upload(held, "TIFF", exif=exif))
    assert shown.size == (400, 300)
    assert close_to(shown.getpixel((20, 20)), RED)
    assert close_to(shown.getpixel((380, 280)), WHITE)
