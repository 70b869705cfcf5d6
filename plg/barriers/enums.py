"""What became of a barrier, and which of the barriers somebody looks at."""

from __future__ import annotations

from enum import nonmember

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge_network.kit.choices import InAddress, collect_values


class BarrierState(InAddress):
    """Of a barrier in the inventory; one that a group keeps to itself is not there yet."""

    OPEN = "open", _("not put to anybody yet")
    ASKED = "asked", _("waits for an answer")
    SOLVED = "solved", pgettext_lazy("a barrier", "taken away")
    PARTLY = "partly", pgettext_lazy("a barrier", "partly taken away")
    STAYS = "stays", pgettext_lazy("a barrier", "stays for now")

    ANSWERED = nonmember(collect_values(SOLVED, PARTLY, STAYS))
    ADDRESS_WORDS = nonmember(
        {"open": "open", "asked": "wacht", "solved": "weg", "partly": "deels-weg", "stays": "blijft"}
    )

    @classmethod
    def answers(cls) -> list[tuple[str, str]]:
        """What somebody who answers chooses from."""
        return [(state.value, str(state.label)) for state in cls if state in cls.ANSWERED]
