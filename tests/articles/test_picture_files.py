"""The files of a picture: made once, cut around what matters, gone when nobody shows them."""

import os
import time
from io import BytesIO, StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image, ImageDraw

from articles import images, library
from articles.cleaning import clean
from articles.models import Picture
from tests.articles.test_images import files_in, upload
from tests.factories import make_picture, picture_file

pytestmark = pytest.mark.django_db

BLUE, WHITE = (20, 40, 200), (255, 255, 255)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def of(image, **fields):
    """The picture of the library that shows this image."""
    stored = images.store(upload(image))
    return Picture.objects.create(**stored.as_fields(), alt="A", credit="B", **fields)


def status_of(client, url):
    return read(client.get(url))[0]


def read(answer):
    """Status and content. Read to its end, a file is closed; `close()` would end the database."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content


def colour_in_the_middle(client, file):
    _status, content = read(client.get(file.url))
    image = Image.open(BytesIO(content))
    assert image.size == (file.width, file.height)
    return image.convert("RGB").getpixel((file.width // 2, file.height // 2))


def names_in(folder):
    return {f"pictures/{path.parent.name}/{path.name}" for path in folder.rglob("*.*")}


def test_the_files_are_made_in_the_background_when_a_picture_comes_in(committed, tmp_path):
    with committed():
        picture = of(Image.new("RGB", (400, 360), BLUE))
    assert names_in(tmp_path) == picture.file_names
    assert len(picture.files) == 2 * (1 + 1 + 2 + 2)  # whole, 16:9, 3:2, 1:1


def test_a_file_that_is_missing_is_made_when_it_is_asked_for(client, tmp_path):
    picture = of(Image.new("RGB", (400, 360), BLUE))
    assert names_in(tmp_path) == {images.master_of(picture.digest)}
    asked = picture.in_shape("1x1")["avif"][0]
    answer = client.get(asked.url)
    answer.close()
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/avif")
    assert "immutable" in answer["Cache-Control"]
    assert names_in(tmp_path) == {images.master_of(picture.digest), asked.name}


def test_nobody_makes_the_server_write_files_that_no_page_shows(client, tmp_path):
    picture = of(Image.new("RGB", (400, 360), BLUE))
    start = f"/media/{images.master_of(picture.digest).removesuffix('.jpg')}"
    for end in ("481.jpg", "16x9-7-480.jpg", "1x1-900-240.avif", "3x2-99999-9999.avif"):
        answer = client.get(f"{start}-{end}")
        assert answer.status_code == 302, end
        assert "max-age=300" in answer["Cache-Control"]
    for end in (".jpg", "-5x4-0-480.jpg", "-16x9-480.jpg", "-480.png", "-48000.jpg"):
        assert client.get(f"{start}{end}").status_code == 404, end
    stranger = start.replace(picture.digest[:24], picture.digest[:2] + "0" * 22)
    assert client.get(f"{stranger}-480.jpg").status_code == 404
    assert names_in(tmp_path) == {images.master_of(picture.digest)}


def test_a_picture_without_any_file_is_missing(client, tmp_path):
    picture = of(Image.new("RGB", (300, 300), BLUE))
    default_storage.delete(images.master_of(picture.digest))
    assert client.get(picture.smallest.url).status_code == 404


def test_a_picture_from_before_there_were_masters_is_cut_from_its_largest_file(client):
    picture = of(Image.new("RGB", (400, 360), BLUE))
    images.make(picture.files[:2], picture.size)
    default_storage.delete(images.master_of(picture.digest))
    assert status_of(client, picture.in_shape("1x1")["jpeg"][0].url) == 200


@pytest.mark.parametrize("shape", images.SHAPES)
@pytest.mark.parametrize("size", [(1600, 800), (600, 1200)])
@pytest.mark.parametrize("focus", [(0, 0), (50, 50), (100, 100), (30, 80)])
def test_a_shape_keeps_its_proportions_and_holds_the_focal_point(shape, size, focus):
    width, height, offset = images.cut(*size, shape, focus)
    (across, down), _widths = images.SHAPES[shape]
    assert width / height == pytest.approx(across / down, rel=0.01)
    assert width == size[0] or height == size[1]
    side = 0 if width < size[0] else 1
    point = size[side] * focus[side] / 100
    assert offset <= point <= offset + (width, height)[side]


def test_a_cut_shows_what_the_focal_point_marks(client, committed, tmp_path):
    image = Image.new("RGB", (600, 300), WHITE)
    ImageDraw.Draw(image).rectangle((420, 50, 599, 250), fill=BLUE)
    picture = of(image)
    assert colour_in_the_middle(client, picture.in_shape("1x1")["jpeg"][0]) > (240, 240, 240)
    former = picture.in_shape("1x1")["jpeg"][0]
    with committed():
        picture.focal_x = 90
        picture.save()
    assert colour_in_the_middle(client, picture.in_shape("1x1")["jpeg"][0])[2] > 180
    assert names_in(tmp_path) == picture.file_names
    moved = client.get(former.url)
    assert (moved.status_code, moved.url) == (302, picture.in_shape("1x1")["jpeg"][0].url)


@pytest.mark.parametrize("size", [(1600, 1067), (1600, 1600), (480, 360)])
@pytest.mark.parametrize("focus", [(50, 0), (0, 50), (50, 50), (100, 100)])
@pytest.mark.parametrize("shape", images.SHAPES)
def test_every_file_of_a_shape_has_the_size_that_is_announced(size, focus, shape):
    picture = of(Image.new("RGB", size, BLUE))
    picture.focal_x, picture.focal_y = focus
    files = picture.in_shape(shape)["jpeg"]
    images.make(files, picture.size)
    for file in files:
        with default_storage.open(file.name) as kept, Image.open(kept) as image:
            assert image.size == (file.width, file.height)


def test_what_has_the_shape_already_is_not_made_twice():
    picture = make_picture()  # 1600 × 900
    assert picture.in_shape("16x9") == picture.renditions
    assert len(picture.files) == len(set(picture.files)) == 2 * (3 + 2 + 2)


def test_a_replaced_picture_keeps_its_uses_and_its_addresses(client, committed, tmp_path):
    with committed():
        picture = of(Image.new("RGB", (400, 360), WHITE))
    former = {file.format: file for file in picture.in_shape("1x1")["jpeg"] + picture.files[:1]}
    with committed():
        picture.replace_files(images.store(upload(Image.new("RGB", (350, 400), BLUE))))
        picture.save()
    assert names_in(tmp_path) == picture.file_names
    for file in former.values():
        moved = client.get(file.url)
        assert moved.url in {now.url for now in picture.files}
        assert colour_in_the_middle(client, next(f for f in picture.files if f.url == moved.url))
    with committed():
        picture.replace_files(images.store(upload(Image.new("RGB", (250, 250), BLUE))))
        picture.save()
    assert client.get(former["jpeg"].url).url in {now.url for now in picture.files}


def test_a_picture_that_comes_back_answers_under_its_own_name(client, committed):
    picture = of(Image.new("RGB", (300, 300), WHITE))
    before = picture.smallest
    for colour in (BLUE, WHITE):
        with committed():
            picture.replace_files(images.store(upload(Image.new("RGB", (300, 300), colour))))
            picture.save()
    assert picture.smallest == before
    assert status_of(client, before.url) == 200


def test_two_rows_of_the_same_pixels_keep_the_cuts_of_both(committed, tmp_path):
    image = Image.new("RGB", (600, 300), WHITE)
    with committed():
        one = of(image)
        stored = images.write(image).as_fields()
        apart = stored | {
            "digest": f"{one.digest[: images.KEY]}{7:040x}"
        }  # as the migration left it
        other = Picture.objects.create(**apart, alt="A", credit="B", focal_x=90)
    with committed():
        one.focal_x = 10
        one.save()
    assert names_in(tmp_path) == one.file_names | other.file_names


def test_what_is_being_written_is_left_alone_and_swept_once_it_is_old(tmp_path):
    picture = of(Image.new("RGB", (300, 200), WHITE))
    begun = tmp_path / f"{images.master_of(picture.digest)}.0a1b{images.UNFINISHED}"
    begun.write_bytes(b"half")
    images.keep_only(picture.digest, picture.file_names)
    assert clean()["orphans"] == 0
    assert begun.exists()
    age(tmp_path)
    assert clean()["orphans"] == 1
    assert not begun.exists()


def age(folder):
    yesterday = time.time() - 86_400
    for path in folder.rglob("*.*"):
        os.utime(path, (yesterday, yesterday))


def test_files_that_nobody_has_are_swept_away_and_missing_ones_made(tmp_path):
    picture = of(Image.new("RGB", (300, 200), WHITE))
    orphan = of(Image.new("RGB", (300, 300), BLUE))
    images.make(orphan.files, orphan.size)
    Picture.objects.filter(pk=orphan.pk)._raw_delete("default")
    (tmp_path / "pictures" / picture.digest[:2] / "notes.txt").write_text("not ours")
    fresh = images.store(picture_file(size=(333, 333)))
    assert clean(dry_run=True) == {"orphans": 0, "missing": len(picture.files), "lost": 0}
    age(tmp_path)
    images.store(picture_file(size=(444, 444)))  # its row is still to come
    told = StringIO()
    call_command("clean_pictures", dry_run=True, stdout=told)
    gone = len(orphan.file_names) + 1
    assert told.getvalue().startswith(f"Would delete {gone} files")
    assert default_storage.exists(images.master_of(fresh.digest))
    call_command("clean_pictures", stdout=told)
    assert f"Deleted {gone} files" in told.getvalue()
    left = names_in(tmp_path)
    assert picture.file_names < left
    assert len(left) == len(picture.file_names) + 2  # the note, and the upload under way
    assert clean() == {"orphans": 0, "missing": 0, "lost": 0}


def test_a_picture_that_lost_everything_is_told():
    picture = make_picture()
    default_storage.delete(images.master_of(picture.digest))
    assert clean()["lost"] == 1
    told = StringIO()
    call_command("clean_pictures", stdout=told)
    assert "1 pictures have no file left: replace them." in told.getvalue()


def portrait(shift=0, size=(800, 600)):
    """Something with light and dark in it."""
    image = Image.radial_gradient("L").resize(size)
    ImageDraw.Draw(image).rectangle((100 + shift, 100, 300 + shift, 500), fill=30)
    return image.convert("RGB")


def test_the_same_picture_smaller_or_encoded_anew_is_alike():
    first = of(portrait())
    small = of(portrait().resize((400, 300)))
    stored = images.store(upload(portrait(), "JPEG", quality=40))
    jpeg = Picture.objects.create(**stored.as_fields(), alt="A", credit="B")
    of(portrait().rotate(180))
    of(Image.effect_noise((800, 600), 90).convert("RGB"))
    assert set(library.alike(first)) == {small, jpeg}


def test_a_deleted_picture_takes_its_cuts_along(committed, tmp_path):
    with committed():
        picture = of(Image.new("RGB", (400, 360), BLUE))
    assert files_in(tmp_path)
    with committed():
        picture.delete()
    assert files_in(tmp_path) == []
