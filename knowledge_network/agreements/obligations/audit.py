"""How the logbook tells what happened with obligations."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "agreements.rule_added": _("%(actor)s wrote down that «%(object)s» follows from an article."),
        "agreements.rule_changed": _("%(actor)s changed when and whose «%(object)s» is."),
        "agreements.rule_ended": _("%(actor)s noted that «%(object)s» is no longer asked for."),
        "agreements.rules_taken_over": _("%(actor)s took over %(count)s obligations for «%(object)s»."),
        "agreements.obligations_made": _("%(count)s obligations of «%(object)s» are there for %(year)s."),
        "agreements.obligation_started": _("%(actor)s works on «%(object)s»."),
        "agreements.obligation_met": _("%(actor)s noted that «%(object)s» was met."),
        "agreements.obligation_found_met": _("The data show that «%(object)s» was met."),
        "agreements.obligation_found_open": _("The data show that «%(object)s» is not met any more."),
        "agreements.obligation_late": _("«%(object)s» is late."),
        "agreements.obligation_lapsed": _("%(actor)s let «%(object)s» lapse."),
        "agreements.obligation_reopened": _("%(actor)s opened «%(object)s» again."),
        "agreements.obligation_reassigned": _("%(actor)s gave «%(object)s» another owner."),
        "agreements.obligation_released": _("«%(object)s» lost its owner, who left."),
        "agreements.obligation_moved": _("%(actor)s set another day for «%(object)s»: %(day)s."),
        "agreements.obligation_noted": _("%(actor)s wrote a note with «%(object)s»."),
        "agreements.evidence_added": _("%(actor)s added evidence to «%(object)s»."),
        "agreements.evidence_removed": _("%(actor)s took evidence away from «%(object)s»."),
    }
)
