"""The figures that every list shows, stored when they change."""

from __future__ import annotations

from django.db.models import Case, F, When

from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.search.actions import refresh
from plg.groups.models import Group, GroupMembership


def find_boards(group: Group) -> set[int]:
    """The boards for which the participating members work today; an institute is not a board."""
    members = group.memberships.current().participating().values("member")
    rows = (
        Appointment.objects.current()
        .filter(member__in=members)
        .values_list(
            Case(
                When(organisation__kind=OrganisationKind.BOARD, then=F("organisation_id")),
                default=F("organisation__governing_board_id"),
            ),
            flat=True,
        )
    )
    return {board for board in rows if board is not None}


def recount(group: Group) -> None:
    """Store how many take part and from how many boards; search shows it too."""
    group.member_count = group.memberships.current().participating().count()
    group.board_count = len(find_boards(group))
    Group.objects.filter(pk=group.pk).update(member_count=group.member_count, board_count=group.board_count)
    refresh("group", [group.pk])


def recount_groups_of(member: Member) -> None:
    memberships = GroupMembership.objects.current().filter(member=member)
    for group in Group.objects.filter(pk__in=memberships.values("group")):
        recount(group)
