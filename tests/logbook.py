"""The logbook keeps codes: what an event holds is told in the language of who reads it, not of who acted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.signals import post_save
from django.urls import get_resolver
from django.utils import translation

from knowledge_network.members.trail.models import AuditEvent

PARTS = frozenset({"benchmarks", "expertise", "knowledge_network", "lesson_study", "plg"})


class LabelInTheLogbook(AssertionError):  # noqa: N818
    """An action recorded the word that people read instead of its code."""


@contextmanager
def watched() -> Iterator[None]:
    post_save.connect(_look_at, sender=AuditEvent, dispatch_uid="tests.logbook")
    yield
    post_save.disconnect(sender=AuditEvent, dispatch_uid="tests.logbook")


def _look_at(instance: AuditEvent, **_kwargs: Any) -> None:
    for key, value in instance.data.items():
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and word in labels():
                raise LabelInTheLogbook(f"{instance.verb}: {key}={word!r} is a label; record its code.")


@cache
def labels() -> frozenset[str]:
    """What choices are called in the language of the site, where that is not itself a code of some choice."""
    assert get_resolver().url_patterns  # loads the views, and with them every class of choices
    found, codes = set(), set()
    with translation.override(settings.LANGUAGE_CODE):
        for choices in _classes_of_choices(models.TextChoices):
            found |= {str(label) for label in choices.labels}
            codes |= set(choices.values)
    return frozenset(found - codes)


def _classes_of_choices(base: Any) -> Iterator[Any]:
    for cls in base.__subclasses__():
        yield from _classes_of_choices(cls)
        if cls.__module__.partition(".")[0] in PARTS and cls.values:
            yield cls
