"""Addresses come from `reverse`, `{% url %}` or `get_absolute_url`: a path that moves takes its links along."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import Resolver404, resolve

from tests.quality.test_clock import ROOT, modules, texts

PRODUCT = ("knowledge_network", "plg", "expertise", "lesson_study")
PATTERNS = {"urls.py", "settings.py", "settings_accounts.py", "settings_test.py"}
ATTRIBUTE = re.compile(r'\b(?:href|action|formaction|src|hx-(?:get|post|put|delete))="((?:{%.*?%}|{{.*?}}|[^"])*)"')
TEMPLATES = ROOT / "templates"
# What is shown when nothing else works may know where the front door is.
OF_LAST_RESORT = {"templates/error_plain.html"}
GLUED = re.compile(r"}}[\w-]+/")


def glued_in_template(source: str) -> list[str]:
    """Links that spell an address, or write on after one."""
    values = [match[1] for match in ATTRIBUTE.finditer(source)]
    return [value for value in values if value.startswith("/") or GLUED.search(value)]


def glued_in_code(source: str) -> list[str]:
    tree = ast.parse(source)
    spelt = [node.value for node in texts(tree) if is_address(node.value)]
    glued = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) and writes_on(node)]
    return [*spelt, *map(ast.unparse, glued)]


def is_address(text: str) -> bool:
    if not re.fullmatch(r"/[a-z][\w/-]*/", text):
        return False
    try:
        resolve(text)
    except Resolver404:
        return False
    return True


def writes_on(node: ast.JoinedStr) -> bool:
    """`f"{group.get_absolute_url()}leden/"`, or a path of this site that is spelt with gaps: `f"/leden/{key}/"`."""
    for before, piece in zip([None, *node.values], node.values, strict=False):
        if not isinstance(piece, ast.Constant):
            continue
        text = str(piece.value)
        if before is None and re.match(r"/[a-z-]+/", text) and is_first_step(text):
            return True
        if before is not None and re.match(r"[a-z][\w-]*/", text):
            return bool(re.search(r"url|address|reverse", ast.unparse(before)))
    return False


def is_first_step(text: str) -> bool:
    """Whether any address of this site begins so."""
    step = text.split("/")[1]
    return step in FIRST_STEPS


def sources() -> Iterator[Path]:
    yield from (path for path in modules(*PRODUCT) if path.name not in PATTERNS and "migrations" not in path.parts)


def _first_steps() -> set[str]:
    return {
        match
        for path in modules(*PRODUCT)
        if path.name == "urls.py"
        for match in re.findall(r'path\(\s*f?"([a-z-]+)/', path.read_text())
    }


FIRST_STEPS = _first_steps()


def test_no_template_spells_an_address():
    found = {str(path.relative_to(ROOT)): glued_in_template(path.read_text()) for path in TEMPLATES.rglob("*.html")}
    assert {name: glued for name, glued in found.items() if glued and name not in OF_LAST_RESORT} == {}


def test_no_code_spells_an_address():
    found = {str(path.relative_to(ROOT)): glued for path in sources() if (glued := glued_in_code(path.read_text()))}
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'href="/"',
        'href="/leden/"',
        'action="{{ card.url }}wijzigen/"',
        'hx-get="{{ base }}rij/{{ line.number }}/"',
        'href="{% url "plg:group_detail" group.slug %}{{ more }}leden/"',
    ],
)
def test_a_spelt_address_in_a_template_is_found(source):
    assert glued_in_template(f"<a {source}>")


@pytest.mark.parametrize("source", ['href="{% url "a:b" %}?q={{ q }}"', 'href="{{ url }}"', 'href="{{ url }}#top"'])
def test_an_address_that_is_asked_for_is_left_alone(source):
    assert not glued_in_template(f"<a {source}>")


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('link("/groepen/")', True),
        ('link(f"/leden/{member.public_id}/")', True),
        ('link(f"{group.get_absolute_url()}leden/")', True),
        ('link(f"{reverse(name)}verzoeken/")', True),
        ('link(f"{product.get_absolute_url()}#used")', False),
        ('link(f"{address}?{query}")', False),
        ('"""/groepen/: a docstring may say so."""', False),
    ],
)
def test_a_spelt_address_in_code_is_found(source, is_found):
    assert bool(glued_in_code(source)) is is_found
