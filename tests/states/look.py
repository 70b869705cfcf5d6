"""The kept pages in a browser: axe finds nothing; nothing is wider than the screen, nor with texts twice as long."""

from __future__ import annotations

import atexit
import mimetypes
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from playwright.sync_api import Route, sync_playwright

from tests.browser import AXE, axe_found, chromium_options
from tests.quality.shapes import fewest
from tests.states.keeper import Page

ORIGIN = "http://pages.example"
# Width, colour scheme, rule (none: all). Contrast alone depends on the colours.
SCREENS = [(360, "light", ""), (1280, "dark", ""), (1280, "light", "color-contrast"), (360, "dark", "color-contrast")]
NARROW = (360, 320)
PIXEL = bytes.fromhex("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
# Twice as many words and a long one, where people write: not in the frame or on buttons, nor where no line may break.
LONGER = """() => {
  const place = document.querySelector("main") ?? document.body;
  const apart = "script, style, svg, option, textarea, pre, nav, button, .btn, .visually-hidden";
  const words = document.createTreeWalker(place, NodeFilter.SHOW_TEXT), found = [];
  while (words.nextNode()) found.push(words.currentNode);
  for (const node of found) {
    const text = node.data.trim(), parent = node.parentElement;
    if (text.length < 15 || parent.closest(apart)) continue;
    if (getComputedStyle(parent).whiteSpace === "nowrap") continue;
    node.data = `${node.data} ${text} arbeidsongeschiktheidsverzekering`;
  }
}"""


@dataclass(frozen=True)
class Fault:
    """What is wrong on a page; `test` asked for it."""

    address: str
    test: str
    problem: str

    def __str__(self) -> str:
        return f"{self.address}: {self.problem}\n    asked for by {self.test}"


class Watcher:
    """A browser to which the kept pages are a site; nothing is asked of any other."""

    def __init__(self) -> None:
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(**chromium_options())
        context = self.browser.new_context(locale="nl-NL", timezone_id="Europe/Amsterdam", bypass_csp=True)
        context.add_init_script(AXE.read_text())
        context.route("**/*", self.answer)
        self.page = context.new_page()
        self.html = ""

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        file = settings.BASE_DIR / path.lstrip("/")
        if route.request.resource_type == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif path.startswith("/static/") and file.is_file():
            route.fulfill(body=file.read_bytes(), content_type=mimetypes.guess_type(path)[0] or "text/plain")
        elif route.request.resource_type == "image":
            route.fulfill(body=PIXEL, content_type="image/gif")
        else:
            route.fulfill(status=204)

    def problems(self, kept_page: Page) -> Iterator[str]:
        self.html = kept_page.html
        first_width, first_scheme, _rule = SCREENS[0]
        self.set(first_width, first_scheme)
        self.page.goto(f"{ORIGIN}/page/")
        for width, scheme, rule in SCREENS:
            self.set(width, scheme)
            yield from (f"{width} {scheme}: {line}" for line in axe_found(self.page, rule))
        yield from self.too_wide("")
        self.page.evaluate(LONGER)
        yield from self.too_wide(" with long texts")

    def set(self, width: int, scheme: Any) -> None:
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.set_viewport_size({"width": width, "height": 800})
        # From its top, wherever a field with the focus took it: what slides under the bar that stays is no fault.
        self.page.evaluate("scrollTo({top: 0, behavior: 'instant'})")

    def too_wide(self, when: str) -> Iterator[str]:
        for width in NARROW:
            self.page.set_viewport_size({"width": width, "height": 800})
            if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > width:
                yield f"{wide} px wide on a screen of {width}{when}"

    def close(self) -> None:
        self.browser.close()
        self.playwright.stop()


def look_at(page: Page) -> list[Fault]:
    """Each process keeps one browser for all pages that come its way."""
    return [Fault(page.address, page.test, problem) for problem in _watcher().problems(page)]


@cache
def _watcher() -> Watcher:
    watcher = Watcher()
    atexit.register(watcher.close)
    return watcher


def chosen(pages: list[Page]) -> list[Page]:
    """The fewest whole pages that show every state that whole pages show."""
    whole = [page for page in pages if page.is_whole]
    numbers = fewest({number: set[object](page.states) for number, page in enumerate(whole)})
    return [whole[number] for number in numbers]


def in_turns(pages: list[Page], workers: int) -> Iterator[Fault]:
    """What is wrong, as soon as it is found."""
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(look_at, pages):
            yield from found
