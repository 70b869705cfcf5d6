"""Correcting one row of a list of people."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.together import StoredForm
from knowledge_network.members.imports.enums import RowOutcome
from knowledge_network.members.imports.headings import TEMPLATE
from knowledge_network.members.imports.models import ImportRow


class CellField(forms.CharField):
    """A cell is never refused here; whether it is right is judged by the import itself."""

    def validate(self, value: str) -> None:
        pass


CELL_LABELS = {
    "email": _("E-mail address"),
    "whole_name": _("Name"),
    "given_name": _("Given name"),
    "infix": _("Infix"),
    "family_name": _("Family name"),
    "organisation": _("School"),
    "function": _("Function"),
    "start": _("From"),
    "language": _("Language"),
}


# What is chosen from a list, by the id of the list on the page; anything else may be typed.
LISTS = {"organisation": "known-schools", "function": "known-functions"}


class PersonRowForm(StoredForm):
    """The cells of one row, to correct."""

    use_required_attribute = False
    is_another = forms.BooleanField(label=_("This is somebody else: add this person too"), required=False)

    def __init__(self, row: ImportRow, data: QueryDict | None = None) -> None:
        super().__init__(data, auto_id=f"id_{row.number}_%s")
        values = row.values["row"]
        parts = {"given_name", "infix", "family_name"}
        unused = parts if values.get("whole_name") and not values.get("family_name") else {"whole_name"}
        self.order = [n for n in ("email", "whole_name", *TEMPLATE[1:6]) if n not in unused]
        self.order += [n for n in TEMPLATE[6:] if n in values]
        for name in self.order:
            widget = forms.TextInput(attrs={"list": LISTS[name], "autocomplete": "off"}) if name in LISTS else None
            self.fields[name] = CellField(
                label=CELL_LABELS[name], max_length=300, initial=values.get(name, ""), widget=widget
            )
        if row.outcome != RowOutcome.DUPLICATE:
            del self.fields["is_another"]
        self.order_fields([*self.order, "is_another"])

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].strip() for name in self.order}
