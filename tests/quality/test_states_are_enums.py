"""A state, role or kind is never compared with a word: code asks its enum, templates ask a property, SQL a parameter.

Read at run time: every field with choices and every class of choices. Looked at are comparisons and filters on fields
of those names (`role`, and `roles` for a set of them), and the keys of a dictionary or the items of a row that are all
values of one class. A word alone is not: `{"title": "open"}` is nobody's state.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import get_resolver

ROOT = Path(settings.BASE_DIR)
PARTS = ("benchmarks", "expertise", "knowledge_network", "lesson_study", "plg", "scripts")
FILTERS = frozenset({
    "Q", "When", "aggregate", "annotate", "create", "exclude", "filter", "get", "get_or_create", "update",
    "update_or_create",
})  # fmt: skip
ROWS = (ast.Dict, ast.Tuple, ast.List, ast.Set)
LOOKUPS = frozenset({"in", "exact", "iexact", "contains", "overlap"})

# Codes of licences, letters of case pupils, «every n weeks», «the n-th of a month», words of protocols and of the API.
NAMED_BY_RULE = frozenset(
    {"JobName", "ProductLicence", "PupilCode", "Repeat", "ApiScope", "HookEvent", "Trouble", "Verb"}
)


# What is looked for ---------------------------------------------------------------------------


def every_choices(base: type = models.TextChoices) -> Iterator[Any]:
    for cls in base.__subclasses__():
        yield from every_choices(cls)
        if cls.__module__.partition(".")[0] in PARTS and cls.values:  # type: ignore[attr-defined]
            yield cls


@cache
def values_by_field() -> dict[str, frozenset[str]]:
    """Name of a field with choices → the values by which a word is known as one of its states.

    Choices that no field has (of what is computed) count for every name: whose they are is not written anywhere.
    """
    assert get_resolver().url_patterns  # loads the views, and with them every class of choices
    known = {tuple(cls.values): cls for cls in every_choices()}
    found: dict[str, set[str]] = {}
    stored = set()
    for model in apps.get_models():
        if model.__module__.partition(".")[0] not in PARTS:
            continue
        for field in model._meta.get_fields():
            inner: Any = field.base_field if isinstance(field, ArrayField) else field
            values = tuple(value for value, _label in getattr(inner, "choices", None) or () if value != "")
            if values in known:
                stored.add(known[values])
                found.setdefault(field.name, set()).update(values)
    computed = {value for cls in known.values() if cls not in stored for value in cls.values}
    return {name: frozenset(values | computed) for name, values in found.items()}


def field_of(lookup: str) -> str:
    """`request__state__in` → `state`."""
    parts = lookup.split("__")
    while len(parts) > 1 and parts[-1] in LOOKUPS:
        parts.pop()
    return parts[-1]


def words_of(name: str) -> frozenset[str]:
    """The values of a field, or of a collection named after it: `member.roles`."""
    known = values_by_field()
    return known.get(name) or known.get(name.removesuffix("s"), frozenset())


# Python ---------------------------------------------------------------------------------------


def name_of(node: ast.expr) -> str:
    """The field that an expression reads, if it reads one."""
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name) | ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=str(name)), *_]):
            return name
        case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Constant(value=str(name)), *_]):
            return name
    return ""


def words_in(node: ast.expr) -> Iterator[str]:
    """Text that stands there itself, alone or in a row of such."""
    match node:
        case ast.Constant(value=str(word)):
            yield word
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            for item in items:
                yield from words_in(item)
        case ast.Call(func=ast.Name(id="frozenset" | "set" | "tuple" | "list" | "Value"), args=[only]):
            yield from words_in(only)
        case ast.Starred(value=inner):
            yield from words_in(inner)
        case ast.IfExp(body=body, orelse=orelse):
            yield from words_in(body)
            yield from words_in(orelse)


def pairs_in(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """(field, what it is compared with or set to) of one node."""
    match node:
        case ast.Compare(left=left, comparators=others):
            yield from _compared([left, *others])
        case ast.Call():
            yield from _filtered(node)
        case ast.Dict(keys=keys, values=values):
            # What becomes a filter by `**`.
            known = (
                (key.value, value) for key, value in zip(keys, values, strict=True) if isinstance(key, ast.Constant)
            )
            yield from ((field_of(key), value) for key, value in known if isinstance(key, str) and "__" in key)
        case ast.Match(subject=subject, cases=cases):
            inside = (inner for case in cases for inner in ast.walk(case.pattern))
            yield from ((name_of(subject), inner.value) for inner in inside if isinstance(inner, ast.MatchValue))


def _compared(sides: list[ast.expr]) -> Iterator[tuple[str, ast.expr]]:
    for one in sides:
        if name := name_of(one):
            yield from ((name, other) for other in sides if other is not one)


def _filtered(node: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called in FILTERS or called in model_names():
        yield from ((field_of(word.arg), word.value) for word in node.keywords if word.arg)


@cache
def model_names() -> frozenset[str]:
    return frozenset(model.__name__ for model in apps.get_models())


def rows_of(node: ast.AST) -> list[ast.expr | None]:
    """The keys of a dictionary, the items of a row, or the first of each when they are pairs."""
    match node:
        case ast.Dict(keys=keys):
            return list(keys)
        case ast.Tuple(elts=items) | ast.List(elts=items) | ast.Set(elts=items):
            return [item.elts[0] if isinstance(item, ast.Tuple) and item.elts else item for item in items]
    return []


@cache
def values_by_class() -> list[tuple[str, frozenset[str]]]:
    """Name of each class of choices → its values, but for names.

    A letter of a case pupil is a name: `{"A": "telt mee"}` is what is expected of A. And the settings name the
    federations that may be set up, and can import no class of an app.
    """
    assert get_resolver().url_patterns
    classes = [cls for cls in every_choices() if cls.__name__ not in {"PupilCode", "Federation"}]
    return [(cls.__name__, frozenset(cls.values)) for cls in classes]


def enums_spelled_out(nodes: list[ast.AST]) -> Iterator[tuple[int, str, str]]:
    """(line, class, words) where all keys or items are values of one class of choices, outside that class itself."""
    classes = values_by_class()
    own = {name for name, _values in classes}
    inside = {
        id(inner)
        for outer in nodes
        if isinstance(outer, ast.ClassDef) and outer.name in own
        for inner in ast.walk(outer)
    }
    for node in nodes:
        if not isinstance(node, ROWS) or id(node) in inside:
            continue
        items = rows_of(node)
        words = {item.value for item in items if isinstance(item, ast.Constant) and isinstance(item.value, str)}
        if len(words) > 1 and all(isinstance(item, ast.Constant) for item in items):
            named = [name for name, values in classes if words <= values]
            if named:
                yield node.lineno, "/".join(sorted(named)), ", ".join(sorted(words))


def in_python(source: str) -> Iterator[tuple[int, str, str]]:
    """(line, field, word)."""
    nodes = list(ast.walk(ast.parse(source)))
    yield from enums_spelled_out(nodes)
    for node in nodes:
        for name, other in pairs_in(node):
            yield from ((node.lineno, name, word) for word in words_in(other) if word in words_of(name))  # type: ignore[attr-defined]
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from ((node.lineno, name, word) for name, word in in_sql(node.value))


# SQL and templates ----------------------------------------------------------------------------

SQL = re.compile(
    r"\b(\w+)\"?\s*(?:=|<>|!=|\b(?:NOT\s+)?IN\b)\s*(?:(?:ANY|ALL)\s*)?\(?\s*(?:ARRAY\s*\[)?('\w+'(?:\s*,\s*'\w+')*)",
    re.IGNORECASE,
)
TAG = re.compile(r"{%-?\s*(?:if|elif|with|include|firstof)\b(.*?)%}", re.DOTALL)
IN_TAG = re.compile(r"""([\w.]+)\s*(?:==|!=|\bnot in\b|\bin\b)\s*["'](\w+)["']|["'](\w+)["']\s*(?:==|!=)\s*([\w.]+)""")


