"""Every write around a research lesson: who looks at whom, its start and end, notes, interviews, and their end."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from lesson_study.classroom.enums import RecordKind, Refusal
from lesson_study.classroom.models import (
    MatchCount,
    Observation,
    ObserverAssignment,
    PupilInterview,
    ResearchLesson,
    WithdrawnNote,
)
from lesson_study.classroom.records import LONGEST_TEXT, BadRecordError, Envelope, Record, read_record
from lesson_study.classroom.sealing import FORMAT, NotSealedForUsError, make_lesson_keys, name_record, open_sealed
from lesson_study.classroom.signals import notes_removed
from lesson_study.cycles.models import CycleDay, LessonStudyCycle
from lesson_study.plan.models import CasePupil, LessonPhaseRow, LessonPlan

CLOCK_MAY_BE_OFF = dt.timedelta(days=1)
CLOCK_IS_RIGHT_WITHIN = dt.timedelta(minutes=5)
# A revision counts the changes on the device in its last six figures, those on the page before them.
CHANGED_ON_PAGE = 1_000_000
NOTE_FIELDS = ("revision", "row", "case_pupil", "noted_at", "match", "text", "is_quote", "is_critical")
INTERVIEW_FIELDS = ("revision", "case_pupil", "at", "liked", "learned", "helped", "would_change")

# The lesson -------------------------------------------------------------------------------------


@transaction.atomic
def set_up_lesson(
    *,
    cycle: LessonStudyCycle,
    number: int,
    plan: LessonPlan,
    day: CycleDay | None,
    class_label: str,
    teacher: Member,
    observers: Collection[tuple[Member, CasePupil | None]],
    by: Member,
) -> ResearchLesson:
    """Make or change lesson `number`; `observers` says who looks at whom, None is the whole class."""
    if any(observer == teacher for observer, _pupil in observers):
        raise RefusedError(_("Who teaches cannot observe in the same lesson."))
    lesson, is_new = ResearchLesson.objects.select_for_update().get_or_create(
        cycle=cycle, number=number, defaults={"plan": plan}
    )
    lesson.plan, lesson.day, lesson.class_label, lesson.teacher = plan, day, class_label, teacher
    if is_new:
        keys = make_lesson_keys()
        lesson.public_key, lesson.private_key = keys.public, keys.private
    lesson.save()
    lesson.observers.all().delete()
    ObserverAssignment.objects.bulk_create(
        ObserverAssignment(lesson=lesson, observer=observer, case_pupil=pupil)
        for observer, pupil in dict.fromkeys(observers)
    )
    AuditEvent.objects.record("lesson_study.lesson_set_up", cycle, by=by, number=number)
    return lesson


@transaction.atomic
def start_lesson(*, lesson: ResearchLesson, by: Member, at: dt.datetime) -> bool:
    """Whether it had not been started before."""
    return _note_time(lesson, by, "lesson_study.lesson_started", was={"started_at": None}, becomes={"started_at": at})


@transaction.atomic
def end_lesson(*, lesson: ResearchLesson, by: Member, at: dt.datetime) -> bool:
    """Whether it was going on until now."""
    was = {"started_at__isnull": False, "started_at__lt": at, "ended_at": None}
    return _note_time(lesson, by, "lesson_study.lesson_ended", was=was, becomes={"ended_at": at})


@transaction.atomic
def reopen_lesson(*, lesson: ResearchLesson, by: Member) -> bool:
    was = {"ended_at__isnull": False}
    return _note_time(lesson, by, "lesson_study.lesson_reopened", was=was, becomes={"ended_at": None})


def _note_time(
    lesson: ResearchLesson,
    by: Member,
    verb: str,
    *,
    was: Mapping[str, object],
    becomes: Mapping[str, dt.datetime | None],
) -> bool:
    if not ResearchLesson.objects.filter(pk=lesson.pk, **was).update(**becomes):
        return False
    AuditEvent.objects.record(verb, lesson.cycle, by=by, number=lesson.number)
    return True


# Notes and interviews on the page ---------------------------------------------------------------


@transaction.atomic
def write_note(*, note: Observation, by: Member) -> Observation:
    """Store a note that was filled in on the page, new or changed; it is always one's own."""
    is_new = note._state.adding
    if is_new:
        note.observer = by
    else:
        note.revision += CHANGED_ON_PAGE
    note.save()
    verb = "lesson_study.note_written" if is_new else "lesson_study.note_changed"
    AuditEvent.objects.record(verb, note.lesson.cycle, by=by, number=note.lesson.number)
    return note


@transaction.atomic
def write_interview(*, interview: PupilInterview, by: Member) -> PupilInterview:
    if interview._state.adding:
        interview.by = by
    else:
        interview.revision += CHANGED_ON_PAGE
    interview.save()
    lesson = interview.lesson
    AuditEvent.objects.record("lesson_study.interview_written", lesson.cycle, by=by, number=lesson.number)
    return interview


