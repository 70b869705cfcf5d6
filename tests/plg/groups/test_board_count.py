"""From how many boards a group's people come follows what becomes of the boards."""

import pytest

from knowledge_network.members.organisations.actions import merge_board
from knowledge_network.members.people.enums import Function
from plg.groups.actions.counts import recount
from plg.groups.models import Group
from tests import factories as f

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return [f.BoardFactory() for _number in range(3)]


@pytest.fixture
def group(boards):
    """One teacher at a school of each board, and a director of the first."""
    group = f.GroupFactory()
    places = [f.SiteFactory(school__board=board) for board in boards]
    for place in places:
        member = f.MemberFactory(site=place)
        f.GroupMembershipFactory(group=group, member=member)
    director = f.MemberFactory(site=boards[0], function=Function.BOARD_MEMBER)
    f.GroupMembershipFactory(group=group, member=director)
    recount(group)
    return group


def counted(group):
    return Group.objects.get(pk=group.pk).board_count


def test_boards_that_merge_count_as_one(group, boards):
    assert counted(group) == 3
    merge_board(board=boards[0], into=boards[1], by=None)
    assert counted(group) == 2
    merge_board(board=boards[1], into=boards[2], by=None)
    assert counted(group) == 1, "who still stands at the first counts for the last"
