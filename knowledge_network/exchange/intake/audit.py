"""How the logbook tells of products that were taken over."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "exchange.intake_offered": _("%(actor)s had the products of «%(object)s» read."),
        "exchange.intake_applied": _("%(actor)s took over %(count)s products of «%(object)s» as drafts."),
        "exchange.intake_undone": _("%(actor)s undid taking over products of «%(object)s»: %(count)s drafts are gone."),
        "exchange.intake_discarded": _("%(actor)s threw away what was read of «%(object)s»."),
    }
)
