"""Reads that span barriers, the steps of theme groups and people."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.kit.kept_counts import forget_counted, read_counted
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, Member
from plg.barriers.models import Barrier
from plg.groups.enums import GroupRole
from plg.steps.enums import Addressee, EntryKind
from plg.steps.models import StepEntry, ThemeWalk

# To which organisations a barrier with this addressee can be put; the others are no partner of the network.
KINDS: dict[str, OrganisationKind] = {
    Addressee.BOARD: OrganisationKind.BOARD,
    Addressee.INSTITUTE: OrganisationKind.INSTITUTE,
    Addressee.SCHOOL: OrganisationKind.SITE,
}
# Under which name is kept which barriers are still inside a group.
INSIDE = "plg.barriers.inside"
SPEAKING = (Function.BOARD_MEMBER, Function.SCHOOL_LEADER)


def find_addressees(barrier: Barrier) -> QuerySet[Organisation]:
    """The partners it can be put to, by name; none for the ministry and others."""
    kind = KINDS.get(barrier.entry.addressee)
    rows = Organisation.objects.current().participating().order_by("name", "pk")
    return rows.filter(kind=kind) if kind is not None else rows.none()


def find_who_speaks(organisation: Organisation) -> list[Member]:
    """Who directs or leads it today."""
    work = Appointment.objects.current().filter(organisation=organisation, function__in=SPEAKING)
    return list(Member.objects.active().filter(pk__in=work.values("member")).order_by("pk"))


def find_who_brought(barrier: Barrier) -> list[Member]:
    """Who wrote it, who let it out of the group, and who edits the group. Two queries at most."""
    keys = {barrier.entry.by_id, barrier.brought_by_id}
    edits = barrier.entry.walk.group.memberships.current().filter(role__in=sorted(GroupRole.EDITING))
    who = Q(pk__in=[key for key in keys if key is not None]) | Q(pk__in=edits.values("member"))
    return list(Member.objects.active().filter(who).order_by("pk"))


def find_kept_inside(reader: Member) -> QuerySet[StepEntry]:
    """Barriers that the reader sees in the steps of groups and that no group brought out yet."""
    walks = ThemeWalk.objects.visible_to(reader)
    # By a question of its own: joined, PostgreSQL takes those without one for so few that it looks at all.
    brought = Barrier.objects.filter(entry=OuterRef("pk"))
    rows = StepEntry.objects.filter(~Exists(brought), kind=EntryKind.BARRIER, walk__in=walks)
    return rows.select_related("walk__group").order_by("-at", "-pk")


def find_newest_inside(reader: Member, most: int) -> Cut[StepEntry]:
    """The newest of those. For who sees all groups, out of those that stood so at most five minutes ago.

    Their keys alone are kept, and asked again: what was brought out meanwhile is gone at once. Looked for each time,
    all that groups ever brought out would be gone through.
    """
    rows = find_kept_inside(reader)
    if not reader.is_coordinator:
        return cut(rows, most)
    found = read_counted(INSIDE, lambda: list(rows.values_list("pk", flat=True)[: most + 1])).found
    return cut(rows.filter(pk__in=found), most)


def forget_inside() -> None:
    """After a barrier was taken back into its group."""
    forget_counted(INSIDE)
