"""Limits of what is decoded, and what of a file must not stay in a picture: each by itself."""

from pathlib import Path
from struct import pack

import pytest
from PIL import Image

from articles.decoding import decode, told_of_frames
from articles.images import likeness
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

DATA = Path(__file__).parent.parent / "data"


def jpeg_claiming(width, height):
    """A small JPEG whose frame says that it is that large."""
    content = bytearray(picture_file(size=(320, 240)).read())
    frame = content.index(b"\xff\xc0")
    content[frame + 5 : frame + 9] = pack(">HH", height, width)
    return file_of(bytes(content))


def test_a_png_of_25_and_a_jpeg_of_65_million_pixels_are_refused():
    said = refusal(png_claiming(5000, 5000))
    assert "(25 million): send one of 24 million at most, or of 64 million as JPEG" in said
    assert "(65 million): send one of 64 million" in refusal(jpeg_claiming(10_000, 6500))


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


def test_a_heic_of_a_telephone_is_taken_upright_and_bare():
    """Held sideways, with an author in its metadata."""
    shown = decode(file_of((DATA / "photo.heic").read_bytes()))
    assert (shown.size, shown.mode) == ((400, 300), "RGB")
    assert close_to(shown.getpixel((20, 20)), RED)
    assert close_to(shown.getpixel((380, 280)), WHITE)
    assert not shown.info


@pytest.mark.parametrize(
    ("size", "kept"),
    [
        ((16_000, 3900), (1600, 390)),
        ((9000, 600), (1600, 107)),
        ((6000, 300), (1600, 80)),
        ((400, 8000), (400, 8000)),
        ((1080, 20_000), (691, 12_800)),
    ],
)
def test_panoramas_and_strips_are_taken(size, kept):
    assert decode(upload(Image.new("RGB", size), "JPEG")).size == kept


def test_a_panorama_held_sideways_has_the_full_width():
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = upload(Image.new("RGB", (3000, 12_000)), "JPEG", exif=exif)
    assert decode(sideways).size == (1600, 400)


@pytest.mark.parametrize("format", ["GIF", "PNG", "WEBP", "AVIF", "TIFF"])
def test_of_many_pictures_in_a_file_the_first_stands_and_that_is_told(format):
    pages = [Image.new("RGB", (300, 300), color) for color in (RED, WHITE, RED)]
    film = upload(pages[0], format, save_all=True, append_images=pages[1:])
    assert close_to(decode(film).getpixel((9, 9)), RED)
    assert "holds 3 pictures" in told_of_frames(film)
    assert told_of_frames(upload(pages[0], format)) == ""


@pytest.mark.parametrize("color", [RED, WHITE, (0, 0, 0)])
@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_flat_picture_looks_like_nothing(color, format):
    flat = Image.new("RGB", (640, 480), color)
    assert likeness(decode(upload(flat, format))) == ""
    flat.paste((20, 20, 90), (300, 200, 340, 240))  # and a mark on it
    assert likeness(decode(upload(flat, format))) == ""


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
