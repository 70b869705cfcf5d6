"""The exact indicators once more, in plain Python over single rows: slow, and written without looking at their SQL."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

from django.utils import timezone

from expertise.claims.enums import ClaimState
from expertise.claims.models import Availability, ExpertiseClaim
from expertise.products.enums import ProductStatus
from expertise.products.models import KnowledgeProduct
from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.plan.enums import EntryKind
from knowledge_network.agreements.plan.models import BudgetEntry, BudgetLine
from knowledge_network.figures.periods import Period
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment
from knowledge_network.school_year.calendar import first_day, home_region, school_calendar
from knowledge_network.topics.models import Topic
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle, TeamMember
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from tests.figures.reference import day_of, job_on

ONE_DAY = dt.timedelta(days=1)


def holds_on(row: GroupMembership | Appointment, day: dt.date) -> bool:
    return row.start <= day and (row.end is None or row.end > day)


def main_work_on(member: int, day: dt.date) -> int | None:
    """Where somebody of the staff had their main work."""
    for job in Appointment.objects.filter(member=member, is_primary=True):
        if holds_on(job, day) and job.function != Function.STUDENT_TEACHER:
            return job.organisation_id
    return None


def money(year: int, until: dt.date) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    """K1: kind of money → planned, promised and spent."""
    found: dict[str, list[Decimal]] = {}
    for line in BudgetLine.objects.select_related("plan"):
        if line.plan.school_year == year:
            found.setdefault(line.funding, [Decimal(0)] * 3)[0] += line.planned
    for entry in BudgetEntry.objects.select_related("line__plan"):
        if entry.line.plan.school_year == year and entry.on <= until:
            found[entry.line.funding][1 + (entry.kind == EntryKind.SPENT)] += entry.amount
    return {kind: tuple(amounts) for kind, amounts in found.items()}


def on_schedule(period: Period) -> tuple[int, int]:
    """K3: met in time, and due."""
    due = [
        row
        for row in Obligation.objects.all()
        if period.first <= row.due_on <= period.until and row.state != ObligationState.LAPSED
    ]
    met = [row for row in due if row.state == ObligationState.MET and row.met_on and row.met_on <= row.due_on]
    return len(met), len(due)


def covered(today: dt.date) -> tuple[int, int]:
    """E1: strategic topics with two available people of two boards, and all of them."""
    topics = list(Topic.objects.approved())
    below = defaultdict(set)
    for topic in Topic.objects.all():
        for above in (topic.parent_id, topic.merged_into_id):
            if above:
                below[above].add(topic.pk)
    paused = {
        row.member_id
        for row in Availability.objects.all()
        if row.paused_until is not None and row.paused_until >= today
    }
    strategic = [topic for topic in topics if topic.strategic]
    count = 0
    for topic in strategic:
        parts, ahead = set(), [topic.pk]
        while ahead:
            part = ahead.pop()
            if part not in parts:
                parts.add(part)
                ahead += below[part]
        people = {
            claim.member_id
            for claim in ExpertiseClaim.objects.shown_to_members().filter(topic__in=parts)
            if claim.state in {ClaimState.SUBSTANTIATED, ClaimState.RECOGNISED} and claim.member_id not in paused
        }
        boards = set()
        for member in people:
            job = job_on(member, today)
            boards.add((job.organisation.governing_board_id or job.organisation_id) if job else 0)
        count += len(people) >= 2 and len(boards) >= 2
    return count, len(strategic)


def spread(today: dt.date) -> tuple[int, int]:
    """X2: active groups with people of three boards, and all of them."""
    active = many = 0
    for group in Group.objects.filter(state=GroupState.ACTIVE):
        boards = set()
        for row in GroupMembership.objects.filter(group=group).exclude(role="observer"):
            jobs = Appointment.objects.filter(member=row.member_id).select_related("organisation")
            for job in jobs if holds_on(row, today) else ():
                if holds_on(job, today):
                    place = job.organisation
                    # An institute is not a board.
                    boards.add(place.pk if place.kind == OrganisationKind.BOARD else place.governing_board_id)
        boards.discard(None)
        active += 1
        many += len(boards) >= 3
    return many, active


def studies(period: Period) -> dict[int, set[tuple[int, bool]]]:
    """L1: organisation → its studies, and whether each reached the last phase."""
    calendar = school_calendar(home_region(), first=period.first - dt.timedelta(days=500), last=period.until)
    monday = period.until - period.until.weekday() * ONE_DAY
    weeks = 0
    while weeks < 10:
        monday -= dt.timedelta(days=7)
        weeks += calendar.is_school_week(monday)
    young_after = monday + period.until.weekday() * ONE_DAY
    found = defaultdict(set)
    for study in LessonStudyCycle.objects.all():
        steps = [step for step in study.steps.all() if step.to_phase == Phase.REFLECTION]
        days = [day_of(step.at) for step in steps] + ([day_of(study.finished_at)] if study.finished_at else [])
        done = any(day <= period.until for day in days)
        begun = day_of(study.created_at)
        if not first_day(period.year - 1) <= begun <= period.until or not (done or begun <= young_after):
            continue
        for row in TeamMember.objects.filter(cycle=study, accepted_at__isnull=False):
            where = main_work_on(row.member_id, day_of(row.accepted_at))
            if where is not None:
                found[where].add((study.pk, done))
    return found


def records(period: Period) -> tuple[int, int]:
    """R1: groups of which every meeting was written down, and groups that met."""
    held = defaultdict(list)
    now = timezone.now()
    for meeting in Meeting.objects.filter(group__isnull=False).select_related("minutes"):
        of_a_team = meeting.audience == "chosen"
        if meeting.status not in MeetingStatus.COUNTS_AS_HELD or of_a_team or meeting.ends_at >= now:
            continue
        if period.first <= day_of(meeting.starts_at) <= period.until:
            minutes = getattr(meeting, "minutes", None)
            shared = minutes is not None and (minutes.shared_at or minutes.adopted_at)
            held[meeting.group_id].append(bool(shared and meeting.attendance_confirmed_at))
    return sum(all(rows) for rows in held.values()), len(held)


def groups(unit: int, day: dt.date) -> set[int]:
    """Started groups with somebody of the staff of a place in it."""
    found = set()
    for row in GroupMembership.objects.exclude(role="observer").select_related("group"):
        group = row.group
        open_then = group.state in GroupState.PUBLIC and (group.closed_on is None or group.closed_on >= day)
        if open_then and holds_on(row, day) and main_work_on(row.member_id, day) == unit:
            found.add(group.pk)
    return found


def products(unit: int, period: Period) -> set[int]:
    """Published in the period, with a contact person who then worked there."""
    found = set()
    for product in KnowledgeProduct.objects.filter(removed_at=None, published_on__isnull=False):
        in_view = product.status in ProductStatus.IN_VIEW and period.first <= product.published_on <= period.until
        if not in_view or product.contact_person_id is None:
            continue
        jobs = Appointment.objects.filter(member=product.contact_person_id, is_primary=True, organisation=unit)
        if any(holds_on(job, product.published_on) for job in jobs):
            found.add(product.pk)
    return found
