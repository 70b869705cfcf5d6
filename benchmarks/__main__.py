"""Measure our pages against the floor pages in one run, for networks of several sizes; see docs/performance.md.

usage: python -m benchmarks [--sizes 160,10000,100000] [--requests 200] [--write]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.load import Sample, measure, resident_mb
from scripts.embedded import Postgres, free_port, throw_away_servers

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "performance.md"
CPU_GOAL, GROWTH_GOAL, MEMORY_GOAL = 2.0, 1.2, 180
# A search: p95 with eight clients, and what a rare word may cost more with ten times the members; both in ms.
SEARCH_GOAL, RARE_GOAL = 250, 4
ROUNDS = 8
GROUP_PAGE = "group page"
# Words in one of two thousand claims, in one of ten, in three of ten and in all: `benchmarks.data`.
RARE, FEW, MANY, ALL = "zeepkist", "waterverf", "doolhof", "bouwsteen"


@dataclass(frozen=True)
class Page:
    """`part`: the element that htmx fills, where only that part of the page is asked for."""

    name: str
    path: str
    floor: str
    most_queries: int
    part: str = ""

    @property
    def is_search(self) -> bool:
        return self.name.startswith("finder")


def pages(member: str, only: str = "") -> list[Page]:
    everything = [
        Page("directory, 20 people", "/leden/", "/floor/directory/", 4),
        Page(GROUP_PAGE, "/groepen/groep-7/", "/floor/group/groep-7/", 7),
        Page("profile", f"/leden/{member}/", f"/floor/profile/{member}/", 4),
        *[
            Page(f"finder, {name}", f"/expertise/?q={words}", f"/floor/finder/?q={words}", 4)
            for name, words in (("rare word", RARE), ("two words", f"{MANY}+{FEW}"), ("broad word", MANY))
        ],
        Page("finder, word in every row", f"/expertise/?q={ALL}", f"/floor/finder/?q={ALL}", 4),
        *[
            Page(
                f"finder, facet of a {name}",
                f"/expertise/?q={words}&bestuur=stichting-3",
                f"/floor/finder/?q={words}&board=3&deel=1",
                4,
                part="finder-results",
            )
            for name, words in (("rare word", RARE), ("broad word", MANY), ("word in every row", ALL))
        ],
    ]
    return [page for page in everything if page.name.startswith(only)]


@dataclass
class Result:
    size: int
    page: str
    queries: int
    most_queries: int
    ours: Sample
    floor: Sample
    crowd: Sample

    @property
    def ratio(self) -> float:
        return self.ours.cpu_ms / self.floor.cpu_ms


def prepare(size: int) -> tuple[str, str]:
    """Fill the database that DATABASE_URL names; gives the cookie of a member's session and that member's public id."""
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks.data import load
    from knowledge_network.members.accounts.sessions import SessionStore
    from knowledge_network.members.people.models import Member

    call_command("migrate", verbosity=0)
    load(size)
    call_command("set_database_limits")
    member = Member.objects.get(pk=2)
    session = SessionStore()
    session["_auth_user_id"] = str(member.pk)
    session["_auth_user_backend"] = "knowledge_network.members.accounts.backends.MemberBackend"
    session["_auth_user_hash"] = member.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}", Member.objects.get(pk=size // 2).public_id


def build_headers(page: Page) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": page.part} if page.part else {}


def count_queries(page: Page, cookie: str) -> int:
    """How many queries the page asks, those for session and user included, after its first time today."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1", "cookie": cookie, **build_headers(page)})
    client.get(page.path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page.path)
    if response.status_code != 200:
        sys.exit(f"{page.path} answers {response.status_code}")
    return len(queries)


def wait_until_up(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            sys.exit("the web server ended before it answered")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)  # nosec B310
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    sys.exit("the web server does not answer")


@dataclass
class Network:
    """A filled database of one size, and a web server of two processes on it."""

    size: int
    port: int
    server: subprocess.Popen[bytes]
    cookie: str
    member: str
    queries: dict[str, int]


