"""What a finished study left for everybody: question, goal, misconceptions, insights on three levels, the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse

from expertise.claims.models import Evidence, ExpertiseClaim
from expertise.products.models import KnowledgeProduct
from expertise.questions.models import PracticeQuestion
from knowledge_network.members.people.models import Member
from knowledge_network.topics.enums import TopicState
from lesson_study.cycles.enums import StudyItemKind
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.queries import find_taken_part_in
from lesson_study.cycles.sections import EVIDENCE
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Insight, OpenQuestion
from lesson_study.discussion.presenters.reflection import ShareCard, share_cards
from lesson_study.discussion.queries import find_brought_in

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Level:
    label: str | _StrPromise
    insights: list[Insight]


@dataclass(frozen=True)
class LeftQuestion:
    """What the team still wants to know; `url` where the network was asked, or where the shared answer stands.

    `practice_url`: the question from practice that it became, and how that stands.
    """

    text: str
    url: str = ""
    is_answered: bool = False
    shared_answer: str = ""
    practice_url: str = ""
    practice_state: str = ""


@dataclass(frozen=True)
class ShowTopic:
    """A topic of the study, and where who took part shows it as what they can help with."""

    name: str
    url: str
    is_shown: bool


@dataclass(frozen=True)
class Archived:
    """Never a note, an interview, a class or who said what."""

    cycle: LessonStudyCycle
    misconceptions: list[str]
    sources: list[str]
    levels: list[Level]
    shared_at: list[ShareCard]
    questions: list[LeftQuestion]
    # Empty while the report is looked at, or was taken away: for the group of the team it stands there before that.
    report_url: str


def archived(cycle: LessonStudyCycle, reader: Member) -> Archived:
    """Five queries."""
    items = list(cycle.study_items.order_by("position", "pk").values_list("kind", "title"))
    insights = list(Insight.objects.filter(cycle=cycle).order_by("position", "pk"))
    levels = [
        Level(level.label, found)
        for level in InsightLevel
        if (found := [insight for insight in insights if insight.level == level])
    ]
    return Archived(
        cycle=cycle,
        misconceptions=[title for kind, title in items if kind == StudyItemKind.MISCONCEPTION],
        sources=[title for kind, title in items if kind == StudyItemKind.SOURCE],
        levels=levels,
        shared_at=[card for card in share_cards(cycle, reader) if not card.is_called_off],
        questions=left_questions(cycle),
        report_url=find_report_url(cycle, reader),
    )


def find_report_url(cycle: LessonStudyCycle, reader: Member) -> str:
    """No query for what is published."""
    product = cycle.product
    if product is None:
        return ""
    if not product.is_in_view and not KnowledgeProduct.objects.visible_to(reader).filter(pk=product.pk).exists():
        return ""
    return product.get_absolute_url()


def left_questions(cycle: LessonStudyCycle) -> list[LeftQuestion]:
    questions = list(cycle.open_questions.select_related("help_request").order_by("pk"))
    brought_in = find_brought_in(questions)
    return [left_question(one, brought_in.get(one.pk)) for one in questions]


def left_question(question: OpenQuestion, practice: PracticeQuestion | None) -> LeftQuestion:
    left = LeftQuestion(question.text)
    if practice is not None:
        state = str(practice.get_state_display())
        left = replace(left, practice_url=practice.get_absolute_url(), practice_state=state)
    asked = question.help_request
    if asked is None or not asked.is_for_network or asked.is_withdrawn:
        return left
    is_shared = asked.published_at is not None
    page = "help_answer_detail" if is_shared else "help_request_detail"
    return replace(
        left,
        url=reverse(f"expertise:{page}", args=[asked.public_id]),
        is_answered=is_shared or asked.answered_at is not None,
        shared_answer=asked.published_answer if is_shared else "",
    )


def topics_to_show(cycle: LessonStudyCycle, member: Member) -> list[ShowTopic]:
    """For who took part: the study as evidence of a claim, of one that is there or a new one. Four queries at most."""
    if not find_taken_part_in(member).filter(pk=cycle.pk).exists():
        return []
    key = EVIDENCE.key_of(cycle.public_id)
    topics = list(cycle.topics.filter(state=TopicState.APPROVED).order_by("name"))
    rows = ExpertiseClaim.objects.filter(member=member, topic__in=topics, archived_at__isnull=True)
    claims = {claim.topic_id: claim for claim in rows}
    shown = set(Evidence.objects.filter(claim__in=claims.values(), elsewhere=key).values_list("claim_id", flat=True))
    found = []
    for topic in topics:
        claim = claims.get(topic.pk)
        if claim is None:
            url = reverse("expertise:claim_add", query={"thema": topic.slug, "uit": key})
        elif claim.pk in shown:
            url = claim.get_absolute_url()
        else:
            url = reverse("expertise:evidence_add", args=[claim.public_id], query={"uit": key})
        found.append(ShowTopic(topic.name, url, claim is not None and claim.pk in shown))
    return found
