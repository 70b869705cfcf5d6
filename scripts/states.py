"""Every template in each of its states, in a browser: the tests ask for the pages, axe looks at them.

python -m scripts.states [--workers N] [--keep FOLDER] [--again FOLDER] [--part PART | pytest's arguments]

`--keep`: where the pages stay; `--again`: look at those of FOLDER at which something was wrong, and ask for none;
`--part`: the tests of one part, as in tests/states/parts.py; `--part turn`: of the one whose turn it is today.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.states.keeper import Page
    from tests.states.look import Fault
    from tests.states.parts import Part

ROOT = Path(__file__).resolve().parent.parent
LAST = "last.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--part", type=chosen_part)
    options, arguments = parser.parse_known_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "knowledge_network.settings_test", "TEST_DEMO_MODE": "1"}
    if options.again:
        return look(options.again, options.workers, again=True)
    with tempfile.TemporaryDirectory(prefix="network-pages-") as throw_away:
        folder = (options.keep or Path(throw_away)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        part: Part | None = options.part
        if part:
            print(f"States: {part.name}", flush=True)
        passed = ask(folder, options.workers, [*(part.tests if part else ()), *arguments])
        # Tests that somebody chose show a part of the states: which are missing says nothing then.
        complete = bool(arguments) or all_shown(folder, part)
        return 0 if look(folder, options.workers) == 0 and complete and passed else 1


def chosen_part(name: str) -> Part:
    """For the command line: the part of that name, or the one of today."""
    from tests.states.parts import PARTS, of_the_day

    if name == "turn":
        return of_the_day(dt.datetime.now(dt.UTC).date())
    found = {part.name: part for part in PARTS}
    if name not in found:
        raise argparse.ArgumentTypeError(f"there is no part {name}; there are turn, {', '.join(found)}")
    return found[name]


def ask(folder: Path, workers: int, arguments: list[str]) -> bool:
    """Run the tests, and keep what they get."""
    from tests.states.keeper import VARIABLE

    command = [sys.executable, "-m", "pytest", "-q", "-n", str(workers), *arguments]
    environment = os.environ | {VARIABLE: str(folder), "TEST_DEMO_MODE": "0"}
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def all_shown(folder: Path, part: Part | None) -> bool:
    """Whether every template was seen but those that say why not, and enough of all branches; of a part its own."""
    import django

    django.setup()
    from tests.states.branches import all_branches
    from tests.states.keeper import kept
    from tests.states.parts import missing_of
    from tests.states.unseen import missing

    seen = {branch for page in kept(folder) for branch in page.branches}
    every = all_branches()
    wrong = list(missing_of(part, every, seen) if part else missing(every, seen))
    print("\n".join(wrong))
    return not wrong


def look(folder: Path, workers: int, *, again: bool = False) -> int:
    """Print what is wrong, each fault where it is met first."""
    import django

    django.setup()
    from tests.states.keeper import kept
    from tests.states.look import chosen, in_turns

    pages: list[Page] = chosen(kept(folder))
    last = folder / "last" / LAST
    if again:
        addresses = set(json.loads(last.read_text()))
        pages = [page for page in pages if page.address in addresses]
    print(f"{len(pages)} pages", flush=True)
    faults: list[Fault] = []
    for fault in in_turns(pages, workers):
        if fault.problem not in {known.problem for known in faults}:
            print(fault, flush=True)
        faults.append(fault)
    last.parent.mkdir(exist_ok=True)
    last.write_text(json.dumps(sorted({fault.address for fault in faults})))
    print(f"{len(faults)} faults on {len({fault.address for fault in faults})} pages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
