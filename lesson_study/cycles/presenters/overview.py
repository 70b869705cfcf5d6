"""The page of a cycle as one reader sees it: where it stands, what is the next step, its team, days, cover and log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.members.people.models import Member
from lesson_study.cycles.enums import CoverState, ExpertAnswer, Phase, RingState, TeamRole
from lesson_study.cycles.models import (
    CoverRequest,
    CycleDay,
    CycleStep,
    KnowledgeableOther,
    LessonStudyCycle,
    TeamMember,
)
from lesson_study.cycles.people import roles_missing
from lesson_study.cycles.phases import Missing, find_missing
from lesson_study.cycles.presenters import Arc, CycleRing, PhaseLink, draw_arcs

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_STEPS = 40


@dataclass(frozen=True)
class NextStep:
    """The one main button: a link, or with `posts` a deed. `text` says what it is for."""

    label: str
    address: str
    posts: bool = False
    text: str = ""


@dataclass(frozen=True)
class PhaseLine:
    phase: PhaseLink
    state_text: str
    missing: list[Missing]


@dataclass(frozen=True)
class Person:
    member: Member
    roles: str
    is_asked: bool
    has_agreed: bool
    is_me: bool


@dataclass(frozen=True)
class DayLine:
    day: CycleDay
    is_past: bool
    is_today: bool
    cover: list[CoverRequest] = field(default_factory=list)

    @property
    def approved(self) -> int:
        return sum(request.is_approved for request in self.cover)

    @property
    def waiting(self) -> int:
        return sum(request.state == CoverState.ASKED for request in self.cover)


@dataclass(frozen=True)
class Overview:
    arcs: list[Arc]
    lines: list[PhaseLine]
    missing: list[Missing]
    next_step: NextStep | None
    people: list[Person]
    open_roles: list[str]
    days: list[DayLine]
    to_solve: list[CoverRequest]
    experts: list[KnowledgeableOther]
    steps: Cut[CycleStep]
    is_in_team: bool
    is_asked: bool
    my_expert: KnowledgeableOther | None
    may_move: bool
    may_manage: bool
    may_reopen: bool
    may_read: bool
    earlier: list[Phase]

    @property
    def is_complete_so_far(self) -> bool:
        return not self.missing


def _open_roles(team: list[TeamMember]) -> list[str]:
    said_yes = [row for row in team if row.accepted_at is not None]
    return roles_missing(said_yes, [row for row in team if row.accepted_at is None])


def present_overview(cycle: LessonStudyCycle, ring: CycleRing, reader: Member) -> Overview:
    """Seven queries and those of the gates behind, whatever the size of team and log; nothing private for outsiders."""
    may_read = reader.has_perm("lesson_study.read_work", cycle)
    may_move = reader.has_perm("lesson_study.move_cycle", cycle)
    lines = _lines(cycle, ring, may_read)
    team = list(cycle.team.standing().select_related("member").order_by("-accepted_at", "pk"))
    sees_log = reader.has_perm("lesson_study.view_log", cycle)
    experts = list(cycle.knowledgeable_others.standing().select_related("member").order_by("pk"))
    days = _days(cycle, with_cover=ring.is_in_team)
    return Overview(
        arcs=draw_arcs([line.phase for line in lines]),
        lines=lines,
        missing=ring.missing if cycle.is_running and (may_read or cycle.current_phase == Phase.START) else [],
        next_step=next_step(cycle, ring, may_move=may_move),
        people=[_person(row, reader) for row in team],
        open_roles=_open_roles(team) if not cycle.is_over else [],
        days=days,
        to_solve=[request for line in days for request in line.cover if _needs_a_hand(request)],
        experts=experts if ring.is_in_team else [row for row in experts if row.member_id == reader.pk],
        steps=cut(_steps(cycle) if sees_log else [], MOST_STEPS),
        is_in_team=ring.is_in_team,
        is_asked=any(row.member_id == reader.pk and row.accepted_at is None for row in team),
        my_expert=next((row for row in experts if row.member_id == reader.pk), None),
        may_move=may_move,
        may_manage=reader.has_perm("lesson_study.manage_team", cycle),
        may_reopen=cycle.is_over and reader.has_perm("lesson_study.reopen_cycle", cycle),
        may_read=may_read,
        earlier=[phase for phase in Phase if phase.number < cycle.current_phase.number and cycle.is_running],
    )


def _needs_a_hand(request: CoverRequest) -> bool:
    return request.state in (CoverState.OTHER_DAY, CoverState.REFUSED) and request.day.day >= timezone.localdate()


def _lines(cycle: LessonStudyCycle, ring: CycleRing, may_read: bool) -> list[PhaseLine]:
    """Behind a phase that is done something can be missing again: then it is almost done, as long as the study runs."""
    found = []
    for link in ring.phases:
        state, missing = link.state, []
        if state == RingState.DONE and may_read and not cycle.is_over:
            missing = find_missing(cycle, list(Phase)[link.number])
            state = RingState.ALMOST if missing else state
        phase = PhaseLink(link.number, link.label, link.address if may_read else "", state, False)
        is_left = cycle.is_stopped and state in (RingState.NOW, RingState.LATER)
        found.append(PhaseLine(phase, _("Not done") if is_left else str(RingState(state).label), missing))
    return found


def _person(row: TeamMember, reader: Member) -> Person:
    labels = dict(TeamRole.choices)
    return Person(
        member=row.member,
        roles=", ".join(str(labels[role]) for role in row.team_roles if role in labels),
        is_asked=row.accepted_at is None,
        has_agreed=row.charter_accepted_at is not None,
        is_me=row.member_id == reader.pk,
    )


def _days(cycle: LessonStudyCycle, *, with_cover: bool) -> list[DayLine]:
    today = timezone.localdate()
    cover: dict[int, list[CoverRequest]] = {}
    if with_cover:
        rows = CoverRequest.objects.filter(day__cycle=cycle).exclude(state=CoverState.WITHDRAWN)
        for request in rows.select_related("member", "day", "answered_by").order_by("pk"):
            cover.setdefault(request.day_id, []).append(request)
    days = cycle.days.select_related("site", "meeting").order_by("day", "start_time", "pk")
    if cycle.is_over:
        # What was still to come goes on no more.
        days = days.filter(meeting__isnull=False)
    return [DayLine(day, day.day < today, day.day == today, cover.get(day.pk, [])) for day in days]


def _steps(cycle: LessonStudyCycle) -> QuerySet[CycleStep]:
    return cycle.steps.select_related("by").order_by("-at", "-pk")


def next_step(cycle: LessonStudyCycle, ring: CycleRing, *, may_move: bool) -> NextStep | None:
    """What the reader can do now; nothing for who only looks on, or when it is over."""
    if cycle.is_over or not (ring.is_in_team or may_move):
        return None
    if cycle.is_paused:
        resume = reverse("lesson_study:cycle_resume", args=[cycle.public_id])
        return NextStep(_("Go on after the pause"), resume, posts=True) if may_move else None
    if ring.missing:
        return _what_is_missing(cycle, ring)
    if not may_move:
        return NextStep(_("Open this phase"), _phase_page(cycle, ring), text=_("The facilitator takes you on."))
    if cycle.current_phase == Phase.REFLECTION:
        finish = reverse("lesson_study:cycle_finish", args=[cycle.public_id])
        return NextStep(_("Finish the Lesson Study"), finish, posts=True, text=_("All is there."))
    after = list(Phase)[cycle.current_phase.number + 1]
    label = _("On to: %(phase)s") % {"phase": str(after.label)}
    forward = reverse("lesson_study:cycle_forward", args=[cycle.public_id])
    return NextStep(label, forward, posts=True, text=_("All is there."))


def _phase_page(cycle: LessonStudyCycle, ring: CycleRing) -> str:
    return next((link.address for link in ring.phases if link.state == RingState.NOW), "") or cycle.get_absolute_url()


def _what_is_missing(cycle: LessonStudyCycle, ring: CycleRing) -> NextStep:
    count = len(ring.missing)
    text = ngettext("%(count)s thing is still missing.", "%(count)s things are still missing.", count) % {
        "count": count
    }
    if cycle.current_phase == Phase.START:
        return NextStep(_("Go on with the start"), ring.missing[0].address, text=text)
    label = _("Go on with: %(phase)s") % {"phase": str(cycle.current_phase.label)}
    return NextStep(label, _phase_page(cycle, ring), text=text)


def waits_for_answer(expert: KnowledgeableOther) -> bool:
    return expert.answer == ExpertAnswer.NONE
