"""What the page tells between boards or schools, as rows of a sheet, and nothing more. People are never exported."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.ties.enums import Amount, UnitState
from knowledge_network.insight.ties.figures import Told

HEADER = (_("Board or school"), _("The other"), _("Named"), _("Seen together"))


def list_pairs(told: Told) -> Iterator[list[str]]:
    names = {unit.unit: unit.name for unit in told.units}
    for unit in told.units:
        if unit.state == UnitState.TOLD:
            yield [unit.name, unit.name, str(Amount(unit.inside).label), ""]
    for pair in told.pairs:
        seen = _("yes") if pair.seen else _("seldom or not")
        yield [names[pair.one], names[pair.other], str(Amount(pair.named).label), str(seen)]
