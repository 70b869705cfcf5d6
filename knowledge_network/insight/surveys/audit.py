"""How the logbook tells what happened with scans. That somebody filled one in stands nowhere."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "insight.wave_started": _("%(actor)s prepared the scan «%(object)s»."),
        "insight.wave_changed": _("%(actor)s changed what the scan «%(object)s» asks."),
        "insight.wave_discarded": _("%(actor)s threw away the scan «%(object)s»."),
        "insight.wave_opened": _("%(actor)s opened the scan «%(object)s»."),
        "insight.wave_prolonged": _("%(actor)s gave the scan «%(object)s» a later last day."),
        "insight.wave_closed": _("%(actor)s closed the scan «%(object)s»."),
        "insight.wave_ended": _("The scan «%(object)s» closed by itself."),
        "insight.wave_released": _("%(actor)s released the outcome of the scan «%(object)s»."),
        "insight.actions_chosen": _("%(actor)s chose what to work on after the scan «%(object)s»."),
    }
)
