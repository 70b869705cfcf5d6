"""How the logbook tells what happened here; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "members.joined": _("%(subject)s became a member."),
        "members.invited": _("%(actor)s invited %(object)s."),
        "members.invitation_sent_again": _("%(actor)s sent the invitation of %(object)s again."),
        "members.invitation_withdrawn": _("%(actor)s took back the invitation of %(object)s."),
        "members.invitation_accepted": _("%(subject)s accepted the invitation."),
        "members.signup_confirmed": _("%(object)s asked to become a member."),
        "members.signup_approved": _("%(actor)s approved the request of %(object)s to become a member."),
        "members.signup_rejected": _("%(actor)s rejected the request of %(object)s to become a member."),
        "members.signups_exported": _("%(actor)s downloaded a list of %(count)s requests to become a member."),
        "members.signup_decision_taken_back": _(
            "%(actor)s took back the decision about the request of %(object)s to become a member."
        ),
    }
)
