"""What a phone and a desk see of each sort of page: when its largest part stands there, and how much still moves.

LCP and CLS as the browser itself tells them, with nothing in its cache, at 150 ms to the server and back, 1.6 Mbit/s
and a processor four times as slow. The pages are those of the small network of the access table that show every trait
that any role meets, served by the processes of production.

usage: python -m benchmarks.vitals [--only /leden/] [--write]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.__main__ import wait_until_up
from benchmarks.addresses import build
from benchmarks.golden import write
from scripts.browsers import find_chromium
from scripts.embedded import free_port, throw_away_servers

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("<!-- vitals -->", "<!-- /vitals -->")
CLS_GOAL, LCP_NOTE = 0.02, 1800.0
SCREENS = {"phone": (360, 780), "desk": (1280, 800)}
SLOW_NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER_PROCESSOR = 4
# After the page is loaded: what a script still draws has come by then.
SETTLES_MS = 600
WATCH = """
window.__shift = 0; window.__largest = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.__shift += one.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.__largest = one.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
"""
WORST = 12


@dataclass(frozen=True)
class Seen:
    """`largest`: ms until the largest part stood there; `shift`: the sum of all shifts."""

    address: str
    role: str
    screen: str
    largest: float
    shift: float


@contextlib.contextmanager
def serving(url: str) -> Iterator[int]:
    port = free_port()
    environment = {**os.environ, "DATABASE_URL": url, "PORT": str(port), "WEB_WORKERS": "2", "WEB_THREADS": "4"}
    server = subprocess.Popen(["sh", str(ROOT / "scripts" / "service.sh"), "web"], env=environment, cwd=ROOT)
    try:
        wait_until_up(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def choose() -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Role and address of the fewest pages that show everything; of each role the cookie of its session."""
    from tests.access.test_access import declared_rows
    from tests.quality.crawl import address_of, client_for
    from tests.quality.pages import worth_a_look

    world = build()
    rows = declared_rows()
    pages = [(role, address_of(rows[number], world)) for role, number in worth_a_look(world)]
    sessions = {
        role: client_for(world, role).cookies["sessionid"].value
        for role in {role for role, _address in pages}
        if world.people[role] is not None
    }
    return pages, sessions


def look(browser: Any, site: str, address: str, screen: str, session: str) -> tuple[float, float]:
    width, height = SCREENS[screen]
    context = browser.new_context(viewport={"width": width, "height": height}, locale="nl-NL")
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW_NETWORK)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    page.add_init_script(WATCH)
    page.goto(site + address, wait_until="load", timeout=60_000)
    page.wait_for_timeout(SETTLES_MS)
    largest, shift = page.evaluate("[window.__largest, window.__shift]")
    context.close()
    return float(largest), float(shift)


def watch(site: str, pages: list[tuple[str, str]], sessions: dict[str, str]) -> list[Seen]:
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    seen = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=[*sandbox, "--disable-dev-shm-usage"]
        )
        for role, address in pages:
            for screen in SCREENS:
                largest, shift = look(browser, site, address, screen, sessions.get(role, ""))
                seen.append(Seen(address, role, screen, largest, shift))
                print(f"{shift:6.3f} {largest:6.0f} ms  {screen:<5} {role:<16} {address}", flush=True)
        browser.close()
    return seen


def report(seen: list[Seen]) -> str:
    still = [one for one in seen if one.shift <= CLS_GOAL]
    soon = [one for one in seen if one.largest <= LCP_NOTE]
    lines = [
        (
            f"Of {len(seen)} views ({len(seen) // len(SCREENS)} pages on a phone and a desk) {len(still)} move at most"
            f" {CLS_GOAL} (CLS), and the largest part of {len(soon)} stands there within {LCP_NOTE / 1000} s (LCP; half"
            f" of them within {statistics.median(one.largest for one in seen) / 1000:.1f} s). Those that move most and"
            " come latest:"
        ),
        "",
        "| page | reader | screen | CLS (goal ≤ 0.02) | LCP s |",
        "| --- | --- | --- | ---: | ---: |",
    ]
    moving = sorted(seen, key=lambda one: -one.shift)[: WORST // 2]
    late = [one for one in sorted(seen, key=lambda one: -one.largest) if one not in moving][: WORST // 2]
    for one in (*moving, *late):
        path = one.address.partition("?")[0]
        lines.append(f"| `{path}` | {one.role} | {one.screen} | {one.shift:.3f} | {one.largest / 1000:.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="only addresses that begin like this")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    options = parser.parse_args()
    with throw_away_servers() as (postgres, valkey):
        postgres.create_database("vitals")
        url = postgres.url("vitals")
        os.environ |= {"DATABASE_URL": url, "REDIS_URL": valkey.url(), "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import setup_test_environment

        setup_test_environment()
        call_command("migrate", verbosity=0)
        pages, sessions = choose()
        connection.close()
        with serving(url) as port:
            asked = [page for page in pages if page[1].startswith(options.only)]
            seen = watch(f"http://127.0.0.1:{port}", asked, sessions)
    table = report(seen)
    print("\n" + table)
    if options.write:
        write(table, MARKS)
    if moving := [one for one in seen if one.shift > CLS_GOAL]:
        print(
            "\nGoals missed:\n  " + "\n  ".join(f"{one.address}, {one.screen}: CLS {one.shift:.3f}" for one in moving)
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
