"""What people are told about a lesson plan; never what was written in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, register
from lesson_study.cycles.models import KnowledgeableOther, TeamMember

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def not_near(notice: Notice) -> str:
    """The plan is for the team and its knowledgeable other at the moment of sending."""
    cycle = notice.params.get("cycle", "")
    is_in_team = TeamMember.objects.present().filter(member=notice.member_id, cycle__public_id=cycle).exists()
    return "" if is_in_team or _is_asked(notice) else "not in the team any more"


def _is_asked(notice: Notice) -> bool:
    asked = KnowledgeableOther.objects.standing().filter(member=notice.member_id)
    return bool(asked.filter(cycle__public_id=notice.params.get("cycle", "")).exists())


COMMENTED = register(
    NoticeKind(
        name="lesson_study.plan_commented",
        text=lambda p: gettext("%(name)s made a remark on the lesson plan of «%(title)s».") % p,
        why=_("You are in the team of this Lesson Study."),
        icon="message-square",
        label=_("Somebody makes a remark on our lesson plan"),
        section=Section.GROUPS,
        default=Channel.DAILY,
        stale=not_near,
    )
)
