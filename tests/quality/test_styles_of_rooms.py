"""Every style sheet of the inside is on every page there: a class of one room is not styled by another."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

STYLES = Path(__file__).resolve().parents[2] / "static" / "css"
# Of these the second sheet adds to what the first says, and pages of both were looked at.
TOGETHER = {"article", "post", "quoted", "your-turn"}


def list_own_classes(source: str) -> set[str]:
    """The classes that a sheet styles by themselves, not below another: «.levels {»."""
    found: set[str] = set()
    depth, words = 0, ""
    for sign in re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL):
        if sign == "{":
            if depth <= 1 and not words.strip().startswith("@"):
                found |= {one.strip()[1:] for one in words.split(",") if re.fullmatch(r"\s*\.[\w-]+\s*", one)}
            depth += 1
        elif sign == "}":
            depth -= 1
        words = "" if sign in "{};" else words + sign
    return found


def test_a_class_of_a_room_is_styled_by_no_other_room_and_no_component():
    owners: dict[str, set[str]] = defaultdict(set)
    for place in ("rooms", "components"):
        for sheet in (STYLES / place).rglob("*.css"):
            owner = sheet.relative_to(STYLES).parts[1] if place == "rooms" else place
            for name in list_own_classes(sheet.read_text()):
                owners[name].add(owner)
    assert len(owners) > 100
    shared = {name: sorted(found) for name, found in owners.items() if len(found) > 1 and name not in TOGETHER}
    assert not shared


def test_only_what_stands_by_itself_is_a_class_of_its_own():
    source = "@layer components { .one, .two { color: red; & .three { color: blue } } .four .five { color: red } }"
    assert list_own_classes(source) == {"one", "two"}
