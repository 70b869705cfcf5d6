"""Who is in the team: asked, said yes, with which roles, agreed with the charter, left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.together import lay_over
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.search import actions as search
from lesson_study.cycles import notices
from lesson_study.cycles.actions.cover import withdraw_cover_of
from lesson_study.cycles.actions.cycles import lock_cycle
from lesson_study.cycles.enums import TeamRole
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from lesson_study.cycles.people import LARGEST_TEAM
from plg.groups.enums import GroupRole
from plg.groups.models import GroupMembership
from plg.meetings.actions.invitations import set_team
from plg.meetings.models import Meeting

LONGEST_CHARTER = 3000


@transaction.atomic
def ask_for_team(
    *, cycle: LessonStudyCycle, by: Member, member: Member, roles: Sequence[str] = (), at: dt.datetime | None = None
) -> TeamMember:
    """Ask somebody of the group; they say yes themselves. Asking again changes the roles. Refused past six people."""
    now = at or timezone.now()
    locked = lock_cycle(cycle)
    if not GroupMembership.objects.current().filter(group=locked.group, member=member).exists():
        raise RefusedError(_("Only people of the group can be in the team."))
    known = TeamMember.objects.filter(cycle=locked, member=member).first()
    if known is None or known.left_at is not None:
        if locked.team.standing().count() >= LARGEST_TEAM:
            raise RefusedError(_("A team has six people at most. With more, pupils see too many visitors."))
        known, _made = TeamMember.objects.update_or_create(
            cycle=locked,
            member=member,
            defaults={
                "team_roles": _checked(roles),
                "invited_by": by,
                "invited_at": now,
                "left_at": None,
                "accepted_at": now if member == by else None,
                "charter_accepted_at": None,
            },
        )
        AuditEvent.objects.record("lesson_study.team_asked", locked, by=by, subject=member)
        _tell_asked(known, locked, by=by, at=now)
        _changed(cycle, locked, at=now)
    else:
        set_roles(cycle=cycle, by=by, member=member, roles=roles, at=now)
    return known


def _tell_asked(asked: TeamMember, cycle: LessonStudyCycle, *, by: Member, at: dt.datetime) -> None:
    notify(
        notices.TEAM_ASKED,
        to=[asked.member],
        key=_asked_key(asked),
        url=cycle.get_absolute_url(),
        by=by,
        group_key=cycle.group.slug,
        at=at,
        name=by.get_full_name(),
        cycle=cycle.public_id,
        title=cycle.title,
        group=cycle.group.name,
    )


def _asked_key(row: TeamMember) -> str:
    return f"lesson_study.team_asked:{row.pk}:{row.invited_at.isoformat()}"


def _checked(roles: Iterable[str]) -> list[str]:
    """In the order of the enum, each once, and only those that exist."""
    wanted = set(roles)
    return [role.value for role in TeamRole if role.value in wanted]


@transaction.atomic
def set_roles(
    *, cycle: LessonStudyCycle, by: Member, member: Member, roles: Sequence[str], at: dt.datetime | None = None
) -> None:
    """What somebody does. Refused when nobody would be left to lead the discussion but who teaches the lesson."""
    locked = lock_cycle(cycle)
    row = TeamMember.objects.standing().select_for_update().filter(cycle=locked, member=member).first()
    if row is None:
        raise RefusedError(_("This colleague is not in the team."))
    wanted = _checked(roles)
    if wanted == row.team_roles:
        return
    if {TeamRole.FACILITATOR, TeamRole.TEACHER} <= set(wanted) and not has_free_leader(locked, besides=member):
        raise RefusedError(
            _("Who teaches the lesson cannot lead its discussion. Make somebody else facilitator as well.")
        )
    row.team_roles = wanted
    row.save(update_fields=["team_roles"])
    AuditEvent.objects.record("lesson_study.roles_changed", locked, by=by, subject=member)
    _changed(cycle, locked, at=at)


def has_free_leader(cycle: LessonStudyCycle, *, besides: Member | None = None) -> bool:
    """Whether a facilitator who does not teach is in the team, so that a discussion has a leader."""
    rows = cycle.team.standing().filter(team_roles__contains=[TeamRole.FACILITATOR])
    rows = rows.exclude(team_roles__contains=[TeamRole.TEACHER])
    return bool((rows if besides is None else rows.exclude(member=besides)).exists())


@transaction.atomic
def answer_team(*, cycle: LessonStudyCycle, member: Member, takes_part: bool, at: dt.datetime | None = None) -> None:
    """Say yes or no for oneself; who asked hears it. The same answer again changes nothing."""
    now = at or timezone.now()
    locked = lock_cycle(cycle)
    row = TeamMember.objects.standing().select_for_update().filter(cycle=locked, member=member).first()
    if row is None:
        raise RefusedError(_("You are not asked any more."))
    if row.accepted_at is not None:
        if not takes_part:
            raise RefusedError(_("You are in the team already. Leave the team if you want to stop."))
        return
    if takes_part:
        row.accepted_at = now
    else:
        row.left_at = now
    row.save(update_fields=["accepted_at", "left_at"])
    forget_notices(keys=[_asked_key(row)])
    verb = "lesson_study.team_joined" if takes_part else "lesson_study.team_declined"
    AuditEvent.objects.record(verb, locked, by=member, subject=member)
    asker = Member.objects.filter(pk=row.invited_by_id or 0)
    notify(
        notices.TEAM_ANSWERED,
        to=asker,
        key=f"lesson_study.team_answered:{row.pk}:{now.isoformat()}",
        url=locked.get_absolute_url(),
        by=member,
        group_key=locked.group.slug,
        at=now,
        name=member.get_full_name(),
        title=locked.title,
        takes_part=takes_part,
    )
    _changed(cycle, locked, at=now)


@transaction.atomic
def leave_team(*, cycle: LessonStudyCycle, member: Member, by: Member | None, at: dt.datetime | None = None) -> None:
    """Out of the team: their days, requests for cover and roles go with them. Repeating changes nothing.

    When the last facilitator goes who is left hears that somebody has to take it over.
    """
    now = at or timezone.now()
    locked = lock_cycle(cycle)
    row = TeamMember.objects.standing().select_for_update().filter(cycle=locked, member=member).first()
    if row is None:
        return
    was_in = row.accepted_at is not None
    row.left_at = now
    row.save(update_fields=["left_at"])
    forget_notices(keys=[_asked_key(row)])
    withdraw_cover_of(cycle=locked, member=member, by=by, at=now)
    AuditEvent.objects.record("lesson_study.team_left", locked, by=by, subject=member)
    _changed(cycle, locked, at=now)
    if was_in and not locked.is_over:
        _tell_what_is_open(locked, row, by=by, at=now)


def _tell_what_is_open(cycle: LessonStudyCycle, left: TeamMember, *, by: Member | None, at: dt.datetime) -> None:
    rows = list(cycle.team.present().select_related("member"))
    covered = {role for row in rows for role in row.team_roles}
    lost = [role for role in TeamRole if role in left.team_roles and role not in covered]
    team = [row.member for row in rows]
    notify(
        notices.TEAM_LEFT,
        to=team or _leads_of(cycle),
        key=f"lesson_study.team_left:{left.pk}:{at.isoformat()}",
        url=cycle.get_absolute_url(),
        by=by,
        group_key=cycle.group.slug,
        at=at,
        name=left.member.get_full_name(),
        title=cycle.title,
        roles=",".join(role.value for role in lost),
    )


def _leads_of(cycle: LessonStudyCycle) -> list[Member]:
    leads = GroupMembership.objects.current().of_present().filter(group=cycle.group, role__in=GroupRole.LEADING)
    return [row.member for row in leads.select_related("member")]


# The charter ----------------------------------------------------------------------------------------


@transaction.atomic
def write_charter(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    text: str,
    at: dt.datetime | None = None,
    seen: Mapping[str, str] | None = None,
) -> None:
    """Other words: each member has to agree again. The same words change nothing.

    What somebody else wrote since the writer had `seen` the text is laid together with it.
    """
    locked = lock_cycle(cycle)
    laid = lay_over(locked, {"charter": text}, seen or {}, {"charter": LONGEST_CHARTER})
    if not laid.values:
        return
    locked.charter, locked.changed_at = laid.values["charter"], at or timezone.now()
    locked.save(update_fields=["charter", "changed_at"])
    cycle.charter = locked.charter
    locked.team.all().update(charter_accepted_at=None)
    AuditEvent.objects.record("lesson_study.charter_written", locked, by=by)


@transaction.atomic
def accept_charter(*, cycle: LessonStudyCycle, member: Member, at: dt.datetime | None = None) -> None:
    """Each for oneself. Repeating changes nothing."""
    now = at or timezone.now()
    rows = TeamMember.objects.present().filter(cycle=cycle, member=member, charter_accepted_at__isnull=True)
    if rows.update(charter_accepted_at=now):
        AuditEvent.objects.record("lesson_study.charter_accepted", cycle, by=member, subject=member)


# What hangs on the team -----------------------------------------------------------------------------


def _changed(cycle: LessonStudyCycle, locked: LessonStudyCycle, *, at: dt.datetime | None) -> None:
    """Rights are asked anew, the meetings follow the team, the search knows who may find it."""
    cycle.known_team_roles.clear()
    locked.known_team_roles.clear()
    sync_meetings(cycle=locked, at=at)
    search.refresh("lesson_study", [locked.pk])


@transaction.atomic
def sync_meetings(*, cycle: LessonStudyCycle, at: dt.datetime | None = None) -> None:
    """The meetings that are still to come are of who is in the team now, and run by its facilitator."""
    now = at or timezone.now()
    coming = Meeting.objects.upcoming(now).filter(lesson_study_day__cycle=cycle).order_by("starts_at")
    meetings = list(coming)
    if not meetings:
        return
    people = [row.member for row in cycle.team.present().select_related("member").order_by("pk")]
    chair = find_chair(cycle, people)
    for meeting in meetings:
        if chair is None:
            continue
        set_team(meeting=meeting, by=chair, members=people, chair=chair, at=now)


def find_chair(cycle: LessonStudyCycle, people: Sequence[Member]) -> Member | None:
    """Who runs the meetings: the facilitator, or without one the first of the team."""
    facilitators = set(
        cycle.team.present().filter(team_roles__contains=[TeamRole.FACILITATOR]).values_list("member_id", flat=True)
    )
    return next((person for person in people if person.pk in facilitators), people[0] if people else None)
