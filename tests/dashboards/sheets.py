"""A school with figures of this autumn, and its pages, in one line each."""

from __future__ import annotations

import datetime as dt

from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from knowledge_network.figures import actions
from lesson_study.cycles.enums import Phase, TeamRole
from lesson_study.cycles.models import CycleStep
from tests import factories as f
from tests.lesson_study.building import join_team, make_cycle
from tests.plg.meetings.helpers import attended, moment, planned

NOW = "2026-11-10T10:00"
OCTOBER = dt.date(2026, 10, 31)


def make_site():
    """A school of a board that takes part."""
    board = f.BoardFactory()
    f.ParticipationFactory(organisation=board)
    return f.SiteFactory(school__board=board)


def school_with(site, *, came: int, of: int, groups: int = 1):
    """People of a school in groups since the spring; some of them at a meeting of this autumn."""
    staff = [f.MemberFactory(site=site) for _person in range(of)]
    for _group in range(groups):
        group = f.GroupFactory(contact_person=staff[0], started_on=dt.date(2026, 2, 1))
        for member in staff[:came]:
            f.GroupMembershipFactory(group=group, member=member, start=dt.date(2026, 3, 1))
        meeting = planned(group, moment("2026-10-06T15:30"), attendance_confirmed_at=moment("2026-10-07T09:00"))
        for member in staff[:came]:
            attended(meeting, member)
    return staff


def publish():
    actions.publish_snapshot(until=OCTOBER, by=None, at=moment("2026-11-02T05:00"))


def page_of(client, name, *args, **query):
    response = client.get(reverse(f"dashboards:{name}", args=args, query=query or None))
    assert response.status_code == 200
    return HTMLParser(response.text if hasattr(response, "text") else response.content.decode())


def words(tree):
    return " ".join(tree.css_first("main").text(separator=" ").split())


def finished_study(group, team):
    """A study of this school year that reached its last phase, with these people in its team."""
    cycle = make_cycle(group=group, phase=Phase.REFLECTION)
    for member in team:
        join_team(cycle, TeamRole.OBSERVER, member=member)
    cycle.team.update(accepted_at=moment("2026-09-08T09:00"))
    type(cycle).objects.filter(pk=cycle.pk).update(created_at=moment("2026-09-01T09:00"))
    CycleStep.objects.create(cycle=cycle, to_phase=Phase.REFLECTION, at=moment("2026-11-02T09:00"))
