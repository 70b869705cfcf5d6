"""What members are told about groups."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, Params, Urgency, register
from plg.groups import emails
from plg.groups.enums import GroupRole, GroupState, InvitationState, JoinState
from plg.groups.models import Group

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def _role_changed(params: Params) -> str:
    role = dict(GroupRole.choices).get(params["role"], params["role"])
    return gettext("Your role in «%(group)s» is now: %(role)s.") % {"group": params["group"], "role": role}


def with_day(params: Params) -> Params:
    """The last day, as people read it."""
    return {**params, "day": nice_date(dt.date.fromisoformat(params["day"]))}


def _state_changed(params: Params) -> str:

    state = dict(GroupState.choices).get(params["state"], params["state"])
    sentence = gettext("«%(group)s» is now: %(state)s.") % {"group": params["group"], "state": state}
    if params.get("reason"):
        sentence += " " + pgettext("why something happened", "The reason: %(reason)s") % {"reason": params["reason"]}
    return sentence


# Why a mail should not go out any more -----------------------------------------------------------


def request_answered(notice: Notice) -> str:
    join_request = emails.find_join_request(notice)
    return "" if join_request is None or join_request.state == JoinState.OPEN else "answered already"


def invitation_answered(notice: Notice) -> str:
    invitation = emails.find_invitation(notice)
    return "" if invitation is None or invitation.state == InvitationState.OPEN else "withdrawn or accepted"


def decided_already(notice: Notice) -> str:
    waiting = Group.objects.filter(slug=notice.group_key, state__in=GroupState.UNDECIDED)
    return "" if waiting.exists() else "done already"


# Who joins -------------------------------------------------------------------------------------

JOIN_REQUESTED = register(
    NoticeKind(
        name="plg.join_requested",
        text=lambda p: gettext("%(name)s asks to join «%(group)s».") % p,
        why=_("You lead this group."),
        icon="user-plus",
        label=_("Somebody asks to join my group"),
        section=Section.GROUPS,
        default=Channel.NOW,
        mail=emails.join_requested,
        stale=request_answered,
        audience=Audience.LEADS,
    )
)
JOIN_ACCEPTED = register(
    NoticeKind(
        name="plg.join_accepted",
        text=lambda p: gettext("You are in. Welcome to «%(group)s».") % p,
        why=_("You asked to join this group."),
        icon="user-check",
        label=_("I am let into a group"),
        section=Section.GROUPS,
        default=Channel.NOW,
        urgency=Urgency.PROMPT,
        mail=emails.join_accepted,
    )
)
JOIN_DECLINED = register(
    NoticeKind(
        name="plg.join_declined",
        text=lambda p: gettext("You cannot join «%(group)s» now. The reason: %(reason)s") % p,
        why=_("You asked to join this group."),
        icon="user-minus",
        label=_("I cannot join a group"),
        section=Section.GROUPS,
        default=Channel.NOW,
        urgency=Urgency.PROMPT,
        mail=emails.join_declined,
    )
)
READING_ALONG_ASKED = register(
    NoticeKind(
        name="plg.reading_along_asked",
        text=lambda p: gettext("%(name)s, who runs the network, asks to read along in «%(group)s».") % p,
        why=_("You lead this group."),
        icon="eye",
        label=_("A coordinator asks to read along in my group"),
        section=Section.GROUPS,
        default=Channel.NOW,
        mail=emails.reading_along_asked,
        stale=request_answered,
        audience=Audience.LEADS,
    )
)
READING_ALONG_ALLOWED = register(
    NoticeKind(
        name="plg.reading_along_allowed",
        text=lambda p: gettext("You can read along in «%(group)s» until %(day)s.") % with_day(p),
        why=_("You asked to read along in this group."),
        icon="eye",
        label=_("I may read along in a group"),
        section=Section.GROUPS,
        audience=Audience.COORDINATORS,
    )
)
READING_ALONG_BEGAN = register(
    NoticeKind(
        name="plg.reading_along_began",
        text=lambda p: (
            gettext("%(name)s, who runs the network, reads along in «%(group)s» until %(day)s.") % with_day(p)
        ),
        why=_("You are in this group."),
        icon="eye",
        label=_("Somebody of the network reads along in my group"),
        section=Section.GROUPS,
    )
)
INVITED = register(
    NoticeKind(
        name="plg.invited",
        text=lambda p: gettext("%(name)s invites you to «%(group)s».") % p,
        why=_("Somebody invited you to a group."),
        icon="mail",
        label=_("Somebody invites me to a group"),
        section=Section.GROUPS,
        default=Channel.NOW,
        urgency=Urgency.PROMPT,
        mail=emails.invited,
        stale=invitation_answered,
    )
)
INVITATION_ACCEPTED = register(
    NoticeKind(
        name="plg.invitation_accepted",
        text=lambda p: gettext("%(name)s joins «%(group)s».") % p,
        why=_("You invited this colleague."),
        icon="user-check",
        label=_("Somebody accepts my invitation"),
        section=Section.GROUPS,
    )
)
INVITATION_DECLINED = register(
    NoticeKind(
        name="plg.invitation_declined",
        text=lambda p: gettext("%(name)s does not join «%(group)s».") % p,
        why=_("You invited this colleague."),
        icon="user-minus",
        label=_("Somebody declines my invitation"),
        section=Section.GROUPS,
    )
)
MEMBER_LEFT_GROUP = register(
    NoticeKind(
        name="plg.member_left_group",
        text=lambda p: gettext("%(name)s left «%(group)s».") % p,
        why=_("You lead this group."),
        icon="user-minus",
        label=_("Somebody leaves my group"),
        section=Section.GROUPS,
        audience=Audience.LEADS,
    )
)
REMOVED = register(
    NoticeKind(
        name="plg.membership_ended",
        text=lambda p: gettext("You are no longer a member of «%(group)s». The reason: %(reason)s") % p,
        why=_("You were a member of this group."),
        icon="user-minus",
        label=_("I am taken out of a group"),
        section=Section.GROUPS,
        default=Channel.NOW,
    )
)
ROLE_CHANGED = register(
    NoticeKind(
        name="plg.role_changed",
        text=_role_changed,
        why=_("You are a member of this group."),
        icon="user-cog",
        label=_("I get another role in a group"),
        section=Section.GROUPS,
    )
)
CONTACT_HANDED_OVER = register(
    NoticeKind(
        name="plg.contact_handed_over",
        text=lambda p: gettext("%(name)s is now the contact person of «%(group)s».") % p,
        why=_("You are or were the contact person."),
        icon="handshake",
        label=_("A group gets another contact person"),
        section=Section.GROUPS,
        default=Channel.NOW,
    )
)
CONTACT_PERSON_LEFT = register(
    NoticeKind(
        name="plg.contact_person_left",
        text=lambda p: gettext("The contact person of «%(group)s» left the network. %(name)s takes over for now.") % p,
        why=_("You run the network."),
        icon="triangle-alert",
        label=_("A contact person leaves the network"),
        section=Section.GROUPS,
        default=Channel.NOW,
        audience=Audience.COORDINATORS,
    )
)

# The life of the group --------------------------------------------------------------------------

WAITS_FOR_DECISION = register(
    NoticeKind(
        name="plg.waits_for_decision",
        text=lambda p: gettext("«%(group)s» waits for your decision.") % p,
        why=_("You run the network."),
        icon="inbox",
        label=_("A group waits for my decision"),
        section=Section.GROUPS,
        default=Channel.NOW,
        stale=decided_already,
        audience=Audience.COORDINATORS,
    )
)
DECIDED = register(
    NoticeKind(
        name="plg.decided",
        text=_state_changed,
        why=_("You lead this group."),
        icon="milestone",
        label=_("The coordinator decides on my group"),
        section=Section.GROUPS,
        default=Channel.NOW,
        urgency=Urgency.PROMPT,
        mail=emails.decided,
        audience=Audience.LEADS,
    )
)
STATE_CHANGED = register(
    NoticeKind(
        name="plg.state_changed",
        text=_state_changed,
        why=_("You are a member of this group."),
        icon="milestone",
        label=_("My group gets another status"),
        section=Section.GROUPS,
    )
)
MESSAGE_TO_CONTACT = register(
    NoticeKind(
        name="plg.message_to_contact",
        text=lambda p: gettext("%(name)s sent you a message about «%(group)s». Look in your mail.") % p,
        why=_("You are the contact person of this group."),
        icon="mail",
        label=_("Somebody writes to me as contact person"),
        section=Section.GROUPS,
        default=Channel.APP,
        choosable=False,
    )
)
MESSAGE_TO_LEADS = register(
    NoticeKind(
        name="plg.message_to_leads",
        text=lambda p: gettext("The coordinator wrote to you: %(subject)s") % p,
        why=_("You lead a group."),
        icon="mail",
        label=_("The coordinator writes to me as group leader"),
        section=Section.GROUPS,
        default=Channel.APP,
        choosable=False,
    )
)

# The closed space: names and titles only, never what was said -----------------------------------
