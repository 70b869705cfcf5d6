"""Which modules the layer contracts of import-linter place, read from a tree's own pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from scripts.structure.imports import Module


@dataclass(frozen=True)
class Contract:
    """Layers below each of `containers`; a contract that names whole modules has the container ""."""

    containers: tuple[str, ...]
    layers: frozenset[str]


@dataclass(frozen=True)
class Linted:
    packages: tuple[str, ...]
    contracts: tuple[Contract, ...]


def read_contracts(root: Path) -> Linted:
    """Names that a contract excuses by name count as placed: somebody decided on them."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["importlinter"]
    contracts = []
    for contract in settings["contracts"]:
        if "layers" in contract:
            layers = {part.strip(" ()") for line in contract["layers"] for part in re.split(r"[|:]", line)}
            excused = contract.get("exhaustive_ignores", ())
            contracts.append(Contract(tuple(contract.get("containers", [""])), frozenset({*layers, *excused})))
    return Linted(tuple(settings["root_packages"]), tuple(contracts))


def modules_without_layer(modules: dict[str, Module], contracts: Collection[Contract]) -> list[str]:
    """Those that the nearest container around them does not place; packages around a place need none."""
    layers: dict[str, set[str]] = {}
    for contract in contracts:
        for container in contract.containers:
            for name in matching(container, modules):
                layers.setdefault(name, set()).update(contract.layers)
    places = {f"{container}.{layer}".strip(".") for container, inside in layers.items() for layer in inside}
    around = {parent for place in places for parent in parents(place)}
    return [name for name in modules if name not in around and not is_placed(name, layers)]


def is_placed(name: str, layers: dict[str, set[str]]) -> bool:
    nearest = next((one for one in parents(name) if one in layers), "")
    placed = layers.get(nearest, set())
    own = name.removeprefix(f"{nearest}.") if nearest else name
    return any(part in placed for part in parents(own, itself=True))


def parents(name: str, *, itself: bool = False) -> list[str]:
    """`a.b` and `a` for `a.b.c`, the nearest first."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(len(parts) - (not itself), 0, -1)]


def matching(pattern: str, modules: dict[str, Module]) -> list[str]:
    """The packages that an expression of import-linter means: `*` is one part of a name, `**` one or more."""
    if "*" not in pattern:
        return [pattern]
    escaped = re.escape(pattern).replace(r"\*\*", r".+").replace(r"\*", r"[^.]+")
    return [name for name, module in modules.items() if module.is_package and re.fullmatch(escaped, name)]
