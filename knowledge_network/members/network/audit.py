"""How the logbook tells what happened to the settings of the network."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.network.enums import Section, SetupStep, TextPage
from knowledge_network.members.trail.sentences import register

register(
    {
        "members.network_changed": _("%(actor)s changed the settings of the network: %(section)s."),
        "members.network_change_undone": _("%(actor)s took back a change of the settings: %(section)s."),
        "members.network_text_written": _("%(actor)s wrote a text of the network: %(page)s."),
        "members.network_begun": _("%(subject)s began the network as its first coordinator."),
        "members.network_step_done": _("%(actor)s finished a step of setting up: %(step)s."),
        "members.network_step_left": _("%(actor)s left a step of setting up for later: %(step)s."),
        "members.network_test_mail": _("%(actor)s sent a test mail."),
    },
    words={"section": Section, "step": SetupStep, "page": TextPage},
)
