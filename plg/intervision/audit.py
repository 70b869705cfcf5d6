"""How the logbook tells what happened with intervisions: that, never of what."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

# The object is the group: a session has no name.
register(
    {
        "plg.intervision_planned": _("%(actor)s planned an intervision of «%(object)s»."),
        "plg.intervision_changed": _("%(actor)s changed an intervision of «%(object)s»."),
        "plg.intervision_cancelled": _("%(actor)s called off an intervision of «%(object)s»."),
        "plg.intervision_started": _("%(actor)s began an intervision of «%(object)s»."),
        "plg.intervision_closed": _("%(actor)s closed an intervision of «%(object)s»."),
        "plg.intervision_reopened": _("%(actor)s opened an intervision of «%(object)s» again."),
        "plg.intervision_lead_given": _("%(actor)s gave the lead of an intervision of «%(object)s» to %(subject)s."),
        "plg.intervision_case_written": _("%(actor)s wrote the case for an intervision of «%(object)s»."),
        "plg.intervision_noted": _("%(actor)s wrote in an intervision of «%(object)s»."),
        "plg.intervision_note_taken_up": _("%(actor)s took up a parked remark in an intervision of «%(object)s»."),
        "plg.intervision_advice_marked": _("%(actor)s marked advice in an intervision of «%(object)s»."),
        "plg.intervision_note_removed": _("%(actor)s took away a note of an intervision of «%(object)s»."),
        "plg.intervision_taken_along": _("%(actor)s took something along from an intervision of «%(object)s»."),
        "plg.intervision_taken_back": _(
            "%(actor)s took back what they took along from an intervision of «%(object)s»."
        ),
        "plg.intervision_erased": _("%(actor)s erased the texts of an intervision of «%(object)s»."),
        "plg.intervision_erased_itself": _(
            "The texts of an intervision of «%(object)s» were erased: thirty days are over."
        ),
    }
)
