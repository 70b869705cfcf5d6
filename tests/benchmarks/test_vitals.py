"""The benchmark of what a browser sees counts what moves and what comes late, and begins with the worst."""

import pytest

from benchmarks.vitals import Seen, report


@pytest.fixture
def table():
    return report(
        [
            Seen("/still/", "anonymous", "phone", 900, 0.0),
            Seen("/still/", "anonymous", "desk", 2500, 0.02),
            Seen("/moves/?q=x", "coordinator", "phone", 1500, 0.3),
            Seen("/moves/?q=x", "coordinator", "desk", 1000, 0.01),
        ]
    )


def test_the_report_counts_what_moves_and_what_comes_late(table):
    assert table.startswith("Of 4 views (2 pages on a phone and a desk) 3 move at most 0.02 (CLS)")
    assert "the largest part of 3 stands there within 1.8 s" in table
    assert "half of them within 1.2 s" in table


def test_what_moves_most_stands_first_without_what_was_asked(table):
    assert table.splitlines()[4] == "| `/moves/` | coordinator | phone | 0.300 | 1.5 |"
