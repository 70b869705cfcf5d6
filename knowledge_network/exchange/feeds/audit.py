"""How the logbook tells that a meeting stands in the agenda for everybody."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "exchange.meeting_opened": _("%(actor)s put a meeting of «%(object)s» in the agenda for everybody."),
        "exchange.meeting_closed": _("%(actor)s took a meeting of «%(object)s» out of the agenda for everybody."),
    }
)
