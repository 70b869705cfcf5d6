"""`make structure`: count what the shape of the house is judged by, of this checkout or of an earlier commit."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from scripts.structure.imports import Imports, Module, circles, read_imports, read_modules
from scripts.structure.layers import modules_without_layer, read_contracts

ROOT = Path(__file__).resolve().parent.parent.parent
LONG_FILE, LONG_FUNCTION = 400, 40
WIDTHS = (120, 160, 300)
# Django looks for these by name: they are no room and hold no part of one.
GIVEN_FOLDERS = frozenset({"management", "templatetags"})


class TextNode(NamedTuple):
    lineno: int
    value: str


@dataclass(frozen=True)
class Structure:
    """All counts of one tree; lists where it helps to know which."""

    folders: dict[str, dict[str, int]]
    without_layer: list[str]
    circles: list[list[str]]
    circles_at_top: list[list[str]]
    imports: Imports
    template_lines: int
    wide_lines: dict[int, int]
    widest: int
    long_files: list[str]
    long_functions: list[str]
    any_lines: int
    any_dict_lines: int

    @property
    def wide_share(self) -> float:
        """The percentage of template lines over 160 characters."""
        return 100 * self.wide_lines[160] / self.template_lines if self.template_lines else 0.0


def measure(root: Path = ROOT) -> Structure:
    """Counts the packages that the tree's own import-linter knows: tests, scripts and benchmarks are left out."""
    linted = read_contracts(root)
    modules = read_modules(root, linted.packages)
    imports = read_imports(modules)
    widths = template_widths(root, linted.packages)
    anys = [any_lines(module.tree) for module in modules.values()]
    return Structure(
        folders=folder_counts(modules),
        without_layer=modules_without_layer(modules, linted.contracts),
        circles=circles(imports.everything),
        circles_at_top=circles(imports.at_top),
        imports=imports,
        template_lines=len(widths),
        wide_lines={limit: sum(width > limit for width in widths) for limit in WIDTHS},
        widest=max(widths, default=0),
        long_files=[module.path for module in modules.values() if len(module.source.splitlines()) > LONG_FILE],
        long_functions=[name for module in modules.values() for name in long_functions(module)],
        any_lines=sum(len(uses) for uses, _ in anys),
        any_dict_lines=sum(len(dicts) for _, dicts in anys),
    )


def folder_counts(modules: dict[str, Module]) -> dict[str, dict[str, int]]:
    """Wing → Python files in its root (under "") and in each folder in it, what lies deeper included.

    A package of which the folders are Django apps themselves (`knowledge_network`) has a wing for each of them.
    """
    paths = [PurePosixPath(module.path) for module in modules.values()]
    apps = {path.parent for path in paths if path.name == "apps.py"}
    houses = {app.parent for app in apps if len(app.parts) > 1}
    found: dict[str, Counter[str]] = {}
    for path in paths:
        folders = path.parent.parts
        depth = 2 if PurePosixPath(folders[0]) in houses and len(folders) > 1 else 1
        room = folders[depth] if len(folders) > depth else ""
        if room not in GIVEN_FOLDERS:
            found.setdefault("/".join(folders[:depth]), Counter())[room] += 1
    return {wing: dict(sorted(rooms.items())) for wing, rooms in sorted(found.items())}


def template_widths(root: Path, packages: Collection[str]) -> list[int]:
    """The width of each line of each template of a page or mail."""
    folders = [root / "templates", *(path for package in packages for path in (root / package).rglob("templates"))]
    files = sorted({path for folder in folders for path in folder.rglob("*.html")})
    return [len(line) for path in files for line in path.read_text().splitlines()]


def long_functions(module: Module) -> list[str]:
    return [
        f"{module.path}:{node.lineno} {node.name}"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > LONG_FUNCTION
    ]


def any_lines(tree: ast.AST) -> tuple[set[int], set[int]]:
    """The lines with `Any` (imports aside), and those with `dict[str, Any]`; types in quotes count."""
    uses: set[int] = set()
    dicts: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and "Any" in {getattr(node, "id", ""), getattr(node, "attr", "")}:
            uses.add(node.lineno)
        if isinstance(node, ast.Subscript) and ast.unparse(node) == "dict[str, Any]":
            dicts.add(node.lineno)
        for text in quoted_types(node):
            uses |= {text.lineno} if re.search(r"\bAny\b", text.value) else set()
            dicts |= {text.lineno} if "dict[str, Any]" in text.value else set()
    return uses, dicts


def quoted_types(node: ast.AST) -> list[TextNode]:
    """The texts in a type hint or in the first argument of `cast`: `"dict[str, Any]"`, `list["Any"]`."""
    hints = [getattr(node, "annotation", None), getattr(node, "returns", None)]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"cast", "typing.cast"}:
        hints.append(node.args[0])
    texts = [text for hint in hints if hint is not None for text in ast.walk(hint) if isinstance(text, ast.Constant)]
    return [TextNode(text.lineno, text.value) for text in texts if isinstance(text.value, str)]
