"""After a meeting and around action points: each is asked once, on a school day, who it is about."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from knowledge_network.notifications.outbox import deliver_due, planner
from knowledge_network.school_year.models import SchoolHoliday
from plg.meetings.actions.meetings import cancel_meeting
from plg.meetings.enums import RsvpAnswer
from plg.records.followups import plan_followups
from plg.records.models import ActionItem, Minutes, ReturnToSchool
from tests import factories as f
from tests.plg.meetings.helpers import attended, invited, moment, planned, told

pytestmark = [pytest.mark.django_db, pytest.mark.clock]

# A Friday; the first school day after is Monday the 30th.
HELD = "2026-11-27T15:30"


@pytest.fixture
def group():
    return f.GroupFactory()


@pytest.fixture
def secretary(group):
    return f.GroupMembershipFactory(group=group, role="secretary").member


def test_on_the_first_school_day_after_the_secretary_is_asked_for_minutes_and_the_others_what_they_take_back(
    group, secretary
):
    meeting = planned(group, moment(HELD))
    came = attended(meeting).invitation.member
    missed = attended(meeting, minutes=0, status="absent").invitation.member
    assert plan_followups(moment("2026-11-28T09:00")) == 0, "a Saturday"
    plan_followups(moment("2026-11-30T09:00"))
    assert told(secretary) == ["plg.minutes_due"]
    assert told(came) == ["plg.return_asked"]
    assert told(missed) == []


def test_before_attendance_is_confirmed_who_said_yes_is_asked(group):
    meeting = planned(group, moment(HELD))
    people = {answer: invited(meeting, answer=answer).member for answer in RsvpAnswer}
    plan_followups(moment("2026-11-30T09:00"))
    assert {answer for answer, member in people.items() if told(member)} == {RsvpAnswer.YES}


@pytest.mark.parametrize("why", ["shared", "cancelled"])
def test_minutes_that_are_shared_or_will_never_be_are_not_asked_for(group, secretary, why):
    meeting = planned(group, moment(HELD))
    if why == "shared":
        Minutes.objects.create(meeting=meeting, shared_at=moment("2026-11-27T20:00"))
    else:
        cancel_meeting(meeting=meeting, by=secretary, reason="Ziek.", at=moment("2026-11-26T10:00"))
    plan_followups(moment("2026-11-30T09:00"))
    assert told(secretary) == []


def test_after_a_holiday_it_comes_on_the_first_school_day(group, secretary):
    SchoolHoliday.objects.create(
        school_year="2026-2027", name="Kerst", region="north", start=dt.date(2026, 12, 19), end=dt.date(2027, 1, 3)
    )
    planned(group, moment("2026-12-18T10:00"))
    for day in ("2026-12-19", "2026-12-21", "2027-01-03"):
        assert plan_followups(moment(f"{day}T09:30")) == 0
    assert plan_followups(moment("2027-01-04T09:00")) == 1


def test_a_week_after_who_has_open_action_points_of_it_hears_how_many(group):
    meeting = planned(group, moment(HELD))
    owner = f.MemberFactory()
    for number in range(2):
        ActionItem.objects.create(group=group, meeting=meeting, owner=owner, title=f"Punt {number}")
    ActionItem.objects.create(group=group, meeting=meeting, owner=f.MemberFactory(), title="Klaar", status="done")
    assert plan_followups(moment("2026-12-04T08:59")) == 0
    assert plan_followups(moment("2026-12-04T09:00")) == 1
    notice = owner.notices.get()
    assert (notice.kind, notice.params["count"]) == ("plg.actions_of_meeting", 2)


@pytest.mark.parametrize(
    ("due_on", "told_on"),
    [
        ("2026-11-26", ["2026-11-23", "2026-11-27"]),  # three days before, and the day after
        ("2026-11-25", ["2026-11-20", "2026-11-26"]),  # the Sunday before becomes Friday
        ("2026-11-27", ["2026-11-24", "2026-11-30"]),  # the Saturday after becomes Monday
    ],
)
def test_around_its_day_an_action_point_is_recalled_twice(group, due_on, told_on):
    owner = f.MemberFactory()
    ActionItem.objects.create(
        group=group,
        owner=owner,
        title="Boek",
        due_on=dt.date.fromisoformat(due_on),
        created_at=moment("2026-11-01T09:00"),
    )
    found = []
    for number in range(20):
        day = dt.date(2026, 11, 15) + dt.timedelta(days=number)
        if plan_followups(moment(f"{day}T09:00")) and owner.notices.count() > len(found):
            found.append(str(day))
    assert found == told_on


def test_who_did_it_meanwhile_or_gave_it_away_gets_no_mail(group, time_machine, mailoutbox):
    time_machine.move_to(moment("2026-11-24T09:00"), tick=False)
    rows = [
        ActionItem.objects.create(
            group=group,
            owner=f.MemberFactory(),
            title=f"Punt {number}",
            due_on=dt.date(2026, 11, 27),
            created_at=moment("2026-11-01T09:00"),
        )
        for number in range(3)
    ]
    planner.plan_due()
    ActionItem.objects.filter(pk=rows[0].pk).update(status="done")
    ActionItem.objects.filter(pk=rows[1].pk).update(owner=f.MemberFactory())
    time_machine.shift(dt.timedelta(minutes=11))
    planner.plan_due()
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [[rows[2].owner.email]]
    assert mailoutbox[0].subject == "Je actiepunt: Punt 2 (uiterlijk vr 27 november 2026)"


def test_six_weeks_later_what_became_of_it_is_asked_once(group):
    row = ReturnToSchool.objects.create(
        member=f.MemberFactory(),
        group=group,
        what="Eerst tekenen",
        audience="class",
        happened_on=dt.date(2026, 10, 5),
        created_at=moment("2026-10-05T10:00"),
    )
    for day in ("2026-11-16T09:00", "2026-11-17T09:00", "2026-11-18T09:00"):
        plan_followups(moment(day))
    assert told(row.member) == ["plg.return_follow_up"]


def test_planning_again_tells_nothing_new(group, secretary):
    meeting = planned(group, moment(HELD))
    attended(meeting)
    ActionItem.objects.create(group=group, meeting=meeting, owner=secretary, title="Boek", due_on=dt.date(2026, 12, 3))
    moments = [moment(f"2026-{day}T09:00") for day in ("11-30", "12-04", "12-01", "12-04", "11-30")]
    for when in moments:
        plan_followups(when)
    counts = [len(told(person)) for person in (secretary, meeting.invitations.first().member)]
    for when in moments:
        plan_followups(when)
    assert counts == [len(told(person)) for person in (secretary, meeting.invitations.first().member)]


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        ("plg.minutes_due", "Verslag klaar? {group} van vr 27 november 2026"),
        ("plg.return_asked", "Wat neem je mee terug naar school?"),
    ],
)
def test_the_mails_bear_their_subjects(group, secretary, kind, subject, time_machine, mailoutbox):
    attended(planned(group, moment(HELD)))
    time_machine.move_to(moment("2026-11-30T09:00"), tick=False)
    planner.plan_due()
    time_machine.shift(dt.timedelta(minutes=11))
    planner.plan_due()
    deliver_due()
    assert subject.format(group=group.name) in {mail.subject for mail in mailoutbox}
    assert timezone.localtime().hour == 9
