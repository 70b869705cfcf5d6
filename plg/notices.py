"""What members are told about groups."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.notifications.registry import NoticeKind, register

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
        text=lambda p: _role_changed(p),
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
        text=lambda p: _state_changed(p),
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
