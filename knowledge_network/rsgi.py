"""Between the web server and Django: a thread works on a request only when all of it is here, and lets go of it whole.

Django runs in a few threads. Whoever sends a body drop by drop, or reads an answer so, would hold one of them for as
long; ten such visitors stopped the site. So bodies are received and answers are sent by the event loop, which holds
thousands at once, with a limit on size and time that is kept before anything is read. Static files and the question
whether the site is ready have threads of their own, and `/healthz` needs none.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from knowledge_network.wsgi import application

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

MEGABYTE = 1024 * 1024
TOO_LARGE = HTTPStatus(413)
# A file may be 25 MB; strangers send a few texts.
MOST_WITH_SESSION = 30 * MEGABYTE
MOST_WITHOUT = MEGABYTE
# A body has this long, and a second more for so many bytes.
SHORTEST_TIME = 30.0
BYTES_A_SECOND = 32 * 1024
# Who sends too much is heard out for a moment: a refusal into the middle of a body is lost on the way, and a proxy then
# says that the site is away. Nothing of it is kept.
HEARD_OUT = 32 * MEGABYTE
HEARD_OUT_FOR = 2.0
# Bodies that are still coming in, and requests that wait for a thread, for each process.
MOST_COMING_IN = 256
MOST_WAITING = 256
IN_MEMORY = 256 * 1024
CHUNK = 64 * 1024
WITHOUT_BODY = {"GET", "HEAD", "OPTIONS", "TRACE"}
SIDE_THREADS = 2

type Headers = list[tuple[str, str]]


class Refused(Exception):  # noqa: N818 - an answer, no error
    """The request is not worked on; `status` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        self.status = status


class Scope(Protocol):
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None

    @property
    def headers(self) -> Any: ...


@dataclass
class Answer:
    """What Django said, with a body that no thread has to give piece by piece."""

    status: int
    headers: Headers
    body: bytes | IO[bytes]


class FileWrapper:
    """What Django hands a file to (`wsgi.file_wrapper`)."""

    def __init__(self, file: IO[bytes], block_size: int = CHUNK) -> None:
        self.file = file

    def __iter__(self) -> Iterable[bytes]:
        return iter(lambda: self.file.read(CHUNK), b"")

    def close(self) -> None:
        self.file.close()


