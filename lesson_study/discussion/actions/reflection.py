"""What came of a study: progress, insights, open questions, how it is shared, and its end."""

from __future__ import annotations

import contextlib
import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expertise.asking.actions.requests import ask
from expertise.asking.enums import HelpAudience
from expertise.asking.models import HelpRequest
from expertise.questions.actions.originals import add_question
from expertise.questions.models import PracticeQuestion
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.together import lay_over, list_lengths
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox import rhythm
from lesson_study.classroom.models import Observation
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.actions.discussions import record
from lesson_study.discussion.enums import ShareForm
from lesson_study.discussion.models import (
    EvidenceLink,
    Insight,
    OpenQuestion,
    PupilProgress,
    ReportContact,
    ShareEvent,
)
from lesson_study.discussion.queries import find_brought_in
from lesson_study.plan.models import CasePupil
from plg.meetings.actions.meetings import plan_meeting
from plg.meetings.enums import MeetingKind
from plg.meetings.models import Meeting

MOST_INSIGHTS = 30
MOST_QUESTIONS = 20
MOST_EVENTS = 20


def lock_cycle(cycle: LessonStudyCycle) -> LessonStudyCycle:
    locked: LessonStudyCycle = (
        LessonStudyCycle.objects.select_for_update(of=("self",), no_key=True).select_related("group").get(pk=cycle.pk)
    )
    return locked


