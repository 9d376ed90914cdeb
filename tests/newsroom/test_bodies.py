"""What may be sent: how much, by whom, and in what time."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from newsroom import bodies
from newsroom.bodies import DESK, READERS, REPORTS, BodyRefused, limit_of, receive


class Sending:
    """A client's body, in pieces; after the last it ends, or says nothing more."""

    def __init__(self, *pieces, stalls=False):
        self.pieces, self.stalls, self.read = list(pieces), stalls, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.pieces:
            self.read += 1
            return self.pieces.pop(0)
        if self.stalls:
            await asyncio.Event().wait()
        raise StopAsyncIteration


def received(sending, **environ):
    """What `receive` makes of it, where the limit is that of a reader."""

    async def readers(_limit_of, _environ):
        return READERS

    async def whole():
        with await asyncio.wait_for(receive(sending, environ, readers), 10) as body:
            return body.read()

    # In a thread of its own: where a browser test ran before, this one has a loop already.
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, whole()).result(timeout=60)


def refused(sending, **environ) -> int:
    with pytest.raises(BodyRefused) as refusal:
        received(sending, **environ)
    return refusal.value.status


def test_a_body_arrives_whole_and_its_length_is_what_came():
    environ = {"HTTP_TRANSFER_ENCODING": "chunked"}
    assert received(Sending(b"a", b"bc"), CONTENT_LENGTH="3") == b"abc"
    assert received(Sending(b"a", b"bc"), **environ) == b"abc"
    assert received(Sending()) == b""


def test_what_says_that_it_is_too_long_is_not_read_at_all():
    sending = Sending(b"a")
    assert refused(sending, CONTENT_LENGTH=str(READERS + 1)) == 413
    assert sending.read == 0


def test_what_doesnt_say_how_long_it_is_is_cut_off():
    sending = Sending(*[b"x" * 1024] * 10_000)
    assert refused(sending, HTTP_TRANSFER_ENCODING="chunked") == 413
    assert sending.read == READERS // 1024 + 1


def test_what_ends_early_is_no_body():
    assert refused(Sending(b"ab"), CONTENT_LENGTH="3") == 400


def test_what_trickles_in_is_refused_in_time(monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.05)
    assert refused(Sending(b"ab", stalls=True), CONTENT_LENGTH="3") == 408


def test_what_comes_fast_enough_may_take_longer_than_that(monkeypatch):
    monkeypatch.setattr(bodies, "SECONDS", 0.05)
    monkeypatch.setattr(bodies, "BYTES_PER_SECOND", 1)

    class Slow(Sending):
        async def __anext__(self):
            await asyncio.sleep(0.1 * bool(self.read))
            return await super().__anext__()

    assert received(Slow(b"a" * 60, b"b"), CONTENT_LENGTH="61") == b"a" * 60 + b"b"


@pytest.mark.django_db
def test_who_may_send_how_much(client, admin_client, settings):
    def most(path, who=client):
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in who.cookies.items())
        return limit_of({"PATH_INFO": path, "REQUEST_METHOD": "POST", "HTTP_COOKIE": cookies})

    settings.ANYMAIL = {}
    assert most("/newsletter/") == most("/newsletter/retours/brevo/") == READERS
    assert most("/admin/login/") == most("/admin/articles/picture/send/") == READERS
    assert most("/newsletter/", admin_client) == READERS
    assert most("/admin/articles/picture/send/", admin_client) == DESK
    client.cookies[settings.SESSION_COOKIE_NAME] = "invented"
    assert most("/admin/articles/picture/send/") == READERS
    settings.ANYMAIL = {"WEBHOOK_SECRET": "a:b"}
    assert most("/newsletter/retours/brevo/") == REPORTS


FORMS = ("subscribe", "my_data_ask", "admin:login")


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_a_form_that_is_too_large_is_refused_with_a_page(client, name):
    answer = client.post(reverse(name), {"email": "x" * READERS})
    assert answer.status_code == 413
    assert "Go back one page" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_no_file_of_a_reader_is_kept(client):
    seen = {}
    client.handler.load_middleware()
    view = client.handler._view_middleware
    view.insert(0, lambda request, *_: seen.update(files=dict(request.FILES), post=request.POST))
    file = SimpleUploadedFile("virus.exe", b"MZ")
    client.post(reverse("my_data_ask"), {"email": "marie@example.org", "file": file})
    assert seen["files"] == {}
    assert seen["post"]["email"] == "marie@example.org"
