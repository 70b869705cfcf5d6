"""«Afspraken» for every member; what partners bring for who reads agreements; own words for a director."""

from __future__ import annotations

from typing import Any

from knowledge_network.agreements.texts.models import Party
from tests.access.table import Row, members_only, only
from tests.quality.canaries import token

READERS = frozenset({"leader_own", "leader_other", "board_director", "coordinator"})
READS = only(*READERS)


def plant(world: Any) -> None:
    Party.objects.filter(pk=world.party_of_director.pk).update(explanation=token("partner-woorden", READERS))


def party(world: Any) -> dict[str, Any]:
    return {"slug": world.party_of_director.organisation.slug}


ROWS = [
    Row("agreements:agreements_home", members_only()),
    Row("agreements:partner_list", READS),
    Row("agreements:partner_explain", only("board_director"), kwargs=party),
    Row(
        "agreements:partner_explain",
        only("board_director"),
        method="post",
        kwargs=party,
        data=lambda w: {"text": "Wij begonnen net.", "read": w.party_of_director.explanation},
    ),
]
