"""How the logbook tells of the research agenda."""

from django.utils.translation import gettext_lazy as _

from expertise.agenda.enums import ExternalState
from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.theme_group_begun": _("%(actor)s began a theme group with «%(object)s»."),
        "expertise.bundle_answered": _("%(actor)s noted which product answers «%(object)s»."),
        "expertise.external_drafted": _("%(actor)s drafted a question to the Kennisrotonde: «%(object)s»."),
        "expertise.external_changed": _("%(actor)s changed a question to the Kennisrotonde: «%(object)s»."),
        "expertise.external_went": _("The question to the Kennisrotonde «%(object)s» is now: %(state)s."),
        "expertise.agenda_settled": _("%(actor)s settled the research agenda of %(object)s."),
        "expertise.wish_added": _("%(actor)s added a wish to the research agenda of %(object)s."),
        "expertise.wishes_ranked": _("%(actor)s set the top three wishes of a theme of %(object)s."),
    },
    words={"state": ExternalState},
)
