"""What is told between boards as rows of a sheet: nothing that the page does not show. People are never exported."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.ties.enums import Amount, UnitState
from knowledge_network.insight.ties.figures import Told

HEADER = (_("Board"), _("Other board"), _("Named"), _("Seen together"))


def list_pairs(told: Told) -> Iterator[list[str]]:
    names = {unit.unit: unit.name for unit in told.units}
    for unit in told.units:
        if unit.state == UnitState.TOLD:
            yield [unit.name, unit.name, str(Amount(unit.inside).label), ""]
    for pair in told.pairs:
        seen = _("yes") if pair.seen else _("seldom or not")
        yield [names[pair.one], names[pair.other], str(Amount(pair.named).label), str(seen)]
