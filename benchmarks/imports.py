"""Measure a list of 2 000 people: looked at, corrected in forty values, carried out and taken back.

See docs/imports.md.

usage: python -m benchmarks.imports [--rows 2000]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.__main__ import _django_on
from scripts.embedded import throw_away_servers

REGISTER = Path("knowledge_network/demo/data/duo_twente_2017.csv")
# Seconds on two quiet cores.
MOST = {"looked at": 5.0, "corrected": 5.0, "carried out": 30.0, "taken back": 30.0}
UNKNOWN = 40


def make_list(rows: int) -> bytes:
    """As offices write it: schools by their short names, functions in their words, forty values that nobody knows."""
    from knowledge_network.members.organisations.models import Site

    schools = [
        f"obs {site.name.removeprefix('Basisschool ')}, {site.place}" for site in Site.objects.order_by("pk")[:120]
    ]
    functions = ("Leerkracht L10", "IB'er", "directeur", "leerkracht / coach", "LIO-er")
    lines = ["Werkmail;Roepnaam;Voorv.;Achternaam;Naam school;Functienaam;Telefoon"]
    for number in range(rows):
        school = f"Nergens {number // 5 % UNKNOWN}" if number % 5 == 0 else schools[number % len(schools)]
        function = functions[number % len(functions)]
        lines.append(f"lid{number}@example.org;Voor{number};van der;Achter{number};{school};{function};053")
    return "\n".join(lines).encode()


def measure(method: str, rows: int) -> dict[str, float]:
    from knowledge_network.members.imports import runs
    from knowledge_network.members.imports.corrections import correct_values, list_unknown
    from knowledge_network.members.people.models import Member

    seconds: dict[str, float] = {}

    def timed[Result](name: str, deed: Callable[[], Result]) -> Result:
        started = time.perf_counter()
        result = deed()
        seconds[name] = time.perf_counter() - started
        return result

    by = Member.objects.get(email="coordinator@example.org")
    options = {"method": method, "function": "teacher", "organisation": None, "day": "2026-08-01"}
    content = make_list(rows)
    run = timed(
        "looked at",
        lambda: runs.offer_list(kind="members", by=by, name="leden.csv", content=content, options=options, now=True),
    )
    unknown = list_unknown(run)
    school = "07AI00"
    replacements = {(value.column, value.text): school for value in unknown}
    timed("corrected", lambda: correct_values(run=run, replacements=replacements, by=by))
    run.refresh_from_db()
    print(f"  {run.counts}; {len(unknown)} unknown values", flush=True)
    run = timed("carried out", lambda: runs.apply_import(run=run, by=by, now=True))
    if run.problem:
        sys.exit(run.problem)
    run = timed("taken back", lambda: runs.undo_import(run=run, by=by, now=True))
    if run.problem or Member.objects.filter(email__startswith="lid").exists():
        sys.exit(run.problem or "not everything was taken back")
    return seconds


def prepare() -> None:
    """The schools of Twente, all of which take part, and a coordinator."""
    from django.core.management import call_command

    from knowledge_network.members.organisations.actions import take_part
    from knowledge_network.members.organisations.models import Board
    from tests.factories import MemberFactory, NetworkRoleFactory

    call_command("migrate", verbosity=0)
    call_command("import_duo", str(REGISTER), "--region", "Twente", verbosity=0)
    for board in Board.objects.all():
        take_part(organisation=board, by=None)
    NetworkRoleFactory(member=MemberFactory(email="coordinator@example.org"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=2000)
    options = parser.parse_args()
    too_slow = []
    with throw_away_servers() as (postgres, valkey):
        os.environ.update({"DJANGO_SETTINGS_MODULE": "benchmarks.settings", "REDIS_URL": valkey.url()})
        postgres.create_database("bench_imports")
        with _django_on(postgres.url("bench_imports")):
            prepare()
            for method in ("invite", "account"):
                print(f"{options.rows} rows ({method})", flush=True)
                for name, seconds in measure(method, options.rows).items():
                    print(f"  {name}: {seconds:.1f} s (at most {MOST[name]:.0f})", flush=True)
                    if seconds > MOST[name]:
                        too_slow.append(f"{method}: {name} {seconds:.1f} s")
    if too_slow:
        sys.exit("; ".join(too_slow))


if __name__ == "__main__":
    main()
