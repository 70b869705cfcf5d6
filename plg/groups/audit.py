"""How the logbook tells what happened with groups; never what people wrote there."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register
from plg.groups.enums import GroupRole, GroupState

register(
    {
        "plg.group_created": _("%(actor)s started the group «%(object)s»."),
        "plg.group_changed": _("%(actor)s changed «%(object)s»: %(fields)s."),
        "plg.state_changed": _("%(actor)s set the state of «%(object)s» to %(state)s."),
        "plg.contact_handed_over": _("%(actor)s made %(subject)s contact person of «%(object)s»."),
        "plg.wrote_to_leaders": _("%(actor)s wrote to %(people)s leaders of groups."),
        "plg.message_to_leaders_taken_back": _("%(actor)s took a message to %(people)s leaders of groups back."),
        "plg.message_to_contact": _("%(actor)s wrote to the contact person of «%(object)s»."),
        "plg.join_requests_exported": _("%(actor)s downloaded a list of %(count)s requests to join groups."),
        "plg.join_requested": _("%(actor)s asked to join «%(object)s»."),
        "plg.join_withdrawn": _("%(actor)s took back the request of %(subject)s to join «%(object)s»."),
        "plg.reading_along_asked": _("%(actor)s asked to read along in «%(object)s» for %(days)s days."),
        "plg.reading_along_allowed": _("%(actor)s let %(subject)s read along in «%(object)s» until %(until)s."),
        "plg.join_accepted": _("%(actor)s let %(subject)s join «%(object)s»."),
        "plg.join_decision_taken_back": _(
            "%(actor)s took back the answer to the request of %(subject)s to join «%(object)s»."
        ),
        "plg.join_declined": _("%(actor)s declined the request of %(subject)s to join «%(object)s»."),
        "plg.invited_to_group": _("%(actor)s invited %(subject)s to «%(object)s»."),
        "plg.invitation_withdrawn": _("%(actor)s took back the invitation of %(subject)s to «%(object)s»."),
        "plg.invitation_declined": _("%(actor)s declined the invitation to «%(object)s»."),
        "plg.member_added": _("%(actor)s added %(subject)s to «%(object)s» (%(role)s)."),
        "plg.member_removed": _("%(actor)s removed %(subject)s from «%(object)s»."),
        "plg.member_left_group": _("%(subject)s left «%(object)s»."),
        "plg.member_restored": _("%(actor)s put %(subject)s back in «%(object)s»."),
        "plg.role_changed": _("%(actor)s gave %(subject)s another role in «%(object)s»: %(role)s."),
        "plg.name_shown": _("%(actor)s showed the name of %(subject)s on the page of «%(object)s»."),
        "plg.name_hidden": _("%(actor)s hid the name of %(subject)s on the page of «%(object)s»."),
    },
    words={"role": GroupRole, "state": GroupState},
)
