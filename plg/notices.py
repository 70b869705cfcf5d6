"""What members are told about groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_datetime
from knowledge_network.notifications.registry import NoticeKind, register


def _role_changed(params: dict[str, Any]) -> str:
    from plg.models import GroupMembership

    role = dict(GroupMembership.Role.choices).get(params["role"], params["role"])
    return gettext("Your role in «%(group)s» is now: %(role)s.") % {"group": params["group"], "role": role}


def _state_changed(params: dict[str, Any]) -> str:
    from plg.models import Group

    state = dict(Group.State.choices).get(params["state"], params["state"])
    sentence = gettext("«%(group)s» is now: %(state)s.") % {"group": params["group"], "state": state}
    if params.get("reason"):
        sentence += " " + pgettext("why something happened", "The reason: %(reason)s") % {"reason": params["reason"]}
    return sentence


# Who joins -------------------------------------------------------------------------------------

JOIN_REQUESTED = register(
    NoticeKind(
        name="plg.join_requested",
        text=lambda p: gettext("%(name)s asks to join «%(group)s».") % p,
        why=_("You lead this group."),
        icon="user-plus",
    )
)
JOIN_ACCEPTED = register(
    NoticeKind(
        name="plg.join_accepted",
        text=lambda p: gettext("You are in. Welcome to «%(group)s».") % p,
        why=_("You asked to join this group."),
        icon="user-check",
    )
)
JOIN_DECLINED = register(
    NoticeKind(
        name="plg.join_declined",
        text=lambda p: gettext("You cannot join «%(group)s» now. The reason: %(reason)s") % p,
        why=_("You asked to join this group."),
        icon="user-minus",
    )
)
INVITED = register(
    NoticeKind(
        name="plg.invited",
        text=lambda p: gettext("%(name)s invites you to «%(group)s».") % p,
        why=_("Somebody invited you to a group."),
        icon="mail",
    )
)
INVITATION_ACCEPTED = register(
    NoticeKind(
        name="plg.invitation_accepted",
        text=lambda p: gettext("%(name)s joins «%(group)s».") % p,
        why=_("You invited this colleague."),
        icon="user-check",
    )
)
INVITATION_DECLINED = register(
    NoticeKind(
        name="plg.invitation_declined",
        text=lambda p: gettext("%(name)s does not join «%(group)s».") % p,
        why=_("You invited this colleague."),
        icon="user-minus",
    )
)
MEMBER_LEFT_GROUP = register(
    NoticeKind(
        name="plg.member_left_group",
        text=lambda p: gettext("%(name)s left «%(group)s».") % p,
        why=_("You lead this group."),
        icon="user-minus",
    )
)
REMOVED = register(
    NoticeKind(
        name="plg.membership_ended",
        text=lambda p: gettext("You are no longer a member of «%(group)s». The reason: %(reason)s") % p,
        why=_("You were a member of this group."),
        icon="user-minus",
    )
)
ROLE_CHANGED = register(
    NoticeKind(
        name="plg.role_changed",
        text=_role_changed,
        why=_("You are a member of this group."),
        icon="user-cog",
    )
)
CONTACT_HANDED_OVER = register(
    NoticeKind(
        name="plg.contact_handed_over",
        text=lambda p: gettext("%(name)s is now the contact person of «%(group)s».") % p,
        why=_("You are or were the contact person."),
        icon="handshake",
    )
)
CONTACT_PERSON_LEFT = register(
    NoticeKind(
        name="plg.contact_person_left",
        text=lambda p: gettext("The contact person of «%(group)s» left the network. %(name)s takes over for now.") % p,
        why=_("You run the network."),
        icon="triangle-alert",
    )
)

# The life of the group --------------------------------------------------------------------------

WAITS_FOR_DECISION = register(
    NoticeKind(
        name="plg.waits_for_decision",
        text=lambda p: gettext("«%(group)s» waits for your decision.") % p,
        why=_("You run the network."),
        icon="inbox",
    )
)
STATE_CHANGED = register(
    NoticeKind(
        name="plg.state_changed",
        text=_state_changed,
        why=_("You are a member of this group."),
        icon="milestone",
    )
)
MESSAGE_TO_CONTACT = register(
    NoticeKind(
        name="plg.message_to_contact",
        text=lambda p: gettext("%(name)s sent you a message about «%(group)s». Look in your mail.") % p,
        why=_("You are the contact person of this group."),
        icon="mail",
    )
)
MESSAGE_TO_LEADS = register(
    NoticeKind(
        name="plg.message_to_leads",
        text=lambda p: gettext("The coordinator wrote to you: %(subject)s") % p,
        why=_("You lead a group."),
        icon="mail",
    )
)

# The closed space: names and titles only, never what was said -----------------------------------

CONVERSATION_STARTED = register(
    NoticeKind(
        name="plg.conversation_started",
        text=lambda p: gettext("%(name)s starts a conversation in «%(group)s»: %(title)s") % p,
        why=_("You are a member of this group."),
        icon="message-circle",
    )
)
POSTED = register(
    NoticeKind(
        name="plg.posted",
        text=lambda p: gettext("%(name)s answers in «%(title)s» (%(group)s).") % p,
        why=_("You take part in this conversation."),
        icon="reply",
    )
)
MENTIONED = register(
    NoticeKind(
        name="plg.mentioned",
        text=lambda p: gettext("%(name)s mentions you in «%(title)s» (%(group)s).") % p,
        why=_("Somebody used your name in a conversation of your group."),
        icon="message-square",
    )
)
FILE_ADDED = register(
    NoticeKind(
        name="plg.file_added",
        text=lambda p: gettext("%(name)s shares a file in «%(group)s»: %(title)s") % p,
        why=_("You are a member of this group."),
        icon="file-text",
    )
)
FILE_CHANGED = register(
    NoticeKind(
        name="plg.file_version",
        text=lambda p: gettext("%(name)s put a new version of «%(title)s» in «%(group)s».") % p,
        why=_("You are a member of this group."),
        icon="file-text",
    )
)
AGREEMENT_TO_ACCEPT = register(
    NoticeKind(
        name="plg.agreement_to_accept",
        text=lambda p: gettext("The agreements of «%(group)s» are new. Read them and say whether you agree.") % p,
        why=_("You are a member of this group."),
        icon="handshake",
    )
)
MEETING_PLANNED = register(
    NoticeKind(
        name="plg.meeting_planned",
        text=lambda p: gettext("«%(group)s» meets on %(when)s: %(title)s") % _with_time(p),
        why=_("You are a member of this group."),
        icon="calendar",
    )
)
MEETING_CHANGED = register(
    NoticeKind(
        name="plg.meeting_changed",
        text=lambda p: (
            gettext("«%(title)s» (%(group)s) has another time or place. It is now on %(when)s.") % _with_time(p)
        ),
        why=_("You are a member of this group."),
        icon="calendar",
    )
)
MEETING_CANCELLED = register(
    NoticeKind(
        name="plg.meeting_cancelled",
        text=lambda p: gettext("«%(title)s» (%(group)s) on %(when)s is cancelled.") % _with_time(p),
        why=_("You are a member of this group."),
        icon="calendar",
    )
)


def _with_time(params: dict[str, Any]) -> dict[str, Any]:
    """The moment as the reader writes it."""
    return {**params, "when": nice_datetime(dt.datetime.fromisoformat(params["starts_at"]))}
