"""Keeps the pages that tests get, when the environment says where (`PAGES_KEPT_IN`): one of each state, not all."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.clock import reads_the_real_clock
from tests.quality.shapes import pairs_of_the_style_sheet
from tests.states.branches import Seen

VARIABLE = "PAGES_KEPT_IN"
VISITOR = "visitor"


@dataclass(frozen=True)
class Page:
    """An answer with a page or a part of one. `states`: branches of templates, looks of elements, and who read it."""

    address: str
    status: int
    html: str
    test: str
    states: list[str]

    @property
    def is_whole(self) -> bool:
        return "<html" in self.html[:400]

    @property
    def branches(self) -> set[str]:
        return {state for state in self.states if not state.startswith(("look ", "read by "))}


class Keeper:
    def __init__(self, folder: Path) -> None:
        self.folder, self.known, self.count = folder, set[str](), 0
        self.seen = Seen()

    def start(self) -> None:
        """Every test client of this process from now on."""
        self.seen.watch()
        ask = Client.request

        def request(client: Client, **environment: Any) -> Any:
            self.seen.take()
            response = ask(client, **environment)
            self.keep(response, self.seen.take())
            return response

        Client.request = request  # type: ignore[method-assign]

    def keep(self, response: Any, branches: set[str]) -> None:
        if response.streaming or not response.get("Content-Type", "").startswith("text/html") or not response.content:
            return
        html = response.content.decode()
        states = branches | looks(html)
        if "<html" in html[:400]:
            states.add(read_by(response))
        if states <= self.known:
            return
        self.known |= states
        self.count += 1
        asked, test = response.wsgi_request.get_full_path(), os.environ.get("PYTEST_CURRENT_TEST", "")
        page = Page(asked, response.status_code, html, test, sorted(states))
        (self.folder / f"{os.getpid()}-{self.count}.json").write_text(json.dumps(asdict(page)))


def looks(html: str) -> set[str]:
    """Each sort of element, by what the style sheet and a screen reader make of it."""
    pairs, found = pairs_of_the_style_sheet(), set()
    for node in LexborHTMLParser(html).css("[class], [role], [aria-current], [aria-invalid], [aria-pressed]"):
        said = [f"{name}={value}" for name, value in sorted(node.attributes.items()) if (name, value) in pairs]
        classes = ".".join(sorted((node.attributes.get("class") or "").split()))
        found.add(f"look {node.tag}.{classes} {node.attributes.get('role') or ''} {' '.join(said)}")
    return found


def read_by(response: Any) -> str:
    """Asks the database nothing: tests count."""
    member = response.wsgi_request.__dict__.get("_cached_user")
    if member is None or not member.is_authenticated:
        return f"read by {VISITOR}"
    leads = ["school leader"] if member.__dict__.get("access_led_organisations") else []
    roles = [*(member.__dict__.get("access_roles") or []), *leads] or ["teacher"]
    return f"read by {' and '.join(sorted(roles))}"


def kept(folder: Path) -> list[Page]:
    return [Page(**json.loads(path.read_text())) for path in sorted(folder.glob("*.json"))]


def is_asked() -> bool:
    return bool(os.environ.get(VARIABLE))


def start_if_asked() -> None:
    if is_asked():
        Keeper(Path(os.environ[VARIABLE])).start()


def of_clients(items: list[Any]) -> list[Any]:
    """Those that keeping pages is for: browsers and other processes have their pages elsewhere, and made-up examples
    and long loops show nothing new."""
    return [
        item
        for item in items
        if not reads_the_real_clock(item)
        and not getattr(item.obj, "is_hypothesis_test", False)
        and not item.get_closest_marker("drill")
    ]
