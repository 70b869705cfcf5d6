"""What a school leader reads of their own people: sums, never so few that they tell of somebody."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_network.dashboards import digests
from knowledge_network.figures import actions
from knowledge_network.members.people.enums import Function
from knowledge_network.notifications.digests import Window, planning, registry
from knowledge_network.notifications.outbox.models import MailRhythm
from tests import factories as f
from tests.dashboards.sheets import finished_study
from tests.notifications.calendars import Weekdays
from tests.plg.meetings.helpers import attended, moment, planned

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

NOW = "2026-12-01T08:00"


@pytest.fixture
def board():
    return f.BoardFactory()


@pytest.fixture
def meeting():
    group = f.GroupFactory(contact_person=f.MemberFactory(site=None))
    return planned(group, moment("2026-11-10T15:30"), attendance_confirmed_at=moment("2026-11-11T09:00"))


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


def publish():
    actions.publish_snapshot(until=dt.date(2026, 11, 30), by=None, at=moment(NOW))


def test_what_people_did_is_told_in_the_published_band(board, meeting):
    site = school_of(board)
    staff(site, meeting, came=6, stayed=6)
    assert about_visits(leader_of(site)) == []
    publish()
    ((text, why),) = about_visits(leader_of(site))
    # Of thirteen people «10–13» would tell four numbers.
    assert text.startswith("5–13 mensen waren dit schooljaar bij een bijeenkomst")
    assert why == "In banden van vijf, zodat niemand te herkennen is."


def test_a_small_school_sees_the_small_schools_of_its_board_and_is_told_so(board, meeting):
    small, other = school_of(board), school_of(board)
    staff(small, meeting, came=2, stayed=2)
    staff(other, meeting, came=5, stayed=2)
    publish()
    ((text, why),) = about_visits(leader_of(small))
    assert text.startswith("5–11 mensen")
    assert why.startswith("Te weinig mensen op je school: dit is het beeld van de kleinere scholen")


@pytest.mark.parametrize(
    ("headcount", "said"),
    [(None, "2 mensen van je school doen mee"), (13, "2 van de 13 mensen van je school doen mee")],
)
def test_who_takes_part_is_told_beside_how_many_work_there_once_that_is_known(board, headcount, said):
    site = school_of(board)
    group = f.GroupFactory(contact_person=f.MemberFactory(site=None), started_on=dt.date(2026, 2, 1))
    for _person in range(2):
        f.GroupMembershipFactory(group=group, member=f.MemberFactory(site=site), start=dt.date(2026, 3, 1))
    if headcount:
        actions.enter_facts(organisation=site, by=None, school_year=2026, headcount=headcount, agreed_hours=None)
    assert read_by(leader_of(site))[0].text.startswith(said)


def test_the_five_figures_of_the_page_are_told_in_its_order(board, meeting):
    site = school_of(board)
    staff(site, meeting, came=6, stayed=6)
    colleague = f.MemberFactory(site=site)
    group = f.GroupFactory(contact_person=f.MemberFactory(site=None), started_on=dt.date(2026, 2, 1))
    f.GroupMembershipFactory(group=group, member=colleague, start=dt.date(2026, 3, 1))
    f.KnowledgeProductFactory(contact_person=colleague, published_on=dt.date(2026, 10, 6))
    finished_study(group, [colleague])
    publish()
    beginnings = [
        "1 persoon van je school doet mee",
        "5–13 mensen waren dit schooljaar bij een bijeenkomst",
        "Dat waren 10–14 uur",
        "In 1 groep zit een collega van je",
        "Lesson Study: 1 van de 1 voltooid",
        "1 product van je school is dit schooljaar gedeeld",
        "0–4 mensen gebruikten een product in hun klas",
    ]
    read = [item.text for item in read_by(leader_of(site))]
    assert [text[: len(begins)] for text, begins in zip(read, beginnings, strict=True)] == beginnings


def test_who_leads_two_schools_reads_of_which_each_line_is(board):
    schools = [school_of(board) for _school in range(2)]
    leader = leader_of(schools[0])
    f.AppointmentFactory(member=leader, organisation=schools[1], function=Function.SCHOOL_LEADER)
    group = f.GroupFactory(contact_person=f.MemberFactory(site=None), started_on=dt.date(2026, 2, 1))
    for site in schools:
        f.GroupMembershipFactory(group=group, member=f.MemberFactory(site=site), start=dt.date(2026, 3, 1))
    assert {item.detail for item in read_by(leader)} == {site.name for site in schools}


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
    with django_assert_num_queries(10):
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
    assert planning.choose_slot(digest, MailRhythm(), Weekdays(), moment(now)) == moment(slot)


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
