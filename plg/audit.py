"""How the logbook tells what happened in groups; never what people wrote there."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.audit import register

register(
    {
        "plg.group_created": _("%(actor)s started the group «%(object)s»."),
        "plg.group_changed": _("%(actor)s changed «%(object)s»: %(fields)s."),
        "plg.state_changed": _("%(actor)s set the state of «%(object)s» to %(state)s."),
        "plg.contact_handed_over": _("%(actor)s made %(subject)s contact person of «%(object)s»."),
        "plg.wrote_to_leaders": _("%(actor)s wrote to %(people)s leaders of groups."),
        "plg.message_to_contact": _("%(actor)s wrote to the contact person of «%(object)s»."),
        "plg.holidays_loaded": _("%(actor)s loaded %(count)s school holidays."),
        # Who belongs to it
        "plg.join_requested": _("%(actor)s asked to join «%(object)s»."),
        "plg.join_withdrawn": _("%(actor)s took back the request of %(subject)s to join «%(object)s»."),
        "plg.join_accepted": _("%(actor)s let %(subject)s join «%(object)s»."),
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
        # In the closed space
        "plg.agreement_written": _("%(actor)s wrote the group agreements of «%(object)s», version %(version)s."),
        "plg.agreement_accepted": _("%(actor)s accepted the agreements of «%(object)s», version %(version)s."),
        "plg.agreement_acceptance_withdrawn": _(
            "%(actor)s took back accepting the agreements of «%(object)s», version %(version)s."
        ),
        "plg.conversation_started": _("%(actor)s started a conversation in «%(object)s»."),
        "plg.conversation_renamed": _("%(actor)s gave a conversation in «%(object)s» another title."),
        "plg.conversation_removed": _("%(actor)s removed a conversation in «%(object)s»."),
        "plg.conversation_restored": _("%(actor)s put back a conversation in «%(object)s»."),
        "plg.conversation_pinned": _("%(actor)s put a conversation in «%(object)s» on top."),
        "plg.conversation_unpinned": _("%(actor)s put a conversation in «%(object)s» back in its place."),
        "plg.conversation_closed": _("%(actor)s closed a conversation in «%(object)s»."),
        "plg.conversation_reopened": _("%(actor)s opened a conversation in «%(object)s» again."),
        "plg.post_added": _("%(actor)s wrote in «%(object)s»."),
        "plg.post_edited": _("%(actor)s changed a text in «%(object)s»."),
        "plg.post_removed": _("%(actor)s removed a text of %(subject)s in «%(object)s»."),
        "plg.post_restored": _("%(actor)s put back a text of %(subject)s in «%(object)s»."),
        "plg.file_added": _("%(actor)s added a file to «%(object)s»."),
        "plg.file_renamed": _("%(actor)s gave a file in «%(object)s» another name."),
        "plg.file_version_added": _("%(actor)s added a version of a file in «%(object)s»."),
        "plg.file_removed": _("%(actor)s removed a file of %(subject)s in «%(object)s»."),
        "plg.file_restored": _("%(actor)s put back a file of %(subject)s in «%(object)s»."),
        "plg.file_purged": _("A file that was removed from «%(object)s» was deleted for good."),
        "plg.meeting_planned": _("%(actor)s planned a meeting of «%(object)s»."),
        "plg.meeting_changed": _("%(actor)s changed a meeting of «%(object)s»."),
        "plg.meeting_cancelled": _("%(actor)s cancelled a meeting of «%(object)s»."),
        "plg.meeting_reinstated": _("%(actor)s put back a meeting of «%(object)s»."),
        # Results
        "plg.result_added": _("%(actor)s added the result «%(object)s»."),
        "plg.result_changed": _("%(actor)s changed the result «%(object)s»."),
        "plg.result_removed": _("%(actor)s removed the result «%(object)s»."),
        "plg.result_restored": _("%(actor)s put back the result «%(object)s»."),
    }
)
