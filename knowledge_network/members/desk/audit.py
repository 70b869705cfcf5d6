"""How the logbook tells what happened at the desk; never what it was about in words."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "members.desk_assigned": _("%(actor)s gave something that waited at the desk to %(subject)s."),
        "members.desk_let_go": _("%(actor)s gave something that waits at the desk back to everybody."),
        "members.desk_set_aside": _("%(actor)s set something that waited at the desk aside until %(until)s."),
        "members.desk_done": _("%(actor)s ticked off something that waited at the desk."),
        "members.desk_taken_up": _("%(actor)s put something back on the desk."),
    }
)
