"""How the logbook tells of identities; never which."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "exchange.identity_bound": _("%(actor)s connected a log-in of a school or institute to their account."),
        "exchange.identity_unbound": _("%(actor)s took a log-in of a school or institute off their account."),
    }
)
