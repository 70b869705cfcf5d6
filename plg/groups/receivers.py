"""What groups do when something happens to members and topics."""

from __future__ import annotations

from collections.abc import Iterable

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from knowledge_network.members import signals
from knowledge_network.members.people.blockers import Blocker, register_blocker
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.enums import Audience
from knowledge_network.notifications.events.forms import register_groups
from knowledge_network.notifications.events.registry import register_audience
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic
from plg.groups.actions.counts import recount_groups_at, recount_groups_of
from plg.groups.actions.membership import leave_all_groups
from plg.groups.enums import GroupKind, GroupRole, GroupState
from plg.groups.facets import forget_counts
from plg.groups.models import Group, GroupMembership, GroupTopic


@receiver(signals.member_left, dispatch_uid="plg.member_left")
def end_memberships(sender: object, *, member: Member, by: Member | None = None, **kwargs: object) -> None:
    leave_all_groups(member=member, by=by)


@receiver(signals.member_erased, dispatch_uid="plg.member_erased")
def forget_in_groups(sender: object, *, member: Member, **kwargs: object) -> None:
    """The rows themselves go or stay as each model declares; here is what hangs on them."""
    leave_all_groups(member=member, by=None)
    GroupMembership.objects.filter(member=member, shown_publicly=True).update(shown_publicly=False)


@receiver(signals.member_changed, dispatch_uid="plg.member_changed")
def count_boards_again(sender: object, *, member: Member, **kwargs: object) -> None:
    """Another appointment may mean another board."""
    recount_groups_of(member)


@receiver(signals.organisation_changed, dispatch_uid="plg.organisation_changed")
def count_boards_of_schools_again(sender: object, *, keys: tuple[int, ...], **kwargs: object) -> None:
    """Boards merge, and schools move from one to another."""
    recount_groups_at(keys)


@receiver(signals.topic_changed, dispatch_uid="plg.topic_changed")
def index_groups_of_topic(sender: object, *, topic: Topic, **kwargs: object) -> None:
    forget_counts()
    refresh("group", list(GroupTopic.objects.filter(tag=topic).values_list("content_object_id", flat=True)))


@register_blocker
def groups_that_need_this_member(member: Member) -> Iterable[Blocker]:
    """A working group keeps its contact person and its leader until somebody else takes over."""
    for group in Group.objects.filter(contact_person=member).exclude(state__in=GroupState.OVER).order_by("name"):
        yield Blocker(
            text=_("You are the contact person of «%(group)s». Hand that over first.") % {"group": group.name},
            url=reverse("plg:group_members", args=[group.slug]),
        )
    led = GroupMembership.objects.current().filter(role=GroupRole.LEAD)
    alone = (
        Group.objects.filter(pk__in=led.filter(member=member).values("group"))
        .exclude(pk__in=led.exclude(member=member).values("group"))
        .exclude(state__in=GroupState.OVER)
        .exclude(contact_person=member)
    )
    for group in alone.order_by("name"):
        yield Blocker(
            text=_("You are the only leader of «%(group)s». Make somebody else the leader first.")
            % {"group": group.name},
            url=reverse("plg:group_members", args=[group.slug]),
        )


def find_groups_to_hear_of(member: Member) -> Iterable[tuple[str, str]]:
    """The groups about which a member chooses what to hear: (slug, name). One query."""
    mine = GroupMembership.objects.current().filter(member=member).values("group")
    return (
        Group.objects.filter(pk__in=mine)
        .exclude(state__in=GroupState.OVER)
        .order_by("name")
        .values_list("slug", "name")
    )


register_groups(find_groups_to_hear_of)


def leads_something(member: Member) -> bool:
    rows = GroupMembership.objects.current().filter(member=member, role__in=GroupRole.LEADING)
    return member.is_coordinator or rows.exists()


def judges_something(member: Member) -> bool:
    rows = GroupMembership.objects.current().filter(member=member, group__kind=GroupKind.EXPERT)
    return member.is_coordinator or rows.exists()


register_audience(Audience.LEADS, leads_something)
register_audience(Audience.EXPERTS, judges_something)
