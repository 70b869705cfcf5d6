"""Where Dutch places lie: how far it is from one to another, in whole kilometres."""

from __future__ import annotations

import csv
import math
import re
from functools import cache, lru_cache

from knowledge_network.kit.text import folded
from knowledge_network.search.understanding.words import DATA

KILOMETRES_PER_DEGREE = 111.2
# «HENGELO OV», «Bergen (NH)»: a province behind the name.
PROVINCE = re.compile(r"\s*\(?\b(?:gr|fr|dr|ov|gld|gd|ge|ut|fl|nh|zh|zld|ze|nb|lb|l)\.?\)?$")


@cache
def _places() -> dict[str, tuple[float, float]]:
    with (DATA / "places_nl.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return {plain(row["name"]): (float(row["latitude"]), float(row["longitude"])) for row in rows}


@lru_cache(maxsize=2000)
def plain(name: str) -> str:
    """The name by which a place is compared."""
    words = folded(name)
    return PROVINCE.sub("", words).replace("-", " ").strip() or words


def is_place(name: str) -> bool:
    return plain(name) in _places()


@lru_cache(maxsize=20_000)
def distance(one: str, other: str) -> int | None:
    """Whole kilometres as the crow flies; 0 for the same place, nothing when we do not know where one of them lies."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return None
    if first == second:
        return 0
    here, there = _places().get(first), _places().get(second)
    if here is None or there is None:
        return None
    north = (here[0] - there[0]) * KILOMETRES_PER_DEGREE
    east = (here[1] - there[1]) * KILOMETRES_PER_DEGREE * math.cos(math.radians((here[0] + there[0]) / 2))
    return max(1, round(math.hypot(north, east)))
