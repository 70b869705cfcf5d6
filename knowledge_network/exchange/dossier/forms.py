"""Which school years and which parts one wants in the dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from knowledge_network.exchange.dossier.enums import DossierPart
from knowledge_network.kit.forms import AddressForm


class DossierForm(AddressForm):
    address_names: ClassVar[Mapping[str, str]] = {"year": "schooljaar", "parts": "met"}

    year = forms.ChoiceField(label=_("School year"), required=False)
    parts = forms.MultipleChoiceField(label=_("What stands in it"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict, *, years: Sequence[int]) -> None:
        sent = data.copy()
        known = DossierPart.by_address()
        self.words = [word for word in sent.getlist(self.add_prefix("parts")) if word in known] or list(known)
        # Nothing chosen is everything, and the boxes say so.
        sent.setlist(self.add_prefix("parts"), list(self.words))
        super().__init__(sent)
        choices = [(str(year), f"{year}-{year + 1}") for year in years]
        self.fields["year"].choices = [("", _("All school years")), *choices]  # type: ignore[attr-defined]
        self.fields["parts"].choices = DossierPart.address_choices()  # type: ignore[attr-defined]

    @property
    def chosen_year(self) -> int | None:
        text = self.values["year"]
        return int(text) if text else None

    @property
    def chosen_parts(self) -> frozenset[str]:
        return frozenset(DossierPart.read_address(word).value for word in self.words)
