"""Bringing in questions, taking them back, and taking out what should not have stood there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking.models import HelpRequest
from expertise.asking.queries.routing import find_topics
from expertise.questions import notices
from expertise.questions.actions.blackouts import note_black_out
from expertise.questions.actions.board import add_to_pool
from expertise.questions.enums import QuestionState, RoleGroup
from expertise.questions.models import LONGEST_QUESTION, PracticeQuestion
from expertise.questions.originals import BLOCK, MARK, take_out
from expertise.questions.states import find_role_group
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.ids import random_public_id
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic

KIND = "practice_question"
MOST_LINES = 400
# What stands before a question on a list: a bullet, a box, a number with a point or bracket.
_BEFORE = re.compile(r"^(?:[-–—•*·▪‣☐□]\s*|\(?\d{1,3}[.)]\s+)+")
_QUOTES = '"“”„'
# How long a paste can be taken back at once.
UNDO_PERIOD = dt.timedelta(hours=24)


def lock(question: PracticeQuestion) -> PracticeQuestion:
    """The row as it is now, held until the transaction ends."""
    return PracticeQuestion.objects.select_for_update(of=("self",)).select_related("asker").get(pk=question.pk)


def record(verb: str, question: PracticeQuestion, *, by: Member | None, **data: str | int) -> None:
    """In the logbook without the words of the question, and without who asked when that is to stay unknown."""
    hidden = question.is_anonymous and by is not None and by.pk == question.asker_id
    event = AuditEvent.objects.record(verb, question, by=None if hidden else by, subject=None, **data)
    AuditEvent.objects.filter(pk=event.pk).update(object_label=question.public_id)


def find_voice(member: Member) -> tuple[RoleGroup, int | None]:
    """On whose behalf somebody asks: the role group and the board (or institute) of the main appointment. One query."""
    rows = Appointment.objects.current().filter(member=member).order_by("-is_primary", "start", "pk")
    found = rows.values_list("function", "organisation__governing_board", "organisation").first()
    if found is None:
        return RoleGroup.OTHER, None
    function, board, organisation = found
    return find_role_group(function), board or organisation


@transaction.atomic
def add_question(
    *,
    by: Member,
    text: str,
    context: str = "",
    why_now: str = "",
    tried: str = "",
    sector: str = "",
    topics: Iterable[Topic] = (),
    is_anonymous: bool = False,
    help_request: HelpRequest | None = None,
    idempotency_key: str = "",
    at: dt.datetime | None = None,
) -> PracticeQuestion:
    """One question of one's own. The same key twice is one question. The words never change after this."""
    now = at or timezone.now()
    key = f"{by.public_id}:{idempotency_key}"[:64] if idempotency_key else None
    if key and (known := PracticeQuestion.objects.filter(idempotency_key=key).first()):
        return known
    role_group, board = find_voice(by)
    try:
        with transaction.atomic():
            question = PracticeQuestion.objects.create(
                asker=by, text=text, context=context, why_now=why_now, tried=tried, sector=sector,
                is_anonymous=is_anonymous, role_group=role_group, board_id=board, help_request=help_request,
                idempotency_key=key, asked_at=now, state_since=now,
            )  # fmt: skip
    except IntegrityError:
        known = PracticeQuestion.objects.filter(idempotency_key=key).first() if key else None
        if known is None:
            raise
        return known
    question.topics.set(topics)
    verb = "expertise.question_brought_in_unnamed" if is_anonymous else "expertise.question_brought_in"
    record(verb, question, by=by)
    add_to_pool([question.pk])
    refresh(KIND, [question.pk])
    return question


@dataclass(frozen=True)
class PastedLine:
    """One line of what was pasted, and why it does not come in; an empty `problem` for one that does."""

    text: str
    problem: str = ""


def _take_question(line: str) -> str:
    """The question of a line: its first column, without what stands before and around it."""
    return _BEFORE.sub("", " ".join(line.split("\t", maxsplit=1)[0].split())).strip(_QUOTES).strip()


def read_lines(pasted: str) -> list[PastedLine]:
    """One question a line, as they hang on a wall or stand in the first column of a sheet. One query."""
    lines = [_take_question(line) for line in pasted.splitlines()]
    lines = [line for line in lines if line]
    there = {text.casefold() for text in PracticeQuestion.objects.standing().filter(text__in=lines).values_list(
        "text", flat=True)}  # fmt: skip
    seen: set[str] = set()
    read = []
    for line in lines[:MOST_LINES]:
        problem = _find_problem(line, seen, there)
        seen.add(line.casefold())
        read.append(PastedLine(line, problem))
    return read


