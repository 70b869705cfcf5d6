"""Who sits where, and what a screen shows."""

from __future__ import annotations

from django.db.models import QuerySet

from knowledge_network.members.people.models import Member
from plg.groups.models import Group, GroupMembership
from plg.intervision.models import IntervisionCase, IntervisionNote, IntervisionSession


def find_groups_to_plan_in(member: Member) -> QuerySet[Group]:
    """The groups in which `member` takes part today, by name."""
    mine = GroupMembership.objects.current().participating().filter(member=member)
    return Group.objects.filter(pk__in=mine.values("group")).order_by("name", "pk")


def find_people_of_group(group: Group) -> QuerySet[Member]:
    """Who may get a seat: who takes part in the group today, by name."""
    rows = GroupMembership.objects.current().participating().of_present().filter(group=group)
    return Member.objects.filter(pk__in=rows.values("member")).order_by("sort_name", "pk")


def list_people_there(session: IntervisionSession) -> list[Member]:
    """Who has a seat, by name. One query."""
    return list(find_people_there(session))


def find_people_there(session: IntervisionSession) -> QuerySet[Member]:
    return Member.objects.filter(intervision_seats__session=session).order_by("sort_name", "pk")


def find_case(session: IntervisionSession) -> IntervisionCase | None:
    return IntervisionCase.objects.filter(session=session).first()


def list_notes(session: IntervisionSession, reader: Member) -> list[IntervisionNote]:
    """In the order in which they were written; of a silent round that still goes on only one's own. Two queries."""
    silent = set(session.rounds.filter(is_silent=True).values_list("position", flat=True))
    rows = IntervisionNote.objects.filter(session=session).select_related("author").order_by("at", "pk")
    if session.is_finished or session.current not in silent:
        return list(rows)
    return [note for note in rows if note.position != session.current or note.author_id == reader.pk]
