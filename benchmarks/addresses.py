"""What each address of the site costs in a network of 10 000 people and in one of 100 000 around the same person.

The addresses are those of the access table of the tests, so that a new one comes by itself; the network is its small
one, copied as in `tests/growth`, which counts rows at a tenth of these sizes at every run. Both are asked by turns.

usage: python -m benchmarks.addresses [--copies 430,4300] [--only plg:] [--write]
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from benchmarks.golden import write
from benchmarks.two_sizes import in_two_sizes
from scripts.embedded import throw_away_servers

MARKS = ("<!-- addresses -->", "<!-- /addresses -->")
# Each address is asked by the first two of these who may open it.
ASKING = ("coordinator", "group_member", "leader_own", "board_director", "anonymous")
# With ten times the people; below so many ms more nothing is told, for so much differs from one time to the next.
GROWTH_GOAL, LEAST_MS = 1.2, 4.0
# Notes, for machines differ: CPU of one answer, and what it weighs on the wire.
CPU_NOTE, WEIGHT_NOTE = 40.0, 120.0
TIMES = 5
# An address that is so dear is asked once: what else it needs is known by then.
DEAR_MS = 3_000.0
WORST = 30


@dataclass(frozen=True)
class Cost:
    """CPU of this process and its connection together, in ms; `weight` is the answer after gzip, in kB."""

    status: int
    cpu_ms: float
    weight: float


@dataclass(frozen=True)
class Grown:
    page: str
    role: str
    small: Cost
    large: Cost

    @property
    def name(self) -> str:
        return self.page.split()[0]

    @property
    def factor(self) -> float:
        return self.large.cpu_ms / max(self.small.cpu_ms, 0.1)

    @property
    def grows(self) -> bool:
        return self.factor > GROWTH_GOAL and self.large.cpu_ms - self.small.cpu_ms > LEAST_MS


def build() -> Any:
    """The small network, made a minute ago: nothing in it is of the future."""
    import time_machine
    from django.db import transaction
    from django.utils import timezone

    from tests.access.test_access import declared_rows, is_walked
    from tests.access.world import build_world
    from tests.quality.crawl import address_of

    with time_machine.travel(timezone.now() - dt.timedelta(minutes=1), tick=True), transaction.atomic():
        world = build_world()
        for row in declared_rows():
            if is_walked(row):
                # Some rows make what they are about when they are asked for it: before it is copied.
                address_of(row, world)
    return world


def enlarge(first: int, last: int) -> None:
    from django.core.cache import cache
    from django.db import connection, transaction

    from tests.growth.network import multiply

    begin = time.perf_counter()
    with connection.cursor() as cursor:
        # Not a page: filling a network of a million people takes minutes a table.
        cursor.execute("SET statement_timeout = 0")
        with transaction.atomic():
            multiply(first, last)
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("RESET statement_timeout")
    cache.clear()
    print(f"copies {first} to {last} in {time.perf_counter() - begin:.0f} s", flush=True)


def ask(world: Any, only: str) -> Iterator[tuple[str, str, Cost]]:
    """Of each page of two of its readers what it costs, the second time and later: what a process keeps it has then."""
    from django.db import connection

    from tests.access.table import OK
    from tests.access.test_access import declared_rows, expected, is_walked
    from tests.quality.crawl import address_of, client_for

    clients = {role: client_for(world, role) for role in ASKING}
    connection.ensure_connection()
    processes = [psutil.Process(), psutil.Process(connection.connection.info.backend_pid)]
    for row in declared_rows():
        if not row.name.startswith(only) or not is_walked(row):
            continue
        address = address_of(row, world)
        for role in [role for role in ASKING if expected(row, role) == OK][:2]:
            yield f"{row.name} {row.note}".strip(), role, _cost(clients[role], address, processes)


def _cost(client: Any, address: str, processes: list[psutil.Process]) -> Cost:
    """Of all times together: where the kernel counts in hundredths of a second, once would be too coarse."""
    before = _seconds(processes)
    status, body = _get(client, address)
    milliseconds = 1000 * (_seconds(processes) - before)
    if milliseconds <= DEAR_MS:
        before = _seconds(processes)
        for _time in range(TIMES):
            status, body = _get(client, address)
        milliseconds = 1000 * (_seconds(processes) - before) / TIMES
    return Cost(status, milliseconds, len(gzip.compress(body)) / 1000)


def _get(client: Any, address: str) -> tuple[int, bytes]:
    """What it answers; a page that PostgreSQL breaks off, for it took a minute, is an answer 500 without a body."""
    from django.db import DatabaseError, transaction

    try:
        with transaction.atomic():
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
    except DatabaseError:
        return 500, b""
    return response.status_code, body


def _seconds(processes: list[psutil.Process]) -> float:
    """Of this process by its own clock, of the others as finely as the kernel tells."""
    return time.process_time() + sum(map(_seconds_of, processes[1:]))


def _seconds_of(process: psutil.Process) -> float:
    """Processor time of another process: Linux knows it in nanoseconds, all others in hundredths of a second."""
    try:
        return int(Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / 1e9
    except FileNotFoundError:
        return float(sum(process.cpu_times()[:2]))


def compare(world: Any, copies: tuple[int, int], only: str) -> list[Grown]:
    small, large = copies
    enlarge(1, small)
    grown = []
    with in_two_sizes(lambda: enlarge(small + 1, large), lambda: ask(world, only)) as pairs:
        for (page, role, was), (same_page, same_role, now) in pairs:
            assert (page, role) == (same_page, same_role)  # nosec B101
            grown.append(Grown(page, role, was, now))
            if grown[-1].grows:
                print(tell(grown[-1]), flush=True)
    return grown


def tell(one: Grown) -> str:
    return f"{one.page}, {one.role}: {one.small.cpu_ms:.0f} → {one.large.cpu_ms:.0f} ms = {one.factor:.1f} ×"


def report(measured: list[Grown], known: set[str]) -> str:
    flat = [one for one in measured if not one.grows]
    cheap = [one for one in measured if one.large.cpu_ms <= CPU_NOTE]
    light = [one for one in measured if one.large.weight <= WEIGHT_NOTE]
    lines = [
        (
            f"Of {len(measured)} pages (an address and one of its readers) {len(flat)} cost at most {GROWTH_GOAL} × as"
            f" much, or {LEAST_MS:.0f} ms more, with ten times the people; {len(cheap)} cost at most {CPU_NOTE:.0f} ms"
            f" of processor then, and {len(light)} weigh at most {WEIGHT_NOTE:.0f} kB. The dearest:"
        ),
        "",
        "| page | reader | 10 000 people: CPU ms | 100 000: CPU ms | factor | kB |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for one in sorted(measured, key=lambda one: -one.large.cpu_ms)[:WORST]:
        said = "" if not one.grows else " known" if one.name in known else " **grows**"
        lines.append(
            f"| {one.page} | {one.role} | {one.small.cpu_ms:.0f} | {one.large.cpu_ms:.0f} | {one.factor:.1f}{said}"
            f" | {one.large.weight:.0f} |"
        )
    return "\n".join(lines)


def misses(measured: list[Grown], known: set[str]) -> list[str]:
    wrong = [f"{one.page}, {one.role}: answers {one.large.status}" for one in measured if one.large.status != 200]
    return wrong + [tell(one) for one in measured if one.grows and one.name not in known]


def run(copies: tuple[int, int], only: str) -> tuple[list[Grown], set[str]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    from tests.growth.known import GROWS, LINEAR

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("set_database_limits")
    # Limits are of a role in a database: they hold for who connects from now on.
    connection.close()
    return compare(build(), copies, only), {*GROWS, *LINEAR}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", default="430,4300", help="of the small network, of some 23 people each")
    parser.add_argument("--only", default="", help="only addresses whose name begins like this")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    small, large = map(int, options.copies.split(","))
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("addresses")
        os.environ |= {
            "DATABASE_URL": postgres.url("addresses"),
            "REDIS_URL": valkey.url(),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        measured, known = run((small, large), options.only)
    table = report(measured, known)
    print("\n" + table)
    if options.write:
        write(table, MARKS)
    if late := misses(measured, known):
        print("\nGoals missed:\n  " + "\n  ".join(late))
        sys.exit(1)


if __name__ == "__main__":
    main()
