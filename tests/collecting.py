"""What every worker does before its first test: import all of them. As cheap as can be, for each worker pays it.

What stands in memory after that, some million objects, stays until the end: the collector of garbage need not go
through it, neither while it grows nor at every turn afterwards.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Of objects that are made and not given back before the youngest are looked through; Python's own number is 2 000.
YOUNG = 20_000


@contextmanager
def without_garbage() -> Iterator[None]:
    """Nothing that was imported or collected until the end of this is looked through again."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
        gc.enable()
