"""One page that has an address of its own, as it can be found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Place:
    """`words` are those under which people look for it beside its label; `desk` is what one does there.

    A lower `order` is offered sooner where nothing was typed yet.
    """

    url_name: str
    label: str | _StrPromise
    icon: str
    words: str | _StrPromise
    permission: str = ""
    desk: str | _StrPromise = ""
    needs_member: bool = True
    order: int = 60
