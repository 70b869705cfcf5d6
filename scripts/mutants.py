"""Planted faults: each in its turn in a copy of the project, where the test that guards against it must turn red.

python -m scripts.mutants [turn | a part of a name ...]
"""

from __future__ import annotations

import datetime as dt
import os
import sys

from scripts.build import build
from scripts.embedded import throw_away_servers


def main(arguments: list[str]) -> int:
    from tests.mutants import every_mutant, of_the_day
    from tests.mutants.play import play

    if arguments == ["turn"]:
        chosen = of_the_day(dt.datetime.now(dt.UTC).date())
    else:
        chosen = tuple(one for one in every_mutant() if not arguments or any(part in one.name for part in arguments))
    if not chosen:
        print(f"There is no planted fault with {' or '.join(arguments)} in its name", file=sys.stderr)
        return 2
    build()
    # One migrated database for all: no fault is in a migration.
    os.environ["PYTEST_XDIST_TESTRUNUID"] = f"mutants{os.getpid()}"
    if os.environ.get("TEST_DATABASE_URL") and os.environ.get("TEST_REDIS_URL"):
        wrong = play(chosen, tell=tell)
    else:
        with throw_away_servers() as (postgres, valkey):
            os.environ |= {"TEST_DATABASE_URL": postgres.url("postgres"), "TEST_REDIS_URL": valkey.url()}
            wrong = play(chosen, tell=tell)
    print("\n".join(wrong))
    print(f"{len(chosen) - len(wrong)} of {len(chosen)} planted faults were seen")
    return 1 if wrong else 0


def tell(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
