"""How the logbook tells what happened after meetings; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "plg.minutes_written": _("%(actor)s wrote minutes of «%(object)s»."),
        "plg.minutes_shared": _("%(actor)s shared minutes with «%(object)s»."),
        "plg.minutes_unshared": _("%(actor)s took back sharing minutes with «%(object)s»."),
        "plg.minutes_adopted": _("%(actor)s adopted minutes of «%(object)s»."),
        "plg.minutes_adoption_undone": _("%(actor)s took back adopting minutes of «%(object)s»."),
        "plg.minutes_corrected": _("%(actor)s noted a correction of minutes of «%(object)s»."),
        "plg.depth_marked": _("%(actor)s marked the depth of exchange of a meeting of «%(object)s»."),
        "plg.action_item_noted": _("%(actor)s noted an action point of «%(object)s»."),
        "plg.action_item_changed": _("%(actor)s changed an action point of «%(object)s»: %(fields)s."),
        "plg.returned_to_school": _("%(actor)s wrote down what goes back to school."),
        "plg.return_changed": _("%(actor)s changed what goes back to school."),
        "plg.return_removed": _("%(actor)s took away what goes back to school."),
        "plg.return_restored": _("%(actor)s put back what goes back to school."),
        "plg.check_in_opened": _("%(actor)s opened the check-in of a meeting of «%(object)s»."),
        "plg.attendance_confirmed": _("%(actor)s confirmed who was at a meeting of «%(object)s»."),
        "plg.attendance_corrected": _("%(actor)s corrected who was at a meeting of «%(object)s»."),
        "plg.walk_in_added": _("%(actor)s added somebody who was at a meeting of «%(object)s»."),
        "plg.attendance_contested": _("%(subject)s objected to the attendance at a meeting of «%(object)s»."),
        "plg.contest_answered": _("%(actor)s answered the objection of %(subject)s in «%(object)s»."),
        "plg.certificate_terms_set": _("%(actor)s set for what one gets a certificate of «%(object)s»."),
        "plg.certificate_issued": _("%(actor)s gave %(subject)s a certificate of «%(object)s»."),
        "plg.certificate_withdrawn": _("%(actor)s withdrew a certificate of %(subject)s of «%(object)s»."),
    }
)
