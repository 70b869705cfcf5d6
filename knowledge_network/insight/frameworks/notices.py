"""What a critical friend hears, and who asked them. Never a word of what is filled in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.frameworks.enums import FriendAnswer
from knowledge_network.insight.frameworks.models import Look
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice


def stale_when_answered(notice: Notice) -> str:
    rows = Look.objects.asked_of(notice.member).filter(public_id=notice.params.get("look", ""))
    return "" if rows.filter(friend_answer=FriendAnswer.ASKED).exists() else "answered, or not asked any more"


def _asked(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("%(name)s asks you as critical friend") % notice.params,
        lines=[
            _("%(name)s looks at «%(framework)s» and wants to talk about it with somebody of another school.")
            % notice.params,
            _("An hour is enough. You ask, they think. You give no mark, and nothing goes to anybody else."),
        ],
        button=_("Answer"),
        url=absolute_url(notice.url),
    )


FRIEND_ASKED = register(
    NoticeKind(
        name="insight.look_friend_asked",
        text=lambda p: _("%(name)s asks you as critical friend: «%(framework)s».") % p,
        label=gettext_lazy("Somebody asks me as critical friend"),
        why=gettext_lazy("You are asked because you work at another school."),
        icon="handshake",
        section=Section.OTHER,
        default=Channel.NOW.value,
        mail=_asked,
        stale=stale_when_answered,
    )
)
FRIEND_ANSWERED = register(
    NoticeKind(
        name="insight.look_friend_answered",
        text=lambda p: (
            _("%(name)s comes to talk about «%(framework)s». Make an appointment.") % p
            if p["comes"]
            else _("%(name)s cannot talk about «%(framework)s». Ask somebody else.") % p
        ),
        label=gettext_lazy("A critical friend answers me"),
        why=gettext_lazy("You asked a critical friend."),
        icon="handshake",
        section=Section.OTHER,
        default=Channel.DAILY.value,
    )
)


def _key(look: Look) -> str:
    return f"{FRIEND_ASKED.name}:{look.public_id}"


def tell_asked(look: Look, *, by: Member, at: dt.datetime) -> None:
    if look.friend is None:
        return
    notify(
        FRIEND_ASKED,
        to=[look.friend],
        key=f"{_key(look)}:{at:%Y%m%d%H%M%S}",
        url=reverse("insight:look_friend", args=[look.public_id]),
        by=by,
        at=at,
        look=look.public_id,
        name=by.get_full_name(),
        framework=look.framework.title,
    )


def tell_answered(look: Look, *, by: Member, comes: bool, at: dt.datetime) -> None:
    """The person, or who takes part in the group."""
    people = [look.member] if look.member is not None else []
    if look.group is not None:
        rows = GroupMembership.objects.current().participating().of_present().filter(group=look.group)
        people = [row.member for row in rows.select_related("member")]
    notify(
        FRIEND_ANSWERED,
        to=people,
        key=f"{FRIEND_ANSWERED.name}:{look.public_id}:{at:%Y%m%d%H%M%S}",
        url=look.get_absolute_url(),
        by=by,
        group_key=look.group.slug if look.group is not None else "",
        at=at,
        name=by.get_full_name(),
        framework=look.framework.title,
        comes=comes,
    )


def forget_asking(look: Look) -> None:
    """Who did not answer yet need not."""
    forget_notices(keys=[_key(look)])
