"""The drawing of a school year: what stands in it can be read."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_network.dashboards.sheets.trend import count_by_month, draw_trend
from knowledge_network.figures.measures import TakesPart
from knowledge_network.figures.periods import Period

NAME_HEIGHT = 12


@pytest.mark.parametrize("before", [(0, 0), (5, 5), (4, 5), (5, 4)])
def test_names_of_years_in_the_drawing_stand_neither_on_each_other_nor_above_it(before):
    counts = dict(zip((2023, 2024, 2025), (*before, 5), strict=True))
    years = [Period(year, dt.date(year + 1, 7, 31) if year < 2025 else dt.date(2025, 11, 29)) for year in counts]
    rows = [
        TakesPart(year, dt.date(year, 9, 1), member, unit=1)
        for year, count in counts.items()
        for member in range(count)
    ]
    *older, now = draw_trend(count_by_month(rows, years), years).lines
    assert [line.label for line in older] == ["2023/24", "2024/25"]
    assert abs(float(older[0].text_y) - float(older[1].text_y)) >= NAME_HEIGHT
    # The name of this year stands nine above the end of its line.
    assert float(now.text_y) - 9 >= NAME_HEIGHT
    assert min(float(line.text_y) for line in older) >= NAME_HEIGHT
