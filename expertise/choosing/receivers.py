"""While everybody chooses, and once it is counted, a cycle does not go back to bundling."""

from __future__ import annotations

from django.dispatch import receiver
from django.utils.translation import gettext as _

from expertise.choosing.enums import ChoosingState
from expertise.choosing.models import Choosing
from expertise.questions.enums import CycleState
from expertise.questions.models import CoPCycle
from expertise.questions.signals import cycle_moves
from knowledge_network.kit.errors import RefusedError


@receiver(cycle_moves, dispatch_uid="expertise.choosing_cycle_moves")
def hold_cycle(sender: object, *, cycle: CoPCycle, to: str, **kwargs: object) -> None:
    """What is chosen from lies still; and it goes on when choosing is closed."""
    state = Choosing.objects.filter(cycle=cycle).values_list("state", flat=True).first()
    if state == ChoosingState.OPEN:
        raise RefusedError(_("Everybody is choosing now. Close that first."))
    if state == ChoosingState.CLOSED and to in CycleState.POOLING:
        raise RefusedError(_("It was chosen already: the bundles stay as they are."))
