"""Pages of rows that are all at hand."""

from __future__ import annotations

import pytest

from knowledge_network.kit.pagination import slice_rows


def test_pages_of_rows_at_hand_leave_nothing_out_and_lead_back():
    rows, found, cursor = list(range(5)), [], ""
    while True:
        page = slice_rows(rows, {"vanaf": cursor}, size=2)
        found += page.rows
        if not page.next_cursor:
            break
        cursor = page.next_cursor
    assert found == rows
    assert slice_rows(rows, {"vanaf": page.previous_cursor}, size=2).rows == [2, 3]
    assert slice_rows(rows, {}, size=2).previous_cursor == ""


@pytest.mark.parametrize("cursor", ["-1", "5", "99999999999999999999", "٣", "twee", "1.5"])
def test_a_place_that_is_none_gives_the_first_page(cursor):
    assert slice_rows(list(range(5)), {"vanaf": cursor}, size=2).rows == [0, 1]
