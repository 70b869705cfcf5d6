"""What the network itself knows that bears on a badge: shown to who asks and who decides, and for three kinds asked."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.claims.enums import ClaimState
from expertise.claims.models import ExpertiseClaim
from knowledge_network.exchange.badges.enums import BadgeKind
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole
from lesson_study.cycles.enums import CycleState
from lesson_study.cycles.models import TeamMember
from plg.groups.enums import GroupRole
from plg.groups.models import GroupMembership

# Kinds for which something must stand in the network before one can ask.
NEEDS_A_FACT = frozenset({BadgeKind.LESSON_STUDY, BadgeKind.LIAISON_OFFICER, BadgeKind.EXPERT})


def list_recognised(member: Member) -> list[ExpertiseClaim]:
    """The claims of a member that are recognised now."""
    rows = ExpertiseClaim.objects.filter(member=member, state=ClaimState.RECOGNISED, archived_at__isnull=True)
    return list(rows.select_related("topic").order_by("topic__name", "pk"))


def find_facts(member: Member, kind: str) -> list[str]:
    """In words, oldest first; one query."""
    if kind == BadgeKind.LESSON_STUDY:
        rows = TeamMember.objects.present().filter(member=member, cycle__state=CycleState.FINISHED)
        teams = rows.select_related("cycle").order_by("cycle__finished_at")
        return [
            _("In the team of «%(title)s», finished on %(day)s")
            % {"title": row.cycle.title, "day": _day(row.cycle.finished_at)}
            for row in teams
        ]
    if kind == BadgeKind.LIAISON_OFFICER:
        roles = NetworkRole.objects.filter(member=member, role=NetworkRoleKind.LIAISON_OFFICER).order_by("start")
        return [_("Liaison officer since %(day)s") % {"day": nice_date(row.start)} for row in roles]
    if kind == BadgeKind.EXPERT:
        return [_("«%(topic)s» is recognised") % {"topic": claim.topic.name} for claim in list_recognised(member)]
    groups = GroupMembership.objects.filter(member=member, role__in=GroupRole.EDITING).select_related("group")
    return [
        _("%(role)s of %(group)s since %(day)s")
        % {"role": row.get_role_display(), "group": row.group.name, "day": nice_date(row.start)}
        for row in groups.order_by("start", "pk")
    ]


def may_ask(member: Member, kind: str) -> bool:
    return kind not in NEEDS_A_FACT or bool(find_facts(member, kind))


def _day(moment: dt.datetime | None) -> str:
    return nice_date(timezone.localdate(moment)) if moment is not None else ""
