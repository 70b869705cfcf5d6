"""How the logbook tells of choosing; never what somebody chose."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.choosing_prepared": _("%(actor)s prepared the choosing of questions of %(object)s."),
        "expertise.choosing_opened": _("%(actor)s opened the choosing of questions of %(object)s."),
        "expertise.choice_made": _("%(actor)s chose questions of %(object)s."),
        "expertise.choosing_reminded": _("%(count)s people were reminded of choosing questions of %(object)s."),
        "expertise.choosing_closed": _("The choosing of questions of %(object)s is closed."),
    }
)
