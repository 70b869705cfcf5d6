"""Helpers for tests in a browser."""

import os
from pathlib import Path
from typing import Any

from scripts.browsers import find_chromium

AXE = Path(__file__).resolve().parent / "assets" / "axe.min.js"
# WCAG 2.2 AA and the good practices that axe knows.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_options() -> dict[str, Any]:
    """For `playwright.chromium.launch`: the system's Chromium where there is one, else Playwright's own."""
    options: dict[str, Any] = {"args": ["--no-sandbox"] if os.geteuid() == 0 else []}
    if system := find_chromium():
        options["executable_path"] = system
    return options


def axe_violations(page: Any) -> list[str]:
    """What axe finds on the page as it is now: one line per element, with the rule that it breaks."""
    # Evaluated by the debugger, so that the page's content security policy stays as it is.
    page.evaluate(AXE.read_text())
    return axe_found(page)


def axe_found(page: Any, only: str = "") -> list[str]:
    """The same on a page that already holds axe; `only`: one rule instead of all."""
    rules = {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES}
    result = page.evaluate("runOnly => axe.run(document, {runOnly, resultTypes: ['violations']})", rules)
    return [
        f"{violation['id']}: {node['html'][:160]} ({' '.join(node['target'])[:120]})"
        + "".join(f" {check['message']}" for check in node["any"][:1])
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


def assert_no_axe_violations(page: Any) -> None:
    found = axe_violations(page)
    assert not found, f"{page.url}\n" + "\n".join(found)
