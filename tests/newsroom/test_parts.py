"""Pictures are sent as they are: not compressed twice, known by their ETag, in parts."""

import pytest

from tests.factories import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_picture().smallest.url


def body_of(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def whole(client, picture):
    return body_of(client.get(picture))


def test_a_picture_is_not_compressed_again(client, picture, whole):
    answer = client.get(picture, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(body_of(answer)) == len(whole)


def test_a_page_is_compressed(client, article):
    answer = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"


def test_a_picture_that_is_known_is_not_sent_again(client, picture):
    known = client.get(picture)
    assert body_of(known)
    etag = known["ETag"]
    assert client.get(picture, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-9", slice(0, 10)),
        ("bytes=10-", slice(10, None)),
        ("bytes=-5", slice(-5, None)),
        ("bytes=-99999999", slice(None)),
        ("bytes=5-99999999", slice(5, None)),
    ],
)
def test_a_part_is_sent_where_it_is_asked_for(client, picture, whole, asked, part):
    answer = client.get(picture, headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.content) == (206, whole[part])
    assert answer["Content-Range"].endswith(f"/{len(whole)}")
    assert answer["Cache-Control"].startswith("public")


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=-", 200), ("bytes=1-2,4-5", 200), ("lines=1-2", 200), ("bytes=99999999-", 416),
     ("bytes=9-3", 416), ("bytes=-0", 416), ("bytes=²-", 200)],
)  # fmt: skip
def test_what_makes_no_sense_gets_all_or_nothing(client, picture, asked, status):
    answer = client.get(picture, headers={"Range": asked})
    assert (answer.status_code, len(body_of(answer)) > 0) == (status, status == 200)


def test_a_part_of_what_has_changed_is_the_whole(client, picture, whole):
    answer = client.get(picture, headers={"Range": "bytes=0-9", "If-Range": '"former"'})
    assert (answer.status_code, body_of(answer)) == (200, whole)


@pytest.mark.parametrize("name", ["favicon.ico", "apple-touch-icon.png"])
def test_icons_are_where_browsers_look(client, name):
    assert "/img/icon" in client.get(f"/{name}").url
