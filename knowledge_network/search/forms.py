"""What can be asked of the search page."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from knowledge_network.kit.forms import AddressForm
from knowledge_network.search import queries, registry

MOST_PAGES = 25


class SearchForm(AddressForm):
    """The address of a search: `q`, `soort` (a kind), `pagina`. Anything strange in it counts as not asked."""

    address_names: ClassVar = {"kind": "soort", "page": "pagina"}

    q = forms.CharField(required=False, strip=True)
    kind = forms.CharField(required=False)
    page = forms.IntegerField(required=False)

    @property
    def text(self) -> str:
        return queries.clean(self["q"].value() or "")

    @property
    def chosen_kind(self) -> str:
        asked: str = self["kind"].value() or ""
        return asked if asked in {searchable.kind for searchable in registry.searchables()} else ""

    @property
    def page_number(self) -> int:
        asked = self["page"].value() or ""
        return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