@transaction.atomic
def skip_reteach(
    *, cycle: LessonStudyCycle, by: Member, reason: str, seen: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Say why there is no second lesson; its part of the ring stays open. An empty reason takes it back.

    With what somebody else wrote since the writer had `seen` the reason; not empty where two wrote at once.
    """
    locked = lock_cycle(cycle)
    known = {"no_reteach_reason": seen["reason"]} if seen else {}
    laid = lay_over(locked, {"no_reteach_reason": reason}, known, list_lengths(locked))
    if laid.values:
        locked.no_reteach_reason = laid.values["no_reteach_reason"]
        locked.save(update_fields=["no_reteach_reason"])
        record("reteach_skipped", locked, by)
    cycle.no_reteach_reason = locked.no_reteach_reason
    return laid.met


@transaction.atomic
def note_progress(
    *, case_pupil: CasePupil, by: Member, progress: str, text: str, seen: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """How far a case pupil came, beside the criterion; an empty text is enough. Returns where two wrote at once."""
    locked = lock_cycle(case_pupil.cycle)
    stored = PupilProgress.objects.filter(case_pupil=case_pupil).first()
    if stored is None:
        PupilProgress.objects.create(case_pupil=case_pupil, progress=progress, text=text)
        record("progress_noted", locked, by)
        return ()
    values = {"progress": progress, "text": text}
    laid = lay_over(stored, values, seen or {}, list_lengths(stored), choices=("progress",))
    if laid.values:
        for name, value in laid.values.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(laid.values))
        record("progress_noted", locked, by)
    return laid.met


# Insights ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Written:
    """An insight as it stands now; in `met` two people wrote at once."""

    insight: Insight
    met: tuple[str, ...] = ()


@transaction.atomic
def write_insight(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    level: str,
    text: str,
    monday: str = "",
    evidence: Collection[Observation] | None = None,
    insight: Insight | None = None,
    seen: Mapping[str, str] | None = None,
    evidence_seen: Collection[str] | None = None,
) -> Written:
    """A new insight, or `insight` once more, with what somebody else wrote since the writer had `seen` it.

    `evidence`: the notes behind it; None leaves them as they are. Of what is linked only notes of `evidence_seen`,
    by uuid, are let go. An insight that was taken away meanwhile is written anew: no word is lost.
    """
    locked = lock_cycle(cycle)
    stored = locked.insights.filter(pk=insight.pk).first() if insight is not None else None
    values = {"level": level, "text": text, "monday": monday}
    met: tuple[str, ...] = ()
    if stored is None:
        if locked.insights.count() >= MOST_INSIGHTS:
            raise RefusedError(_("There are thirty insights already. Put some together."))
        last = locked.insights.aggregate(last=Max("position"))["last"]
        stored = Insight.objects.create(cycle=locked, position=0 if last is None else last + 1, **values)
    else:
        laid = lay_over(stored, values, seen or {}, list_lengths(stored), choices=("level",))
        met = laid.met
        for name, value in laid.values.items():
            setattr(stored, name, value)
        stored.save(update_fields=list(laid.values))
    if evidence is not None:
        _set_evidence(stored, locked, evidence, evidence_seen)
    record("insight_written", locked, by)
    return Written(stored, met)


def _set_evidence(
    insight: Insight, cycle: LessonStudyCycle, evidence: Collection[Observation], seen: Collection[str] | None
) -> None:
    """What was removed after its term stays as it is: only links to notes that are there are chosen anew."""
    wanted = {note.pk: note for note in evidence if note.lesson.cycle_id == cycle.pk}
    known = insight.evidence.filter(observation__isnull=False)
    let_go = known.exclude(observation__in=wanted)
    if seen is not None:
        let_go = let_go.filter(observation__uuid__in=_uuids(seen))
    let_go.delete()
    there = set(known.values_list("observation_id", flat=True))
    EvidenceLink.objects.bulk_create(
        EvidenceLink(insight=insight, observation=note, match=note.match)
        for key, note in wanted.items()
        if key not in there and (seen is None or str(note.uuid) not in seen)
    )


def _uuids(texts: Collection[str]) -> list[uuid.UUID]:
    """Nonsense is none."""
    found = []
    for text in texts:
        with contextlib.suppress(ValueError):
            found.append(uuid.UUID(text))
    return found


@transaction.atomic
def remove_insight(*, insight: Insight, by: Member) -> None:
    cycle = insight.cycle
    Insight.objects.filter(pk=insight.pk).delete()
    record("insight_removed", cycle, by)


# Open questions ---------------------------------------------------------------------------------


@transaction.atomic
def leave_question(*, cycle: LessonStudyCycle, by: Member, text: str) -> OpenQuestion:
    locked = lock_cycle(cycle)
    if locked.open_questions.count() >= MOST_QUESTIONS:
        raise RefusedError(_("There are twenty open questions already. Put some together."))
    made = OpenQuestion.objects.create(cycle=locked, text=text)
    record("question_left", locked, by)
    return made


@transaction.atomic
def remove_question(*, question: OpenQuestion, by: Member) -> None:
    """What was made of it, a help request or a question from practice, stays."""
    cycle = question.cycle
    OpenQuestion.objects.filter(pk=question.pk).delete()
    record("question_removed", cycle, by)


@transaction.atomic
def ask_network(
    *, question: OpenQuestion, by: Member, title: str, situation: str, at: dt.datetime | None = None
) -> HelpRequest:
    """Ask an open question to the network, about the topics of the study; asked twice it is one help request."""
    locked = OpenQuestion.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=question.pk)
    if locked.help_request is not None:
        return locked.help_request
    cycle = locked.cycle
    made = ask(
        by=by,
        audience=HelpAudience.NETWORK,
        topics=list(cycle.topics.all()),
        idempotency_key=f"lesson-study-{locked.public_id}",
        title=title,
        situation=situation,
        year_groups=list(cycle.year_groups),
        at=at,
    )
    locked.help_request = made
    locked.save(update_fields=["help_request"])
    record("question_asked", cycle, by)
    return made


@transaction.atomic
def bring_in_question(
    *, question: OpenQuestion, by: Member, text: str, context: str, at: dt.datetime | None = None
) -> PracticeQuestion:
    """Bring an open question in among the questions from practice, about the topics of the study. Twice it is one.

    What was asked of the network, and passed on because nobody knew, is there already. What was withdrawn comes anew.
    """
    locked = OpenQuestion.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=question.pk)
    if (known := find_brought_in([locked]).get(locked.pk)) is not None:
        return known
    cycle = locked.cycle
    made = add_question(by=by, text=text, context=context, topics=list(cycle.topics.all()), at=at)
    locked.practice_question = made
    locked.save(update_fields=["practice_question"])
    record("question_brought_in", cycle, by)
    return made


# Sharing ----------------------------------------------------------------------------------------


@transaction.atomic
def plan_sharing(
    *,
    cycle: LessonStudyCycle,
    by: Member,
    form: str,
    audience: str,
    day: dt.date | None = None,
    meeting: Meeting | None = None,
    invites: tuple[dt.time, dt.time] | None = None,
    at: dt.datetime | None = None,
) -> ShareEvent:
    """When, for whom and how the study is told.

    At a `meeting` that is planned already the day is that of the meeting. `invites`, from when until when, makes a
    meeting of it to which everybody in the group is invited.
    """
    locked = lock_cycle(cycle)
    if locked.share_events.count() >= MOST_EVENTS:
        raise RefusedError(_("There are twenty moments of sharing already."))
    if meeting is not None:
        day = timezone.localdate(meeting.starts_at)
    if day is None:
        raise RefusedError(_("Say when, or choose a meeting."))
    if meeting is None and invites is not None:
        meeting = _meeting_to_share(locked, by, day, invites, at, form=form, audience=audience)
    made = ShareEvent.objects.create(cycle=locked, form=form, audience=audience, day=day, meeting=meeting)
    record("sharing_planned", locked, by)
    return made


def _meeting_to_share(
    cycle: LessonStudyCycle,
    by: Member,
    day: dt.date,
    times: tuple[dt.time, dt.time],
    at: dt.datetime | None,
    *,
    form: str,
    audience: str,
) -> Meeting:
    start, end = (rhythm.local(day, time) for time in times)
    if start <= (at or timezone.now()):
        raise RefusedError(_("An invitation is for a day to come."))
    if end <= start:
        raise RefusedError(_("It ends after it starts."))
    return plan_meeting(
        group=cycle.group,
        by=by,
        title=gettext("Lesson Study «%(title)s»: what we found")[:200] % {"title": cycle.title},
        starts_at=start,
        ends_at=end,
        kind=MeetingKind.LESSON_VISIT if form == ShareForm.OPEN_LESSON else MeetingKind.GROUP,
        description=audience,
        at=at,
    )


@transaction.atomic
def remove_sharing(*, event: ShareEvent, by: Member) -> None:
    """Its meeting, if any, stays in the agenda: who is invited hears it from there when it is called off."""
    cycle = event.cycle
    ShareEvent.objects.filter(pk=event.pk).delete()
    record("sharing_removed", cycle, by)


@transaction.atomic
def choose_licence(*, cycle: LessonStudyCycle, by: Member, licence: str) -> None:
    LessonStudyCycle.objects.filter(pk=cycle.pk).update(licence=licence)
    cycle.licence = licence
    record("licence_chosen", cycle, by)


@transaction.atomic
def set_contact_wish(*, cycle: LessonStudyCycle, by: Member, agrees: bool) -> None:
    """Whether `by` may be asked about the study: each says so for oneself."""
    if agrees:
        ReportContact.objects.get_or_create(cycle=cycle, member=by)
    else:
        ReportContact.objects.filter(cycle=cycle, member=by).delete()
    record("contact_agreed" if agrees else "contact_withdrawn", cycle, by)


# What follows from elsewhere --------------------------------------------------------------------


def mark_removed(*, observation_ids: Collection[int], at: dt.datetime) -> None:
    """Notes are about to be removed: what stood behind changes and insights keeps its match and the day."""
    match = Observation.objects.filter(pk=OuterRef("observation")).values("match")[:1]
    EvidenceLink.objects.filter(observation__in=list(observation_ids)).update(
        match=Subquery(match), removed_on=timezone.localdate(at)
    )


@transaction.atomic
def tell_of_question(*, help_request: HelpRequest, kind: NoticeKind, by: Member | None, at: dt.datetime) -> None:
    """News of the help request that came of an open question, for the team; who asked it hears of it as its asker."""
    questions = OpenQuestion.objects.filter(help_request=help_request).select_related("cycle__group")
    for question in questions:
        tell_team(
            question.cycle,
            kind,
            key=f"{kind.name}:{question.public_id}",
            anchor="#vragen",
            but=help_request.asker_id,
            by=by,
            at=at,
            name=by.get_full_name() if by is not None else "",
        )


def tell_team(
    cycle: LessonStudyCycle,
    kind: NoticeKind,
    *,
    key: str,
    anchor: str = "",
    but: int | None = None,
    by: Member | None = None,
    at: dt.datetime | None = None,
    **words: str,
) -> None:
    """Tell everybody in the team about reflection and report, `but` the member with that key."""
    notify(
        kind,
        to=[person.member for person in cycle.team.present().exclude(member=but).select_related("member")],
        key=key,
        url=reverse("lesson_study:reflection", args=[cycle.public_id]) + anchor,
        by=by,
        group_key=cycle.group.slug,
        at=at,
        title=cycle.title,
        **words,
    )
