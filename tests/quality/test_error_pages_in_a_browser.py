"""What is shown while something is away, in both themes and with long texts: nothing for axe to find.

No page of a test shows these (`tests/states/unseen.py`): they are drawn without a request.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.states.keeper import Page
from tests.states.look import Watcher

STATUSES = (408, 413, 500, 503, 507)


@pytest.mark.drill(name="demo")
@pytest.mark.real_clock(reason="the browser is a process of its own, which has the real clock")
def test_every_page_without_a_request_is_clean_on_phone_and_desktop_light_and_dark():
    with translation.override("nl"):
        pages = [Page(f"/{status}/", status, render_to_string(f"{status}.html"), "", []) for status in STATUSES]
    # In a thread of its own: the one of the tests may have a browser already, of the tests before.
    with ThreadPoolExecutor(1) as thread:
        faults = thread.submit(look_at, pages).result()
    assert faults == [], "\n".join(faults)


def look_at(pages: list[Page]) -> list[str]:
    watcher = Watcher()
    try:
        return [f"{page.status}: {problem}" for page in pages for problem in watcher.problems(page)]
    finally:
        watcher.close()
