"""The words in which a model says what it knows about people, and what becomes of it.

Each model of ours that holds personal data carries `privacy = PersonalModel(...)`; a test walks all models and fails for
a field that could hold personal data and is not declared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class OnErasure(StrEnum):
    KEEP = "keep"  # stays as it is; it says nothing of the person any more, or the law asks for it
    BLANK = "blank"  # emptied, or pointed at nobody
    DELETE = "delete"  # the whole row goes


@dataclass(frozen=True)
class PersonalField:
    """Why one field is kept (`purpose`), on what ground (`basis`, GDPR article 6), how long, and its end."""

    purpose: str
    basis: str
    retention: str
    on_erasure: OnErasure
    exported: bool = True


@dataclass(frozen=True)
class PersonalModel:
    """The personal fields of a model and the lookups that lead from a row to the member it is about."""

    subjects: tuple[str, ...]
    fields: dict[str, PersonalField]
    impersonal: tuple[str, ...] = field(default=())
