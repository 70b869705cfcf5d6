"""What happens to every request before any app sees it."""

import codecs
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, cast
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

from knowledge_network.kit.counted import note_page

STRICT_ENCODING = "utf_8_strict"
REPLACEMENT = "\ufffd"
SURROGATES = range(0xD800, 0xE000)


def _strict_codec(name: str) -> codecs.CodecInfo | None:
    """UTF-8 that raises on invalid bytes even where Django asks to replace them."""
    if name != STRICT_ENCODING:
        return None
    utf8 = codecs.lookup("utf-8")

    def decode(data: Any, errors: str = "strict") -> tuple[str, int]:
        return utf8.decode(data, "strict")

    return codecs.CodecInfo(utf8.encode, decode, name=STRICT_ENCODING)


codecs.register(_strict_codec)


class CleanInputMiddleware:
    """NUL characters and invalid UTF-8, anywhere in a request, are answered with 400.

    PostgreSQL stores neither, so without this they become a server error in whatever view first saves or looks up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            self._check(request)
        except UnicodeError as error:
            raise BadRequest("The request holds text that is not valid UTF-8.") from error
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        # Django writes bytes that it cannot decode as %FF, granian as the replacement character.
        _check_bytes(unquote_to_bytes(request.path_info))
        if REPLACEMENT in request.path_info:
            raise BadRequest("The address is not valid UTF-8.")
        _check_bytes(unquote_to_bytes(request.META.get("QUERY_STRING", "")))
        _check_bytes(request.META.get("HTTP_COOKIE", "").encode("latin-1", "replace"))
        for value in request.COOKIES.values():
            _check_text(value)
        if request.method not in {"POST", "PUT", "PATCH", "DELETE"}:
            return
        if request.content_type == "multipart/form-data":
            self._check_multipart(request)
        elif request.content_type == "application/x-www-form-urlencoded":
            _check_bytes(unquote_to_bytes(request.body.replace(b"+", b" ")))
        elif (request.content_type or "").endswith("json"):
            _check_json(request.body)

    def _check_multipart(self, request: HttpRequest) -> None:
        request.encoding = STRICT_ENCODING
        boundary = (request.content_params or {}).get("boundary", "")
        if hasattr(request, "_stream"):
            request._stream = PartHeaderWatch(  # type: ignore[assignment]
                request._stream, boundary.encode("ascii", "replace")
            )
        for name, values in request.POST.lists():
            for text in (name, *values):
                _check_text(text)
        for name, files in request.FILES.lists():
            for text in (name, *(upload.name or "" for upload in files)):
                _check_text(text)


class PartHeaderWatch:
    """Reads on behalf of Django's multipart parser, which drops a part with a broken header instead of refusing it."""

    LONGEST_HEADER = 4096

    def __init__(self, stream: IO[bytes], boundary: bytes) -> None:
        self._stream = stream
        self._headers = re.compile(rb"--" + re.escape(boundary) + rb"\r?\n(.{0,4096}?)\r?\n\r?\n", re.DOTALL)
        self._tail = b""

    def read(self, *args: int) -> bytes:
        data: bytes = self._stream.read(*args)
        window = self._tail + data
        for headers in self._headers.findall(window):
            _check_bytes(headers)
        self._tail = window[-2 * self.LONGEST_HEADER :]
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _check_bytes(data: bytes) -> None:
    _check_text(data.decode("utf-8", "strict"))


def _check_text(text: str) -> None:
    if "\0" in text:
        raise BadRequest("The request holds a NUL character.")


def _check_json(body: bytes) -> None:
    _check_bytes(body)
    if b"\\u" not in body:
        return
    try:
        document = json.loads(body)
    except ValueError:
        return  # the view says what is wrong with it
    for text in _texts(document):
        _check_text(text)
        if any(ord(character) in SURROGATES for character in text):
            raise BadRequest("The request holds half a character.")


def _texts(document: object) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, list):
        for item in document:
            yield from _texts(item)
    elif isinstance(document, dict):
        for name, value in document.items():
            yield name
            yield from _texts(value)


# Signed words have colons, random ones capitals; the key of a new password is two numbers and a hash.
TOKEN_IN_PATH = re.compile(r"(?<=/)(?:(?=[^/]*[:A-Z])[^/]{20,}|[0-9a-z]+-[0-9a-z]{6,}-[0-9a-f]{32,})")


class RequestLogMiddleware(RequestMiddleware):
    """One log line per request: method and path only, for a query string holds what people search and signed tokens.

    A path holds tokens too: the link of a guest, of a calendar, of a mail. Who reads the log could use them.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        response = cast(HttpResponse, super().__call__(request))
        note_page(time.monotonic() - started, response.status_code)
        return response

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {TOKEN_IN_PATH.sub('…', request.path)}"
