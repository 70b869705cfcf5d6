"""A network of a million people: which addresses stay as flat as up to 100 000, and what breaks first.

The same addresses and readers as `benchmarks.addresses`, whose figures of 10 000 and 100 000 are newer. One run of at
most some 40 GB of disk (it does not begin without that and a quarter more), so it is not in `make bench`.

usage: python -m benchmarks.million [--copies 4300,43500] [--only plg:] [--write]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from dataclasses import dataclass

from benchmarks.addresses import CPU_NOTE, GROWTH_GOAL, LEAST_MS, Grown, run, tell
from benchmarks.golden import write
from scripts.embedded import throw_away_servers

MARKS = ("<!-- million -->", "<!-- /million -->")
# Of processor: what costs more than a second is what people would notice first.
BREAKS_MS = 1_000.0
LEAST_FREE_GB = 50
TOLD = 20


@dataclass(frozen=True)
class Size:
    """How large the network became; `minutes` tells how long everything took together."""

    people: int
    rows: int
    gigabytes: float
    minutes: float


def find_size(started: float) -> Size:
    """By PostgreSQL's own estimates of rows, for counting them reads everything."""
    from django.db import connection

    from knowledge_network.members.people.models import Member

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(reltuples)::bigint FROM pg_class WHERE relkind = 'r' AND reltuples > 0")
        (rows,) = cursor.fetchone()
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return Size(Member.objects.count(), rows, size / 1e9, (time.monotonic() - started) / 60)


def report(measured: list[Grown], size: Size) -> str:
    flat = [one for one in measured if not one.grows]
    broken = sorted((one for one in measured if _breaks(one)), key=lambda one: -one.large.cpu_ms)
    lines = [
        (
            f"A network of {size.people:,} people, {size.rows / 1e6:.0f} million rows and {size.gigabytes:.0f} GB"
            f" in one database, filled and asked in {size.minutes:.0f} minutes. Of {len(measured)} pages {len(flat)}"
            f" cost at most {GROWTH_GOAL} × what they cost with a tenth of the people, or {LEAST_MS:.0f} ms more;"
            f" {len([one for one in measured if one.large.cpu_ms <= CPU_NOTE])} cost at most {CPU_NOTE:.0f} ms of"
            f" processor. What breaks first, those of a second or without an answer: {len(broken)}. The dearest:"
        ),
        "",
        "| page | reader | a tenth: CPU ms | a million: CPU ms | factor | kB | answer |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {one.page} | {one.role} | {one.small.cpu_ms:.0f} | {one.large.cpu_ms:.0f} | {one.factor:.1f}"
        f" | {one.large.weight:.0f} | {one.large.status} |"
        for one in sorted(measured, key=lambda one: -one.large.cpu_ms)[:TOLD]
    ]
    return "\n".join(lines)


def _breaks(one: Grown) -> bool:
    return one.large.status >= 500 or one.large.cpu_ms > BREAKS_MS


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", default="4300,43500", help="of the small network, of some 23 people each")
    parser.add_argument("--only", default="", help="only addresses whose name begins like this")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    small, large = map(int, options.copies.split(","))
    started = time.monotonic()
    with throw_away_servers() as (postgres, valkey):
        if (free := shutil.disk_usage(postgres.data).free / 1e9) < LEAST_FREE_GB:
            sys.exit(f"{free:.0f} GB of disk are free, and this needs {LEAST_FREE_GB}")
        postgres.create_database("addresses")
        os.environ |= {
            "DATABASE_URL": postgres.url("addresses"),
            "REDIS_URL": valkey.url(),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        measured, _known = run((small, large), options.only)
        table = report(measured, find_size(started))
    print("\n" + table)
    for one in measured:
        if one.grows or _breaks(one):
            print(tell(one))
    if options.write:
        write(table, MARKS)


if __name__ == "__main__":
    main()
