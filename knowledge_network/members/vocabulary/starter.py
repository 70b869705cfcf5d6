"""Lists of topics to begin with, for primary, secondary and vocational schools, shipped as a sheet with the platform.

Columns: name, what it is part of, other words, the lists it is in, and its OBK id where that is known for sure.
"""

from __future__ import annotations

import csv
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models
from django.utils.translation import gettext_lazy as _

SHEET = Path(__file__).resolve().parent / "data" / "starter_topics.csv"


class StarterSet(models.TextChoices):
    PRIMARY = "po", _("primary schools")
    SECONDARY = "vo", _("secondary schools")
    VOCATIONAL = "mbo", _("vocational education")


@dataclass(frozen=True)
class StarterTopic:
    """One line of the sheet; a topic stands below the one that it is part of."""

    name: str
    parent: str
    synonyms: tuple[str, ...]
    sets: frozenset[str]
    obk_id: uuid.UUID | None


@cache
def read_starter() -> tuple[StarterTopic, ...]:
    """All lines, each after the topic that it is part of."""
    with SHEET.open(encoding="utf-8", newline="") as source:
        reader = csv.reader(source, delimiter=";")
        next(reader)
        return tuple(_read_line(*cells) for cells in reader)


def _read_line(name: str, parent: str, synonyms: str, sets: str, obk_id: str) -> StarterTopic:
    words = tuple(word.strip() for word in synonyms.split(",") if word.strip())
    return StarterTopic(name, parent, words, frozenset(sets.split()), uuid.UUID(obk_id) if obk_id else None)


def choose_starter(sets: Collection[str]) -> list[StarterTopic]:
    """The lines that are in one of `sets`."""
    return [line for line in read_starter() if line.sets & set(sets)]


def count_starter(one: str) -> int:
    return len(choose_starter([one]))
