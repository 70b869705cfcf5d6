"""Doing something with each of the rows that somebody ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest

from knowledge_network.kit.errors import RefusedError


def try_each[Row](
    request: HttpRequest,
    rows: Iterable[Row],
    do: Callable[[Row], object],
    *,
    refusals: tuple[type[Exception], ...] = (RefusedError,),
) -> list[Row]:
    """Those with which it could be done; of the others the reader is told why not."""
    done = []
    for row in rows:
        try:
            do(row)
        except refusals as refusal:
            messages.error(request, f"{row}: {refusal}")
        else:
            done.append(row)
    return done
