"""How the logbook tells of workshops."""

from django.utils.translation import gettext_lazy as _

from expertise.workshops.enums import WorkshopState
from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.workshop_started": _("%(actor)s started the workshop «%(object)s»."),
        "expertise.workshop_joined": _("%(actor)s came into the workshop «%(object)s»."),
        "expertise.workshop_divided": _("%(actor)s divided the workshop «%(object)s» over %(count)s tables."),
        "expertise.workshop_clock_set": _("%(actor)s set the clock of the workshop «%(object)s»."),
        "expertise.workshop_went": _("%(actor)s brought the workshop «%(object)s» to: %(state)s."),
        "expertise.workshop_sheet_stored": _(
            "%(actor)s stored the order of table %(table)s of the workshop «%(object)s»."
        ),
        "expertise.workshop_changed_together": _(
            "%(actor)s noted what all together put elsewhere in the workshop «%(object)s»."
        ),
    },
    words={"state": WorkshopState},
)
