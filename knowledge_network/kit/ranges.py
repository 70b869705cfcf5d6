"""A part of a stored file, as a player asks for it (RFC 9110, section 14): without it no browser jumps in a film."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse

from knowledge_network.kit.http import SANDBOX

CHUNK = 256 * 1024
# So much goes out at once; a player asks for the rest (RFC 9110, 15.3.7), and is asked again whether it may have it.
MOST = 4 * 1024 * 1024
RANGE = re.compile(r"^bytes=(\d{0,12})-(\d{0,12})$")


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte; None for no range, or one that we do not read. ValueError for one outside the file."""
    match = RANGE.match(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
    if start >= size or start > end:
        raise ValueError(header)
    return start, end


def serve_ranges(
    request: HttpRequest, name: str, media_type: str, *, may_go_on: Callable[[], bool]
) -> HttpResponse | StreamingHttpResponse:
    """All of the stored file, or of the part that is asked for as much as goes out at once.

    Shown, not offered for keeping, and cached by nothing. Who asks for all of it is no player: `may_go_on` is asked
    then before each next part, and where it says no the answer breaks off.
    """
    try:
        stream = default_storage.open(name, "rb")
        size = default_storage.size(name)
    except FileNotFoundError as error:
        raise Http404 from error
    try:
        asked = read_range(request.headers.get("Range", ""), size)
    except ValueError:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, end = (asked[0], min(asked[1], asked[0] + MOST - 1)) if asked else (0, size - 1)
    response = StreamingHttpResponse(
        _Part(stream, start, end - start + 1, may_go_on), status=206 if asked else 200, content_type=media_type
    )
    response["Content-Length"] = str(end - start + 1)
    response["Accept-Ranges"] = "bytes"
    if asked:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


class _Part:
    """`length` bytes from `start` on. The response closes it, also when nobody read it to its end."""

    def __init__(self, stream: Any, start: int, length: int, may_go_on: Callable[[], bool]) -> None:
        self.stream, self.left, self.may_go_on = stream, length, may_go_on
        stream.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        unasked = 0
        while self.left > 0 and (chunk := self.stream.read(min(CHUNK, MOST, self.left))):
            if unasked + len(chunk) > MOST:
                if not self.may_go_on():
                    return
                unasked = 0
            unasked += len(chunk)
            self.left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self.stream.close()
