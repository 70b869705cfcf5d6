"""How the logbook tells what happened with rounds. That somebody took part, or named whom, stands nowhere."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "insight.round_started": _("%(actor)s prepared the network questionnaire «%(object)s»."),
        "insight.round_discarded": _("%(actor)s threw away the network questionnaire «%(object)s»."),
        "insight.schools_joined": _(
            "%(actor)s said which small schools count together in the network questionnaire «%(object)s»."
        ),
        "insight.round_opened": _("%(actor)s opened the network questionnaire «%(object)s»."),
        "insight.round_prolonged": _("%(actor)s gave the network questionnaire «%(object)s» a later last day."),
        "insight.round_closed": _("%(actor)s closed the network questionnaire «%(object)s»."),
        "insight.round_ended": _("The network questionnaire «%(object)s» closed by itself."),
        "insight.round_released": _("%(actor)s released the picture of the network «%(object)s»."),
        "insight.round_forgotten": _(
            "The answers and the key of the network questionnaire «%(object)s» were destroyed."
        ),
    }
)
