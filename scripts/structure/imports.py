"""Who imports whom, read from the source without running it."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

Import = ast.Import | ast.ImportFrom
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
# What a comment says to a linter only.
TO_LINTERS = re.compile(
    r"noqa(:\s*[A-Z]+\d+(\s*,\s*[A-Z]+\d+)*)?|nosec(\s+B\d+)*|type:\s*ignore(\[[^\]]*\])?|pragma:.*"
)


@dataclass(frozen=True)
class Module:
    """One Python file of the product; `name` is how it is imported, `path` is seen from the root of the tree."""

    name: str
    path: str
    source: str
    tree: ast.Module

    @property
    def is_package(self) -> bool:
        return self.path.endswith("__init__.py")

    @property
    def package(self) -> str:
        """Where its relative imports start."""
        return self.name if self.is_package else self.name.rpartition(".")[0]


@dataclass
class Imports:
    """Of own modules when the program runs: `at_top` while a module loads, `inside` when one of its functions runs."""

    at_top: dict[str, set[str]] = field(default_factory=dict)
    inside: dict[str, set[str]] = field(default_factory=dict)
    with_reason: list[str] = field(default_factory=list)
    without_reason: list[str] = field(default_factory=list)

    @property
    def everything(self) -> dict[str, set[str]]:
        return {name: self.at_top[name] | self.inside[name] for name in self.at_top}


def read_modules(root: Path, packages: Iterable[str]) -> dict[str, Module]:
    """Every Python file of these packages by the name of its module, migrations left out."""
    found = {}
    for package in packages:
        for path in sorted((root / package).rglob("*.py")):
            relative = path.relative_to(root)
            if "migrations" in relative.parts:
                continue
            parts = relative.with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            source = path.read_text()
            found[name] = Module(name, relative.as_posix(), source, ast.parse(source))
    return found


def read_imports(modules: dict[str, Module]) -> Imports:
    found = Imports({name: set() for name in modules}, {name: set() for name in modules})
    for module in modules.values():
        reasons = lines_with_reason(module.source)
        for node, inside in import_statements(module.tree):
            named = targets(module, node, modules)
            (found.inside if inside else found.at_top)[module.name] |= named
            if inside and named:
                lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                explained = found.without_reason if reasons.isdisjoint(lines) else found.with_reason
                explained.append(f"{module.path}:{node.lineno}")
    return found


def targets(module: Module, node: Import, known: Container[str]) -> set[str]:
    """The own modules that a statement names: what it imports where that is a module, else the module it comes from."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names if alias.name in known} - {module.name}
    base = node.module or ""
    if node.level:
        start = module.package.split(".")
        base = ".".join([*start[: len(start) - node.level + 1], *filter(None, [node.module])])
    named = {f"{base}.{alias.name}" for alias in node.names}
    found = {name for name in named if name in known}
    if len(found) < len(named) and base in known:
        found.add(base)
    return found - {module.name}


def import_statements(tree: ast.Module) -> Iterator[tuple[Import, bool]]:
    """Each import that runs, and whether it waits inside a function; those for types alone never run."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, inside = waiting.pop()
        if isinstance(node, Import):
            yield node, inside
        deeper = inside or isinstance(node, FUNCTIONS)
        children: Iterable[ast.AST] = ast.iter_child_nodes(node)
        if isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
            children = node.orelse
        waiting += [(child, deeper) for child in children]


def lines_with_reason(source: str) -> set[int]:
    """The lines with a comment that says something to a reader, not only to a linter."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]
        for token in tokens
        if token.type == tokenize.COMMENT and re.search(r"\w", TO_LINTERS.sub("", token.string))
    }


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The sets of two or more modules that all reach one another: the strongly connected components (Kosaraju)."""
    finished: list[str] = []
    seen: set[str] = set()
    for name in sorted(graph):
        finished += _reached(name, graph, seen)
    importers: dict[str, set[str]] = {name: set() for name in graph}
    for name, others in graph.items():
        for other in others:
            importers[other].add(name)
    seen = set()
    found = [sorted(_reached(name, importers, seen)) for name in reversed(finished)]
    return sorted(circle for circle in found if len(circle) > 1)


def _reached(start: str, graph: dict[str, set[str]], seen: set[str]) -> list[str]:
    """What can be reached from `start` and was not seen yet, in the order in which it was finished."""
    if start in seen:
        return []
    seen.add(start)
    order: list[str] = []
    path = [(start, iter(sorted(graph[start])))]
    while path:
        name, rest = path[-1]
        if (other := next((one for one in rest if one not in seen), None)) is None:
            order.append(name)
            path.pop()
        else:
            seen.add(other)
            path.append((other, iter(sorted(graph[other]))))
    return order
