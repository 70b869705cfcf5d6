"""The platform knows no region: what a network is called stands in its settings, never in the code."""

from __future__ import annotations

import re

from django.conf import settings

# Where a region may be named: what is invented for the demo, what is tried with it, and what people read about both.
MAY_NAME = (
    "knowledge_network/demo/", "tests/", "docs/", "README.md", "CHANGELOG.md", "benchmarks/",
    # A general list of Dutch words, in which a «twenter» is a sheep of two winters.
    "knowledge_network/search/understanding/data/words_general_nl.txt",
)  # fmt: skip
REGION = re.compile(r"twente|lerende leraren", re.IGNORECASE)


def found_in(path: str, text: str) -> bool:
    """Whether a file of the product names the region of the demo."""
    return not path.startswith(MAY_NAME) and bool(REGION.search(text))


FOLDERS = ("knowledge_network", "plg", "expertise", "lesson_study", "templates", "static", "locale", "scripts")
TEXTS = {".py", ".html", ".text", ".subject", ".css", ".js", ".po", ".json", ".csv", ".typ", ".toml", ".txt", ".sh"}


def files() -> list[str]:
    """Every text of the product but what may name a region, by its path from the top."""
    top = settings.BASE_DIR
    found = [path for folder in FOLDERS for path in (top / folder).rglob("*") if path.suffix in TEXTS]
    found += [top / name for name in (".env.example", "Makefile", "Dockerfile", "docker-compose.yml", "pyproject.toml")]
    paths = sorted(str(path.relative_to(top)) for path in found)
    return [path for path in paths if not path.startswith(MAY_NAME)]


def test_no_file_of_the_product_names_a_region():
    named = []
    for path in files():
        if found_in(path, (settings.BASE_DIR / path).read_text(encoding="utf-8")):
            named.append(path)
    assert named == []


def test_the_guard_sees_a_region_in_a_template_and_leaves_the_demo_alone():
    assert found_in("templates/base.html", "Het kennisnetwerk van leraren in Twente")
    assert found_in("knowledge_network/settings.py", 'NAME = "Kennisnetwerk Lerende Leraren"')
    assert not found_in("knowledge_network/demo/seed/roster.py", "Twente")
