"""A file that is sent in parts to whoever asks for some of its bytes: a download goes on."""

import re

from django.http import FileResponse, HttpResponse

ASKED = re.compile("bytes=([0-9]{0,12})-([0-9]{0,12})")


def sent_as_asked(request, response: FileResponse, size: int) -> HttpResponse:
    """The whole file; the bytes that are asked for, where its ETag is the one they know."""
    response["Accept-Ranges"] = "bytes"
    asked = ASKED.fullmatch(request.headers.get("Range", ""))
    known = request.headers.get("If-Range", response["ETag"])
    if request.method != "GET" or not asked or asked[0] == "bytes=-" or known != response["ETag"]:
        return response
    first, last = _bounds(*asked.groups(), size)
    headers = {name: response[name] for name in ("ETag", "Accept-Ranges")}
    if first > last:
        response.close()
        headers["Content-Range"] = f"bytes */{size}"
        return HttpResponse(status=416, headers=headers)
    with response.file_to_stream as file:
        file.seek(first)
        part = file.read(last - first + 1)
    headers |= {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(part, response["Content-Type"], status=206, headers=headers)


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last) if last else size - 1, size - 1)
