"""Print the counts as a table, and put them into docs/architecture.md when asked.

usage: python -m scripts.structure [--at COMMIT] [--against COMMIT] [--room NAME --since COMMIT [--until COMMIT]]
                                   [--list] [--write]

--at       count that commit instead of this checkout
--against  count that commit too, as the column «before»
--room     count also the files outside its own folder, templates and tests that its commits since then changed
--list     say which modules, circles, imports, files and functions are counted
--write    renew the table of docs/architecture.md; without --against its column «before» stays as it is
"""

from __future__ import annotations

import argparse
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.structure import LONG_FILE, LONG_FUNCTION, ROOT, Structure, measure

REPORT = ROOT / "docs" / "architecture.md"
MARKS = ("<!-- structure -->", "<!-- /structure -->")
ROOM_TOUCHES = "files that a new room touches outside its own"
# So many characters of a commit are enough to find it again.
SHORT = 7


@contextmanager
def extract_tree(commit: str, root: Path = ROOT) -> Iterator[Path]:
    """The files of an earlier commit in a temporary folder."""
    packed = subprocess.run(["git", "archive", commit], cwd=root, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory(prefix="network-structure-") as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder)


def measure_at(commit: str) -> Structure:
    with extract_tree(commit) as root:
        return measure(root)


def touched_outside(room: str, since: str, until: str = "HEAD", root: Path = ROOT) -> list[str]:
    """The files outside every folder named after the room that the commits changed which also changed the room."""
    within = f":(glob)**/{room}/**"
    git = ["git", "log", "--no-renames", f"{since}..{until}"]
    commits = _lines([*git, "--format=%H", "--", within], root)
    names = {name for commit in commits for name in _lines(["git", "show", "--format=", "--name-only", commit], root)}
    return sorted(name for name in names if room not in Path(name).parts[:-1])


def _lines(command: list[str], root: Path) -> list[str]:
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.split()


# Table -----------------------------------------------------------------------------------------


def rows(found: Structure, outside: list[str] | None = None) -> dict[str, str]:
    """What is counted → the count in words, in the order of the table."""
    inside, reasons = found.imports.without_reason + found.imports.with_reason, found.imports.with_reason
    counted = {
        "modules in no layer": f"{len(found.without_layer)}",
        "circles of imports": f"{len(found.circles)}",
        "… of which without an import inside a function": f"{len(found.circles_at_top)}",
        "imports of own modules inside functions": f"{len(inside)}",
        "… of which with their reason on the line": f"{len(reasons)}",
        "template lines": f"{found.template_lines}",
        **{f"… over {width} characters": f"{count}" for width, count in found.wide_lines.items()},
        "… over 160 characters, of all": f"{found.wide_share:.1f} %",
        "widest template line": f"{found.widest}",
        f"Python files over {LONG_FILE} lines": f"{len(found.long_files)}",
        f"functions over {LONG_FUNCTION} lines": f"{len(found.long_functions)}",
        "Python lines with `Any`": f"{found.any_lines}",
        "Python lines with `dict[str, Any]`": f"{found.any_dict_lines}",
    }
    if outside is not None:
        counted[ROOM_TOUCHES] = f"{len(outside)}"
    return counted | {f"Python files of `{wing}/`": in_words(rooms) for wing, rooms in found.folders.items()}


def in_words(rooms: dict[str, int]) -> str:
    return " · ".join([f"root {rooms.get('', 0)}", *(f"{room} {n}" for room, n in rooms.items() if room)])


def table(before: dict[str, str], after: dict[str, str], titles: tuple[str, str] = ("before", "after")) -> str:
    """A row stands where the second column has it; rows that only the first has come last."""
    names = [*after, *(name for name in before if name not in after)]
    lines = [f"| counted | {titles[0]} | {titles[1]} |", "| --- | --- | --- |"]
    return "\n".join([*lines, *(f"| {name} | {before.get(name, '–')} | {after.get(name, '–')} |" for name in names)])


def former_column(text: str, number: int) -> tuple[str, dict[str, str]]:
    """The heading and the cells of a column of the table that stands between the marks now."""
    _, _, rest = text.partition(MARKS[0])
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in rest.partition(MARKS[1])[0].split("\n")]
    found = {row[0]: row[number] for row in cells if len(row) > number and row[number] != "–"}
    return found.pop("counted", "before"), {name: cell for name, cell in found.items() if not name.startswith("---")}


def put_between_marks(text: str, content: str) -> str:
    before, mark, rest = text.partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not (mark and end):
        raise SystemExit(f"{REPORT.name} lacks {' … '.join(MARKS)}")
    return f"{before}{MARKS[0]}\n\n{content}\n\n{MARKS[1]}{after}"


def details(found: Structure) -> str:
    lists = {
        "In no layer": found.without_layer,
        "Circles": [" ↔ ".join(circle) for circle in found.circles],
        "Imports inside functions without a reason": found.imports.without_reason,
        f"Files over {LONG_FILE} lines": found.long_files,
        f"Functions over {LONG_FUNCTION} lines": found.long_functions,
    }
    return "\n".join(f"\n{title}:\n" + "\n".join(f"  {name}" for name in names) for title, names in lists.items())


def read_day(commit: str) -> str:
    return _lines(["git", "show", "-s", "--format=%cs", commit], ROOT)[0]


def main() -> None:
    parser = argparse.ArgumentParser(usage=(__doc__ or "").partition("usage: ")[2])
    for option in ("--at", "--against", "--room", "--since"):
        parser.add_argument(option, default="")
    parser.add_argument("--until", default="HEAD")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if bool(options.room) != bool(options.since):
        parser.error("--room and --since go together")
    found = measure_at(options.at) if options.at else measure()
    outside = touched_outside(options.room, options.since, options.until) if options.room else None
    now = rows(found, outside)
    title, before = former_column(REPORT.read_text(), 1)
    if options.against:
        # What only a finished room can tell stays as it was told.
        told = {name: cell for name, cell in before.items() if name == ROOM_TOUCHES}
        title = f"before ({read_day(options.against)}, `{options.against[:SHORT]}`)"
        before = rows(measure_at(options.against)) | told
    if outside is None:
        now |= {name: cell for name, cell in former_column(REPORT.read_text(), 2)[1].items() if name == ROOM_TOUCHES}
    text = table(before, now, (title, "after"))
    print(text)
    print("\n".join(["", *(f"outside: {name}" for name in outside or ())]))
    if options.list:
        print(details(found))
    if options.write:
        REPORT.write_text(put_between_marks(REPORT.read_text(), text))


if __name__ == "__main__":
    main()
