"""How the logbook tells of systems that hear of changes; never their address or secret."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "exchange.hook_added": _("%(actor)s lets the system «%(object)s» hear of changes."),
        "exchange.hook_changed": _("%(actor)s changed what the system «%(object)s» hears."),
        "exchange.hook_on": _("%(actor)s switched on the messages to «%(object)s»."),
        "exchange.hook_off": _("%(actor)s switched off the messages to «%(object)s»."),
        "exchange.hook_failed": _("The messages to «%(object)s» failed for three days and were switched off."),
        "exchange.hook_secret": _("%(actor)s made a new secret for «%(object)s»."),
        "exchange.hook_tried": _("%(actor)s tried the connection with «%(object)s»."),
        "exchange.hook_restored": _("%(actor)s put the system «%(object)s» that hears of changes back."),
        "exchange.hook_removed": _("%(actor)s removed the system «%(object)s» that heard of changes."),
    }
)
