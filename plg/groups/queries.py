"""Reads that look at groups together with who is in them and where those people work."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from knowledge_network.kit.prepared import Built, PreparedQuery, instance, list_columns
from knowledge_network.kit.text import list_name_words
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.models.member import match_active, present
from knowledge_network.members.people.queries import primary_work
from knowledge_network.members.people.requests import Reader
from plg.groups.enums import GroupKind, GroupRole, GroupState
from plg.groups.models import (
    Group,
    GroupInvitation,
    GroupMembership,
    GroupTopic,
    JoinRequest,
)

# One group ------------------------------------------------------------------------------------


def with_my_relation(groups: QuerySet[Any], viewer: Reader) -> QuerySet[Any]:
    """`my_role`, `my_request` (id of the open one) and `my_invitation`: what the reader has to do with each group."""
    if not viewer.is_authenticated:
        return groups
    about = {"group": OuterRef("pk"), "member": viewer.pk}
    found: QuerySet[Any] = groups.annotate(
        my_role=_mine(viewer, "role"),
        my_request=Subquery(JoinRequest.objects.open().filter(**about).order_by().values("public_id")[:1]),
        my_invitation=Subquery(GroupInvitation.objects.open().filter(**about).order_by().values("public_id")[:1]),
    )
    return found


def _mine(viewer: Reader, field: str) -> Subquery:
    """A field of the reader's own membership."""
    mine = GroupMembership.objects.current().filter(group=OuterRef("pk"), member=viewer.pk).order_by()
    return Subquery(mine.values(field)[:1])


def with_topics(groups: QuerySet[Any]) -> QuerySet[Any]:
    """`topic_list`: name and slug of each topic."""
    items = GroupTopic.objects.filter(content_object=OuterRef("pk")).order_by("tag__name")
    listed = ArraySubquery(items.values(json=JSONObject(name="tag__name", slug="tag__slug")))
    found: QuerySet[Any] = groups.annotate(topic_list=listed)
    return found


# Of a person, what it takes to name them to a reader: see `Member.shows`.
NAMED = ("id", "public_id", "given_name", "infix", "family_name", "erased_at", "name_visibility", "work_visibility")


MINE = ("my_role", "my_shown", "my_request", "my_invitation")


def _group_query(reader: Any, *, slug: str) -> Built:
    """All that the page of one group shows of the group itself, its contact person and what the reader has with it."""
    groups = with_topics(with_my_relation(Group.objects.visible_to(reader).filter(slug=slug), reader))
    if reader.is_authenticated:
        groups = groups.annotate(my_shown=_mine(reader, "shown_publicly"))
    presence = ("suspended_at", "left_at", "erasure_requested_at")
    contact = [f"contact_person__{name}" for name in (*NAMED, *presence)]
    mine = MINE if reader.is_authenticated else ()
    return groups, (*list_columns(Group), *contact, "topic_list", *mine)


_group = PreparedQuery(_group_query, reader=("is_coordinator",), slug=str)


def group_for_page(viewer: Reader, slug: str) -> Group | None:
    """All that the page of one group shows of the group itself, in one query; None when this reader may not see it."""
    rows = _group.rows(reader=viewer, slug=slug)
    if not rows:
        return None
    row = rows[0]
    group = instance(Group, row)
    group.contact_person = (
        instance(Member, row, prefix="contact_person__") if row["contact_person_id"] is not None else None
    )
    for name in MINE:
        setattr(group, name, row.get(name))
    return group


def remember_role(group: Any, viewer: Reader) -> None:
    """Tell `plg.groups.rules` the role that came with the group, so that rights cost no further query."""
    if viewer.is_authenticated:
        group.known_roles[viewer.pk] = group.my_role


def remember_roles(groups: Collection[Group], viewer: Reader) -> None:
    """The same for a list of groups that came without: one query."""
    if not viewer.is_authenticated:
        return
    mine = GroupMembership.objects.current().filter(group__in=groups, member=viewer)
    roles = dict(mine.values_list("group", "role"))
    for group in groups:
        group.known_roles[viewer.pk] = roles.get(group.pk)


def _members_query(group: int) -> Built:
    role_order = Case(*[When(role=role, then=index) for index, role in enumerate(GroupRole.values)])
    rows = (
        GroupMembership.objects.current()
        .participating()
        .of_present()
        .filter(group=group, shown_publicly=True)
        .order_by(role_order, "member__sort_name")
        .annotate(**primary_work("member_id"))
    )
    return rows, ("role", *[f"member__{name}" for name in NAMED], "function", "workplace")


_shown_members = PreparedQuery(_members_query, group=int)


@dataclass(frozen=True)
class ShownMember:
    """Who takes part and stands on the public page; `function` and `workplace` may be empty."""

    person: Member
    role: str
    function: str | None
    workplace: str | None


def shown_members(group: Group) -> list[ShownMember]:
    """Leaders first. One query."""
    return [
        ShownMember(instance(Member, row, prefix="member__"), row["role"], row["function"], row["workplace"])
        for row in _shown_members.rows(group=group.pk)
    ]


