"""What a school leader reads of their own people: sums, never so few that they tell of somebody."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_network.dashboards import digests
from knowledge_network.members.people.enums import Function
from knowledge_network.notifications.digests import Window, planning, registry
from knowledge_network.notifications.outbox.models import MailRhythm
from tests import factories as f
from tests.notifications.calendars import Weekdays
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

NOW = "2026-12-01T08:00"


@pytest.fixture
def board():
    return f.BoardFactory()


@pytest.fixture
def meeting():
    return planned(f.GroupFactory(contact_person=f.MemberFactory(site=None)), moment("2026-11-10T15:30"))


def school_of(board):
    return f.SiteFactory(school__board=board)


def leader_of(site):
    return f.MemberFactory(site=site, function=Function.SCHOOL_LEADER)


def staff(site, meeting, *, came, stayed):
    """People of a school of whom so many came to the meeting, and so many did not."""
    for _person in range(came):
        attended(meeting, f.MemberFactory(site=site))
    for _person in range(stayed):
        f.MemberFactory(site=site)


def read_by(leader):
    now = moment(NOW)
    windows = {leader.pk: Window(now - dt.timedelta(days=31), now)}
    return digests.figures([leader], windows).get(leader.pk, [])


def about_visits(leader):
    return [(item.text, item.why) for item in read_by(leader) if "bijeenkomst" in item.text]


@pytest.mark.parametrize(("came", "stayed", "shown"), [(5, 5, True), (4, 8, False), (8, 4, False), (8, 0, False)])
def test_what_people_did_is_told_from_five_who_did_and_five_who_did_not(board, meeting, came, stayed, shown):
    """Eight of eight tells of each, and eight of twelve tells nearly as much of the four."""
    site = school_of(board)
    staff(site, meeting, came=came, stayed=stayed)
    lines = about_visits(leader_of(site))
    assert bool(lines) == shown
    if shown:
        assert lines[0][0] == "Vorige maand waren 5 mensen samen 5 keer bij een bijeenkomst"


def test_a_small_school_sees_its_board_and_is_told_so(board, meeting):
    small, large = school_of(board), school_of(board)
    staff(small, meeting, came=2, stayed=2)
    staff(large, meeting, came=6, stayed=6)
    ((text, why),) = about_visits(leader_of(small))
    assert text.startswith("Vorige maand waren 8 mensen")
    assert why == "Te weinig deelnemers op je school: dit is het beeld van het bestuur."


def test_the_picture_of_a_board_never_tells_about_another_small_school(board, meeting):
    """Six of the board came, two of them of one's own school: the four others would be known by subtraction."""
    mine, other = school_of(board), school_of(board)
    staff(mine, meeting, came=2, stayed=6)
    staff(other, meeting, came=4, stayed=6)
    assert about_visits(leader_of(mine)) == []


def test_a_small_board_sees_the_network(board, meeting):
    mine = school_of(board)
    staff(mine, meeting, came=1, stayed=1)
    staff(school_of(f.BoardFactory()), meeting, came=6, stayed=6)
    ((text, why),) = about_visits(leader_of(mine))
    assert text.startswith("Vorige maand waren 7 mensen")
    assert why.startswith("Te weinig deelnemers op je school en bij je bestuur")


def test_it_names_nobody(board, meeting):
    site = school_of(board)
    staff(site, meeting, came=6, stayed=6)
    names = {row.member.family_name for row in meeting.invitations.select_related("member")}
    read = " ".join(f"{item.text} {item.detail} {item.why} {item.url}" for item in read_by(leader_of(site)))
    assert not [name for name in names if name in read]


@pytest.mark.parametrize("leaders", [1, 3])
def test_many_leaders_cost_as_many_queries_as_one(board, meeting, django_assert_num_queries, leaders):
    people = [leader_of(school_of(board)) for _leader in range(leaders)]
    now = moment(NOW)
    with django_assert_num_queries(5):
        digests.figures(people, {person.pk: Window(now - dt.timedelta(days=31), now) for person in people})


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-12-15T12:00", "2026-12-01T08:00"),
        ("2026-08-15T12:00", "2026-08-03T08:00"),  # the first is a Saturday
        ("2026-12-01T07:59", "2026-11-02T08:00"),  # not yet: the one before; the first was a Sunday
    ],
)
def test_it_comes_on_the_first_school_day_of_the_month(now, slot):
    digest = registry.get(digests.LEADERS)
    assert planning.slot_of(digest, MailRhythm(), Weekdays(), moment(now)) == moment(slot)


def test_only_who_leads_a_school_gets_it(board):
    leader = leader_of(school_of(board))
    f.MemberFactory()
    assert list(registry.get(digests.LEADERS).readers()) == [leader]


def test_the_desks_of_a_coordinator_show_what_waits():
    member = f.MemberFactory()
    f.NetworkRoleFactory(member=member)
    f.SignupRequestFactory()
    now = moment(NOW)
    found = digests.desks([member], {member.pk: Window(now, now)})
    assert any("1 ×" in item.text for item in found[member.pk])
