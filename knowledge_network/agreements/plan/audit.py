"""How the logbook tells what happened with plans, money, the agenda and evaluations. Never an amount."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "agreements.plan_started": _("%(actor)s began the work plan of %(object)s."),
        "agreements.plan_described": _("%(actor)s changed what the work plan of %(object)s says in short."),
        "agreements.plan_drafted": _("%(actor)s noted that the draft of the work plan of %(object)s is ready."),
        "agreements.plan_adopted": _("%(actor)s noted that the work plan of %(object)s was adopted."),
        "agreements.plan_removed": _("%(actor)s removed the work plan of %(object)s."),
        "agreements.activity_added": _("%(actor)s added the activity «%(object)s» to the work plan."),
        "agreements.activity_changed": _("%(actor)s changed the activity «%(object)s» of the work plan."),
        "agreements.activity_removed": _("%(actor)s removed the activity «%(object)s» from the work plan."),
        "agreements.line_added": _("%(actor)s added «%(object)s» to the budget."),
        "agreements.line_changed": _("%(actor)s changed «%(object)s» in the budget."),
        "agreements.line_removed": _("%(actor)s removed «%(object)s» from the budget."),
        "agreements.entry_added": _("%(actor)s noted money on «%(object)s» of the budget."),
        "agreements.theme_added": _("%(actor)s put «%(object)s» on the strategic agenda."),
        "agreements.theme_changed": _("%(actor)s changed «%(object)s» on the strategic agenda."),
        "agreements.theme_removed": _("%(actor)s took «%(object)s» from the strategic agenda."),
        "agreements.evaluation_written": _("%(actor)s wrote the evaluation «%(object)s»."),
        "agreements.evaluation_changed": _("%(actor)s changed the evaluation «%(object)s»."),
        "agreements.evaluation_removed": _("%(actor)s removed the evaluation «%(object)s»."),
    }
)
