"""Bodies that come drop by drop, answers that are read so, requests that are far too big: others notice nothing."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from scripts.embedded import throw_away_servers
from tests.infra.running import Service, copy_database, environment, wait_for

pytestmark = pytest.mark.real_clock(reason="the site runs in processes of its own, and clients are slow")
SLOW = 20
MEGABYTE = 1024 * 1024
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory, migrated_database: str) -> Iterator[Service]:
    with throw_away_servers() as (postgres, valkey):
        copy_database(migrated_database, postgres)
        folder = tmp_path_factory.mktemp("slow")
        variables = environment(database_url=postgres.url(), redis_url=valkey.url(), folder=folder)
        service = Service("web", variables, folder)
        try:
            wait_for(lambda: service.get("/readyz")[0] == 200, seconds=60)
            yield service
        finally:
            service.stop()


def opened(web: Service) -> socket.socket:
    return socket.create_connection(("127.0.0.1", web.port), timeout=20)


def head(method: str, path: str, **headers: str) -> bytes:
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: localhost",
        *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode()


def quickest_of_three(web: Service, path: str) -> float:
    times = []
    for _ in range(3):
        started = time.monotonic()
        assert web.get(path)[0] == 200
        times.append(time.monotonic() - started)
    return min(times)


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_twenty_slow_bodies_hold_up_nobody(web):
    calm = quickest_of_three(web, "/inloggen/")
    with ExitStack() as stack:
        slow = [stack.enter_context(opened(web)) for _ in range(SLOW)]
        for link in slow:
            link.sendall(head("POST", "/inloggen/", Content_Length="900", Content_Type=FORM))
            link.sendall(b"login=")
        for _ in range(3):
            for link in slow:
                link.sendall(b"x")
            assert web.get("/healthz", timeout=5)[0] == 200
            assert quickest_of_three(web, "/inloggen/") < max(1.0, 5 * calm)
    # They get an answer when they are done after all.
    with opened(web) as link:
        link.sendall(head("POST", "/inloggen/", Content_Length="8", Content_Type=FORM))
        for byte in b"login=ab":
            time.sleep(0.05)
            link.sendall(bytes([byte]))
        assert link.recv(100).startswith(b"HTTP/1.1 403")


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_twenty_slow_readers_hold_up_nobody(web):
    page = re.search(r'href="(/static/[^"]+css)"', web.get("/inloggen/")[1])
    assert page is not None
    with ExitStack() as stack:
        for _ in range(SLOW):
            link = stack.enter_context(socket.socket())
            link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            link.connect(("127.0.0.1", web.port))
            link.sendall(head("GET", page[1]) * 40)
            link.recv(10)
        for path in ("/inloggen/", "/healthz", page[1]):
            assert web.get(path, timeout=5)[0] == 200


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
@pytest.mark.parametrize(
    ("length", "cookie", "status"),
    [(400 * MEGABYTE, "", 413), (2 * MEGABYTE, "", 413), (31 * MEGABYTE, "sessionid=made-up", 413)],
)
def test_what_is_far_too_big_is_refused_before_it_is_read(web, length, cookie, status):
    with opened(web) as link:
        started = time.monotonic()
        link.sendall(head("POST", "/inloggen/", Content_Length=str(length), Cookie=cookie))
        answer = link.recv(4000).decode()
        assert answer.startswith(f"HTTP/1.1 {status}")
        assert time.monotonic() - started < 5
        assert "Dit is te groot" in answer + link.recv(4000).decode()


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_who_sends_all_of_it_reads_why_it_was_refused(web):
    """Not a broken connection, which a browser shows as no site at all."""
    for _ in range(5):
        with opened(web) as link:
            link.sendall(head("POST", "/inloggen/", Content_Length=str(12 * MEGABYTE)) + b"x" * 12 * MEGABYTE)
            assert link.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_what_hides_its_length_is_cut_off_too(web):
    with opened(web) as link:
        link.sendall(head("POST", "/inloggen/", Transfer_Encoding="chunked"))
        piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        answer = b""
        link.settimeout(0.05)
        for _ in range(200):
            try:
                link.sendall(piece)
                answer = link.recv(100)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            break
        else:
            pytest.fail("all of it was taken")
        assert answer.startswith(b"HTTP/1.1 413") or not answer


@pytest.mark.drill(name="slow-clients")
@pytest.mark.in_suite
def test_bad_paths_and_headers_arrive_as_they_were_sent(web):
    answers = {}
    for path in ("/zoeken/%00", "/zoeken/%ff", "/zoeken/?q=%ff", "/leden/%C3%A9/"):
        with opened(web) as link:
            link.sendall(head("GET", path, Connection="close"))
            answers[path] = link.recv(20)[9:12]
    assert answers == {
        "/zoeken/%00": b"400",
        "/zoeken/%ff": b"400",
        "/zoeken/?q=%ff": b"400",
        "/leden/%C3%A9/": b"404",
    }


@pytest.mark.drill(name="slow-clients")
def test_two_hundred_slow_clients_hold_up_nobody(web):
    """Bodies and readers of every sort for twenty seconds, while others click on."""
    calm = sorted(quickest_of_three(web, "/inloggen/") for _ in range(10))[8]
    halt = threading.Event()

    def dawdle(number: int) -> None:
        with opened(web) as link:
            link.sendall(head("POST", "/aanmelden/", Content_Length=str(2000 + number)))
            while not halt.wait(0.5):
                link.sendall(b"x")

    people = [threading.Thread(target=dawdle, args=(number,), daemon=True) for number in range(200)]
    for person in people:
        person.start()
    try:
        time.sleep(2)
        times = []
        until = time.monotonic() + 20
        while time.monotonic() < until:
            started = time.monotonic()
            assert web.get("/inloggen/", timeout=10)[0] == 200
            times.append(time.monotonic() - started)
    finally:
        halt.set()
    assert sorted(times)[int(len(times) * 0.95)] <= max(0.5, 2 * calm), (calm, len(times))
