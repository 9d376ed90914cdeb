"""Colours stay as the camera, the screen or the press meant them; pages get sRGB."""

from struct import pack

from PIL import Image, ImageCms

from articles.decoding import decode
from tests.articles.test_images import RED, close_to, upload
from tests.factories import picture_file

RED_INK = (184, 58, 40)
LAB_OF_RED_INK, PAPER, BLACK = (44, 51, 40), (100, 0, 0), (0, 0, 0)


def test_colours_of_another_profile_are_converted_first():
    wide = ImageCms.createProfile("LAB")
    assert wide  # a profile that does not fit an RGB picture is left aside
    odd = ImageCms.ImageCmsProfile(wide).tobytes()
    assert close_to(decode(picture_file(icc_profile=odd)).getpixel((9, 9)), RED)
    assert close_to(decode(picture_file(icc_profile=b"junk" * 50)).getpixel((9, 9)), RED)


def profile(kind: bytes, tags: dict[bytes, bytes]) -> bytes:
    """A colour profile with these tags."""
    table, data, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        table += name + pack(">II", start + len(data), len(content))
        data += content
    body = pack(">I", len(tags)) + table + data
    white = b"".join(map(number, (0.9642, 1.0, 0.8249)))
    head = pack(">I", 128 + len(body)) + bytes(4) + b"\x02\x40\0\0" + kind + bytes(12)
    return (head + b"acsp" + bytes(28) + white).ljust(128, b"\0") + body


def number(value) -> bytes:
    return pack(">i", round(value * 65536))


def colour(*xyz) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(number, xyz))


def wide_gamut() -> bytes:
    """A profile as cameras and phones write them: the colours of Adobe RGB, a gamma of 2.2."""
    curve = b"curv" + pack(">iiH", 0, 1, 563) + b"\0\0"
    tags = {
        b"wtpt": colour(0.9642, 1.0, 0.8249),
        b"rXYZ": colour(0.60974, 0.31111, 0.01947),
        b"gXYZ": colour(0.20528, 0.62567, 0.06087),
        b"bXYZ": colour(0.14919, 0.06322, 0.74457),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    return profile(b"mntrRGB XYZ ", tags)


def press() -> bytes:
    """Of a press whose first ink is red, and not cyan; the fourth is black."""
    corners = [
        BLACK if n & 1 else LAB_OF_RED_INK if n & 8 else PAPER
        for n in range(16)  # whether there is any of the four inks: the last one changes first
    ]
    grid = bytes(x for L, a, b in corners for x in (round(L * 2.55), a + 128, b + 128))
    same = bytes(range(256))
    unit = b"".join(map(number, (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    table = b"mft1" + bytes(4) + bytes((4, 3, 2, 0)) + unit + same * 4 + grid + same * 3
    return profile(b"prtrCMYKLab ", {b"wtpt": colour(0.9642, 1.0, 0.8249), b"A2B0": table})


def printed(*inks, size=(300, 300), **options):
    return upload(Image.new("CMYK", size, inks), "JPEG", **options)


def test_a_wide_gamut_becomes_srgb():
    green = Image.new("RGB", (300, 300), (120, 200, 120))
    shown = decode(upload(green, icc_profile=wide_gamut())).getpixel((9, 9))
    assert shown[0] < 100  # the same green needs less red in sRGB
    assert close_to(shown[1:], (201, 117))
    grey = Image.new("RGB", (300, 300), (128, 128, 128))
    assert close_to(decode(upload(grey, icc_profile=wide_gamut())).getpixel((9, 9)), (128,) * 3)


def test_a_picture_for_print_has_the_colours_of_its_press():
    for size in ((300, 300), (3600, 600)):  # the larger one is decoded at a half
        shown = decode(printed(255, 0, 0, 0, size=size, icc_profile=press()))
        assert close_to(shown.getpixel((9, 9)), RED_INK)
    assert close_to(decode(printed(0, 0, 0, 255, icc_profile=press())).getpixel((9, 9)), BLACK)
    assert close_to(decode(printed(0, 0, 0, 0, icc_profile=press())).getpixel((9, 9)), (255,) * 3)


def test_without_a_profile_the_inks_are_the_usual_ones():
    assert close_to(decode(printed(255, 0, 0, 0)).getpixel((9, 9)), (0, 255, 255))
