"""How the logbook tells what happened around show and share; never what somebody took home."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

# Data of a slot are about the day: its title is public among members.
register(
    {
        "expertise.show_day_planned": _("%(actor)s prepared «%(object)s», a day of show and share."),
        "expertise.show_day_changed": _("%(actor)s changed «%(object)s», a day of show and share."),
        "expertise.show_day_opened": _("%(actor)s opened «%(object)s» for sign-up."),
        "expertise.show_day_cancelled": _("%(actor)s called off «%(object)s», a day of show and share."),
        "expertise.show_slot_added": _("%(actor)s added something to show on «%(object)s»."),
        "expertise.show_slot_changed": _("%(actor)s changed what is shown on «%(object)s»."),
        "expertise.show_slot_removed": _("%(actor)s took away something from «%(object)s»."),
        "expertise.show_visit_planned": _("%(actor)s signed up for something on «%(object)s»."),
        "expertise.show_visit_given_up": _("%(actor)s signed off from something on «%(object)s»."),
        "expertise.show_taken_home": _("%(actor)s noted what they take home from «%(object)s»."),
    }
)