@contextlib.contextmanager
def running(postgres: Postgres, size: int, only: str) -> Iterator[Network]:
    name = f"bench_{size}"
    postgres.create_database(name)
    url = postgres.url(name)
    with _django_on(url):
        cookie, member = prepare(size)
        queries = {page.name: count_queries(page, cookie) for page in pages(member, only)}
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": url, "PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "4"}
    server = subprocess.Popen(["sh", str(ROOT / "scripts" / "service.sh"), "web"], env=environment, cwd=ROOT)
    try:
        wait_until_up(port, server)
        yield Network(size, port, server, cookie, member, queries)
    finally:
        server.terminate()
        server.wait()


def measure_all(postgres: Postgres, networks: list[Network], requests: int, only: str) -> list[Result]:
    """Our pages and their floors, for all sizes in alternating rounds: a busy neighbour slows all of them alike."""
    assert postgres.process is not None  # nosec B101
    results = []
    for number in range(len(pages("", only))):
        tracks = [
            Track(network, pages(network.member, only)[number], psutil.Process(postgres.process.pid))
            for network in networks
        ]
        for track in tracks:
            track.warm_up()
        for _ in range(ROUNDS):
            for track in tracks:
                track.one_round(max(requests // ROUNDS, 1))
        for track in tracks:
            results.append(track.result(requests))
            say(results[-1])
    return sorted(results, key=lambda result: result.size)


class Track:
    """One page of one network, measured a round at a time."""

    def __init__(self, network: Network, page: Page, database: psutil.Process) -> None:
        self.network = network
        self.page = page
        self.processes = [psutil.Process(network.server.pid), database]
        self.samples: dict[str, list[Sample]] = {page.path: [], page.floor: []}

    def ask(self, path: str, requests: int, clients: int = 1) -> Sample:
        headers = {"Cookie": self.network.cookie, **(build_headers(self.page) if path == self.page.path else {})}
        return measure(self.network.port, path, headers, self.processes, requests=requests, clients=clients)

    def warm_up(self) -> None:
        for path in self.samples:
            self.ask(path, 80, clients=8)

    def one_round(self, requests: int) -> None:
        for path, samples in self.samples.items():
            samples.append(self.ask(path, requests))

    def result(self, requests: int) -> Result:
        crowd = self.ask(self.page.path, max(requests, 8), clients=8)
        ours, floor = (merged(samples) for samples in self.samples.values())
        queries = self.network.queries[self.page.name]
        return Result(self.network.size, self.page.name, queries, self.page.most_queries, ours, floor, crowd)


def merged(samples: list[Sample]) -> Sample:
    count = sum(len(s.latencies) for s in samples)
    return Sample(
        [value for s in samples for value in s.latencies],
        sum(s.cpu_ms * len(s.latencies) for s in samples) / count,
        sum(s.seconds for s in samples),
    )


def say(result: Result) -> None:
    print(
        f"{result.size:>7} members  {result.page:<36}"
        f" CPU {result.ours.cpu_ms:5.1f} ms, floor {result.floor.cpu_ms:4.1f} ms"
        f" = {result.ratio:.2f} x   p50 {result.ours.p50:.1f} ms   8 clients: p95 {result.crowd.p95:.1f} ms,"
        f" {result.crowd.per_second:.0f} requests/s",
        flush=True,
    )


def growth(results: list[Result]) -> dict[str, float]:
    """p50 with the most members ÷ p50 with 10 000, for each page measured at both."""
    at = {(r.size, r.page): r.ours.p50 for r in results}
    largest = max(size for size, _ in at)
    pages = {page for size, page in at if size == 10_000 and largest > 10_000 and not page.startswith("finder")}
    return {page: at[largest, page] / at[10_000, page] for page in sorted(pages)}


def rare_growth(results: list[Result]) -> dict[str, float]:
    """How many ms of p50 the search of a rare word takes more with the most members than with 10 000."""
    at = {(r.size, r.page): r.ours.p50 for r in results if "rare word" in r.page}
    largest = max((size for size, _ in at), default=0)
    return {page: at[largest, page] - at[10_000, page] for size, page in at if size == 10_000 and largest > 10_000}


@dataclass(frozen=True)
class Memory:
    """In MB: of the web processes, and with the process that starts them, which shares what it loaded with them."""

    web: float
    everything: float


def measure_memory(server: psutil.Process) -> Memory:
    web = server.children(recursive=True)
    return Memory(resident_mb(*web), resident_mb(server, *web))


def report(results: list[Result], memory: dict[int, Memory]) -> str:
    lines = [
        (
            "| members | page | queries | ours: CPU ms | floor: CPU ms | ratio (goal ≤ 2)"
            " | p50 ms | p95 ms | 8 clients: p95 ms | requests/s |"
        ),
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r.size} | {r.page} | {r.queries} | {r.ours.cpu_ms:.1f} | {r.floor.cpu_ms:.1f} | {r.ratio:.2f} |"
        f" {r.ours.p50:.1f} | {r.ours.p95:.1f} | {r.crowd.p95:.1f} | {r.crowd.per_second:.0f} |"
        for r in results
    ]
    if grown := growth(results):
        lines += ["", "| page | p50 with the most members ÷ p50 with 10 000 (goal ≤ 1.2) |", "| --- | ---: |"]
        lines += [f"| {page} | {value:.2f} |" for page, value in grown.items()]
    if slower := rare_growth(results):
        lines += ["", "| page | p50 with the most members − p50 with 10 000, ms (goal ≤ 4) |", "| --- | ---: |"]
        lines += [f"| {page} | {ms:.1f} |" for page, ms in slower.items()]
    lines += [
        "",
        f"Two web processes (goal ≤ {MEMORY_GOAL} MB), in brackets with the one that starts them: "
        + ", ".join(f"{mb.web:.0f} ({mb.everything:.0f}) MB at {n} members" for n, mb in memory.items())
        + ".",
    ]
    return "\n".join(lines)


def misses(results: list[Result], memory: dict[int, Memory]) -> list[str]:
    directory = {r.size: r.floor.cpu_ms for r in results if r.page.startswith("directory")}
    # The page of a group may cost twice the floor of the directory; its own floor is stricter and is in the table.
    floors = [(r, directory.get(r.size, r.floor.cpu_ms) if r.page == GROUP_PAGE else r.floor.cpu_ms) for r in results]
    late = [
        f"{r.page} at {r.size} members: {r.ours.cpu_ms / floor:.2f} × floor"
        for r, floor in floors
        if r.ours.cpu_ms > CPU_GOAL * floor
    ]
    late += [f"{r.page} at {r.size} members: {r.queries} queries" for r in results if r.queries > r.most_queries]
    late += [f"{page}: p50 grows {v:.2f} ×" for page, v in growth(results).items() if v > GROWTH_GOAL]
    late += [f"{page}: p50 grows {ms:.1f} ms" for page, ms in rare_growth(results).items() if ms > RARE_GOAL]
    late += [
        f"{r.page} at {r.size} members: p95 {r.crowd.p95:.0f} ms with 8 clients"
        for r in results
        if r.page.startswith("finder") and r.crowd.p95 > SEARCH_GOAL
    ]
    return late + [f"{mb.web:.0f} MB at {size} members" for size, mb in memory.items() if mb.web > MEMORY_GOAL]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="160,10000,100000")
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--only", default="", help="only pages whose name begins like this")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    with throw_away_servers() as (postgres, valkey), contextlib.ExitStack() as servers:
        os.environ.update({"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "REDIS_URL": valkey.url()})
        sizes = [int(size) for size in options.sizes.split(",")]
        networks = [servers.enter_context(running(postgres, size, options.only)) for size in sizes]
        results = measure_all(postgres, networks, options.requests, options.only)
        memory = {n.size: measure_memory(psutil.Process(n.server.pid)) for n in networks}
    table = report(results, memory)
    print("\n" + table)
    if options.write:
        before, _, _ = REPORT.read_text().partition("<!-- table -->")
        REPORT.write_text(before + "<!-- table -->\n\n" + table + "\n")
    if late := misses(results, memory):
        print("\nGoals missed:\n  " + "\n  ".join(late))
        sys.exit(1)


@contextlib.contextmanager
def _django_on(url: str) -> Iterator[None]:
    """Point Django, in this process, at the database of `url`."""
    os.environ["DATABASE_URL"] = url
    import django
    from django.conf import settings
    from django.db import connection

    from knowledge_network.kit.environment import database_settings

    if not settings.configured:
        django.setup()
    connection.close()
    fresh = database_settings(url, pool_size=0)
    settings.DATABASES["default"].update(fresh)
    connection.settings_dict.update(fresh)
    try:
        yield
    finally:
        connection.close()


if __name__ == "__main__":
    main()
