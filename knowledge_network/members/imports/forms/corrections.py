"""What an unknown value means, for all rows that have it; and the words of offices for functions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.together import StoredForm
from knowledge_network.members.imports.corrections import Unknown
from knowledge_network.members.imports.forms.rows import LISTS
from knowledge_network.members.imports.lookups import Organisations, UnknownValueError
from knowledge_network.members.people.enums import Function


@dataclass(frozen=True)
class Question:
    """An unknown value with the field in which to say what it means."""

    unknown: Unknown
    field: BoundField


class ValuesForm(StoredForm):
    """One question for each value; what is left empty stays as it is."""

    use_required_attribute = False

    def __init__(self, unknown: Sequence[Unknown], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unknown = unknown
        for value in unknown:
            self.fields[value.key] = self._ask_function(value) if value.column == "function" else self._ask(value)
        if any(value.column == "function" for value in unknown):
            self.fields["remember"] = forms.BooleanField(
                label=_("Remember these words for functions"), required=False, initial=True
            )

    def _ask(self, value: Unknown) -> forms.CharField:
        attrs = {"list": LISTS["organisation"], "autocomplete": "off"}
        return forms.CharField(
            label=value.text or _("empty"),
            required=False,
            max_length=250,
            initial=value.proposal,
            widget=forms.TextInput(attrs=attrs),
        )

    def _ask_function(self, value: Unknown) -> forms.ChoiceField:
        choices = [("", _("stays as it is")), *Function.choices]
        return forms.ChoiceField(label=value.text, required=False, choices=choices, initial=value.proposal)

    @cached_property
    def _organisations(self) -> Organisations:
        return Organisations()

    def asked(self, column: str) -> Iterator[Question]:
        return (Question(value, self[value.key]) for value in self.unknown if value.column == column)

    @property
    def schools(self) -> list[Question]:
        return list(self.asked("organisation"))

    @property
    def functions(self) -> list[Question]:
        return list(self.asked("function"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for value in self.unknown:
            meant = cleaned.get(value.key, "")
            if value.column == "organisation" and meant:
                try:
                    self._organisations.find(meant)
                except UnknownValueError as error:
                    self.add_error(value.key, str(error))
        return cleaned

    def replacements(self) -> dict[tuple[str, str], str]:
        """Column and value → what is meant."""
        meant = {(value.column, value.text): self.cleaned_data.get(value.key, "") for value in self.unknown}
        return {key: text for key, text in meant.items() if text}


class FunctionWordForm(forms.Form):
    word = forms.CharField(label=_("What your lists say"), max_length=60)
    function = forms.ChoiceField(label=_("Means"), choices=Function.choices)
