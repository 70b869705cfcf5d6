"""The whole demo, with its many objects, as those who answer for a school, a board or the network see it.

The pages of the small network are looked at for all that axe could judge (`tests/quality/test_browser_axe.py`); here
lists are long, tables full, and `look` makes every text twice as long.
"""

from __future__ import annotations

from itertools import islice

import pytest
from django.test import Client

from knowledge_network.members.people.models import Member
from tests.quality.crawl import BACKEND, Visit, walk
from tests.quality.shapes import fewest, traits
from tests.states.keeper import Page
from tests.states.look import Watcher

pytestmark = [
    pytest.mark.usefixtures("demo_network"),
    pytest.mark.real_clock(reason="the browser is a process of its own, which has the real clock"),
]

READERS = ("schoolleider", "bestuurder", "verbinding", "programmaleider")
STARTS = ("/start/", "/dashboard/", "/leden/", "/groepen/", "/agenda/", "/expertise/", "/kennisbank/", "/beheer/")
# How many pages each of them opens; axe looks at those that together show all that there is to see.
OPENED = 100


def pages_of(reader: str, opened: int) -> list[Visit]:
    client = Client()
    client.force_login(Member.objects.get(email=f"{reader}@demo.example"), backend=BACKEND)
    visits = islice(walk(client, list(STARTS)), opened)
    return [visit for visit in visits if visit.is_page and visit.status == 200 and "<html" in visit.text[:400]]


def faults_of(pages: list[Visit], reader: str) -> list[str]:
    """A browser brings a context of its own, in which the database has other connections: pages come first."""
    watcher = Watcher()
    try:
        return [
            f"{reader} {visit.address}: {problem}"
            for visit in pages
            for problem in watcher.problems(Page(visit.address, visit.status, visit.text, reader, []))
        ]
    finally:
        watcher.close()


@pytest.mark.drill(name="demo")
@pytest.mark.parametrize("reader", READERS)
def test_their_pages_are_clean_with_many_objects_and_long_texts(reader):
    pages = pages_of(reader, OPENED)
    shown = fewest({number: traits(visit.text, set()) for number, visit in enumerate(pages)})
    assert len(shown) > 10
    faults = faults_of([pages[number] for number in shown], reader)
    assert faults == [], "\n".join(faults)
