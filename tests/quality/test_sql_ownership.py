"""SQL names tables of its own part, and of other parts only the views that a lower part offers."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from knowledge_network.kit.database_views import views

PACKAGES = ("knowledge_network", "plg", "expertise", "lesson_study")
WORD = re.compile(r"[a-z_][a-z0-9_]*")
# What stands after these in a statement is a table, a view or a name that the statement itself gives.
NAMES_A_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(?:ONLY\s+)?\"?([a-z_][a-z0-9_]*)\b(?!\s*\()")
GIVES_A_NAME = re.compile(r"\b([a-z_]\w*)(?:\s*\([a-z_, ]+\))?\s+AS\s+(?:MATERIALIZED\s+)?[({]")
# Tables without a part: those of PostgreSQL, and the list of migrations that Django keeps.
OF_NOBODY = re.compile(r"pg_\w+|information_schema|django_migrations")
# Names that one piece of a statement gives and another uses: `expertise.finding`, `expertise.gaps.queries.statements`.
GIVEN_ELSEWHERE = {"first_few", "takes_part", "took_part"}


@cache
def owners() -> dict[str, str]:
    """Table → label of its app."""
    return {
        model._meta.db_table: config.label
        for config in apps.get_app_configs()
        for model in config.get_models(include_auto_created=True)
    }


@cache
def offers() -> dict[str, str]:
    """View → label of the part that declares it."""
    return {view.name: view.part for view in views()}


@cache
def order_of_parts() -> list[str]:
    """The packages of the parts, the highest first, as the contract of imports has them."""
    contracts = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if "knowledge_network.kit" in c["layers"])
    return [name.strip() for layer in layers for name in layer.split("|")]


def part_of(path: Path) -> str:
    """Label of the app in which a module stands; «» for what stands in no app."""
    module = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts)
    for config in apps.get_app_configs():
        if module.startswith(f"{config.name}."):
            return config.label
    return ""


def strings_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of every string of a module, docstrings left out; the gaps of an f-string are «{}»."""
    nodes = list(ast.walk(ast.parse(source)))
    # Read as a part of the whole below, or as a sentence about the code.
    skipped: set[ast.AST] = set()
    for node in nodes:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.JoinedStr):
            skipped.update(node.values)
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in skipped:
            yield node.lineno, node.value


def faults_of(path: Path, source: str) -> list[str]:
    """What in the SQL of a module names a table of another part, or a view that it may not read, or nothing known."""
    mine, tables, offered, order = part_of(path), owners(), offers(), order_of_parts()
    known = tables.keys() | offered.keys()
    found = []
    for line, text in strings_of(source):
        where = f"{path.relative_to(settings.BASE_DIR)}:{line}"
        for word in sorted(known.intersection(WORD.findall(text))):
            if word in tables and tables[word] != mine:
                found.append(f"{where} names {word}, a table of {tables[word]}")
            elif word in offered and is_above(offered[word], mine, order):
                found.append(f"{where} reads {word}, a view of {offered[word]}, which stands above {mine}")
        if "SELECT" in text or "UPDATE " in text or "INTO " in text:
            given = set(GIVES_A_NAME.findall(text)) | GIVEN_ELSEWHERE
            for word in sorted(set(NAMES_A_TABLE.findall(text)) - given - tables.keys() - offered.keys()):
                if not OF_NOBODY.fullmatch(word) and "_" in word:
                    found.append(f"{where} names {word}, which is no table or view")
    return found


def is_above(part: str, other: str, order: list[str]) -> bool:
    package = {config.label: config.name for config in apps.get_app_configs()}
    return order.index(package[part]) < order.index(package[other])


def modules() -> list[Path]:
    """Ours, without migrations: those hold what was, and Django runs them."""
    found = [path for package in PACKAGES for path in (settings.BASE_DIR / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def test_sql_names_tables_of_its_own_part_and_views_of_lower_ones():
    assert [fault for path in modules() for fault in faults_of(path, path.read_text())] == []


@pytest.mark.parametrize(
    ("module", "statement", "fault"),
    [
        ("expertise/x.py", "SELECT id FROM members_member", "members_member, a table of members"),
        (
            "expertise/x.py",
            'SELECT 1 FROM expertise_evidence e\nJOIN "plg_group" g ON true',
            "plg_group, a table of plg",
        ),
        ("plg/x.py", "UPDATE members_appointment SET start = %s", "members_appointment, a table of members"),
        ("plg/x.py", "SELECT 1 FROM expertise_proven_claim", "a view of expertise, which stands above plg"),
        ("expertise/x.py", "SELECT 1 FROM members_presnt", "members_presnt, which is no table or view"),
        ("knowledge_network/kit/x.py", "SELECT 1 FROM topics_topic", "topics_topic, a table of topics"),
    ],
)
def test_a_table_of_another_part_is_found_in_sql(module, statement, fault):
    source = f"SQL = {statement!r}\nSAME = f{statement + ' LIMIT {1}'!r}\n"
    found = faults_of(settings.BASE_DIR / module, source)
    assert len(found) == 2
    assert all(fault in text for text in found)


def test_own_tables_and_lower_views_are_allowed():
    source = 'SQL = """WITH a_few AS (SELECT member_id FROM members_present) SELECT * FROM a_few, expertise_evidence"""'
    assert faults_of(settings.BASE_DIR / "expertise/x.py", source) == []


@pytest.mark.django_db
def test_a_view_reads_tables_of_its_own_part_and_what_lower_parts_own():
    """A view is a queryset, so it may follow a foreign key down; what it reads above would be no view of its part."""
    package = {config.label: config.name for config in apps.get_app_configs()}
    tables, order = owners(), order_of_parts()
    with connection.cursor() as cursor:
        cursor.execute("SELECT view_name, table_name FROM information_schema.view_table_usage")
        used = [row for row in cursor.fetchall() if row[0] in {view.name for view in views()}]
    assert {name for name, _table in used} == {view.name for view in views()}
    for name, table in used:
        part = next(view.part for view in views() if view.name == name)
        assert order.index(package[part]) <= order.index(package[tables[table]]), f"{name} reads {table}"
