"""Plays planted faults in a throw-away copy of the project: each test is green there, and red with its fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent.parent
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", ".*_cache", "node_modules")
LONGEST = 900
# What pytest answers: tests failed, and nothing else was wrong.
RED = 1


class TextIsGone(LookupError):  # noqa: N818
    """The code changed, and the fault cannot be planted any more: its place has to be written anew."""


@dataclass(frozen=True)
class Played:
    mutant: Mutant
    code: int
    seconds: float
    output: str

    @property
    def is_red(self) -> bool:
        return self.code == RED

    def __str__(self) -> str:
        word = "red    " if self.is_red else "GREEN  " if self.code == 0 else f"ERROR {self.code}"
        return f"{word} {self.seconds:5.1f} s  {self.mutant.name}"


def plant(mutant: Mutant, folder: Path) -> str:
    """The text of its file with the fault in it."""
    path = folder / mutant.file
    text = path.read_text() if path.is_file() else ""
    if (found := text.count(mutant.old)) != 1:
        raise TextIsGone(
            f"«{mutant.name}»: its old text stands {found or 'no'} times in {mutant.file}, where it should stand once. "
            f"Look what became of it, and write the fault anew in tests/mutants: {mutant.old!r}"
        )
    return text.replace(mutant.old, mutant.new)


@contextmanager
def throw_away_copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="network-mutants-") as throw_away:
        folder = Path(throw_away) / "project"
        shutil.copytree(ROOT, folder, ignore=LEFT_OUT, symlinks=True)
        (folder / ".venv").symlink_to(ROOT / ".venv")
        yield folder


def ask(folder: Path, tests: Collection[str]) -> tuple[int, str]:
    """What pytest answers in this folder, and its last words."""
    # Without compiled files: a fault that comes and goes within a second would be read from them.
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    for inherited in ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST", "DJANGO_SETTINGS_MODULE"):
        environment.pop(inherited, None)
    command = [str(folder / ".venv/bin/python"), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "", "-x", *tests]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST,
    )
    return done.returncode, done.stdout[-4000:]


def play_one(mutant: Mutant, folder: Path) -> Played:
    path = folder / mutant.file
    wrong, right, started = plant(mutant, folder), path.read_text(), time.monotonic()
    path.write_text(wrong)
    try:
        code, output = ask(folder, [mutant.test])
    finally:
        path.write_text(right)
    return Played(mutant, code, time.monotonic() - started, output)


def play(mutants: Collection[Mutant], *, tell: Callable[[str], None] = lambda line: None) -> list[str]:
    """What is wrong, in words: a test that is not green by itself, and a guard that its fault does not turn red."""
    wrong = []
    with throw_away_copy() as folder:
        for mutant in mutants:
            plant(mutant, folder)
        code, output = ask(folder, sorted({mutant.test for mutant in mutants}))
        if code:
            return [f"The tests are not green without a fault:\n{output}"]
        for mutant in mutants:
            played = play_one(mutant, folder)
            tell(str(played))
            if not played.is_red:
                wrong.append(f"{played}: {mutant.test}\n{played.output}")
    return wrong
