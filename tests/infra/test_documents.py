"""What is written down names what exists."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
import rules
from celery import current_app

from tests.infra.running import ROOT

PARTS = ("knowledge_network", "plg", "expertise", "lesson_study", "tests", "scripts", "benchmarks")
# What is made when it is built, or only in an installation.
MADE = {"bundle.css", "bundle.js", "classroom.css", "classroom.js", "guest.css", "inside.css", "inside.js"}


def test_every_document_is_named_in_the_list_of_documents():
    listed = (ROOT / "docs" / "README.md").read_text()
    for file in [*(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]:
        assert file.name == "README.md" or f"{file.relative_to(ROOT / 'docs')})" in listed, file


@pytest.mark.parametrize(
    "document", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").rglob("*.md")), ids=lambda file: file.name
)
def test_links_in_documents_lead_to_files(document):
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", document.read_text()):
        assert link.startswith("https://") or (document.parent / link).exists(), link


def test_every_make_command_that_a_document_names_exists():
    known = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", document.read_text(), re.MULTILINE))
        assert named <= known, document


# Files and modules ------------------------------------------------------------------------------

CODE = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?<![\w./<>*-])[\w-][\w./-]*\.(?:py|sql|html|css|js|json|toml|txt|yml|sh|md)(?![\w./*-])")
FOLDER = re.compile(r"(?<![\w./<>*-])[a-z_]+/(?:[a-z_]+/)*(?![\w.<*-])")
DOTTED = re.compile(r"(?<![\w./-])[a-z_]+(?:\.\w+)+(?![\w/(*-])")


@cache
def files() -> frozenset[str]:
    """Every path of the project and every end of one: `kit/forms.py` is enough for who reads it."""
    found = [file for top in ROOT.iterdir() if not top.name.startswith(".") for file in [top, *top.rglob("*")]]
    known = set()
    for file in found:
        parts = file.relative_to(ROOT).parts
        known.update("/".join(parts[start:]) + "/" * file.is_dir() for start in range(len(parts)))
    return frozenset(known)


def is_known_name(name: str) -> bool:
    """Of a module or what is in it, of a task, or of a right; parts of the network go without `knowledge_network`."""
    current_app.loader.import_default_modules()
    full = name if name.partition(".")[0] in PARTS else f"knowledge_network.{name}"
    return name in current_app.tasks or rules.perm_exists(name) or is_importable(full)


def is_importable(name: str) -> bool:
    parts, rest = name.split("."), []
    while parts and not (found := find_module(".".join(parts))):
        rest.insert(0, parts.pop())
    thing = found
    for attribute in rest:
        if not hasattr(thing, attribute):
            # A field of a model's class, or an attribute that its objects have.
            return attribute in getattr(thing, "__annotations__", {})
        thing = getattr(thing, attribute)
    return bool(parts)


def find_module(name: str) -> object | None:
    try:
        return import_module(name) if find_spec(name) else None
    except ModuleNotFoundError:
        return None


def lost_names(text: str) -> Iterator[str]:
    """What stands in code marks, looks like a file, a folder or a name of ours, and does not exist."""
    owners = {*PARTS, *(part.name for part in (ROOT / "knowledge_network").iterdir() if part.is_dir())}
    for code in CODE.findall(text):
        yield from (file for file in FILE.findall(code) if file not in files() and Path(file).name not in MADE)
        folders = (folder for folder in FOLDER.findall(code) if folder.partition("/")[0] in owners)
        yield from (folder for folder in folders if folder not in files())
        names = (name for name in DOTTED.findall(code) if name.partition(".")[0] in owners and name not in files())
        yield from (name for name in names if not is_known_name(name))


@pytest.mark.parametrize(
    # Not the changelog and the decisions: they tell of their day.
    "document",
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))],
    ids=lambda file: file.name,
)
def test_files_and_modules_that_a_document_names_exist(document):
    assert list(lost_names(document.read_text())) == []


@pytest.mark.parametrize(
    "text",
    ["`members/actions/admission.py`", "`queries_products.py`", "`plg/actions/`", "`plg.actions`", "`plg.groups.gone`",
     "`python -m benchmarks.gone --size 3`", "`members.forget_everything`"],
)  # fmt: skip
def test_a_name_that_nothing_bears_is_seen(text):
    assert list(lost_names(text))


@pytest.mark.parametrize(
    "text",
    ["`kit/forms.py`", "`plg/groups/`", "`plg.groups.enums.GroupState.ENDED`", "`members.forget_unconfirmed`",
     "`expertise.view_gaps`", "`<app>/search.py`", "`/plg/`", "`kit.navigation`", "plg.gone"],
)  # fmt: skip
def test_what_exists_or_is_no_name_stays_out_of_it(text):
    assert not list(lost_names(text))


# Layers -----------------------------------------------------------------------------------------

LINE = re.compile(r"^(network|plg|expertise|members|room) +(.+ → .+)$", re.MULTILINE)
CONTRACTS = {
    "network": "Imports between the parts go down only",
    "plg": "Rooms of groups",
    "expertise": "Rooms of expertise",
    "members": "Rooms of members",
    "room": "Inside a room, files in the order of what they know",
}


@cache
def contract(name: str) -> list[set[str]]:
    """The layers of a contract of import-linter, the highest first, without what Django asks of the root of an app."""
    stored = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (found,) = (one["layers"] for one in stored if one["name"] == CONTRACTS[name])
    layers = [{part.strip(" ()").removeprefix("knowledge_network.") for part in re.split("[|:]", row)} for row in found]
    return [layer for layer in layers if "apps" not in layer]


def is_as_in_contract(name: str, line: str) -> bool:
    """Of the files in a room a document names the usual ones: each stands as high as the contract says."""
    told = [{part.strip() for part in row.split("|")} for row in line.split("→")]
    if name != "room":
        return told == contract(name)
    heights = [{height for height, layer in enumerate(contract(name)) if layer & row} for row in told]
    known = set().union(*contract(name))
    return set().union(*told) <= known and all(map(max_below_min, heights, heights[1:]))


def max_below_min(higher: set[int], lower: set[int]) -> bool:
    return max(higher) < min(lower)


@pytest.mark.parametrize(
    ("document", "names"), [("CONTRIBUTING.md", set(CONTRACTS)), ("docs/architecture.md", {"room"})]
)
def test_layers_are_told_as_the_contract_has_them(document, names):
    told = LINE.findall((ROOT / document).read_text())
    assert {name for name, _line in told} == names
    assert [line for name, line in told if not is_as_in_contract(name, line)] == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("plg", "pages → meetings → records → space → groups"),
        ("plg", "pages → records → meetings → space"),
        ("room", "urls → views → models → actions"),
        ("room", "urls → views → helpers → models"),
    ],
)
def test_other_layers_than_those_of_the_contract_are_seen(name, line):
    assert not is_as_in_contract(name, line)
