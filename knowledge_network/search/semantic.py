"""Meaning by vectors, as an optional extra: «kinderen die niet stil kunnen zitten» is near «gedrag».

Off without the setting `SEMANTIC_MODEL`, the dotted path of a function without arguments that gives an `Embedder`.
It is asked only when words alone say nothing, because it takes tens of milliseconds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

MOST = 3


class Embedder(Protocol):
    """A model that makes texts into vectors of length one. `nearness` is the least cosine that means anything."""

    nearness: float

    def embed(self, texts: Sequence[str], *, is_question: bool) -> Sequence[Sequence[float]]: ...


def _path() -> str:
    return getattr(settings, "SEMANTIC_MODEL", "")


def embedder() -> Embedder | None:
    return _loaded(_path()) if _path() else None


@cache
def _loaded(path: str) -> Any:
    return import_string(path)()


@lru_cache(maxsize=8)
def _vectors(path: str, texts: tuple[str, ...]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(map(float, vector)) for vector in _loaded(path).embed(list(texts), is_question=False))


def nearest(text: str, choices: Mapping[int, str]) -> dict[int, float]:
    """The choices nearest in meaning with their cosine; nothing while no model is set, or when none is near."""
    model = embedder()
    if model is None or not choices:
        return {}
    asked = [float(x) for x in model.embed([text], is_question=True)[0]]
    vectors = _vectors(_path(), tuple(choices.values()))
    near = {key: math.sumprod(asked, vector) for key, vector in zip(choices, vectors, strict=True)}
    best = sorted(near, key=lambda key: -near[key])[:MOST]
    return {key: near[key] for key in best if near[key] >= model.nearness}
