"""How the logbook tells of frameworks and of looking at oneself; of a person never what, and of no round its words."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "insight.framework_added": _("%(actor)s made the framework «%(object)s»."),
        "insight.framework_changed": _("%(actor)s changed the framework «%(object)s»."),
        "insight.look_begun": _("%(actor)s began to look at their own work or that of their team."),
        "insight.look_said": _("%(actor)s wrote in a look at their own work or that of their team."),
        "insight.look_friend_asked": _("%(actor)s asked a critical friend."),
        "insight.look_friend_answered": _("%(actor)s answered to being asked as critical friend."),
        "insight.look_talked": _("%(actor)s noted a talk with a critical friend."),
        "insight.look_action_added": _("%(actor)s noted an action point of a look at their work."),
        "insight.look_action_done": _("%(actor)s ticked an action point of a look at their work."),
        "insight.look_done": _("%(actor)s rounded off a look at their own work or that of their team."),
        "insight.look_removed": _("%(actor)s removed a look at their own work or that of their team."),
    }
)