@transaction.atomic
def skip_interviews(*, lesson: ResearchLesson, reason: str, by: Member) -> None:
    """Say why there are no interviews; an empty reason takes that back."""
    lesson.no_interviews_reason = reason
    lesson.save(update_fields=["no_interviews_reason"])
    AuditEvent.objects.record("lesson_study.interviews_skipped", lesson.cycle, by=by, number=lesson.number)


# What devices send ------------------------------------------------------------------------------


@dataclass
class Receipt:
    """What of a batch the device may forget, and what stays on it and why."""

    kept: list[Envelope] = field(default_factory=list)
    refused: list[tuple[Envelope, Refusal]] = field(default_factory=list)


@transaction.atomic
def receive_records(
    *,
    lesson: ResearchLesson,
    envelopes: Collection[Envelope],
    by: Member,
    until: dt.datetime | None,
    at: dt.datetime,
    clock: dt.datetime | None = None,
) -> Receipt:
    """Take what `by` noted, once, whatever is sent how often. `until`: when they left the team, None is in it now.

    `clock`: what time it is on the device; one that is off is set right. As many queries for a hundred records as for
    one. Batches of one lesson wait for each other.
    """
    lesson = (
        ResearchLesson.objects.select_related("cycle").select_for_update(of=("self",), no_key=True).get(pk=lesson.pk)
    )
    receipt = Receipt()
    opened = _open_all(receipt, lesson, envelopes, until, clock_is_off(clock, at))
    if not opened:
        return receipt
    pupils = dict(CasePupil.objects.filter(cycle=lesson.cycle_id).values_list("code", "pk"))
    # An answer is of a pupil: without one it is nothing. A note says of itself whom it was about.
    nobody = {
        key
        for key, (_envelope, record) in opened.items()
        if record.kind == RecordKind.INTERVIEW and record.pupil not in pupils
    }
    others = _of_others(opened, lesson, by)
    reasons = dict.fromkeys(nobody, Refusal.UNKNOWN_PUPIL) | dict.fromkeys(others, Refusal.NOT_YOURS)
    receipt.refused += [(one, reasons[one.uuid]) for one in receipt.kept if one.uuid in reasons]
    receipt.kept = [one for one in receipt.kept if one.uuid not in reasons]
    mine = [pair for key, pair in opened.items() if key not in reasons]
    count = _store(lesson, mine, pupils, by=by, at=at)
    if count:
        AuditEvent.objects.record("lesson_study.notes_received", lesson.cycle, by=by, number=lesson.number, count=count)
    return receipt


def _open_all(
    receipt: Receipt,
    lesson: ResearchLesson,
    envelopes: Collection[Envelope],
    until: dt.datetime | None,
    off: dt.timedelta,
) -> dict[uuid.UUID, tuple[Envelope, Record]]:
    """What could be read, the newest of each; the receipt says of every envelope whether it was."""
    opened: dict[uuid.UUID, tuple[Envelope, Record]] = {}
    for envelope in sorted(envelopes, key=lambda one: one.revision):
        result = _opened(lesson, envelope, until, off)
        if isinstance(result, Refusal):
            receipt.refused.append((envelope, result))
        else:
            opened[envelope.uuid] = envelope, result
            receipt.kept.append(envelope)
    return opened


def clock_is_off(clock: dt.datetime | None, at: dt.datetime) -> dt.timedelta:
    """What is to be added to the times of a device; nothing for the minutes that any clock and connection is off."""
    off = at - clock if clock is not None else dt.timedelta()
    return off if abs(off) > CLOCK_IS_RIGHT_WITHIN else dt.timedelta()


def _opened(
    lesson: ResearchLesson, envelope: Envelope, until: dt.datetime | None, off: dt.timedelta
) -> Record | Refusal:
    if lesson.cycle.observations_removed_at is not None:
        return Refusal.NOTES_REMOVED
    if envelope.format > FORMAT:
        return Refusal.NEWER_FORMAT
    about = name_record(lesson.public_id, str(envelope.uuid), envelope.revision)
    try:
        record = read_record(open_sealed(lesson.private_key, envelope.sealed, about))
        record = replace(record, noted_at=_moved(record.noted_at, off), changed_at=_moved(record.changed_at, off))
    except (NotSealedForUsError, BadRecordError):
        return Refusal.UNREADABLE
    moments = [moment for moment in (record.noted_at, record.changed_at) if moment is not None]
    if until is not None and any(moment > until for moment in moments):
        return Refusal.AFTER_LEAVING
    return record


def _moved(moment: dt.datetime | None, off: dt.timedelta) -> dt.datetime | None:
    try:
        return moment + off if moment is not None else None
    except OverflowError:
        return moment


def _of_others(keys: Collection[uuid.UUID], lesson: ResearchLesson, by: Member) -> set[uuid.UUID]:
    """Those that somebody else sent, or that belong to another lesson: nobody changes these from here."""
    notes = Observation.objects.filter(uuid__in=keys).exclude(observer=by, lesson=lesson)
    interviews = PupilInterview.objects.filter(uuid__in=keys).exclude(by=by, lesson=lesson)
    return {*notes.values_list("uuid", flat=True), *interviews.values_list("uuid", flat=True)}


