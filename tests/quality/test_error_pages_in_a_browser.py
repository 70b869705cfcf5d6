"""What is shown while something is away, in both themes and with long texts: nothing for axe to find.

No page of a test shows these (`tests/states/unseen.py`): they are drawn without a request.
"""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.states.keeper import Page
from tests.states.look import Watcher

STATUSES = (408, 413, 500, 503, 507)


@pytest.mark.drill(name="demo")
@pytest.mark.real_clock(reason="the browser is a process of its own, which has the real clock")
def test_every_page_without_a_request_is_clean_on_phone_and_desktop_light_and_dark():
    watcher = Watcher()
    try:
        with translation.override("nl"):
            faults = [
                f"{status}: {problem}"
                for status in STATUSES
                for problem in watcher.problems(Page(f"/{status}/", status, render_to_string(f"{status}.html"), "", []))
            ]
    finally:
        watcher.close()
    assert faults == [], "\n".join(faults)
