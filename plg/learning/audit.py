"""How the logbook tells that somebody noted what they learned; never what."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "plg.learning_noted": _("%(actor)s noted something that they learned."),
        "plg.learning_changed": _("%(actor)s changed a note of what they learned."),
        "plg.learning_removed": _("%(actor)s took away a note of what they learned."),
    }
)
