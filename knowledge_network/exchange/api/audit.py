"""How the logbook tells of keys; never which program, and nothing of the key."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "exchange.key_made": _("%(actor)s made a key with which a program reads what they may read."),
        "exchange.key_ended": _("%(actor)s ended a key of a program."),
    }
)
