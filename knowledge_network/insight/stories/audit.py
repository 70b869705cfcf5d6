"""How the logbook tells that somebody told a story; never which, nor to whom."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "insight.story_told": _("%(actor)s told a value story."),
        "insight.story_changed": _("%(actor)s changed a value story."),
        "insight.story_removed": _("%(actor)s removed a value story."),
        "insight.story_hidden": _("%(actor)s took a value story of %(subject)s out of view."),
    }
)
