"""The small network in which the access table and the crawls are tried: one object of each sort, a member per role."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from knowledge_network.kit.uploads import check_upload
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from plg.space.actions.agreements import FIELDS, write_agreement
from plg.space.actions.conversations import start_conversation
from plg.space.actions.files import add_file
from tests import factories as f
from tests.access.rooms import told
from tests.access.world_expertise import expertise_of
from tests.access.world_meetings import meetings_of


@dataclass
class World:
    """`people` maps role → Member (anonymous → None); other attributes name the objects that rows use."""

    people: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["objects"][name]
        except KeyError:
            raise AttributeError(name) from None


def build_world() -> World:
    world = World()
    f.ParticipationFactory(organisation=(board := f.BoardFactory(name="Stichting Eigen")))
    f.ParticipationFactory(organisation=(other_board := f.BoardFactory(name="Stichting Ander")))
    site = f.SiteFactory(school__board=board)
    same_board_site = f.SiteFactory(school__board=board)
    other_site = f.SiteFactory(school__board=other_board)

    people: dict[str, Any] = {
        "anonymous": None,
        "unverified": f.MemberFactory(site=site, verified=False),
        "suspended": f.MemberFactory(site=site, suspended_at=timezone.now()),
        "same_board": f.MemberFactory(site=same_board_site),
        "other_board": f.MemberFactory(site=other_site),
        "group_member": f.MemberFactory(site=site),
        "group_lead": f.MemberFactory(site=site),
        "leader_own": f.MemberFactory(site=site, function=Function.SCHOOL_LEADER),
        "leader_other": f.MemberFactory(site=other_site, function=Function.SCHOOL_LEADER),
        "board_director": f.MemberFactory(site=board, function=Function.BOARD_MEMBER),
        "coordinator": f.NetworkRoleFactory().member,
        "privacy_contact": f.NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT).member,
        "admin": f.NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN).member,
    }
    group = f.GroupFactory(contact_person=people["group_lead"])
    f.GroupMembershipFactory(group=group, member=people["group_lead"], role="lead")
    f.GroupMembershipFactory(group=group, member=people["group_member"])
    draft = f.GroupFactory(state="draft", contact_person=people["group_lead"], started_on=None)
    f.GroupMembershipFactory(group=draft, member=people["group_lead"], role="lead")
    meeting = f.MeetingFactory(group=group, starts_at=timezone.now() + dt.timedelta(days=9))
    institute = f.TeacherEducationFactory()
    import_run = f.ImportRunFactory()
    world.people = people
    world.objects = {
        "board": board,
        "other_board": other_board,
        "site": site,
        "other_site": other_site,
        "member": people["group_member"],
        "group": group,
        "draft": draft,
        "meeting": meeting,
        "topic": f.TopicFactory(name="coöperatief leren", slug="coöperatief-leren"),
        "other_topic": f.TopicFactory(),
        "proposed_topic": f.TopicFactory(state="proposed", proposed_by=people["group_member"]),
        "notice": f.NoticeFactory(member=people["group_member"]),
        "join_request": f.JoinRequestFactory(group=group, member=people["same_board"]),
        "group_invitation": f.GroupInvitationFactory(
            group=group, member=people["other_board"], invited_by=people["group_lead"]
        ),
        "group_result": f.GroupResultFactory(group=group),
        "institute": institute,
        "import_run": import_run,
        "saved_view": f.SavedViewFactory(member=people["coordinator"]),
        **closed_space(group, by=people["group_member"]),
        **meetings_of(group, meeting, people, board),
        **expertise_of(group, people),
    }
    for objects_of in told("objects_of"):
        world.objects |= objects_of(world)
    return world


def closed_space(group: Any, *, by: Any) -> dict[str, Any]:
    """What one member put into the closed space of a group."""
    file, _is_new = add_file(group=group, by=by, content=check_upload(SimpleUploadedFile("les.txt", b"een tekst")))
    conversation = start_conversation(group=group, by=by, title="Breuken", text="Wie doet mee?")
    parts = dict.fromkeys(FIELDS, "Zo doen we dat.")
    return {
        "conversation": conversation,
        "post": conversation.posts.get(),
        "group_file": file,
        "agreement": write_agreement(group=group, by=by, **parts),
    }
