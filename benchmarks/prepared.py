"""What each prepared query saves of the CPU of the pages that ask it: with all of them, with none, without one.

Page and floor are asked in this process, by turns, so a busy neighbour slows all of them alike; the CPU is that of this
process and of the connection's own PostgreSQL process. A page that keeps its goal without a query does not need it.

usage: python -m benchmarks.prepared [--members 10000] [--rounds 9] [--requests 20]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import psutil

from scripts.embedded import throw_away_servers

if TYPE_CHECKING:
    from django.test import Client

    from knowledge_network.kit.prepared import PreparedQuery

PACKAGES = ("knowledge_network.", "plg.", "expertise.", "lesson_study.")


def prepared_queries() -> dict[str, PreparedQuery]:
    """Every prepared query of the product by module and name."""
    from knowledge_network.kit.prepared import PreparedQuery

    ours = [module for name, module in sorted(sys.modules.items()) if name.startswith(PACKAGES)]
    return {
        f"{module.__name__}.{name}": value
        for module in ours
        for name, value in vars(module).items()
        if isinstance(value, PreparedQuery)
    }


@contextlib.contextmanager
def written_anew(queries: list[PreparedQuery]) -> Iterator[None]:
    """Let Django write the SQL of these at every request, as for an ordinary queryset."""
    for query in queries:
        query.rows = query.rows_written_anew  # type: ignore[method-assign]
    try:
        yield
    finally:
        for query in queries:
            del query.rows


def cpu_seconds(backend: psutil.Process) -> float:
    times = backend.cpu_times()
    spent: float = times.user + times.system
    return time.process_time() + spent


def milliseconds(client: Client, path: str, requests: int, backend: psutil.Process) -> float:
    begin = cpu_seconds(backend)
    for _ in range(requests):
        assert client.get(path).status_code == 200, path  # nosec B101
    return 1000 * (cpu_seconds(backend) - begin) / requests


def asked_by(client: Client, path: str, queries: dict[str, PreparedQuery]) -> list[str]:
    """The prepared queries that the page asks."""
    asked = set()

    def noting(name: str, rows: Callable[..., Any]) -> Callable[..., Any]:
        def note(*arguments: Any, **values: Any) -> Any:
            asked.add(name)
            return rows(*arguments, **values)

        return note

    for name, query in queries.items():
        query.rows = noting(name, query.rows)  # type: ignore[method-assign]
    client.get(path)
    for query in queries.values():
        del query.rows
    return [name for name in queries if name in asked]


def measure(members: int, rounds: int, requests: int) -> None:
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from benchmarks.__main__ import prepare

    cookie, member = prepare(members)
    client = Client(headers={"host": "127.0.0.1", "cookie": cookie})
    pages = {
        "directory": ("/leden/", "/floor/directory/"),
        "group": ("/groepen/groep-7/", "/floor/group/groep-7/"),
        "profile": (f"/leden/{member}/", f"/floor/profile/{member}/"),
        "start": ("/", "/floor/directory/"),
    }
    for path in (path for both in pages.values() for path in both):
        milliseconds(client, path, 5, psutil.Process())
    backend = psutil.Process(connection.connection.info.backend_pid)
    directory: list[float] = []
    queries = prepared_queries()
    print("| page | SQL written anew | CPU ms | × floor |\n| --- | --- | ---: | ---: |")
    for page, (path, floor) in pages.items():
        asked = asked_by(client, path, queries)
        variants = {"none": [], "all": asked, **{name: [name] for name in asked}}
        found: dict[str, list[float]] = {name: [] for name in ("floor", *variants)}
        for _ in range(rounds):
            found["floor"].append(milliseconds(client, floor, requests, backend))
            for name, without in variants.items():
                with written_anew([queries[one] for one in without]):
                    found[name].append(milliseconds(client, path, requests, backend))
        medians = {name: statistics.median(values) for name, values in found.items()}
        directory = directory or [medians["floor"]]
        # The page of a group and the start page are held against the floor of the directory.
        below = directory[0] if page in {"group", "start"} else medians["floor"]
        for name in variants:
            print(f"| {page} | {name} | {medians[name]:.2f} | {medians[name] / below:.2f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--requests", type=int, default=20)
    chosen = parser.parse_args()
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("knowledge_network")
        os.environ |= {
            "DATABASE_URL": postgres.url("knowledge_network"),
            "REDIS_URL": valkey.url(),
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
        measure(chosen.members, chosen.rounds, chosen.requests)


if __name__ == "__main__":
    main()