def in_sql(text: str) -> Iterator[tuple[str, str]]:
    for found in SQL.finditer(text):
        name = found[1].lower()
        yield from ((name, word) for word in re.findall(r"'(\w+)'", found[2]) if word in words_of(name))


def in_template(text: str) -> Iterator[tuple[int, str, str]]:
    for tag in TAG.finditer(text):
        for found in IN_TAG.finditer(tag[1]):
            name, word = found[1] or found[4], found[2] or found[3]
            name = name.removesuffix(".value").rpartition(".")[2]
            if word in words_of(name):
                yield text.count("\n", 0, tag.start()) + 1, name, word


# The tests ------------------------------------------------------------------------------------


@cache
def offences() -> dict[str, list[str]]:
    """File → what stands there."""
    found: dict[str, list[str]] = {}
    for part in PARTS:
        for path in sorted((ROOT / part).rglob("*.py")):
            if "migrations" not in path.parts:
                _note(found, path, in_python(path.read_text()))
        for path in sorted((ROOT / part).rglob("*.sql")):
            _note(found, path, ((1, *pair) for pair in in_sql(path.read_text())))
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            _note(found, path, in_template(path.read_text()))
    return found


def _note(found: dict[str, list[str]], path: Path, places: Iterator[tuple[int, str, str]]) -> None:
    name = str(path.relative_to(ROOT))
    if lines := [f"{name}:{line}: {field} is written out as «{word}»" for line, field, word in places]:
        found[name] = lines


