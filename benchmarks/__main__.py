"""Measure our pages against the floor pages in one run, for networks of several sizes; see docs/performance.md.

usage: python -m benchmarks [--sizes 160,10000,100000] [--requests 200] [--write]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from scripts.embedded import Postgres, free_port, throw_away_servers

if TYPE_CHECKING:
    from benchmarks.load import Sample

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "performance.md"
CPU_GOAL, GROWTH_GOAL = 2.0, 1.2


@dataclass(frozen=True)
class Page:
    name: str
    path: str
    floor: str


def pages(member: str) -> list[Page]:
    return [
        Page("directory, 20 people", "/leden/", "/floor/directory/"),
        Page("group page", "/groepen/groep-7/", "/floor/group/groep-7/"),
        Page("profile", f"/leden/{member}/", f"/floor/profile/{member}/"),
    ]


@dataclass
class Result:
    size: int
    page: str
    ours: Sample
    floor: Sample
    crowd: Sample

    @property
    def ratio(self) -> float:
        return self.ours.cpu_ms / self.floor.cpu_ms


def prepare(size: int) -> tuple[str, str]:
    """Fill the database that DATABASE_URL names; gives the cookie of a member's session and that member's public id."""
    from django.conf import settings
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    from benchmarks.data import load
    from knowledge_network.members.models import Member

    call_command("migrate", verbosity=0)
    load(size)
    member = Member.objects.get(pk=2)
    session = SessionStore()
    session["_auth_user_id"] = str(member.pk)
    session["_auth_user_backend"] = "knowledge_network.members.backends.MemberBackend"
    session["_auth_user_hash"] = member.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}", Member.objects.get(pk=size // 2).public_id


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


def measure_size(postgres: Postgres, size: int, requests: int) -> tuple[list[Result], float]:
    """Our page and its floor in alternating rounds, so that a busy neighbour slows both alike."""
    from benchmarks.load import measure, resident_mb

    cookie, member = prepare(size)
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "4"}
    server = subprocess.Popen(["sh", str(ROOT / "scripts" / "service.sh"), "web"], env=environment, cwd=ROOT)
    try:
        wait_until_up(port, server)
        assert postgres.process is not None  # nosec B101
        roots = [psutil.Process(server.pid), psutil.Process(postgres.process.pid)]
        results = []
        for page in pages(member):
            for path in (page.path, page.floor):
                measure(port, path, cookie, roots, requests=60, clients=8)
            rounds: dict[str, list[Sample]] = {page.path: [], page.floor: []}
            for _ in range(4):
                for path, samples in rounds.items():
                    samples.append(measure(port, path, cookie, roots, requests=requests // 4))
            crowd = measure(port, page.path, cookie, roots, requests=requests, clients=8)
            results.append(Result(size, page.name, merged(rounds[page.path]), merged(rounds[page.floor]), crowd))
            say(results[-1])
        return results, resident_mb(roots[0])
    finally:
        server.terminate()
        server.wait()


def merged(samples: list[Sample]) -> Sample:
    from benchmarks.load import Sample

    count = sum(len(s.latencies) for s in samples)
    return Sample(
        [value for s in samples for value in s.latencies],
        sum(s.cpu_ms * len(s.latencies) for s in samples) / count,
        sum(s.seconds for s in samples),
    )


def say(result: Result) -> None:
    print(
        f"{result.size:>7} members  {result.page:<22}"
        f" CPU {result.ours.cpu_ms:5.1f} ms, floor {result.floor.cpu_ms:4.1f} ms"
        f" = {result.ratio:.2f} x   p50 {result.ours.p50:.1f} ms   8 clients: p95 {result.crowd.p95:.1f} ms,"
        f" {result.crowd.per_second:.0f} requests/s",
        flush=True,
    )


def growth(results: list[Result]) -> dict[str, float]:
    """p50 with the most members ÷ p50 with 10 000, for each page measured at both."""
    at = {(r.size, r.page): r.ours.p50 for r in results}
    largest = max(size for size, _ in at)
    return {page: at[largest, page] / at[10_000, page] for size, page in at if size == 10_000 and largest > 10_000}


def report(results: list[Result], memory: dict[int, float]) -> str:
    lines = [
        (
            "| members | page | ours: CPU ms | floor: CPU ms | ratio (goal ≤ 2)"
            " | p50 ms | p95 ms | 8 clients: p95 ms | requests/s |"
        ),
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r.size} | {r.page} | {r.ours.cpu_ms:.1f} | {r.floor.cpu_ms:.1f} | {r.ratio:.2f} | {r.ours.p50:.1f} |"
        f" {r.ours.p95:.1f} | {r.crowd.p95:.1f} | {r.crowd.per_second:.0f} |"
        for r in results
    ]
    if grown := growth(results):
        lines += ["", "| page | p50 with the most members ÷ p50 with 10 000 (goal ≤ 1.2) |", "| --- | ---: |"]
        lines += [f"| {page} | {value:.2f} |" for page, value in grown.items()]
    lines += [
        "",
        "Two web processes with their parent: "
        + ", ".join(f"{mb:.0f} MB at {n} members" for n, mb in memory.items())
        + ".",
    ]
    return "\n".join(lines)


def misses(results: list[Result]) -> list[str]:
    late = [f"{r.page} at {r.size} members: {r.ratio:.2f} × floor" for r in results if r.ratio > CPU_GOAL]
    return late + [f"{page}: p50 grows {v:.2f} ×" for page, v in growth(results).items() if v > GROWTH_GOAL]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="160,10000,100000")
    parser.add_argument("--requests", type=int, default=400)
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    results: list[Result] = []
    memory: dict[int, float] = {}
    with throw_away_servers() as (postgres, valkey):
        os.environ.update({"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "REDIS_URL": valkey.url()})
        for size in map(int, options.sizes.split(",")):
            name = f"bench_{size}"
            postgres.create_database(name)
            os.environ["DATABASE_URL"] = postgres.url(name)
            measured, memory[size] = _with_database(postgres, size, options.requests)
            results += measured
    table = report(results, memory)
    print("\n" + table)
    if options.write:
        before, _, _ = REPORT.read_text().partition("<!-- table -->")
        REPORT.write_text(before + "<!-- table -->\n\n" + table + "\n")
    if late := misses(results):
        print("\nGoals missed:\n  " + "\n  ".join(late))
        sys.exit(1)


def _with_database(postgres: Postgres, size: int, requests: int) -> tuple[list[Result], float]:
    """Point Django at the database of this size, then measure there."""
    import django
    from django.conf import settings
    from django.db import connection

    from knowledge_network.kit.environment import database_settings

    if not settings.configured:
        django.setup()
    connection.close()
    fresh = database_settings(os.environ["DATABASE_URL"], pool_size=0)
    settings.DATABASES["default"].update(fresh)
    connection.settings_dict.update(fresh)
    try:
        return measure_size(postgres, size, requests)
    finally:
        connection.close()


if __name__ == "__main__":
    main()
