"""Lists of which only so many are shown: they know whether more there was, and the page says so (`{% cut_note %}`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Self


class Cut[Row](list[Row]):
    """The first `most` rows; `is_cut` when there are more."""

    def __init__(self, rows: Iterable[Row], *, most: int, is_cut: bool) -> None:
        super().__init__(rows)
        self.most = most
        self.is_cut = is_cut

    def told[Told](self, how: Callable[[Row], Told]) -> Cut[Told]:
        """Each row as `how` tells it; what was left out stays known."""
        return Cut(map(how, self), most=self.most, is_cut=self.is_cut)

    def turned(self) -> Self:
        """The other way round: of what is asked newest first, the oldest on top."""
        self.reverse()
        return self


def cut(rows: Any, most: int) -> Cut[Any]:
    """The first `most` of a queryset or a list. A query asks for one more; nothing is counted."""
    found = list(rows[: most + 1])
    return Cut(found[:most], most=most, is_cut=len(found) > most)
