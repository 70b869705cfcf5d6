"""What narrows the knowledge base. Every value comes from the address; what means nothing filters nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from expertise.claims.enums import EvidenceGround
from expertise.products.enums import ProductKind, ProductLicence, ProductStatus
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.search.queries import WORD, clean

YEAR_GROUPS = range(1, 9)


class Facet(NamedTuple):
    """Its word in the address, what it is called, and what can be chosen (None: topics, asked from the database)."""

    address: str
    label: str | Promise
    options: Sequence[tuple[str, str | Promise]] | None


FACETS: dict[str, Facet] = {
    "topic": Facet("thema", _("Topic"), None),
    "kind": Facet("soort", _("Kind"), ProductKind.address_choices()),
    "year_group": Facet("groep", _("Year group"), [(str(n), str(n)) for n in YEAR_GROUPS]),
    "sector": Facet("sector", _("Sector"), list(Sector.choices)),
    "ground": Facet("bewijs", _("Rests on"), EvidenceGround.address_choices()),
    "licence": Facet("licentie", _("Licence"), list(ProductLicence.choices)),
    "status": Facet(
        "stand",
        _("Status"),
        [(status.address, status.label) for status in ProductStatus if status in ProductStatus.IN_VIEW],
    ),
}
MOST_VALUES = 30


class ProductFilter:
    """The search and the facets as they were asked."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data

    @cached_property
    def text(self) -> str:
        """Nothing when there is no letter or figure in it: then there is nothing to search for."""
        asked = clean(self.data.get("q", ""))[:100]
        return asked if WORD.search(asked) else ""

    @cached_property
    def chosen(self) -> dict[str, frozenset[str]]:
        """Facet → what was ticked; only what the facet knows, and any word for topics."""
        found = {}
        for name, (address, _label, options) in FACETS.items():
            asked = frozenset(value for value in self.data.getlist(address)[:MOST_VALUES] if 0 < len(value) <= 100)
            found[name] = asked if options is None else asked & {code for code, _text in options}
        return found

    @cached_property
    def page(self) -> int:
        asked = self.data.get("pagina", "")
        return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1

    @property
    def ticked(self) -> list[str]:
        """The facets of which something was ticked."""
        return [name for name, values in self.chosen.items() if values]

    @property
    def chosen_count(self) -> int:
        return sum(len(values) for values in self.chosen.values())

    @property
    def is_narrowed(self) -> bool:
        return bool(self.text or self.chosen_count)
