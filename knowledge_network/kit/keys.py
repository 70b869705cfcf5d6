"""By what a row is known outside: never by its running number, which tells how many there are and lets others guess."""

from __future__ import annotations

from functools import cache
from operator import attrgetter

from django.core.exceptions import FieldDoesNotExist, ImproperlyConfigured
from django.db import models

KEYS = ("public_id", "uuid", "slug")


@cache
def find_key_field(model: type[models.Model]) -> str:
    """The field that stands for a row in a form: unique, or said by the model itself in `known_by`.

    What a model says may be unique within what a form offers only, as the version of a plan within its Lesson Study.
    """
    said: str = getattr(model, "known_by", "")
    name = said or next((name for name in KEYS if _is_unique(model, name)), "")
    if not name:
        raise ImproperlyConfigured(f"{model.__name__} is chosen in a form: say with `known_by` what it is known by")
    return name


def read_key(row: models.Model) -> str:
    """What a form sends for this row."""
    return str(attrgetter(find_key_field(type(row)).replace("__", "."))(row))


def _is_unique(model: type[models.Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(getattr(field, "unique", False)) and not getattr(field, "primary_key", False)
