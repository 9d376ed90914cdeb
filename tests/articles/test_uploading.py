"""A picture sent by a script: taken once, or refused in words."""

import json
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageDraw

from articles.decoding import decode
from articles.models import Picture
from articles.uploading import keep
from tests.factories import picture_file

pytestmark = pytest.mark.django_db
URL = "/admin/articles/picture/upload/"


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def browser_of(client, reporter):
    client.force_login(reporter)
    return client


def named(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def bomb():
    """A PNG of a hundred bytes that says it has 50,000 × 50,000 pixels."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 9))


def test_the_address_is_the_one_that_scripts_know():
    assert reverse("admin:articles_picture_upload") == URL


def test_a_picture_is_taken_and_told_about(browser_of, reporter):
    response = browser_of.post(URL, {"file": picture_file(), "alt": "Un navire"})
    picture = Picture.objects.get()
    assert response.status_code == 201
    assert json.loads(response.content) == {
        "id": picture.pk,
        "thumbnail": picture.smallest.url,
        "preview": picture.renditions["jpeg"][1].url,
        "width": 1600,
        "height": 900,
        "alt": "Un navire",
        "caption": "",
        "credit": "",
        "is_new": True,
        "alike": [],
        "note": "",
    }
    assert picture.uploaded_by == reporter


def test_the_same_picture_is_taken_once(browser_of):
    first = browser_of.post(URL, {"file": picture_file()}).json()
    second = browser_of.post(URL, {"file": picture_file("copy.jpg"), "alt": "Autre"})
    assert second.status_code == 200
    assert second.json() == first | {"is_new": False}
    assert Picture.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_picture_from_many_at_once_is_one_row(reporter):
    def send(_number):
        try:
            image = decode(picture_file(size=(300, 200)))
            return keep(image, by=reporter, alt="Un navire")
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        kept = list(pool.map(send, range(6)))
    assert {picture.pk for picture, _is_new in kept} == {Picture.objects.get().pk}
    assert sum(is_new for _picture, is_new in kept) == 1


def test_what_looks_like_one_of_the_library_is_told_at_once(browser_of):
    def drawn(left, size):
        image = Image.new("RGB", (900, 600), "white")
        ImageDraw.Draw(image).rectangle((left, 100, left + 300, 500), fill="navy")
        buffer = BytesIO()
        image.resize(size).save(buffer, "PNG")
        return named(buffer.getvalue(), "photo.png")

    first = browser_of.post(URL, {"file": drawn(100, (900, 600)), "alt": "Un rectangle"}).json()
    smaller = browser_of.post(URL, {"file": drawn(100, (450, 300))}).json()
    assert [(other["id"], other["alt"]) for other in smaller["alike"]] == [
        (first["id"], "Un rectangle")
    ]
    assert smaller["alike"][0]["address"] == f"/admin/articles/picture/{first['id']}/change/"
    assert browser_of.post(URL, {"file": drawn(500, (900, 600))}).json()["alike"] == []


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (named(b"<!doctype html><script>alert(1)</script>"), "(a web page): send a JPEG"),
        (named(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"), "(SVG): send"),
        (named(bomb(), "a.png"), "too many pixels (2500 million): send one of 24 million"),
        (picture_file(size=(100, 100)), "too small"),
        (named(b""), "This file is empty: send a JPEG"),
        ("no file at all", "No file came: send a picture"),
    ],
    ids=["html", "svg", "bomb", "small", "empty", "text"],
)
def test_what_is_no_picture_is_refused_in_words(browser_of, file, words):
    response = browser_of.post(URL, {"file": file})
    assert response.status_code == 400
    assert words in response.json()["error"]
    assert not Picture.objects.exists()


def test_an_animation_that_becomes_a_still_says_so(browser_of):
    one, two = (Image.new("RGB", (300, 300), color) for color in ("navy", "white"))
    buffer = BytesIO()
    one.save(buffer, "GIF", save_all=True, append_images=[two])
    film = buffer.getvalue()
    note = browser_of.post(URL, {"file": named(film, "film.gif")}).json()["note"]
    assert "holds 2 pictures" in note
    assert "put in a video" in note
    page = browser_of.post(URL.replace("upload", "send"), {"files": [named(film, "film.gif")]})
    told = [str(line) for line in page.wsgi_request._messages]
    assert [line for line in told if "“film.gif”: This file holds 2 pictures" in line]


def test_too_many_words_are_refused_before_they_are_cut(browser_of):
    response = browser_of.post(URL, {"file": picture_file(), "alt": "a" * 301})
    assert response.status_code == 400
    assert not Picture.objects.exists()


def test_nothing_is_taken_by_looking(browser_of):
    assert browser_of.get(URL).status_code == 405


def test_a_forged_post_is_refused(reporter):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(reporter)
    assert browser.post(URL, {"file": picture_file()}).status_code == 403
    assert not Picture.objects.exists()
