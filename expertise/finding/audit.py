"""How the logbook tells what happened with kept searches."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.search_kept": _("%(actor)s keeps a search."),
        "expertise.search_removed": _("%(actor)s removed a search that was kept."),
    }
)
