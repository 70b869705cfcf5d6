"""Pages in a browser: nothing for axe to find, no sideways scrolling, no error in the console, no other origin.

Looked at are the fewest pages that show every template in every state that any role meets, see `shapes.py`.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.test_access import declared_rows
from tests.access.world import build_world
from tests.browser import AXE, axe_found
from tests.quality.crawl import address_of
from tests.quality.pages import chosen_once, sign_in

# Width, colour scheme, rule (none: all); the page is loaded once. Contrast alone depends on the colours.
SCREENS = [(360, "light", ""), (1280, "dark", ""), (1280, "light", "color-contrast"), (360, "dark", "color-contrast")]
PARTS = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(PARTS))
def test_every_sort_of_page_is_clean_on_phone_and_desktop_light_and_dark(
    number, page, context, live_server, tmp_path_factory, worker_id
):
    world, rows = build_world(), declared_rows()
    folder = tmp_path_factory.getbasetemp()
    # The folders of workers stand side by side in that of the run.
    chosen = chosen_once(world, folder if worker_id == "master" else folder.parent)
    heard = listen(page, live_server.url)
    found, signed_in = [], None
    for role, row in chosen[number * len(chosen) // PARTS : (number + 1) * len(chosen) // PARTS]:
        if role != signed_in:
            sign_in(context, live_server, world, role)
            signed_in = role
        heard.clear()
        address = address_of(rows[row], world)
        found += [f"{role} {address}: {problem}" for problem in look_at(page, live_server.url + address)]
        found += [f"{role} {address}: {noise}" for noise in heard]
    assert signed_in, "no page"
    assert not found, "\n".join(found)


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


def look_at(page: Any, url: str) -> list[str]:
    first_width, first_scheme, _rule = SCREENS[0]
    page.emulate_media(color_scheme=first_scheme, reduced_motion="reduce")
    page.set_viewport_size({"width": first_width, "height": 800})
    answer = page.goto(url)
    problems = [] if answer.status == 200 else [f"answers {answer.status}"]
    page.evaluate(AXE.read_text())
    for width, scheme, rule in SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        problems += [f"{width} {scheme}: {line}" for line in axe_found(page, rule)]
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            problems.append(f"{wide} px wide on a screen of {width}")
    return problems
