"""How the logbook tells what was chosen about notices."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register({"notifications.choices_changed": _("%(subject)s chose how to hear of things.")})
