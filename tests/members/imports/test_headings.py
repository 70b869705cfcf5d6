"""Which column of an office's sheet means what: thirty real rows of headings."""

from __future__ import annotations

import pytest

from tests.members.imports.heading_rows import HELD_OUT, KNOWN, HeadingRow


@pytest.mark.parametrize("row", [*KNOWN, *HELD_OUT], ids=lambda row: row.source)
def test_each_meaning_stands_in_its_row_of_headings(row: HeadingRow):
    assert set(row.meaning.values()) <= set(row.cells)
    assert len(set(row.meaning.values())) == len(row.meaning)


def test_half_of_the_rows_is_held_out():
    assert (len(KNOWN), len(HELD_OUT)) == (15, 15)
    assert not {row.headings for row in KNOWN} & {row.headings for row in HELD_OUT}
