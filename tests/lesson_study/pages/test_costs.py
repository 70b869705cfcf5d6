"""What the lists of Lesson Study cost does not hang on their length: one's own, those of one's groups, the archive."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from lesson_study.cycles.enums import CoverState, CycleState, DayKind, StudyItemKind, TeamRole
from lesson_study.cycles.models import CoverRequest, CycleDay, PriorStudyItem
from lesson_study.discussion.actions.reflection import leave_question, plan_sharing, write_insight
from lesson_study.discussion.enums import ShareForm
from plg.groups.enums import GroupState
from plg.meetings.enums import HalfDay
from tests.factories import GroupFactory, GroupMembershipFactory, MemberFactory, NetworkRoleFactory, TopicFactory
from tests.lesson_study.building import join_team, make_cycle, team_member

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("item_count", [1, 3])]
LIST = "lesson_study:cycle_list"


def shared(number=0, **fields):
    at = timezone.now() - dt.timedelta(days=number)
    cycle = make_cycle(state=CycleState.FINISHED, finished_at=at, shared_at=at, title=f"Breuken {number}", **fields)
    cycle.topics.set([TopicFactory()])
    kind = StudyItemKind.MISCONCEPTION
    PriorStudyItem.objects.create(cycle=cycle, kind=kind, title="1/6 is meer dan 1/4", position=0)
    return cycle


def test_my_studies_and_those_of_my_groups(client, django_assert_num_queries, item_count):
    group = GroupFactory(state=GroupState.ACTIVE)
    member = GroupMembershipFactory(group=group).member
    for _each in range(item_count):
        join_team(make_cycle(group=group), TeamRole.OBSERVER, member=member)
        make_cycle(group=group)
    client.force_login(member)
    with django_assert_num_queries(7):
        response = client.get(reverse(LIST))
    assert (len(response.context["mine"]), len(response.context["running"])) == (item_count, item_count)


@pytest.mark.parametrize("address", ["", "?q=breuken&misvatting=meer&vak=rekenen", "?groep=7"])
def test_the_archive(client, django_assert_num_queries, item_count, address):
    for number in range(item_count):
        shared(number, year_groups=[7], subject="maths")
    client.force_login(MemberFactory())
    with django_assert_num_queries(8):
        response = client.get(reverse(LIST) + address)
    assert len(response.context["archive"]) == item_count


def test_one_study_in_the_archive(client, django_assert_num_queries, item_count):
    cycle = shared()
    by = team_member(cycle, TeamRole.TEACHER)
    for number in range(item_count):
        write_insight(cycle=cycle, by=by, level="pupil", text=f"Inzicht {number}")
        leave_question(cycle=cycle, by=by, text=f"Vraag {number}?")
        plan_sharing(cycle=cycle, by=by, form=ShareForm.OTHER, audience="wij", day=timezone.localdate())
    client.force_login(MemberFactory())
    with django_assert_num_queries(10):
        response = client.get(reverse("lesson_study:archive", args=[cycle.public_id]))
    assert len(response.context["archived"].questions) == item_count


def test_the_desk_of_cover(client, django_assert_num_queries, item_count):
    coordinator = MemberFactory()
    NetworkRoleFactory(member=coordinator)
    for _each in range(item_count):
        cycle = make_cycle()
        day = CycleDay.objects.create(
            cycle=cycle,
            kind=DayKind.LESSON,
            day=timezone.localdate() + dt.timedelta(days=30),
            half_day=HalfDay.MORNING,
            start_time=dt.time(9),
            end_time=dt.time(12),
        )
        member = team_member(cycle, TeamRole.TEACHER)
        CoverRequest.objects.create(day=day, member=member, state=CoverState.ASKED, asked_by=member)
    client.force_login(coordinator)
    with django_assert_num_queries(4):
        response = client.get(reverse("lesson_study:cover_desk"))
    assert response.content.decode().count("/lesson-study/vrijroosteren/") >= item_count
