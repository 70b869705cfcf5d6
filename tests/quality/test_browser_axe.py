"""Pages in a browser: nothing for axe to find, no sideways scrolling, no error in the console, no other origin.

The suite looks at an eighth of all addresses, others every day, by turns on a phone in the light and on a desk in the
dark. One drill looks at all of them on both. Another looks on all screens at the fewest pages that show every template
in every state that any role meets, see `shapes.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.access.kept import kept_world
from tests.access.test_access import declared_rows
from tests.access.world import World
from tests.browser import AXE, axe_found
from tests.quality.crawl import address_of
from tests.quality.pages import chosen_once, each_address, sign_in, worth_a_look

# Width, colour scheme, rule (none: all); a page is loaded once. Contrast alone depends on the colours.
SCREENS = [(360, "light", ""), (1280, "dark", ""), (1280, "light", "color-contrast"), (360, "dark", "color-contrast")]
PARTS = 8


@pytest.mark.drill(name="addresses")
@pytest.mark.in_suite
@pytest.mark.django_db(transaction=True)
def test_an_eighth_of_all_addresses_is_clean_on_one_of_two_screens(page, context, live_server):
    """Another eighth each day, and the other screen the next time."""
    day = dt.datetime.now(dt.UTC).date().toordinal()
    look_at_addresses(Site(kept_world(), page, context, live_server), day % PARTS, day // PARTS % 2)


@pytest.mark.drill(name="addresses")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("screen", [0, 1], ids=["a phone in the light", "a desk in the dark"])
@pytest.mark.parametrize("number", range(PARTS))
def test_every_address_is_clean_on_a_phone_in_the_light_and_a_desk_in_the_dark(
    number, screen, page, context, live_server
):
    look_at_addresses(Site(kept_world(), page, context, live_server), number, screen)


@pytest.mark.drill(name="pages")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(PARTS))
def test_every_sort_of_page_is_clean_on_phone_and_desktop_light_and_dark(
    number, page, context, live_server, folder_of_the_run
):
    world = kept_world()
    chosen = chosen_once(worth_a_look, world, folder_of_the_run)
    site = Site(world, page, context, live_server)
    found = []
    for role, row in part_of(chosen, number, PARTS):
        found += site.problems(role, row, SCREENS)
    assert not found, "\n".join(found)


def look_at_addresses(site: Site, number: int, screen: int) -> None:
    """One part of them, by turns on this screen and on the other."""
    chosen = each_address(site.world, number, PARTS)
    assert len(chosen) > 30
    found = []
    for place, (role, row) in enumerate(chosen):
        first = (place + screen) % 2
        found += site.problems(role, row, SCREENS[first : first + 1])
    assert not found, "\n".join(found)


@pytest.fixture
def folder_of_the_run(tmp_path_factory, worker_id):
    """The folders of workers stand side by side in it."""
    folder = tmp_path_factory.getbasetemp()
    return folder if worker_id == "master" else folder.parent


def part_of[Choice](chosen: list[Choice], number: int, parts: int) -> list[Choice]:
    found = chosen[number * len(chosen) // parts : (number + 1) * len(chosen) // parts]
    assert found, "no page"
    return found


class Site:
    """Opens pages as the roles of the world, in one browser."""

    def __init__(self, world: World, page: Any, context: Any, live_server: Any) -> None:
        self.world, self.page, self.context, self.live_server = world, page, context, live_server
        self.rows, self.signed_in = declared_rows(), ""
        self.heard = listen(page, live_server.url)
        # By the debugger, before the page's own scripts: its content security policy stays as it is.
        page.add_init_script(AXE.read_text())

    def problems(self, role: str, row: int, screens: list[tuple[int, str, str]]) -> list[str]:
        if role != self.signed_in:
            sign_in(self.context, self.live_server, self.world, role)
            self.signed_in = role
        self.heard.clear()
        address = address_of(self.rows[row], self.world)
        found = look_at(self.page, self.live_server.url + address, screens)
        return [f"{role} {address}: {problem}" for problem in [*found, *self.heard]]


def listen(page: Any, origin: str) -> list[str]:
    """Errors in the console (the content security policy speaks there too), of scripts, and requests elsewhere."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((origin, "data:", "blob:")) else heard.append(f"goes to {request.url}")
        ),
    )
    return heard


def look_at(page: Any, url: str, screens: list[tuple[int, str, str]]) -> list[str]:
    first_width, first_scheme, _rule = screens[0]
    page.emulate_media(color_scheme=first_scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": first_width, "height": 800})
    answer = page.goto(url)
    problems = [] if answer.status == 200 else [f"answers {answer.status}"]
    for width, scheme, rule in screens:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        problems += [f"{width} {scheme}: {line}" for line in axe_found(page, rule)]
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            problems.append(f"{wide} px wide on a screen of {width}")
    return problems
