"""The catalogue is open to everybody: what stands in it anybody may read."""

from __future__ import annotations

from typing import Any

from tests.access.table import Row, everybody


def asks(**arguments: str) -> Any:
    return lambda world: arguments


ROWS = [
    Row("exchange:oai", everybody()),
    Row("exchange:oai", everybody(), "post", data=asks(verb="Identify")),
]
