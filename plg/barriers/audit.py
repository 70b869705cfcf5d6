"""How the logbook tells of barriers; never what was answered."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "plg.barrier_brought": _("%(actor)s brought the barrier «%(object)s» into the inventory."),
        "plg.barrier_taken_back": _("%(actor)s took the barrier «%(object)s» out of the inventory."),
        "plg.barrier_put": _("%(actor)s put the barrier «%(object)s» to who can take it away."),
        "plg.barrier_answered": _("%(actor)s noted what became of the barrier «%(object)s»."),
    }
)
