"""What machines read in the head of a public page: a preview for who shares it, and facts for search engines.

The page hands over what it shows; a part higher up registers here at start how it describes that to the world. Members
see no difference, so nothing is described for them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# Nothing in a text may end the element in which it stands.
_ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@dataclass(frozen=True, kw_only=True)
class MachineHead:
    """`facts` are schema.org in JSON-LD; `oembed` is the address of a card that other sites may show."""

    title: str
    description: str
    url: str
    image: str = ""
    kind: str = "website"
    facts: Mapping[str, Any] | None = None
    oembed: str = ""

    @property
    def json_ld(self) -> SafeString:
        return mark_safe(json.dumps(self.facts, ensure_ascii=False).translate(_ESCAPED))  # noqa: S308  # nosec B703 - escaped above


_describers: dict[type, Callable[[Any], MachineHead | None]] = {}


def register(shown: type, describe: Callable[[Any], MachineHead | None]) -> None:
    """`describe` gives nothing for what not everybody may read."""
    _describers[shown] = describe


def describe_shown(shown: object) -> MachineHead | None:
    describe = _describers.get(shown.__class__)
    return describe(shown) if describe else None
