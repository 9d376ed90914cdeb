"""What a request claims to be written in is not believed: Django reads its query by that."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.handlers.wsgi import WSGIRequest

from newsroom.gateway import headers_of


@pytest.mark.parametrize("charset", ["rot13", "hex", "undefined", "utf-7", '"x"'])
def test_a_claimed_charset_never_reaches_django(charset):
    claimed = {"content-type": f"text/plain; charset={charset}"}
    headers = headers_of(SimpleNamespace(headers=claimed), "192.0.2.1")
    asked = {"REQUEST_METHOD": "GET", "QUERY_STRING": "q=%C3%A9cran", "wsgi.input": BytesIO()}
    assert WSGIRequest(asked | headers).GET["q"] == "écran"


def test_the_boundary_of_a_form_stays():
    claimed = {"content-type": "multipart/form-data; charset=hex; boundary=x"}
    headers = headers_of(SimpleNamespace(headers=claimed), "192.0.2.1")
    assert headers["CONTENT_TYPE"] == "multipart/form-data; boundary=x"
