"""«Mijn start»: what the reader can do now; for who runs the network first what waits for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from expertise.asking.queries.requests import QuestionCard, build_card, find_fitting, find_own_open
from expertise.gaps.queries.kept import network_coverage
from knowledge_network.agreements.pages.presenters import find_turns
from knowledge_network.dashboards import cockpit
from knowledge_network.dashboards.checklists import find_checklists
from knowledge_network.dashboards.desks import Desk, address
from knowledge_network.dashboards.presenters import present_new_products
from knowledge_network.dashboards.queries.leader import (
    Waiting,
    find_groups,
    find_led_schools,
    read_groups_of_team,
    read_people_by_function,
)
from knowledge_network.dashboards.queries.mine import (
    find_my_actions,
    find_my_groups,
    find_my_invitations,
    find_my_meetings,
    read_profile_state,
    suggest_groups,
)
from knowledge_network.dashboards.sheets.brings import BringsIn, present_what_schools_bring
from knowledge_network.dashboards.starts import HOW_TO_JOIN, SHOW_GROUPS, find_first_blocks, find_next_steps
from knowledge_network.dashboards.views.today import show_cockpit
from knowledge_network.members.people.enums import Function
from lesson_study.cycles.models import CoverRequest
from lesson_study.cycles.presenters.lists import my_steps
from plg.meetings.enums import RsvpAnswer

# How long somebody is new, however they came in.
NEW_FOR = dt.timedelta(days=30)
# Of the groups with people of a school.
MOST_GROUPS = 10

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    from expertise.asking.models import HelpRequest
    from knowledge_network.members.organisations.models import Organisation
    from knowledge_network.members.people.models import Member
    from knowledge_network.members.people.requests import MemberRequest
    from plg.groups.models import Group, GroupInvitation


@dataclass(frozen=True)
class ProfileStep:
    """A friendly step towards a profile that helps others find you."""

    label: str | Promise
    is_done: bool


@require_safe
def start(request: MemberRequest) -> HttpResponse:
    member = request.user
    memberships = find_my_groups(member)
    context: dict[str, object] = {
        "memberships": memberships,
        "rsvp": RsvpAnswer,
        "meetings": (meetings := find_my_meetings(member)),
        # Who is in no group and invited nowhere took nothing on.
        "actions": find_my_actions(member) if memberships or meetings else [],
        "products": present_new_products(member),
        "help_requests": (questions := find_questions(member)),
        "studies": (studies := my_steps(member)),
        "checklists": find_checklists(member) if any(row.leads for row in memberships) else [],
        "first_blocks": [],
        "turns": find_turns(member),
        "desks": None,
        "next_steps": [],
        # A liaison officer has desks here and none there.
        "manages": member.has_perm("dashboards.manage"),
        "leader": None,
        "personal": None,
        "expertise": None,
        "how_to_join": HOW_TO_JOIN,
        "is_new": member.joined_at > timezone.now() - NEW_FOR,
        "waits": any(row.requests or row.must_accept for row in memberships),
    }
    context |= _for_who_runs(member, desks := _find_desks(member))
    if not member.is_coordinator:
        context["personal"] = personal = find_personal(member)
        blocks = find_first_blocks(
            member,
            personal.functions,
            suggestions=personal.suggestions,
            studies=studies,
            fitting=questions.fitting,
        )
        context["first_blocks"] = blocks
        context["help_requests"] = questions.without({line.url for block in blocks for line in block.lines})
        context["shows_suggestions"] = not {block.key for block in blocks} & SHOW_GROUPS
        if member.has_perm("expertise.view_gaps"):
            context["expertise"] = network_coverage()
    if member.is_coordinator:
        return show_cockpit(request, desks, context)
    return render(request, "dashboards/start.html", context)


def _find_desks(member: Member) -> list[Desk]:
    """Of who has one."""
    if member.is_coordinator or member.is_privacy_contact or member.is_liaison_officer or member.is_platform_admin:
        return cockpit.find_desks(member)
    return []


def _for_who_runs(member: Member, desks: list[Desk]) -> dict[str, object]:
    """What stands above for who runs the network or a school."""
    found: dict[str, object] = {"desks": desks or None}
    if member.is_coordinator:
        found["next_steps"] = find_next_steps()
    elif member.is_school_leader:
        found["leader"] = find_leader_figures(member)
    return found


@dataclass(frozen=True)
class Questions:
    """Open questions that fit what the member knows, and the member's own."""

    fitting: list[QuestionCard]
    own: list[HelpRequest]

    def without(self, urls: set[str]) -> Questions:
        """What stands higher on the page already stands there once."""
        return Questions([card for card in self.fitting if card.url not in urls], self.own)


def find_questions(member: Member) -> Questions:
    """Three queries at most."""
    return Questions(
        fitting=[build_card(row, asked_me=row.asked_me) for row in find_fitting(member)],
        own=find_own_open(member),
    )


@dataclass(frozen=True)
class Personal:
    """What waits for one person: invitations, groups that fit, and what the profile still misses."""

    invitations: list[GroupInvitation]
    suggestions: list[Group]
    steps: list[ProfileStep]
    functions: frozenset[str]

    @property
    def steps_done(self) -> int:
        return sum(step.is_done for step in self.steps)


def find_personal(member: Member) -> Personal:
    """Three queries."""
    state = read_profile_state(member)
    steps = [
        ProfileStep(_("Your school and function"), state.has_work),
        ProfileStep(_("A photo, so that people recognise you"), state.has_photo),
        ProfileStep(_("A few lines about yourself"), state.has_about),
        ProfileStep(_("Topics that people may ask you about"), state.has_topics),
    ]
    return Personal(
        invitations=find_my_invitations(member),
        suggestions=suggest_groups(member),
        steps=steps,
        functions=state.functions,
    )


@dataclass(frozen=True)
class LeaderFigures:
    """Who of a leader's schools takes part, as what and where, and what they bring in."""

    schools: list[WithAnnotations[Organisation, Waiting]]
    people: list[tuple[str, str, int]]
    group_count: int
    groups: list[Group]
    signups_url: str
    directory_url: str
    cover: int
    brings: list[BringsIn]

    @property
    def signups(self) -> int:
        return self.schools[0].signups if self.schools else 0


def find_leader_figures(leader: Member) -> LeaderFigures:
    """Five queries; two more once in five minutes."""
    schools = find_led_schools(leader)
    groups = read_groups_of_team(leader)
    people = read_people_by_function(leader)
    return LeaderFigures(
        schools=schools,
        people=[(function, str(Function(function).label), len(keys)) for function, keys in people.items()],
        group_count=len(groups),
        groups=find_groups(groups[:MOST_GROUPS]),
        signups_url=address("members:signup_list"),
        directory_url=reverse("members:member_list", query={"organisatie": schools[0].slug}) if schools else "",
        cover=CoverRequest.objects.waiting_for(leader).count(),
        brings=present_what_schools_bring(schools),
    )
