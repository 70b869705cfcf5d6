"""The door of the closed space: who may come in, and what the frame of its pages shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.kit.http import render_page
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.space.models import Conversation
from plg.space.models.conversation import ConversationQuerySet
from plg.space.registry import tabs_in_order

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    icon: str
    is_current: bool
    count: int = 0


@dataclass
class Space:
    """A group seen from inside by one member; `membership` is None for a coordinator who is not in the group."""

    group: Group
    reader: Member
    membership: GroupMembership | None

    def may(self, permission: str) -> bool:
        return self.reader.has_perm(permission, self.group)

    @cached_property
    def can_post(self) -> bool:
        return self.may("plg.post")

    @cached_property
    def can_moderate(self) -> bool:
        return self.may("plg.moderate")

    @cached_property
    def can_plan(self) -> bool:
        return self.may("plg.plan_meeting")

    @property
    def is_observer(self) -> bool:
        return self.membership is not None and self.membership.role == GroupRole.OBSERVER

    def conversations(self) -> ConversationQuerySet:
        return Conversation.objects.present().filter(group=self.group)

    def conversations_as_read(self) -> ConversationQuerySet:
        """With `is_unread` and `read_until`; for who is in the group."""
        if self.membership is None:
            raise PermissionDenied
        return self.conversations().with_reading_of(self.membership)

    @cached_property
    def unread_count(self) -> int:
        if self.membership is None:
            return 0
        return self.conversations_as_read().filter(is_unread=True).count()  # type: ignore[misc]  # annotated

    @property
    def search_url(self) -> str:
        return self.url("space_search")

    def url(self, name: str, *args: str | int) -> str:
        return reverse(f"plg:{name}", args=[self.group.slug, *args])

    def tabs(self, current: str) -> list[Tab]:
        """The parts of the space that the reader may open; `current` is the name of one of them."""
        return [
            Tab(str(tab.label), self.url(tab.url_name), tab.icon, tab.name == current, tab.count(self))
            for tab in tabs_in_order()
            if tab.shown_to(self)
        ]


def enter(request: MemberRequest, slug: str, permission: str = "plg.enter_group") -> Space:
    """The space of the group `slug`. 404 when the group is hidden from the reader, 403 without `permission`."""
    group = get_object_or_404(Group.objects.visible_to(request.user), slug=slug)
    membership = GroupMembership.objects.current().filter(group=group, member=request.user).first()
    # What `plg.groups.rules` would ask the database again.
    group.known_roles[request.user.pk] = membership.role if membership else None
    if not request.user.has_perm(permission, group):
        raise PermissionDenied
    return Space(group, request.user, membership)


def render_space(
    request: MemberRequest,
    space: Space,
    template: str,
    tab: str,
    context: Mapping[str, object],
    *,
    partials: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    """A page of the space with its tabs; `tab` is the one that is open."""
    trail = [
        (_("Groups"), reverse("plg:group_list")),
        (space.group.name, reverse("plg:group_detail", args=[space.group.slug])),
    ]
    frame = {"space": space, "group": space.group, "tabs": space.tabs(tab), "trail": trail}
    return render_page(request, template, {**frame, **context}, partials=partials, status=status)


# The whole network, as who plans for it sees it ---------------------------------------------------


@dataclass(frozen=True)
class Network:
    """What `Space` is for a group: whose meetings these are, and what the reader may do with them."""

    reader: Member
    group: None = None

    @property
    def can_plan(self) -> bool:
        return self.reader.has_perm("plg.manage_groups")

    def url(self, name: str, *args: str | int) -> str:
        return reverse(f"plg:network_{name}", args=args)


Owner = Space | Network


def enter_owner(request: MemberRequest, slug: str, permission: str) -> Owner:
    """The space of the group `slug`, or without one the network; of the network only coordinators plan."""
    if slug:
        return enter(request, slug, permission)
    network = Network(request.user)
    if permission == "plg.plan_meeting" and not network.can_plan:
        raise PermissionDenied
    return network


def render_owner(
    request: MemberRequest, owner: Owner, template: str, tab: str, context: Mapping[str, object], *, status: int = 200
) -> HttpResponse:
    """A page of a group's space or, in the same words, of the network; templates extend `base`."""
    if isinstance(owner, Space):
        frame = {"base": "plg/space/space_base.html", "owner": owner}
        return render_space(request, owner, template, tab, {**frame, **context}, status=status)
    frame = {"base": "plg/space/network_base.html", "owner": owner, "trail": [(_("Agenda"), reverse("plg:agenda"))]}
    return render_page(request, template, {**frame, **context}, status=status)