def test_no_state_is_compared_with_a_word():
    assert [line for lines in offences().values() for line in lines] == []


@pytest.mark.parametrize(
    "source",
    [
        "claim.state == 'recognised'",
        "'recognised' != claim.state",
        "row['state'] in ('draft', 'recognised')",
        "state not in frozenset({'recognised'})",
        "rows.filter(claim__state__in=['recognised'])",
        "rows.exclude(state='recognised')",
        "Q(state='recognised') | Q()",
        "rows.update(state='recognised')",
        "ExpertiseClaim(state='recognised')",
        "values = {'claim__state__in': ('recognised',)}",
        "rows.annotate(sure=When(state='recognised', then=1))",
        "match claim.state:\n    case 'draft' | 'recognised':\n        pass",
        "topic.status == 'white_spot'",
        "'SELECT 1 FROM claim WHERE claim.state = \\'recognised\\''",
        "'SELECT 1 FROM claim WHERE state NOT IN (\\'draft\\', \\'recognised\\')'",
        "f'SELECT 1 FROM {table} WHERE state <> ALL (ARRAY[\\'recognised\\'])'",
        "'liaison_officer' in member.roles",
        "ICONS = {'draft': 'pencil', 'recognised': 'check'}",
        "tab = {'draft': one, 'recognised': two}.get(tab)",
        "TABS = ('recognised', 'draft')",
        "TABS = [('recognised', 'Erkend'), ('draft', 'Concept')]",
        "member.roles & {'network_coordinator', 'programme_leader'}",
    ],
)
def test_a_word_is_seen_in_code(source):
    assert list(in_python(source))


@pytest.mark.parametrize(
    "source",
    [
        '{% if claim.state == "recognised" %}{% endif %}',
        "{% if a and claim.state != 'recognised' or b %}{% endif %}",
        '{% if a %}{% elif "recognised" == state %}{% endif %}',
        '{% include "x.html" with shown=claim.state == "recognised" %}',
    ],
)
def test_a_word_is_seen_in_a_template(source):
    assert list(in_template(source))


@pytest.mark.parametrize(
    "source",
    [
        "claim.state == ClaimState.RECOGNISED",
        "claim.title == 'recognised'",
        "words = {'recognised': 1}",
        "context = {'draft': draft, 'form': form}",
        "words = {ClaimState.DRAFT: 1, ClaimState.RECOGNISED: 2}",
        "class ClaimState(InAddress):\n    ADDRESS_WORDS = nonmember({'draft': 'concept', 'recognised': 'erkend'})",
        "rows.filter(state__in=ClaimState.SHOWN, title='draft')",
        "claim.state == ''",
        "'SELECT 1 FROM claim WHERE state = %(recognised)s'",
    ],
)
def test_what_is_no_state_stays_out_of_it(source):
    assert not list(in_python(source))


def test_values_are_code_names():
    """English needs a reader; that they are no labels a pattern sees."""
    assert get_resolver().url_patterns
    odd = {
        cls.__name__: cls.values
        for cls in every_choices()
        if not all(map(re.compile(r"[a-z0-9_]*\Z").match, cls.values))
    }
    assert set(odd) == NAMED_BY_RULE