def _store(
    lesson: ResearchLesson,
    records: list[tuple[Envelope, Record]],
    pupils: Mapping[str, int],
    *,
    by: Member,
    at: dt.datetime,
) -> int:
    """How many were new, newer or taken back. `pupils`: letter → id."""
    keys = [envelope.uuid for envelope, _record in records]
    gone = set(WithdrawnNote.objects.filter(uuid__in=keys).values_list("uuid", flat=True))
    records = [(envelope, record) for envelope, record in records if envelope.uuid not in gone]
    taken_back = [envelope.uuid for envelope, record in records if record.kind == RecordKind.WITHDRAWN]
    WithdrawnNote.objects.bulk_create(
        [WithdrawnNote(uuid=key, lesson=lesson, at=at) for key in taken_back], ignore_conflicts=True
    )
    Observation.objects.filter(uuid__in=taken_back).delete()
    PupilInterview.objects.filter(uuid__in=taken_back).delete()
    rows = dict(LessonPhaseRow.objects.filter(plan=lesson.plan_id).values_list("key", "pk"))
    notes, interviews = [], []
    for envelope, record in records:
        pupil = pupils.get(record.pupil)
        same = {"uuid": envelope.uuid, "revision": envelope.revision, "lesson": lesson, "case_pupil_id": pupil}
        noted_at = _likely(record.noted_at, at)
        if record.kind == RecordKind.NOTE:
            row = rows.get(record.row) if record.row else None
            text = record.text if pupil or not record.pupil else f"{record.pupil}: {record.text}"[:LONGEST_TEXT]
            words = {"match": record.match, "text": text}
            flags = {"is_quote": record.is_quote, "is_critical": record.is_critical}
            note = Observation(**same, **words, **flags, row_id=row, observer=by, noted_at=noted_at, received_at=at)
            notes.append(note)
        elif record.kind == RecordKind.INTERVIEW:
            interviews.append(PupilInterview(**same, **record.answers, by=by, at=noted_at))
    return (
        len(taken_back)
        + _newest(Observation, notes, NOTE_FIELDS)
        + _newest(PupilInterview, interviews, INTERVIEW_FIELDS)
    )


def _newest[M: (Observation, PupilInterview)](model: type[M], made: list[M], fields: tuple[str, ...]) -> int:
    """Store what is not there yet, and what is newer than what is there.

    What was changed on the page meanwhile is not written over: the text of the device stands beside it.
    """
    there = {row.uuid: row for row in model.objects.filter(uuid__in=[one.uuid for one in made])}
    new = [one for one in made if one.uuid not in there]
    changed: list[M] = []
    for one in made:
        known = there.get(one.uuid)
        if known is None or one.revision <= known.revision % CHANGED_ON_PAGE:
            continue
        if known.revision >= CHANGED_ON_PAGE:
            known.revision += one.revision - known.revision % CHANGED_ON_PAGE
            changed.append(known)
            one.uuid = uuid.uuid5(one.uuid, str(one.revision))
            new.append(one)
        else:
            one.pk = known.pk
            changed.append(one)
    model.objects.bulk_create(new, ignore_conflicts=True)
    model.objects.bulk_update(changed, fields)
    return len(new) + len(changed)


def _likely(noted_at: dt.datetime | None, received_at: dt.datetime) -> dt.datetime:
    """The time on the device, or that of arrival where its clock cannot be right."""
    if noted_at is None or noted_at > received_at + CLOCK_MAY_BE_OFF or noted_at.year < received_at.year - 1:
        return received_at
    return noted_at


# Their end --------------------------------------------------------------------------------------


@transaction.atomic
def remove_raw_notes(cycle: LessonStudyCycle, at: dt.datetime | None = None) -> int:
    """Count notes and interviews of a cycle per row, pupil and match, then delete them; gives how many went.

    Who keeps links to them hears `notes_removed` while they are still there. Run again it does nothing.
    """
    at = at or timezone.now()
    removed = LessonStudyCycle.objects.filter(pk=cycle.pk, observations_removed_at__isnull=True).update(
        observations_removed_at=at
    )
    if not removed:
        return 0
    cycle.observations_removed_at = at
    notes = Observation.objects.filter(lesson__cycle=cycle)
    counted = notes.order_by().values("lesson", "row", "case_pupil", "match").annotate(number=Count("pk"))
    MatchCount.objects.bulk_create(
        MatchCount(
            lesson_id=one["lesson"],
            row_id=one["row"],
            case_pupil_id=one["case_pupil"],
            match=one["match"],
            count=one["number"],
        )
        for one in counted
    )
    ids = list(notes.values_list("pk", flat=True))
    notes_removed.send(sender=ResearchLesson, cycle=cycle, observation_ids=ids, at=at)
    interviews, _per_model = PupilInterview.objects.filter(lesson__cycle=cycle).delete()
    Observation.objects.filter(pk__in=ids).delete()
    WithdrawnNote.objects.filter(lesson__cycle=cycle).delete()
    AuditEvent.objects.record("lesson_study.notes_removed", cycle, by=None, count=len(ids) + interviews)
    return len(ids) + interviews
