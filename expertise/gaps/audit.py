"""How the logbook tells what was done about gaps."""

from django.utils.translation import gettext_lazy as _

from expertise.gaps.enums import GapActionKind
from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.gap_step_noted": _("%(actor)s noted a step for «%(object)s»: %(kind)s."),
        "expertise.gap_step_taken_back": _("%(actor)s took back a step for «%(object)s»: %(kind)s."),
    },
    words={"kind": GapActionKind},
)
