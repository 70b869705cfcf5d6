"""How the logbook tells what happened with figures."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "figures.published": _("The figures up to and including %(until)s were published."),
        "figures.facts_entered": _("%(actor)s entered the numbers of «%(object)s» for %(year)s."),
        "figures.explained": _("%(actor)s wrote words beside the figures of «%(object)s» for %(year)s."),
    }
)
