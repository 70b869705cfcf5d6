"""How the logbook tells what happened with holidays and closed days."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "school_year.holidays_loaded": _("%(actor)s loaded %(count)s school holidays."),
        "school_year.holidays_undone": _("%(actor)s put back %(count)s school holidays as they were."),
        "school_year.closed_day_added": _("%(actor)s added a day on which «%(object)s» is closed."),
        "school_year.closed_day_removed": _("%(actor)s removed a day on which «%(object)s» was closed."),
    }
)
