"""What can be asked of the search page."""

from __future__ import annotations

from django import forms

from knowledge_network.search import queries, registry

MOST_PAGES = 25


class SearchForm(forms.Form):
    """The address of a search: `q`, `soort` (a kind), `pagina`. Anything strange in it counts as not asked."""

    q = forms.CharField(required=False, strip=True)
    soort = forms.CharField(required=False)
    pagina = forms.IntegerField(required=False)

    @property
    def text(self) -> str:
        return queries.clean(self["q"].value() or "")

    @property
    def kind(self) -> str:
        asked = self["soort"].value() or ""
        return asked if asked in {searchable.kind for searchable in registry.searchables()} else ""

    @property
    def page(self) -> int:
        asked = self["pagina"].value() or ""
        return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
