"""What CI runs is what the pages say of it: everything at once, and by turns what takes long."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# In this order; what takes long last.
COMMANDS = [
    "make test",
    "make test-clock AT=turn",
    "make drills DRILL=turn",
    "make mutants MUTANT=turn",
    "make states PART=turn",
]


def commands_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("make ")]


def test_everything_at_once_and_the_long_things_by_turns(project: Path):
    assert commands_of((project / ".ci" / "run").read_text()) == COMMANDS


def test_each_command_is_one_of_the_makefile(project: Path):
    targets = set(re.findall(r"^([a-z-]+):.*## ", (project / "Makefile").read_text(), re.MULTILINE))
    assert {command.split()[1] for command in COMMANDS} <= targets


@pytest.mark.parametrize("command", [command for command in COMMANDS if "turn" in command])
def test_who_contributes_reads_how_to_play_the_turn_of_today(project: Path, command: str):
    """Red in CI, it has to be played by hand."""
    _make, target, turn = command.split()
    text = (project / "CONTRIBUTING.md").read_text()
    assert f"make {target}" in text
    assert turn in text
