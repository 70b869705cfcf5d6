"""Beside an earlier commit: what counts as slower, and that the pages exist here."""

import pytest
from django.urls import resolve

from benchmarks.against import DEMO, LARGE, LINKED, PAGES, Network, Page, Result, report

PAGE = Page("meeting", "/bijeenkomsten/{meeting}/")


@pytest.mark.parametrize(
    ("then", "now", "slower"),
    [
        ([10, 10, 10, 10, 10], [10, 11, 10, 10, 11], False),
        ([10, 10, 10, 10, 10], [10.5, 10.5, 10.5, 10.5, 10.5], False),
        ([10, 10, 10, 10, 10], [10.6, 10.6, 10.6, 9, 20], True),
        # One round of before was as slow: the machine was busy, not the page.
        ([10, 10, 10, 10, 12], [11, 11, 11, 11, 11], False),
        ([10, 10, 10, 10, 12], [13, 13, 13, 9, 9], True),
    ],
)
def test_slower_is_more_than_the_ratio_and_more_than_every_round_of_before(then, now, slower):
    result = Result(PAGE, then, now, (7, 7))
    assert result.is_slower is slower
    assert ("**slower**" in report([result])) is slower


def test_the_table_has_medians_spread_ratio_and_queries():
    row = report([Result(PAGE, [10, 8, 12], [9, 9, 30], (7, 6))]).splitlines()[-1]
    assert row == "| meeting | 10.0 | 8.0–12.0 | 9.0 | 0.90 | 7 → 6 |"


def test_every_page_has_an_address_here_and_a_network():
    known = dict.fromkeys([*LINKED, "{member}"], "abcdefghjk")
    network = Network(port=0, processes=[], environment={}, known=known | {"member": "a=b"})
    for page in PAGES:
        resolve(network.address(page).partition("?")[0])
        assert page.network in {DEMO, LARGE}
    assert len({page.name for page in PAGES}) == len(PAGES)
    part = next(page for page in PAGES if page.part)
    assert network.headers(part) == {"HX-Request": "true", "HX-Target": part.part, "Cookie": "a=b"}
