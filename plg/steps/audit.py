"""How the logbook tells of the steps of a theme group; never what was written."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register
from plg.steps.enums import EntryKind

register(
    {
        "plg.steps_begun": _("%(actor)s began the ten steps of «%(object)s»."),
        "plg.steps_written": _("%(actor)s wrote in the steps of «%(object)s»."),
        "plg.step_entry_added": _("%(actor)s added something to the steps of «%(object)s»: %(kind)s."),
        "plg.step_entry_changed": _("%(actor)s changed something in the steps of «%(object)s»: %(kind)s."),
        "plg.step_entry_removed": _("%(actor)s took something out of the steps of «%(object)s»: %(kind)s."),
        "plg.central_question_approved": _("%(actor)s stands by the central question of «%(object)s»."),
        "plg.central_question_approval_taken_back": _(
            "%(actor)s does not stand by the central question of «%(object)s» any more."
        ),
        "plg.step_taken": _("%(actor)s brought «%(object)s» on to step %(step)s."),
        "plg.step_back": _("%(actor)s brought «%(object)s» back to step %(step)s."),
    },
    words={"kind": EntryKind},
)
