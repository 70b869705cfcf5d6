"""Who can be asked, which sessions there are, and what a page shows of one."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from knowledge_network.kit.cut import cut
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.video.models import Clip, SessionInsight, SessionNote, SessionViewer, VideoSession
from plg.groups.models import Group, GroupMembership

WATCHED = "lesson_study.video_watched"
MOST_LOOKS = 200
MOST_TO_TICK = 40


def find_groups_to_start_in(member: Member) -> QuerySet[Group]:
    """The groups in which `member` takes part today, by name."""
    mine = GroupMembership.objects.current().participating().filter(member=member)
    return Group.objects.working().filter(pk__in=mine.values("group")).order_by("name", "pk")


def find_places(member: Member) -> QuerySet[Organisation]:
    """Where `member` works today."""
    return Organisation.objects.filter(
        pk__in=[appointment.organisation_id for appointment in member.current_appointments]
    ).order_by("name", "pk")


def find_people_of_group(group: Group) -> QuerySet[Member]:
    """Who takes part in the group today, by name."""
    rows = GroupMembership.objects.current().participating().of_present().filter(group=group)
    return Member.objects.filter(pk__in=rows.values("member")).order_by("sort_name", "pk")


def find_people_to_ask(session: VideoSession) -> QuerySet[Member]:
    """Who can look along or check: people of the group, and whoever works at the school now."""
    asked: QuerySet[Member] = Member.objects.active().filter(
        Exists(_find_participations(session).filter(member=OuterRef("pk")))
        | Exists(_find_work(session).filter(member=OuterRef("pk")))
    )
    return asked.order_by("sort_name", "pk")


def find_people_to_tick(session: VideoSession) -> QuerySet[Member]:
    """Of whom can be asked: who is, the people of the group, and those of the school unless these are many."""
    keys = {key for key in (session.leader_id, session.checker_id) if key is not None}
    keys.update(session.viewers.values_list("member", flat=True))
    keys.update(_find_participations(session).order_by("pk").values_list("member", flat=True)[:MOST_TO_TICK])
    colleagues = cut(_find_work(session).order_by("pk").values_list("member", flat=True), MOST_TO_TICK)
    if not colleagues.is_cut:
        keys.update(colleagues)
    return find_people_to_ask(session).filter(pk__in=keys)


def _find_participations(session: VideoSession) -> QuerySet[GroupMembership]:
    return GroupMembership.objects.current().participating().filter(group=session.group_id)


def _find_work(session: VideoSession) -> QuerySet[Appointment]:
    return Appointment.objects.current().filter(organisation=session.organisation_id)


def list_viewers(session: VideoSession) -> list[Member]:
    """Who is on the list, by name. One query."""
    rows = SessionViewer.objects.filter(session=session).select_related("member").order_by("member__sort_name", "pk")
    return [row.member for row in rows]


def list_notes(session: VideoSession) -> list[SessionNote]:
    """Of each fragment in the order of its film; what belongs to none comes last. One query."""
    rows = SessionNote.objects.filter(session=session).select_related("author", "clip")
    return list(rows.order_by("clip__position", "second", "written_at", "pk"))


def list_insights(session: VideoSession) -> list[SessionInsight]:
    return list(session.insights.order_by("kind", "at", "pk"))


def list_insights_of_group(group: Group) -> QuerySet[SessionInsight]:
    """What sessions of the group brought, the newest first: its log of what is strong here."""
    rows = SessionInsight.objects.filter(session__group=group, session__in=VideoSession.objects.with_insights())
    return rows.select_related("session").order_by("-at", "-pk")


def list_looks(session: VideoSession) -> list[AuditEvent]:
    """Who looked at which fragment when, the newest first. One query."""
    rows = AuditEvent.objects.filter(
        verb=WATCHED, object_type=VideoSession._meta.label_lower, object_key=session.public_id
    )
    return list(rows.select_related("actor").order_by("-at", "-pk")[:MOST_LOOKS])


def has_looked(session: VideoSession, clip: Clip, member: Member, since: dt.datetime | None = None) -> bool:
    """At the film as it is now: one that is made anew is another film."""
    rows = AuditEvent.objects.filter(
        verb=WATCHED, object_type=VideoSession._meta.label_lower, object_key=session.public_id, actor=member
    )
    if since is not None:
        rows = rows.filter(at__gte=since)
    return rows.filter(data__clip=clip.public_id, data__made=clip.made).exists()
