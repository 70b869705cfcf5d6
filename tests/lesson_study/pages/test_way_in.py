"""Lesson Study is reached by click: from the menu, one's start, the page of one's group and the search."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from lesson_study.cycles.actions.cycles import start_cycle
from lesson_study.cycles.enums import CycleState, ExpertAnswer, Phase, Subject, TeamRole
from lesson_study.cycles.models import KnowledgeableOther, TeamMember
from lesson_study.cycles.presenters.lists import my_steps
from plg.groups.enums import GroupState
from tests.factories import GroupFactory, GroupMembershipFactory, MemberFactory
from tests.lesson_study.building import make_cycle, team_member

pytestmark = pytest.mark.django_db


def test_the_menu_calls_it_learning_together_on_a_desk_and_on_a_phone(client):
    client.force_login(MemberFactory())
    frame = client.get(reverse("dashboards:start")).context["frame"]
    for links in (frame.main, frame.main_beside_bottom):
        assert reverse("lesson_study:cycle_list") in [link.url for link in links if str(link.label) == "Samen leren"]


@pytest.mark.parametrize(
    ("fields", "label", "page"),
    [
        ({"phase": Phase.START}, "Ga verder met de start", "cycle_detail"),
        ({"phase": Phase.DESIGN}, "Ga verder met: Lesontwerp", "lesson_plan"),
        ({"phase": Phase.DISCUSSION}, "Ga verder met: Lesbespreking & bijsturing", "discussion"),
        (
            {"phase": Phase.GOAL, "state": CycleState.PAUSED, "state_reason": "ziek"},
            "waarom het pauzeert",
            "cycle_detail",
        ),
    ],
)
def test_the_start_page_says_what_the_next_step_of_my_study_is(client, fields, label, page):
    cycle = make_cycle(**fields)
    client.force_login(team_member(cycle, TeamRole.OBSERVER))
    content = client.get(reverse("dashboards:start")).content.decode()
    assert label.replace("&", "&amp;") in content
    assert f'href="{reverse(f"lesson_study:{page}", args=[cycle.public_id])}"' in content


def test_who_is_asked_and_who_advises_see_it_and_nobody_else_does():
    cycle = make_cycle(phase=Phase.DESIGN)
    asked, expert = MemberFactory(), MemberFactory()
    TeamMember.objects.create(cycle=cycle, member=asked)
    KnowledgeableOther.objects.create(cycle=cycle, member=expert, answer=ExpertAnswer.YES)
    assert [(step.waits, step.url) for step in my_steps(asked)] == [(True, cycle.get_absolute_url())]
    assert [step.waits for step in my_steps(expert)] == [False]
    in_group = MemberFactory()
    GroupMembershipFactory(group=cycle.group, member=in_group)
    assert my_steps(in_group) == []
    type(cycle).objects.filter(pk=cycle.pk).update(state=CycleState.FINISHED, finished_at=timezone.now())
    assert my_steps(expert) == []


@pytest.mark.parametrize("item_count", [1, 3])
def test_next_steps_cost_one_query_however_many_studies(django_assert_num_queries, item_count):
    cycle = make_cycle(phase=Phase.DESIGN)
    member = team_member(cycle, TeamRole.TEACHER)
    for _more in range(item_count - 1):
        start_cycle(
            group=cycle.group, by=member, title="Nog een", subject=Subject.MATHS, year_groups=[], topics=[], roles=[]
        )
    with django_assert_num_queries(1):
        assert len(my_steps(member)) == item_count


def test_the_page_of_a_group_offers_it_to_who_takes_part_and_to_nobody_else(client):
    group = GroupFactory(state=GroupState.ACTIVE)
    member = GroupMembershipFactory(group=group).member
    page, start = reverse("plg:group_detail", args=[group.slug]), reverse("lesson_study:cycle_start")
    assert start not in client.get(page).content.decode()
    client.force_login(MemberFactory())
    assert start not in client.get(page).content.decode()
    client.force_login(member)
    assert f"{start}?groep={group.slug}" in client.get(page).content.decode()
    assert f"{start}?groep={group.slug}" in client.get(reverse("plg:space_home", args=[group.slug])).content.decode()
