"""The figures that every list shows, stored when they change."""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models import Case, F, Q, When

from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.search.actions import refresh
from plg.groups.facets import forget_counts
from plg.groups.models import Group, GroupMembership


def find_boards(group: Group) -> set[int]:
    """The boards for which the participating members work today; an institute is not a board.

    Who still stands at a board that went on in another counts for that one.
    """
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
    return _follow_mergers({board for board in rows if board is not None})


def _follow_mergers(boards: set[int]) -> set[int]:
    rows = Organisation.objects.filter(pk__in=boards, successor__isnull=False)
    merged = dict(rows.values_list("pk", "successor"))
    if not merged:
        return boards
    return _follow_mergers((boards - merged.keys()) | {heir for heir in merged.values() if heir is not None})


def recount(group: Group) -> None:
    """Store how many take part and from how many boards; search shows it too."""
    group.member_count = group.memberships.current().participating().count()
    group.board_count = len(find_boards(group))
    Group.objects.filter(pk=group.pk).update(member_count=group.member_count, board_count=group.board_count)
    refresh("group", [group.pk])
    forget_counts()


def recount_groups_of(member: Member) -> None:
    _recount_with(GroupMembership.objects.current().filter(member=member))


def recount_groups_at(organisations: Collection[int]) -> None:
    """Of who works at one of these, or at a school of one of them: it may belong to another board by now."""
    there = Q(organisation__in=organisations) | Q(organisation__governing_board__in=organisations)
    people = Appointment.objects.current().filter(there).values("member")
    _recount_with(GroupMembership.objects.current().filter(member__in=people))


def _recount_with(memberships: models.QuerySet[GroupMembership]) -> None:
    for group in Group.objects.filter(pk__in=memberships.values("group")):
        recount(group)
