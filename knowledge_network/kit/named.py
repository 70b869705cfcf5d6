"""A choice out of so many rows that none is listed beforehand: one types what it is called, and is helped meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext

from knowledge_network.kit.forms import ModelChoiceField
from knowledge_network.kit.keys import read_key

MOST_NAMED, MOST_OFFERED = 5, 6
KEY_BEHIND = re.compile(r"\((?P<key>[\w-]+)\)$")


class NamedInput(forms.TextInput):
    """A line of text; with script it offers what `url` answers to what is typed."""

    template_name = "components/named_input.html"

    def __init__(self, url: str | Promise, label: str | Promise) -> None:
        super().__init__({"autocomplete": "off", "maxlength": 200})
        self.url, self.label = url, label

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        return context | {"url": self.url, "offered": self.label}


class NamedField(ModelChoiceField[models.Model]):
    """One row of `queryset` by its words. `name` gives what stands in the field and names one row as well as can be.

    `look` narrows the rows to those that fit a text; `address` names the address that answers as `tell_rows` does.
    Exactly one fit is taken, whatever was typed; otherwise the error names a few, and of two that are called the same
    what they are known by: «Kijkwijzer (p3f00c)».
    """

    def __init__(
        self,
        queryset: models.QuerySet[Any],
        *,
        look: Callable[[models.QuerySet[Any], str], models.QuerySet[Any]],
        name: Callable[[Any], str],
        address: str,
        offered: str | Promise,
        **kwargs: Any,
    ) -> None:
        self.look, self.name = look, name
        super().__init__(queryset, **{"widget": NamedInput(reverse_lazy(address), offered), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            value = self._rows().model._default_manager.filter(pk=value).first()
        return self.name(value) if isinstance(value, models.Model) else value

    def to_python(self, value: Any) -> models.Model | None:
        if isinstance(value, models.Model):
            value = self.name(value)
        text = " ".join(str(value or "").split())
        if not text:
            return None
        if found := self._find_by_key(text):
            return found
        rows = list(self.look(self._rows(), text)[: MOST_NAMED + 1])
        exact = [row for row in rows if self.name(row).casefold() == text.casefold()]
        if len(exact or rows) == 1:
            alone: models.Model = (exact or rows)[0]
            return alone
        if not rows:
            raise ValidationError(gettext("We find nothing by «%(text)s».") % {"text": text}, code="unknown")
        names = "; ".join(self._tell_apart(exact or rows[:MOST_NAMED]))
        raise ValidationError(
            gettext("Which one do you mean? For instance: %(names)s.") % {"names": names}, code="many"
        )

    def _find_by_key(self, text: str) -> models.Model | None:
        key = match["key"] if (match := KEY_BEHIND.search(text)) else text
        row: models.Model | None = self._rows().filter(**{self.to_field_name or "pk": key}).first()
        return row

    def _tell_apart(self, rows: list[models.Model]) -> list[str]:
        names = [self.name(row) for row in rows]
        return [
            name if names.count(name) == 1 else f"{name} ({read_key(row)})"
            for name, row in zip(names, rows, strict=True)
        ]

    def _rows(self) -> models.QuerySet[Any]:
        assert self.queryset is not None  # noqa: S101  # nosec B101  # the choice of rows saw to it
        return self.queryset


def tell_rows(rows: list[tuple[str, str, str]]) -> dict[str, list[dict[str, str]]]:
    """What the field offers as one types: of each row what is read, what is put in the field, and a note beside it."""
    return {"rows": [{"name": name, "insert": insert, "note": note} for name, insert, note in rows]}
