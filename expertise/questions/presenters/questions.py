"""Questions from practice as their pages show them: who asked only where they gave their name."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expertise.questions.models import PracticeQuestion
from expertise.questions.originals import MARK, show_words
from expertise.questions.registry import Origin, find_origins
from expertise.questions.states import EXPLAINED, ICONS, TONES
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import Reader


@dataclass(frozen=True)
class QuestionLine:
    """One line of the list. `name` is empty without a name; `of` says on whose behalf it was asked."""

    url: str
    text: str
    context: str
    name: str
    of: str
    topics: list[str]
    asked_at: dt.datetime
    state: str
    tone: str
    icon: str


@dataclass(frozen=True)
class Told:
    """One part of what was told with a question."""

    heading: str
    text: str


@dataclass(frozen=True)
class QuestionPage:
    """One question. `explained` says what the state means, `reason` and `passed_to` in whose words it ended."""

    text: str
    parts: list[Told]
    name: str
    member: Member | None
    of: str
    topics: list[tuple[str, str]]
    asked_at: dt.datetime
    state: str
    state_since: dt.datetime
    tone: str
    icon: str
    explained: str
    reason: str
    passed_to: str
    origins: list[Origin]
    is_blacked_out: bool
    knows_hidden_name: bool


def shows_name(question: PracticeQuestion, reader: Reader) -> bool:
    """Without a name only who asked and who runs the network know it; who left is named nowhere."""
    asker = question.asker
    if asker is None or not asker.is_present:
        return False
    return not question.is_anonymous or reader.pk == asker.pk or bool(getattr(reader, "is_coordinator", False))


def name_voice(question: PracticeQuestion) -> str:
    """«leraren · Stichting KOE»; of somebody without a name only the role, for with the board it may be one person."""
    role = str(question.get_role_group_display())
    return " · ".join(part for part in (role, question.shown_board) if part)


def build_line(question: PracticeQuestion, reader: Reader) -> QuestionLine:
    named = shows_name(question, reader) and not question.is_anonymous
    return QuestionLine(
        url=question.get_absolute_url(),
        text=show_words(question.text),
        context=show_words(question.context),
        name=question.asker.get_full_name() if named and question.asker else "",
        of=name_voice(question),
        topics=sorted(topic.name for topic in question.topics.all()),
        asked_at=question.asked_at,
        state=question.get_state_display(),
        tone=TONES.get(question.state, ""),
        icon=ICONS[question.state],
    )


def build_page(question: PracticeQuestion, reader: Reader) -> QuestionPage:
    told = (
        (_("The situation"), question.context),
        (_("Why now"), question.why_now),
        (_("Tried already"), question.tried),
    )
    knows = shows_name(question, reader)
    member = question.asker if knows else None
    return QuestionPage(
        text=show_words(question.text),
        parts=[Told(heading, show_words(text)) for heading, text in told if text],
        name=member.get_full_name() if member else "",
        member=member,
        of=name_voice(question),
        topics=sorted((topic.name, topic.slug) for topic in question.topics.all()),
        asked_at=question.asked_at,
        state=question.get_state_display(),
        state_since=question.state_since,
        tone=TONES.get(question.state, ""),
        icon=ICONS[question.state],
        explained=str(EXPLAINED[question.state]),
        reason=question.state_reason,
        passed_to=question.passed_to,
        origins=find_origins(question, reader),
        is_blacked_out=any(MARK in getattr(question, name) for name in question.WORDS),
        knows_hidden_name=knows and question.is_anonymous,
    )