class Served:
    """An RSGI application around a WSGI one."""

    def __init__(self, application: WSGIApplication, *, threads: int) -> None:
        self.application = application
        self.pages = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self.side = ThreadPoolExecutor(SIDE_THREADS, thread_name_prefix="side")
        self.disk = ThreadPoolExecutor(SIDE_THREADS, thread_name_prefix="disk")
        self.coming_in = self.waiting = 0
        self.refusals: dict[HTTPStatus, bytes] = {}

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            self.refusals = {
                TOO_LARGE: render_to_string("413.html").encode(),
                HTTPStatus.REQUEST_TIMEOUT: render_to_string("408.html").encode(),
                HTTPStatus.SERVICE_UNAVAILABLE: render_to_string("503.html").encode(),
            }

    async def __rsgi__(self, scope: Scope, proto: Any) -> None:
        if scope.path == "/healthz":
            proto.response_bytes(200, [("content-type", "text/plain"), ("cache-control", "no-store")], b"ok\n")
            return
        try:
            answer = await self._answer(scope, proto)
        except Refused as refused:
            plain = [("content-type", "text/html; charset=utf-8"), ("cache-control", "no-store")]
            body = self.refusals.get(refused.status, refused.status.phrase.encode())
            proto.response_bytes(int(refused.status), [*plain, ("connection", "close")], body)
            return
        await self._send(answer, scope, proto)

    async def _answer(self, scope: Scope, proto: Any) -> Answer:
        is_aside = scope.path.startswith(settings.STATIC_URL) or scope.path == "/readyz"
        if not is_aside and self.waiting >= MOST_WAITING:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            length = await self._receive(scope, proto, body)
            body.seek(0)
            environ = build_environ(scope, body, length)
            loop = asyncio.get_running_loop()
            self.waiting += 1
            try:
                return await loop.run_in_executor(self.side if is_aside else self.pages, self._work, environ)
            finally:
                self.waiting -= 1

    async def _receive(self, scope: Scope, proto: Any, body: IO[bytes]) -> int:
        """Read the body within its limits of size and time; how long it is."""
        said = scope.headers.get("content-length")
        if scope.method in WITHOUT_BODY and said in (None, "0") and not scope.headers.get("transfer-encoding"):
            return 0
        if said is not None and not said.isdigit():
            raise Refused(HTTPStatus.BAD_REQUEST)
        promised = int(said or 0)
        has_session = f"{settings.SESSION_COOKIE_NAME}=" in (scope.headers.get("cookie") or "")
        most = MOST_WITH_SESSION if has_session else MOST_WITHOUT
        if promised > HEARD_OUT:
            raise Refused(TOO_LARGE)
        if self.coming_in >= MOST_COMING_IN:
            raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
        self.coming_in += 1
        try:
            return await self._take_in(proto, body, most, promised)
        finally:
            self.coming_in -= 1

    async def _take_in(self, proto: Any, body: IO[bytes], most: int, promised: int) -> int:
        length, is_too_large = 0, promised > most
        seconds = HEARD_OUT_FOR if is_too_large else SHORTEST_TIME + (promised or most) / BYTES_A_SECOND
        try:
            async with asyncio.timeout(seconds) as limit:
                async for chunk in proto:
                    length += len(chunk)
                    if length > most and not is_too_large:
                        is_too_large = True
                        limit.reschedule(asyncio.get_running_loop().time() + HEARD_OUT_FOR)
                    if length > HEARD_OUT:
                        break
                    if not is_too_large:
                        body.write(chunk)
        except TimeoutError:
            raise Refused(TOO_LARGE if is_too_large else HTTPStatus.REQUEST_TIMEOUT) from None
        if is_too_large:
            raise Refused(TOO_LARGE)
        return length

    def _work(self, environ: WSGIEnvironment) -> Answer:
        """In a thread: ask Django, and take all that it gives, so that its connection to the database is free again."""
        started: list[tuple[int, Headers]] = []

        def start_response(status: str, headers: Headers, exc_info: object = None) -> Callable[[bytes], object]:
            started.append((int(status[:3]), [(name.lower(), value) for name, value in headers]))
            return lambda _data: None

        result: Any = self.application(environ, start_response)
        try:
            body = _taken(result)
        finally:
            if hasattr(result, "close"):
                result.close()
        return Answer(*started[-1], body)

    async def _send(self, answer: Answer, scope: Scope, proto: Any) -> None:
        if scope.method == "HEAD" or answer.status in (204, 304):
            _close(answer.body)
            proto.response_empty(answer.status, answer.headers)
            return
        if isinstance(answer.body, bytes):
            proto.response_bytes(answer.status, answer.headers, answer.body)
            return
        transport = proto.response_stream(answer.status, answer.headers)
        try:
            async for chunk in self._chunks(answer.body):
                await transport.send_bytes(chunk)
        except (RuntimeError, ConnectionError):
            return  # the reader went away
        finally:
            answer.body.close()

    async def _chunks(self, file: IO[bytes]) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        while chunk := await loop.run_in_executor(self.disk, file.read, CHUNK):
            yield chunk


def _taken(result: Any) -> bytes | IO[bytes]:
    """All of a body: in memory, on the disk when it is long, or the file itself that Django would have read."""
    if isinstance(result, FileWrapper):
        try:
            return os.fdopen(os.dup(result.file.fileno()), "rb")
        except (OSError, AttributeError, ValueError):
            pass  # a file of memory
    pieces: list[bytes] = []
    long: IO[bytes] | None = None
    size = 0
    for piece in result:
        size += len(piece)
        if long is None and size > IN_MEMORY:
            long = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who sends it
            long.writelines(pieces)
        if long is None:
            pieces.append(piece)
        else:
            long.write(piece)
    if long is None:
        return b"".join(pieces)
    long.seek(0)
    return long


def _close(body: bytes | IO[bytes]) -> None:
    if not isinstance(body, bytes):
        body.close()


def build_environ(scope: Scope, body: IO[bytes], length: int) -> WSGIEnvironment:
    """The variables of PEP 3333."""
    host, _colon, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        "wsgi.file_wrapper": FileWrapper,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    for name, value in scope.headers.items():
        if "_" in name:
            continue  # would stand for another header
        key = name.upper().replace("-", "_")
        if key == "CONTENT_TYPE":
            environ[key] = value
        elif key not in ("CONTENT_LENGTH", "TRANSFER_ENCODING"):
            key = f"HTTP_{key}"
            joined = "; " if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{joined}{value}" if key in environ and key != "HTTP_HOST" else value
    return environ


served = Served(application, threads=int(os.environ.get("WEB_THREADS") or 4))
