"""A picture sent by a script: taken once, or refused in words."""

import json
import zlib
from struct import pack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Picture
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
    }
    assert picture.uploaded_by == reporter


def test_the_same_picture_is_taken_once(browser_of):
    first = browser_of.post(URL, {"file": picture_file()}).json()
    second = browser_of.post(URL, {"file": picture_file("copy.jpg"), "alt": "Autre"})
    assert second.status_code == 200
    assert second.json() == first | {"is_new": False}
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (named(b"<!doctype html><script>alert(1)</script>"), "not a picture"),
        (named(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg"), "not a"),
        (named(bomb(), "a.png"), "too many pixels"),
        (picture_file(size=(100, 100)), "too small"),
        (named(b""), "vide"),
        ("no file at all", "obligatoire"),
    ],
    ids=["html", "svg", "bomb", "small", "empty", "text"],
)
def test_what_is_no_picture_is_refused_in_words(browser_of, file, words):
    response = browser_of.post(URL, {"file": file})
    assert response.status_code == 400
    assert words in response.json()["error"]
    assert not Picture.objects.exists()


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
