"""The address of the finder, read: `q`, the facets, `precies`, `volgorde`, `pagina`."""

from __future__ import annotations

from django.http import QueryDict

from expertise.finding.facets import FACETS, Filters
from expertise.finding.find import MOST_PAGES
from knowledge_network.search.asked import clean

MOST_IN_ADDRESS = 500


class Asked:
    """Anything strange in the address counts as not asked."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.text = clean(data.get("q", ""))
        self.filters = Filters.read(data)

    @property
    def page(self) -> int:
        asked = self.data.get("pagina", "")
        return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1

    @property
    def exactly(self) -> bool:
        """Whether no word counts as a typing error: somebody undid what was corrected."""
        return self.data.get("precies") == "1"

    @property
    def nearest(self) -> bool:
        """Whether who works nearest comes first."""
        return self.data.get("volgorde") == "afstand"

    @property
    def is_asked(self) -> bool:
        return bool(self.text or self.filters.chosen)

    @property
    def brought(self) -> dict[str, list[str]]:
        """What the page where one asks takes along, by its words there: what was searched and the year groups."""
        groups = [code.partition(":")[2] for code in self.filters.chosen.get("year_group", ())]
        taken = {"vraag": [self.text] if self.text else [], "jaargroep": groups}
        return {name: values for name, values in taken.items() if values}

    @property
    def query(self) -> str:
        """The address after the question mark, with only what we know: what is kept and shared."""
        asked = QueryDict(mutable=True)
        if self.text:
            asked["q"] = self.text
            if self.exactly:
                asked["precies"] = "1"
        if self.nearest:
            asked["volgorde"] = "afstand"
        for facet in FACETS:
            if codes := self.filters.chosen.get(facet.name):
                words = {f"{facet.letter}:{key}": value for value, key in facet.values().items()}
                asked.setlist(facet.address, [words[code] for code in codes])
        return asked.urlencode()


def of_query(query: str) -> Asked:
    return Asked(QueryDict(query[:MOST_IN_ADDRESS]))