def _find_problem(line: str, seen: set[str], there: set[str]) -> str:
    if len(line) > LONGEST_QUESTION:
        return _("It is too long: %(most)d signs at most.") % {"most": LONGEST_QUESTION}
    if len(line) < 5 or BLOCK in line:
        return _("This is no question.")
    if line.casefold() in seen:
        return _("It stands here twice.")
    if line.casefold() in there:
        return _("It was brought in already.")
    return ""


@transaction.atomic
def bring_in_lines(
    *,
    by: Member,
    lines: Sequence[str],
    role_group: str,
    board: Organisation | None = None,
    sector: str = "",
    topics: Sequence[Topic] = (),
    at: dt.datetime | None = None,
) -> str:
    """What was said together, without names; the key of the whole, with which it can be taken back."""
    now, batch = at or timezone.now(), random_public_id()
    questions = PracticeQuestion.objects.bulk_create(
        PracticeQuestion(
            brought_in_by=by, is_anonymous=True, text=line, sector=sector, role_group=role_group, board=board,
            batch=batch, asked_at=now, state_since=now,
        )
        for line in lines
    )  # fmt: skip
    through = PracticeQuestion.topics.through
    through.objects.bulk_create(
        through(practicequestion_id=question.pk, topic_id=topic.pk)
        for question in questions
        for topic in topics or find_topics(question.text)
    )
    add_to_pool([question.pk for question in questions])
    AuditEvent.objects.record("expertise.questions_pasted", by=by, count=len(questions), batch=batch)
    refresh(KIND, [question.pk for question in questions])
    return batch


@dataclass(frozen=True)
class Pasted:
    """What was pasted at once: its questions in the order of the lines, and until when they can be taken back."""

    questions: QuerySet[PracticeQuestion]
    at: dt.datetime
    by: Member | None
    can_be_taken_back: bool

    @property
    def until(self) -> dt.datetime:
        return self.at + UNDO_PERIOD


def find_pasted(batch: str) -> Pasted:
    """404 when nothing was. Two queries, however many lines there were."""
    rows = PracticeQuestion.objects.filter(batch=batch, batch__gt="").order_by("pk")
    first = rows.select_related("brought_in_by").first()
    if first is None:
        raise Http404
    is_fresh = timezone.now() < first.asked_at + UNDO_PERIOD
    can_be_taken_back = is_fresh and rows.filter(state=QuestionState.BROUGHT_IN).exists()
    return Pasted(rows, first.asked_at, first.brought_in_by, can_be_taken_back)


@transaction.atomic
def take_back_lines(*, batch: str, by: Member, at: dt.datetime | None = None) -> int:
    """Nothing is thrown away: they are withdrawn together, as far as nothing was decided about them. How many."""
    now = at or timezone.now()
    rows = PracticeQuestion.objects.select_for_update().filter(
        batch=batch, batch__gt="", asked_at__gt=now - UNDO_PERIOD, state=QuestionState.BROUGHT_IN
    )
    keys = list(rows.values_list("pk", flat=True))
    PracticeQuestion.objects.filter(pk__in=keys).update(
        state=QuestionState.WITHDRAWN, state_since=now, state_reason=_("Pasted by mistake.")
    )
    if keys:
        AuditEvent.objects.record("expertise.questions_taken_back", by=by, count=len(keys), batch=batch)
        refresh(KIND, keys)
    return len(keys)


@transaction.atomic
def black_out(*, question: PracticeQuestion, by: Member, words: str) -> int:
    """Take `words` out wherever they stand in it; how many places. The rest stays to the letter."""
    locked = lock(question)
    count = 0
    for name in PracticeQuestion.WORDS:
        before = getattr(locked, name)
        after = take_out(before, words)
        if after != before and len(after) > (LONGEST_QUESTION if name == "text" else len(after)):
            raise RefusedError(_("These words stand there so often that nothing would be left to read."))
        count += after.count(MARK) - before.count(MARK)
        setattr(locked, name, after)
    if count <= 0:
        raise RefusedError(_("These words do not stand in the question."))
    locked.save(update_fields=list(PracticeQuestion.WORDS))
    record("expertise.question_blacked_out", locked, by=by, count=count)
    note_black_out(locked.public_id, words)
    refresh(KIND, [locked.pk])
    notices.tell_asker(notices.BLACKED_OUT, locked, by=by, what=f"blacked:{timezone.now().timestamp():.0f}")
    return count
