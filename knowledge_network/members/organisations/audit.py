"""How the logbook tells what happened here; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "members.organisation_created": _("%(actor)s added the organisation %(object)s."),
        "members.organisation_changed": _("%(actor)s changed the organisation %(object)s."),
        "members.participation_started": _("%(actor)s noted that %(object)s takes part from %(start)s."),
        "members.participation_ended": _("%(actor)s noted that %(object)s takes part until %(end)s."),
        "members.board_merged": _("%(actor)s noted that the board %(object)s merged on %(on)s."),
    }
)
