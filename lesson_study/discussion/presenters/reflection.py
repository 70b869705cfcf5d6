"""What came of a study, as its last page tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from django.urls import reverse
from django.utils import timezone

from expertise.asking.models import HelpRequest
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import PracticeQuestion
from knowledge_network.members.people.models import Member
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import (
    Insight,
    OpenQuestion,
    PupilProgress,
    ReportContact,
    ReportDraft,
    ShareEvent,
)
from lesson_study.discussion.presenters.talk import EvidenceLine, group_evidence
from lesson_study.discussion.queries import count_hours, find_brought_in
from lesson_study.plan.models import CasePupil
from plg.meetings.models import Meeting


@dataclass(frozen=True)
class ProgressCard:
    pupil: CasePupil
    progress: str
    label: str
    text: str
    address: str


@dataclass(frozen=True)
class InsightCard:
    text: str
    monday: str
    evidence: list[EvidenceLine]
    address: str
    remove_address: str


@dataclass(frozen=True)
class InsightsOfLevel:
    address: str
    label: str
    insights: list[InsightCard]


@dataclass(frozen=True)
class QuestionCard:
    text: str
    ask_address: str
    remove_address: str
    # What came of it in the network; empty where it was not asked.
    help_address: str = ""
    help_state: str = ""
    is_answered: bool = False
    # The answer as every member may read it, once it was shared.
    shared_answer: str = ""
    # The question from practice that it became, if any, or where it is brought in.
    practice_address: str = ""
    practice_state: str = ""
    bring_in_address: str = ""


@dataclass(frozen=True)
class ShareCard:
    form: str
    audience: str
    day: dt.date
    remove_address: str
    # Its meeting, for who may see it.
    meeting_address: str = ""
    time: str = ""
    is_called_off: bool = False


@dataclass(frozen=True)
class ReflectionView:
    progress: list[ProgressCard]
    levels: list[InsightsOfLevel]
    questions: list[QuestionCard]
    events: list[ShareCard]
    contacts: list[str]
    i_am_contact: bool
    report: ReportDraft | None
    product_state: str
    product_address: str
    # Published: from then on it changes as a product of the knowledge base.
    is_published: bool
    version_address: str
    hours: Decimal
    meetings: int
    can_write: bool
    can_publish: bool
    can_finish: bool


def present_reflection(cycle: LessonStudyCycle, reader: Member, *, shows_notes: bool) -> ReflectionView:
    """Nine queries, however much the team found. Hours are those of the reader alone."""
    contacts = list(ReportContact.objects.filter(cycle=cycle).select_related("member").order_by("agreed_at", "pk"))
    hours, meetings = count_hours(cycle, reader) if shows_notes else (Decimal(), 0)
    product = cycle.product
    is_readable = product is not None and (product.is_in_view or shows_notes)
    return ReflectionView(
        progress=_progress(cycle),
        levels=_insights(cycle, shows_notes=shows_notes),
        questions=_questions(cycle),
        events=share_cards(cycle, reader),
        contacts=[str(one.member) for one in contacts],
        i_am_contact=any(one.member_id == reader.pk for one in contacts),
        report=ReportDraft.objects.filter(cycle=cycle).first(),
        product_state=str(product.get_status_display()) if product else "",
        product_address=product.get_absolute_url() if product and is_readable else "",
        is_published=product is not None and product.is_in_view,
        version_address=_version_address(product, reader),
        hours=hours,
        meetings=meetings,
        can_write=reader.has_perm("lesson_study.change_work", cycle),
        can_publish=reader.has_perm("lesson_study.publish_report", cycle),
        can_finish=reader.has_perm("lesson_study.finish_study", cycle),
    )


def _version_address(product: KnowledgeProduct | None, reader: Member) -> str:
    """Where who keeps the product puts a new version; nothing for others."""
    if product is None or not product.is_in_view or not reader.has_perm("expertise.change_product", product):
        return ""
    return reverse("expertise:product_file_add", args=[product.slug])


def _address(cycle: LessonStudyCycle, name: str, *more: str) -> str:
    return reverse(f"lesson_study:{name}", args=[cycle.public_id, *more])


def _progress(cycle: LessonStudyCycle) -> list[ProgressCard]:
    found = {one.case_pupil_id: one for one in PupilProgress.objects.filter(case_pupil__cycle=cycle)}
    cards = []
    for pupil in CasePupil.objects.filter(cycle=cycle).order_by("code"):
        one = found.get(pupil.pk)
        label = str(one.get_progress_display()) if one else ""
        address = _address(cycle, "progress_note", pupil.code)
        cards.append(ProgressCard(pupil, one.progress if one else "", label, one.text if one else "", address))
    return cards


def _insights(cycle: LessonStudyCycle, *, shows_notes: bool) -> list[InsightsOfLevel]:
    insights = list(Insight.objects.filter(cycle=cycle).order_by("position", "pk"))
    evidence = group_evidence("insight_id", insights, shows_notes=shows_notes)
    return [
        InsightsOfLevel(
            level.address,
            str(level.label),
            [
                InsightCard(
                    one.text,
                    one.monday,
                    evidence.get(one.pk, []),
                    _address(cycle, "insight_change", one.public_id),
                    _address(cycle, "insight_remove", one.public_id),
                )
                for one in insights
                if one.level == level
            ],
        )
        for level in InsightLevel
    ]


def _questions(cycle: LessonStudyCycle) -> list[QuestionCard]:
    rows = list(OpenQuestion.objects.filter(cycle=cycle).select_related("help_request").order_by("pk"))
    brought_in = find_brought_in(rows)
    return [
        QuestionCard(
            one.text,
            _address(cycle, "question_ask", one.public_id),
            _address(cycle, "question_remove", one.public_id),
            **_asked(one.help_request),
            **_brought_in(brought_in.get(one.pk)),
            bring_in_address=_address(cycle, "question_bring_in", one.public_id),
        )
        for one in rows
    ]


class _Asked(TypedDict, total=False):
    help_address: str
    help_state: str
    is_answered: bool
    shared_answer: str


def _asked(asked: HelpRequest | None) -> _Asked:
    if asked is None:
        return {}
    is_shared = asked.published_at is not None
    page = "help_answer_detail" if is_shared else "help_request_detail"
    return {
        "help_address": reverse(f"expertise:{page}", args=[asked.public_id]),
        "help_state": str(asked.get_state_display()),
        "is_answered": is_shared or asked.answered_at is not None,
        "shared_answer": asked.published_answer if is_shared else "",
    }


class _BroughtIn(TypedDict, total=False):
    practice_address: str
    practice_state: str


def _brought_in(question: PracticeQuestion | None) -> _BroughtIn:
    if question is None:
        return {}
    return {"practice_address": question.get_absolute_url(), "practice_state": str(question.get_state_display())}


def share_cards(cycle: LessonStudyCycle, reader: Member) -> list[ShareCard]:
    """In the order of their days; a meeting that moved says its own. One query, two where there are meetings."""
    events = list(cycle.share_events.select_related("meeting"))
    keys = {event.meeting_id for event in events if event.meeting_id is not None}
    seen = set(Meeting.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    cards = [_share_card(cycle, event, is_seen=event.meeting_id in seen) for event in events]
    return sorted(cards, key=lambda card: card.day)


def _share_card(cycle: LessonStudyCycle, event: ShareEvent, *, is_seen: bool) -> ShareCard:
    remove = _address(cycle, "sharing_remove", event.public_id)
    form, meeting = str(event.get_form_display()), event.meeting
    if meeting is None:
        return ShareCard(form, event.audience, event.day, remove)
    starts_at = timezone.localtime(meeting.starts_at)
    return ShareCard(
        form,
        event.audience,
        timezone.localdate(meeting.starts_at),
        remove,
        meeting_address=reverse("plg:meeting_detail", args=[meeting.public_id]) if is_seen else "",
        time=f"{starts_at:%H:%M}",
        is_called_off=meeting.is_cancelled,
    )
