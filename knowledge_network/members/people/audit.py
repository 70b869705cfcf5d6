"""How the logbook tells what happened here; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.trail.sentences import register

register(
    {
        "members.profile_changed": _("%(actor)s changed the profile of %(subject)s: %(fields)s."),
        "members.photo_changed": _("%(actor)s gave the profile of %(subject)s a new photo."),
        "members.photo_removed": _("%(actor)s removed the photo of %(subject)s."),
        "members.details_corrected": _("%(actor)s corrected details of %(subject)s: %(fields)s."),
        "members.message_sent": _("%(actor)s sent a message to %(subject)s."),
        "members.many_written": _("%(actor)s wrote to %(count)s members at once."),
        "members.many_not_written": _("%(actor)s took a message to %(count)s members back before it was sent."),
        "members.appointment_added": _("%(actor)s gave %(subject)s an appointment at %(object)s (%(function)s)."),
        "members.appointment_changed": _("%(actor)s corrected an appointment of %(subject)s at %(object)s."),
        "members.appointment_ended": _("%(actor)s ended the appointment of %(subject)s at %(object)s on %(end)s."),
        "members.appointment_reopened": _("%(actor)s put back the appointment of %(subject)s at %(object)s."),
        "members.merged": _("%(actor)s made one of two accounts of %(subject)s."),
        "members.merge_undone": _("%(actor)s made two accounts again of that of %(subject)s."),
        "members.suspended": _("%(actor)s suspended %(subject)s."),
        "members.resumed": _("%(actor)s let %(subject)s log in again."),
        "members.left": _("%(actor)s noted that %(subject)s left the network."),
        "members.readmitted": _("%(actor)s let %(subject)s come back into the network."),
        "members.list_exported": _("%(actor)s downloaded a list of %(count)s members."),
        "members.role_granted": _("%(actor)s gave %(subject)s a role in the network: %(role)s."),
        "members.role_granted_alone": _(
            "%(actor)s gave %(subject)s a role in the network without a second person: %(role)s. There was nobody else."
        ),
        "members.role_proposed": _("%(actor)s proposed to give %(subject)s a role in the network: %(role)s."),
        "members.role_confirmed": _("%(actor)s confirmed a role of %(subject)s in the network: %(role)s."),
        "members.role_refused": _("%(actor)s did not give %(subject)s a role that was proposed: %(role)s."),
        "members.role_ended": _("%(actor)s ended a role of %(subject)s in the network: %(role)s."),
    },
    words={"function": Function, "role": NetworkRoleKind},
)
