"""Pictures are made small, bare and upright; what is no picture is refused in words."""

import resource
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from struct import pack

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from articles import images
from articles.decoding import decode
from articles.models import Picture
from tests.factories import make_picture, picture_file

RED, WHITE = (190, 60, 40), (255, 255, 255)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(image, format="PNG", **options):
    buffer = BytesIO()
    image.save(buffer, format, **options)
    return ContentFile(buffer.getvalue(), name="photo")


def file_of(content):
    return ContentFile(content, name="photo.jpg")


def png_claiming(width, height):
    """A PNG of a few hundred bytes that says it is that large."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return file_of(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 9)))


def refusal(file):
    with pytest.raises(ValidationError) as refused:
        decode(file)
    return refused.value.messages[0]


def made(file):
    """Every file that pages may show of an upload, written."""
    stored = images.store(file)
    files = images.all_renditions(stored.digest, stored.width, stored.height)
    images.make(files, (stored.width, stored.height))
    return files


def close_to(color, other):
    return all(abs(a - b) <= 4 for a, b in zip(color, other, strict=True))


@pytest.mark.parametrize(
    ("size", "widths"),
    [((4000, 2000), [480, 960, 1600]), ((1000, 500), [480, 960, 1000]), ((300, 300), [300])],
)
def test_a_picture_is_made_in_the_widths_that_pages_use(size, widths):
    files = made(picture_file(size=size))
    for format_ in images.FORMATS:
        assert [f.width for f in files if (f.format, f.shape) == (format_, "")] == widths
    for file in files:
        with default_storage.open(file.name) as written, Image.open(written) as image:
            assert (image.format.lower(), image.size) == (file.format, (file.width, file.height))


@pytest.mark.parametrize(
    ("image", "format", "color"),
    [
        (Image.new("RGB", (300, 300), RED), "JPEG", RED),
        (Image.new("RGB", (300, 300), RED), "WEBP", RED),
        (Image.new("RGB", (300, 300), RED), "TIFF", RED),
        (Image.new("CMYK", (300, 300), (0, 0, 0, 255)), "JPEG", (0, 0, 0)),
        (Image.new("L", (300, 300), 128), "PNG", (128,) * 3),
        (Image.new("I;16", (300, 300), 128 * 256), "PNG", (128,) * 3),
        (Image.new("1", (300, 300), 1), "PNG", WHITE),
        (Image.new("RGBA", (300, 300), (*RED, 0)), "PNG", WHITE),
        (Image.new("LA", (300, 300), (0, 0)), "PNG", WHITE),
        (Image.new("RGB", (300, 300), RED).quantize(4), "PNG", RED),
        (Image.new("RGB", (300, 300), RED).quantize(4), "GIF", RED),
    ],
)
def test_every_kind_of_picture_is_taken(image, format, color):
    taken = decode(upload(image, format))
    assert taken.mode == "RGB"
    assert close_to(taken.getpixel((150, 150)), color)


def test_a_transparent_palette_lies_on_white():
    image = Image.new("P", (300, 300), 1)
    image.putpalette([0, 0, 0, *RED])
    assert decode(upload(image, transparency=1)).getpixel((9, 9)) == WHITE


def test_of_an_animation_the_first_frame_stands():
    frames = [Image.new("RGB", (300, 300), color) for color in (RED, (0, 0, 255))]
    film = upload(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert close_to(decode(film).getpixel((9, 9)), RED)


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(turn):
    upright = Image.new("RGB", (400, 300), WHITE)
    upright.paste(RED, (0, 0, 100, 100))
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    exif = Image.Exif()
    exif[0x0112] = turn
    held = upright.transpose(undo[turn]) if turn > 1 else upright
    shown = decode(upload(held, "PNG", exif=exif))
    assert shown.size == (400, 300)
    assert close_to(shown.getpixel((20, 20)), RED)
    assert close_to(shown.getpixel((380, 280)), WHITE)


def test_a_large_picture_held_sideways_has_the_full_width():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode(upload(Image.new("RGB", (2400, 3600)), "JPEG", exif=exif)).size == (1600, 1067)


def test_nothing_of_place_camera_or_author_is_left(tmp_path):
    exif = Image.Exif()
    exif[0x013B] = "Marie Curie"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>Marie Curie</x:xmpmeta>"
    photo = picture_file(exif=exif, icc_profile=profile, xmp=xmp, comment=b"Marie Curie")
    made(photo)
    written = [path.read_bytes() for path in tmp_path.rglob("*.*")]
    assert len(written) > 2
    for content in written:
        assert not any(
            trace in content for trace in (b"Curie", b"xmpmeta", b"ICC_PROFILE", b"Exif\0")
        )
        with Image.open(BytesIO(content)) as image:
            assert not image.getexif()
            assert not {"icc_profile", "xmp", "comment"} & image.info.keys()


def test_broken_metadata_is_no_reason_to_refuse_a_picture():
    broken = picture_file(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\xff" * 40)
    assert decode(broken).size == (1600, 900)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a web page", b"<!doctype html><script>alert(1)</script>"),
        ("PDF", b"%PDF-1.7\n" + b"0" * 500),
        ("PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n"),
        ("it is empty", b""),
        ("a text", b"Bonjour."),
        ("of an unknown kind", b"\0\1\2\3" * 99),
        ("ZIP, Word, Excel", b"PK\3\4" + b"\0" * 99),
        ("a film", b"\0\0\0\x18ftypmp42" + b"\0" * 99),
        ("RAW", b"II*\0\x10\0\0\0CR" + b"\0" * 99),
    ],
)
def test_an_impostor_is_refused_with_what_it_is_and_what_to_send(name, content):
    said = refusal(file_of(content))
    assert f"is not a picture that can be read ({name}): send a JPEG, PNG, WebP, AVIF, HEIC" in said


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_a_truncated_picture_is_refused_in_words(format):
    noise = Image.effect_noise((400, 400), 90)
    whole = upload(noise, format).read()
    kind = {"WEBP": "WebP"}.get(format, format)
    said = refusal(file_of(whole[: len(whole) // 2]))
    assert f"This picture ({kind}) is damaged or incomplete: send it again" in said


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("GIF", b"GIF89a/*" + b"\0" * 30 + b"*/=alert(1)//"),
        ("JPEG", b"\xff\xd8\xff\xe0" + b"\0" * 500),
        ("HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 99),
    ],
)
def test_what_only_begins_like_a_picture_is_refused_in_words(kind, content):
    assert f"This picture ({kind}) is damaged" in refusal(file_of(content))


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a zip", b"<script>alert(1)</script>", b"%PDF-1.7"])
def test_what_hides_behind_a_picture_is_left_behind(tail, tmp_path):
    made(file_of(picture_file(size=(300, 300)).read() + tail))
    written = [path.read_bytes() for path in tmp_path.rglob("*.*")]
    assert written
    assert not [content for content in written if tail in content]


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        ((10_000, 10_000), "too many pixels (100 million): send one of 24 million"),
        ((15_000, 15_000), "too many pixels"),
        ((50_000, 50_000), "too many pixels"),
        ((65_000, 65_000), "too many pixels"),
        ((2_000_000_000, 1), "too many pixels"),
        ((1, 1), "too small (1 × 1): send one of 200 pixels at least on each"),
        ((400, 20), "too small"),
        ((20_000, 250), "too long and narrow (20000 × 250)"),
        ((250, 20_000), "too long and narrow"),
    ],
)
def test_a_bomb_or_a_strip_is_refused_before_it_is_decoded(size, sentence):
    assert sentence in refusal(png_claiming(*size))


@pytest.mark.parametrize(("size", "said"), [(26 * 2**20, "26 MB"), (25 * 2**20 + 1, "25,1 MB")])
def test_a_file_too_large_is_refused_unread(size, said):
    file = file_of(b"")
    file.size = size
    assert f"too large ({said}): send a picture of 25 MB at most" in refusal(file)


def test_memory_stays_flat_under_the_largest_picture():
    """In a process of its own, since a process never gives its highest mark back."""
    script = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings';"
        "django.setup();"
        "from tests.articles.test_images import growth_in_megabytes; print(growth_in_megabytes())"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 260


def growth_in_megabytes():
    photo = upload(Image.new("RGBA", (4890, 4890)), compress_level=1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    decode(photo)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024


def files_in(folder):
    return sorted(path.name for path in folder.rglob("*.*"))


def test_the_same_picture_twice_is_the_same_files(tmp_path):
    one = made(picture_file())
    files = files_in(tmp_path)
    assert made(picture_file(name="other.jpg")) == one
    assert files_in(tmp_path) == files


def test_the_same_picture_from_many_at_once_is_the_same_files(tmp_path):
    uploads = [picture_file(size=(500, 400)) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(made, uploads)
    assert all(files == first for files in others)
    master = images.master_of(first[0].digest)
    assert files_in(tmp_path) == sorted(Path(n).name for n in [master, *(f.name for f in first)])


def test_half_a_file_is_never_taken_for_the_whole(monkeypatch, tmp_path):
    def full_disk(name, content):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"half")
        raise OSError("No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(default_storage, "save", full_disk)
        with pytest.raises(OSError, match="space"):
            images.store(picture_file())
    assert files_in(tmp_path) == []


@pytest.mark.django_db
def test_a_deleted_picture_leaves_no_files(tmp_path, django_capture_on_commit_callbacks):
    picture = make_picture()
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert files_in(tmp_path) == []


def like_before_there_was_one_row_for_a_file(same, one):
    """With the files of the other one, as the migration left it."""
    Picture.objects.filter(pk=same.pk).update(digest=f"{one.digest[: images.KEY]}{same.pk:040x}")
    same.refresh_from_db()


@pytest.mark.django_db
def test_files_stay_while_another_picture_shows_them(tmp_path, django_capture_on_commit_callbacks):
    one, same = make_picture(), make_picture()
    Path(default_storage.path(images.master_of(same.digest))).unlink()
    like_before_there_was_one_row_for_a_file(same, one)
    with django_capture_on_commit_callbacks(execute=True):
        one.delete()
    assert files_in(tmp_path)
    with django_capture_on_commit_callbacks(execute=True):
        Picture.objects.all().delete()
    assert files_in(tmp_path) == []
