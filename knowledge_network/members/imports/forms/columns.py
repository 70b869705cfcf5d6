"""What the columns of a list mean: recognised, not used, or for a person to choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from knowledge_network.members.imports.columns import Heading, Inspection
from knowledge_network.members.imports.headings import PEOPLE
from knowledge_network.members.imports.reading import Choice

COLUMN_LABELS = {
    "email": _("E-mail address"),
    "given_name": _("Given name"),
    "middle_name": _("Middle name"),
    "infix": _("Infix"),
    "family_name": _("Family name"),
    "whole_name": _("Whole name"),
    "organisation": _("School or organisation"),
    "function": _("Function"),
    "start": _("From (date)"),
    "language": _("Language"),
}


@dataclass(frozen=True)
class Asked:
    """One heading as the page shows it, with its question."""

    heading: Heading
    field: BoundField

    @property
    def is_recognised(self) -> bool:
        return bool(self.heading.column)

    @property
    def is_open(self) -> bool:
        """Somebody has to choose."""
        return self.heading.is_open


class ColumnsForm(forms.Form):
    """A question for each heading; `sheet` and the letters go along, so that what is chosen is about what was shown."""

    sheet = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inspection = inspection
        self.initial["sheet"] = inspection.sheet
        if inspection.readings:
            self.fields["letters"] = forms.ChoiceField(
                label=_("How are these names written?"),
                choices=[(reading.letters, reading.sample) for reading in inspection.readings],
                widget=forms.RadioSelect,
                initial=inspection.letters or inspection.readings[0].letters,
            )
        choices = [("", _("not used")), *COLUMN_LABELS.items()]
        for heading in inspection.headings:
            label = heading.text or _("column without a heading")
            self.fields[self._name(heading)] = forms.ChoiceField(
                label=label, required=False, choices=choices, initial=heading.column
            )

    @staticmethod
    def _name(heading: Heading) -> str:
        return f"column_{heading.place + 1}"

    def asked(self) -> Iterator[Asked]:
        """What needs a person first, then what is recognised, then what is not used."""
        rows = [Asked(heading, self[self._name(heading)]) for heading in self.inspection.headings]
        return iter(sorted(rows, key=lambda row: (not row.is_open, not row.is_recognised)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen: dict[str, int] = {}
        for heading in self.inspection.headings:
            column = cleaned.get(self._name(heading), "")
            if column in chosen:
                text = _("Two columns cannot both be «%(column)s».") % {"column": COLUMN_LABELS[column]}
                self.add_error(self._name(heading), text)
            elif column:
                chosen[column] = heading.place
        if missing := PEOPLE.missing(chosen):
            names = ", ".join(str(COLUMN_LABELS.get(name, name)) for name in _name_missing(missing))
            self.add_error(None, _("Say also which column holds: %(columns)s.") % {"columns": names})
        self.chosen = chosen
        return cleaned

    def choice(self) -> Choice:
        letters = self.cleaned_data.get("letters") or self.inspection.letters
        return Choice(self.inspection.sheet, letters, self.chosen, self.inspection.header)


def _name_missing(headings: list[str]) -> list[str]:
    """Our columns for the headings that are missing: of alternatives the first."""
    first = {column.headings[0]: column.name for column in PEOPLE.columns}
    return [first.get(text.split(" / ")[0], text) for text in headings]
