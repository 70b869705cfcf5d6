"""A public function is called by what it does: `find_helpers`, not `helpers_of`; a variable bears the noun."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PRODUCT = ("knowledge_network", "plg", "expertise", "lesson_study")
# What a name ends in that tells whose, whither or where something is, and not what is done.
PREPOSITIONS = {"at", "by", "for", "from", "in", "of", "on", "to", "with"}
# The first words of names that may end so. A predicate begins with what is true of its subject.
VERBS = {
    "add", "archive", "cancel", "check", "comes", "find", "forget", "go", "hand", "is", "leads", "open", "pass",
    "recompute", "recount", "refresh", "withdraw",
}  # fmt: skip


def nouns(source: str) -> Iterator[tuple[int, str]]:
    """Public functions of a module that are called by what they are about; views bear the name of their page."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        first, last = node.name.split("_")[0], node.name.split("_")[-1]
        is_view = node.returns is not None and ast.unparse(node.returns).endswith("HttpResponse")
        if last in PREPOSITIONS and first not in VERBS and not is_view:
            yield node.lineno, node.name


def modules() -> list[Path]:
    found = (path for part in PRODUCT for path in (ROOT / part).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def test_public_functions_are_called_by_what_they_do():
    found = [f"{path.relative_to(ROOT)}:{line} {name}" for path in modules() for line, name in nouns(path.read_text())]
    assert found == [], "begin with a verb: find_, list_, build_, read_ …"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def helpers_of(x): ...", ["helpers_of"]),
        ("def steps_for(x) -> list[int]: ...", ["steps_for"]),
        ("def find_groups_on(x): ...", []),
        ("def is_in_team_of(x): ...", []),
        ("def _rows_of(x): ...", []),
        ("def report_send_in(request) -> HttpResponse: ...", []),
        ("class A:\n    def key_of(self): ...", []),
    ],
)
def test_what_counts_as_a_noun(source, found):
    assert [name for _line, name in nouns(source)] == found
