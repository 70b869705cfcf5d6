from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, register
from knowledge_network.notifications.events.replies import make_reply_address
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


REPLY_BOX = "conversation"


def answer_conversation(notice: Notice) -> str:
    """Where its reader can answer by mail, who may write there: that is asked again when the answer comes."""
    about = notice.params.get("conversation", "")
    return make_reply_address(REPLY_BOX, notice.member, about) if about else ""


def outside(notice: Notice) -> str:
    """What happens in the closed space is for who is in the group at the moment of sending."""
    inside = GroupMembership.objects.current().filter(member=notice.member_id, group__slug=notice.group_key)
    return "" if inside.exists() else "not in the group any more"


CONVERSATION_STARTED = register(
    NoticeKind(
        name="plg.conversation_started",
        text=lambda p: gettext("%(name)s starts a conversation in «%(group)s»: %(title)s") % p,
        why=_("You are a member of this group."),
        icon="message-circle",
        label=_("Somebody starts a conversation in my group"),
        section=Section.GROUPS,
        stale=outside,
        answer_to=answer_conversation,
    )
)


POSTED = register(
    NoticeKind(
        name="plg.posted",
        text=lambda p: gettext("%(name)s answers in «%(title)s» (%(group)s).") % p,
        why=_("You take part in this conversation."),
        icon="reply",
        label=_("Somebody answers in a conversation in which I take part"),
        section=Section.GROUPS,
        default=Channel.DAILY,
        stale=outside,
        answer_to=answer_conversation,
    )
)


MENTIONED = register(
    NoticeKind(
        name="plg.mentioned",
        text=lambda p: gettext("%(name)s mentions you in «%(title)s» (%(group)s).") % p,
        why=_("Somebody used your name in a conversation of your group."),
        icon="message-square",
        label=_("Somebody mentions me"),
        section=Section.GROUPS,
        default=Channel.NOW,
        stale=outside,
        answer_to=answer_conversation,
    )
)


THANKED = register(
    NoticeKind(
        name="plg.thanked",
        text=lambda p: gettext("%(name)s thanks you for what you wrote in «%(title)s» (%(group)s).") % p,
        why=_("You wrote in this conversation."),
        icon="heart-handshake",
        label=_("Somebody thanks me for what I wrote"),
        section=Section.GROUPS,
        default=Channel.APP,
        stale=outside,
    )
)


READ_ASKED = register(
    NoticeKind(
        name="plg.read_asked",
        text=lambda p: gettext("%(name)s asks in «%(title)s» (%(group)s) whether you read it.") % p,
        why=_("You are a member of this group."),
        icon="check-check",
        label=_("The chair of my group asks whether I read something"),
        section=Section.GROUPS,
        default=Channel.DAILY,
        stale=outside,
    )
)


FILE_ADDED = register(
    NoticeKind(
        name="plg.file_added",
        text=lambda p: gettext("%(name)s shares a file in «%(group)s»: %(title)s") % p,
        why=_("You are a member of this group."),
        icon="file-text",
        label=_("Somebody shares a file in my group"),
        section=Section.GROUPS,
        stale=outside,
    )
)


FILE_CHANGED = register(
    NoticeKind(
        name="plg.file_version",
        text=lambda p: gettext("%(name)s put a new version of «%(title)s» in «%(group)s».") % p,
        why=_("You are a member of this group."),
        icon="file-text",
        label=_("A file in my group has a new version"),
        section=Section.GROUPS,
        stale=outside,
    )
)


AGREEMENT_TO_ACCEPT = register(
    NoticeKind(
        name="plg.agreement_to_accept",
        text=lambda p: gettext("The agreements of «%(group)s» are new. Read them and say whether you agree.") % p,
        why=_("You are a member of this group."),
        icon="handshake",
        label=_("My group has new agreements"),
        section=Section.GROUPS,
        default=Channel.NOW,
        stale=outside,
    )
)
