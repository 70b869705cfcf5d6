"""The pages that the access table names, for tests that look at each of them in a browser."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.access.table import OK, ROLES, STRANGERS, Row
from tests.access.test_access import declared_rows, is_walked
from tests.access.world import World
from tests.quality.crawl import address_of, client_for, table_addresses
from tests.quality.shapes import fewest, traits

# Roles, and numbers of rows of the access table.
type Choice = list[tuple[str, int]]
# Whom an address is shown to when nobody else gets it.
READS_LITTLE = (*STRANGERS, "other_board", "same_board", "leader_other")
# Visitor, teacher and coordinator; then what only somebody who leads a group or keeps the logbook sees. The coordinator
# skips the pages where visitor and teacher are shown the same.
READERS = ("anonymous", "group_member", "coordinator", "group_lead", "privacy_contact")


def pages_for(world: World, role: str) -> list[str]:
    """Addresses that answer `role` with a whole page; the last two readers only get what nobody before them had."""
    rows = [row for row in declared_rows() if is_walked(row) and row.outcome(role) == OK]
    tried = [
        address
        for row, address in zip(rows, table_addresses(world, role), strict=True)
        if not _looked_at_before(row, role)
    ]
    client = client_for(world, role)
    found = []
    for address in dict.fromkeys(tried):
        if _is_page(client.get(address)):
            found.append(address)
    return found


def _looked_at_before(row: Row, role: str) -> bool:
    if role == "coordinator":
        return row.outcome("anonymous") == OK and not row.name.startswith(("plg:", "search:", "dashboards:home"))
    return role in READERS[3:] and any(row.outcome(earlier) == OK for earlier in READERS[:3])


def worth_a_look(world: World) -> Choice:
    """Role and number of the row in the access table: the fewest pages that show all traits that any role meets."""
    met: dict[tuple[str, int], set[object]] = {}
    rows = declared_rows()
    for role in ROLES:
        client = client_for(world, role)
        for number, row in enumerate(rows):
            if not is_walked(row) or row.outcome(role) != OK:
                continue
            response = client.get(address_of(row, world))
            if _is_page(response):
                names = {template.name for template in response.templates if template.name}
                met[role, number] = traits(response.text, names)
    return fewest(met)


def each_address(world: World, number: int, parts: int) -> Choice:
    """Role and number of the row in the access table: every address once, for the first who gets a page there.

    Of as many `parts`, spread over the whole site, the one of this `number`.
    """
    rows, found, files = declared_rows(), dict[str, tuple[str, int]](), set[int]()
    wanted = set(sorted({row.name for row in rows if is_walked(row)})[number::parts])
    for role in sorted(ROLES, key=lambda role: role in READS_LITTLE):
        client = client_for(world, role)
        for place, row in enumerate(rows):
            if row.name not in wanted or row.name in found or place in files:
                continue
            if not is_walked(row) or row.outcome(role) != OK:
                continue
            response = client.get(address_of(row, world))
            if _is_page(response):
                found[row.name] = role, place
            elif response.status_code == 200:
                files.add(place)
    return sorted(found.values())


def _is_page(response: Any) -> bool:
    return response.status_code == 200 and not response.streaming and b"<html" in response.content[:400]


def chosen_once(choose: Callable[[World], Choice], world: World, folder: Path) -> Choice:
    """The choice of this run: made by the first process that asks, so that all parts of it fit together."""
    with (folder / f"{choose.__name__}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = folder / f"{choose.__name__}.json"
        if not kept.exists():
            kept.write_text(json.dumps(choose(world)))
    return [(role, number) for role, number in json.loads(kept.read_text())]


def sign_in(context: Any, live_server: Any, world: World, role: str) -> None:
    context.clear_cookies()
    if world.people[role] is not None:
        cookie = client_for(world, role).cookies["sessionid"]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
