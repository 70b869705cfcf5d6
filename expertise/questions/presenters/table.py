"""Questions from practice as the table of who runs the network, and what would happen to those that are ticked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from expertise.questions.enums import QuestionState
from expertise.questions.forms.questions import QuestionFilter
from expertise.questions.models import PracticeQuestion
from expertise.questions.originals import show_words
from expertise.questions.presenters.questions import shows_name
from expertise.questions.states import TONES
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.tables import EXPORTS, Column, Part, Table, say, say_state, short_date
from knowledge_network.members.people.models import Member
from knowledge_network.members.tables.presenters import Look, Skipped

REFER, LEAVE, REOPEN = "refer", "leave", "reopen"
ACTIONS = [
    (REFER, gettext_lazy("Refer, with a reason")),
    (LEAVE, gettext_lazy("Do not take up, with a reason")),
    (REOPEN, gettext_lazy("Open again")),
    *EXPORTS,
]
STATES: dict[str, QuestionState] = {REFER: QuestionState.REFERRED, LEAVE: QuestionState.NOT_TAKEN_UP}


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in words. `name` is empty for who asked without one, also for who knows it."""

    question: PracticeQuestion
    text: str
    name: str
    topics: str
    url: str

    @property
    def board(self) -> str:
        return self.question.board.name if self.question.board else ""

    @property
    def role(self) -> str:
        return self.question.get_role_group_display()

    @property
    def decision(self) -> str:
        return " → ".join(part for part in (self.question.state_reason, self.question.passed_to) if part)


def present_rows(questions: Iterable[PracticeQuestion], reader: Member) -> list[QuestionRow]:
    rows = []
    for question in questions:
        asker = question.asker if shows_name(question, reader) and not question.is_anonymous else None
        topics = ", ".join(sorted(topic.name for topic in question.topics.all()))
        name = asker.get_full_name() if asker else ""
        rows.append(QuestionRow(question, show_words(question.text), name, topics, question.get_absolute_url()))
    return rows


def _draw_name(row: QuestionRow) -> tuple[Part, ...]:
    return say(row.name) if row.name else (Part(gettext_lazy("without a name"), look="meta"),)


PRACTICE_QUESTIONS: Table[QuestionRow] = Table(
    name="expertise.practice_questions",
    title=gettext_lazy("Questions from practice"),
    key=lambda row: row.question.public_id,
    naming=lambda row: row.text,
    first_sort="-ingebracht",
    tie="public_id",
    parameters=tuple(QuestionFilter.address_names.get(name, name) for name in QuestionFilter.base_fields),
    columns=(
        Column(
            code="vraag",
            label=gettext_lazy("Question"),
            order="text",
            draw=lambda row: say(row.text, url=row.url),
            value=lambda row: row.text,
            is_brief=True,
            width=70,
        ),
        Column(
            code="van",
            label=gettext_lazy("Asked by"),
            draw=_draw_name,
            value=lambda row: row.name,
            is_brief=True,
            width=26,
        ),
        Column(
            code="rol",
            label=gettext_lazy("Role group"),
            order="role_group",
            draw=lambda row: say(row.role),
            value=lambda row: row.role,
            is_brief=True,
            width=22,
        ),
        Column(
            code="bestuur",
            label=gettext_lazy("Board"),
            order="sort_board",
            draw=lambda row: say(row.board),
            value=lambda row: row.board,
            is_brief=True,
            width=32,
        ),
        Column(
            code="themas",
            label=gettext_lazy("Topics"),
            is_extra=True,
            draw=lambda row: say(row.topics),
            value=lambda row: row.topics,
            is_brief=True,
            width=36,
        ),
        Column(code="sector", label=gettext_lazy("Sector"), value=lambda row: row.question.get_sector_display()),
        Column(
            code="ingebracht",
            label=gettext_lazy("Brought in on"),
            order="asked_at",
            draw=lambda row: say(short_date(row.question.asked_at)),
            value=lambda row: row.question.asked_at,
            is_whole=True,
        ),
        Column(
            code="stand",
            label=gettext_lazy("State"),
            order="state",
            draw=lambda row: say_state(row.question.get_state_display(), TONES.get(row.question.state, "")),
            value=lambda row: row.question.get_state_display(),
        ),
        Column(
            code="sinds",
            label=gettext_lazy("Since"),
            is_extra=True,
            order="state_since",
            draw=lambda row: say(short_date(row.question.state_since)),
            value=lambda row: row.question.state_since,
            is_whole=True,
        ),
        Column(
            code="reden",
            label=gettext_lazy("Reason"),
            is_extra=True,
            draw=lambda row: say(row.decision),
            value=lambda row: row.decision,
            is_brief=True,
            width=40,
        ),
        Column(code="adres", label=gettext_lazy("Address"), value=lambda row: absolute_url(row.url), width=60),
    ),
)


def can_become(question: PracticeQuestion, action: str) -> bool:
    return question.is_decided if action == REOPEN else question.is_standing


def look_at_deciding(rows: list[QuestionRow], action: str, form: Form | None) -> Look:
    """Which questions are meant, which not, and how many people hear of it."""
    able = [row for row in rows if can_become(row.question, action)]
    others = [row for row in rows if not can_become(row.question, action)]
    people = len({row.question.asker_id for row in able if row.question.asker_id})
    words = {"n": len(able), "people": people}
    if action == REOPEN:
        title = _("Open again")
        button = ngettext("Open %(n)d question again", "Open %(n)d questions again", len(able))
    elif action == REFER:
        title = _("Refer questions")
        button = ngettext("Refer %(n)d question", "Refer %(n)d questions", len(able))
    else:
        title = _("Do not take questions up")
        button = ngettext("Do not take %(n)d question up", "Do not take %(n)d questions up", len(able))
    heard = ngettext("%(people)d person hears of it.", "%(people)d people hear of it.", people) % words
    return Look(
        title=title,
        summary=" ".join((ngettext("%(n)d question.", "%(n)d questions.", len(able)) % words, heard)),
        heading=_("Which questions"),
        names=[row.text for row in able],
        skipped=[Skipped(row.text, row.question.get_state_display()) for row in others],
        button=button % words,
        hidden=[("action", action), *(("ids", row.question.public_id) for row in able)],
        form=form,
        url=reverse("expertise:practice_questions_bulk"),
        back=reverse("expertise:practice_question_table"),
    )
