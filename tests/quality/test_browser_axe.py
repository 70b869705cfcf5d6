"""Every page in a browser: nothing for axe to find, no sideways scrolling, no error in the console, no other origin."""

from __future__ import annotations

from typing import Any

import pytest

from tests.access.world import build_world
from tests.browser import AXE, axe_found
from tests.quality.pages import pages_for, part, sign_in

# Width, colour scheme, rule (none: all); the page is loaded once. Contrast alone depends on the colours.
SCREENS = [(360, "light", ""), (1280, "dark", ""), (1280, "light", "color-contrast"), (360, "dark", "color-contrast")]
PARTS = {"anonymous": 2, "group_member": 3, "coordinator": 4, "group_lead": 1, "privacy_contact": 1}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("role", "number"), [(role, number) for role, parts in PARTS.items() for number in range(parts)]
)
def test_every_page_is_clean_on_phone_and_desktop_light_and_dark(role, number, page, context, live_server):
    world = build_world()
    addresses = part(pages_for(world, role), number, PARTS[role])
    assert addresses, "this role has no page"
    sign_in(context, live_server, world, role)
    heard = listen(page, live_server.url)
    found = []
    for address in addresses:
        heard.clear()
        found += [f"{address}: {problem}" for problem in look_at(page, live_server.url + address)]
        found += [f"{address}: {noise}" for noise in heard]
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