# Lists of groups ------------------------------------------------------------------------------


def board_of_membership(part: str) -> Case:
    """`name` or `slug` of the board that a membership's member works for; None at an institute."""
    organisation = "member__appointments__organisation__"
    return Case(
        When(**{f"{organisation}kind": OrganisationKind.BOARD}, then=F(f"{organisation}{part}")),
        default=F(f"{organisation}governing_board__{part}"),
        output_field=CharField(),
    )


def memberships_with_work() -> QuerySet[GroupMembership]:
    """Current, counted memberships, once per current appointment of the member."""
    today = timezone.localdate()
    return GroupMembership.objects.current().participating().filter(match_active(today, "member__appointments__"))


def groups_of_board(slug: str) -> QuerySet[Any]:
    """Primary keys of the groups in which somebody of this board takes part."""
    organisation = "member__appointments__organisation__"
    where = Q(**{f"{organisation}slug": slug}) | Q(**{f"{organisation}governing_board__slug": slug})
    rows = GroupMembership.objects.current().participating()
    return rows.filter(where, match_active(timezone.localdate(), "member__appointments__")).values("group")


def board_names(groups: list[Any]) -> dict[int, list[str]]:
    """For each group the names of its boards, in two queries: where each works is looked up, and then what that is.

    Joined, PostgreSQL read all organisations for each of the people when there are few of them.
    """
    works = Appointment.objects.current().filter(member=OuterRef("member")).order_by()
    memberships = GroupMembership.objects.current().participating().filter(group__in=[group.pk for group in groups])
    places = list(memberships.values_list("group_id", ArraySubquery(works.values("organisation"))))
    board = Case(When(kind=OrganisationKind.BOARD, then=F("name")), default=F("governing_board__name"))
    keys = {key for _group, found in places for key in found}
    boards = dict(Organisation.objects.filter(pk__in=keys).order_by().values_list("pk", board)) if keys else {}
    names: dict[int, set[str]] = {}
    for group, found in places:
        names.setdefault(group, set()).update(name for key in found if (name := boards.get(key)))
    return {group: sorted(found) for group, found in names.items()}


def board_options(groups: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """Slug, name and number of `groups` for each board that takes part in one of them."""
    rows = (
        memberships_with_work()
        .filter(group__in=groups.order_by().values("pk"))
        .annotate(board_slug=board_of_membership("slug"), board_name=board_of_membership("name"))
        .values("board_slug", "board_name")
        .annotate(groups=Count("group", distinct=True))
        .order_by("board_name")
        .values_list("board_slug", "board_name", "groups")
    )
    return [row for row in rows if row[0]]


def topic_options(groups: QuerySet[Any]) -> list[tuple[str, str, int]]:
    """Slug, name and number of `groups` for each topic in use."""
    return list(
        GroupTopic.objects.filter(content_object__in=groups.order_by().values("pk"))
        .values("tag__slug", "tag__name")
        .annotate(groups=Count("content_object", distinct=True))
        .order_by("tag__name")
        .values_list("tag__slug", "tag__name", "groups")
    )


def groups_about(slug: str) -> Q:
    """Groups with this topic or with one that is part of it."""
    items = GroupTopic.objects.filter(Q(tag__slug=slug) | Q(tag__parent__slug=slug), content_object=OuterRef("pk"))
    return Q(Exists(items))


def count_running_by_kind() -> dict[str, int]:
    rows = Group.objects.filter(state__in=GroupState.RUNNING).order_by().values_list("kind").annotate(n=Count("pk"))
    return dict.fromkeys(GroupKind.values, 0) | dict(rows)


def running_figures(kinds: list[str]) -> dict[str, int]:
    """How many groups of these kinds run and how many different people take part in them."""
    running = (
        GroupMembership.objects.current()
        .participating()
        .filter(group__kind__in=kinds, group__state__in=GroupState.RUNNING)
    )
    return running.aggregate(groups=Count("group", distinct=True), people=Count("member", distinct=True))


# People ---------------------------------------------------------------------------------------


def people_to_invite(group: Group, text: str, *, limit: int = 12) -> list[Member]:
    """Active members outside the group whose name holds every word of `text`, with their main work."""
    people = Member.objects.active().exclude(
        pk__in=GroupMembership.objects.current().filter(group=group).values("member")
    )
    for word in list_name_words(text):
        people = people.filter(sort_name__contains=word)
    invited = GroupInvitation.objects.open().filter(group=group, member=OuterRef("pk"))
    found = people.annotate(is_invited=Exists(invited), **primary_work("pk")).order_by("sort_name", "public_id")
    return list(found[:limit])


def open_requests(group: Group) -> list[JoinRequest]:
    """Who waits for an answer, the longest first, with their main work."""
    rows = JoinRequest.objects.open().filter(present("member__"), group=group).select_related("member")
    return list(rows.annotate(**primary_work("member_id")).order_by("requested_at"))
