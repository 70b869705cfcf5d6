"""What who runs something begins: found by the word for the deed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.places.place import Place

BEGUN = (
    Place(
        "expertise:show_day_plan",
        _("Plan a day of show and share"),
        "calendar-plus",
        _("market event slots programme new day"),
        "expertise.manage_show_days",
    ),
    Place(
        "agreements:agreement_start",
        _("Start an agreement"),
        "plus",
        _("new contract write"),
        "agreements.write_agreement",
    ),
    Place(
        "agreements:plan_start",
        _("Start a work plan"),
        "plus",
        _("new year budget activities"),
        "agreements.edit_plan",
    ),
    Place(
        "insight:framework_add",
        _("Make a framework"),
        "plus",
        _("new criteria levels competence profile quality"),
        "insight.edit_framework",
    ),
    Place(
        "agreements:evaluation_add",
        _("Write an evaluation"),
        "plus",
        _("new results levels"),
        "agreements.edit_evaluations",
    ),
)
