"""The map of the site in parts, for what a search engine takes at once is limited: open pages, groups, products.

Where a part begins is looked up once in five minutes (`kit/kept_counts.py`); a part itself is read as it is now, from
where it begins to where the next one does, so that none misses what came in between.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from knowledge_network.exchange.catalogue.entries import find_public
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.kept_counts import read_counted
from plg.groups.models import Group

# What one file of the protocol holds is ten times as many.
IN_A_PART = 5000
OPEN_PAGES = ("dashboards:home", "dashboards:about", "expertise:product_list", "plg:plg_list", "exchange:public_agenda")
OPEN = "paginas"

# An address of a page, and since when it is as it is where that is known.
MapRow = tuple[str, dt.datetime | None]


def _find_groups() -> Any:
    return Group.objects.visible_to(AnonymousUser())


def _find_products() -> Any:
    return find_public().prefetch_related(None).select_related(None)


SORTS: Mapping[str, Callable[[], Any]] = {"groepen": _find_groups, "producten": _find_products}


def list_parts() -> list[str]:
    """The address of each part, in order."""
    parts = [(OPEN, 1)]
    parts += [(sort, number) for sort in SORTS for number in range(1, len(_read_starts(sort)) + 1)]
    return [absolute_url(reverse("exchange:site_map_part", args=part)) for part in parts]


def list_part(sort: str, number: int) -> list[MapRow] | None:
    """The pages of part `number` of a sort; nothing where there is no such part."""
    if sort == OPEN:
        return [(absolute_url(reverse(name)), None) for name in OPEN_PAGES] if number == 1 else None
    starts = _read_starts(sort) if sort in SORTS else []
    if not 1 <= number <= len(starts):
        return None
    rows = SORTS[sort]().order_by("slug").filter(slug__gte=starts[number - 1])
    if number < len(starts):
        rows = rows.filter(slug__lt=starts[number])
    return [(absolute_url(row.get_absolute_url()), getattr(row, "changed_at", None)) for row in rows]


def _read_starts(sort: str) -> list[str]:
    """The slug that each part of a sort begins with. The first begins before everything that may come yet."""
    return read_counted(f"exchange.site_map.{sort}", lambda: _find_starts(sort)).found


def _find_starts(sort: str) -> list[str]:
    placed = SORTS[sort]().order_by().annotate(place=Window(RowNumber(), order_by=F("slug").asc()))
    later = placed.annotate(rest=(F("place") - 1) % IN_A_PART).filter(rest=0, place__gt=1).order_by("slug")
    return ["", *later.values_list("slug", flat=True)]
