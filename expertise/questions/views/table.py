"""All questions from practice in one table, for who runs the network: decide on several at once, and take that back."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.actions import states
from expertise.questions.forms.questions import DecideManyForm, QuestionFilter
from expertise.questions.models import PracticeQuestion
from expertise.questions.presenters.table import (
    ACTIONS,
    PRACTICE_QUESTIONS,
    REOPEN,
    STATES,
    can_become,
    look_at_deciding,
    present_rows,
)
from expertise.questions.views.questions import list_used_topics, make_trail
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import CSV, XLSX, present_in_parts
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.tables.bulk import try_each
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from knowledge_network.members.trail.downloads import record_download

DECIDE = "expertise.bundle_questions"
TABLE = "expertise:practice_question_table"
DECIDED = "expertise.questions_decided_together"


def list_questions(request: MemberRequest) -> QuerySet[PracticeQuestion]:
    rows = PracticeQuestion.objects.visible_to(request.user).select_related("asker", "board")
    return rows.prefetch_related("topics").annotate(sort_board=Coalesce("board__name", Value("")))


def _make_filter(data: QueryDict) -> QuestionFilter:
    return QuestionFilter(data, topics=list_used_topics())


@require_safe
def practice_question_table(request: MemberRequest) -> HttpResponse:
    """Newest first; every filter stands in the address. Seven queries."""
    require(request, DECIDE)
    filters = _make_filter(request.GET)
    rows = filters.apply(list_questions(request), request.user)
    table = lay_out(
        request, PRACTICE_QUESTIONS, rows, present=lambda page: present_rows(page, request.user), actions=ACTIONS
    )
    context = {
        "filters": filters,
        "table": table,
        "bulk_url": reverse("expertise:practice_questions_bulk"),
        "found": count_capped(rows),
        "trail": make_trail(),
    }
    return render_page(request, "expertise/questions/practice_question_table.html", context, partials=("results",))


@require_POST
def practice_questions_bulk(request: MemberRequest) -> HttpResponseBase:
    """Refer, leave or open again after a look; or the list as a sheet, in which who asked without a name has none."""
    require(request, DECIDE)
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(reverse(TABLE))
    rows = form.choose(
        PRACTICE_QUESTIONS,
        key="public_id",
        known=list_questions(request),
        narrow=lambda data, known: _make_filter(data).apply(known, request.user),
    )
    action = form.cleaned_data["action"]
    if action in {CSV, XLSX}:
        if later := make_later(request, rows):
            return later
        lines = present_in_parts(rows, lambda part: present_rows(part, request.user))
        sheet = PRACTICE_QUESTIONS.export(lines, action)
        return record_download(sheet, "expertise.practice_questions_exported", by=request.user, count=rows.count())
    said = None if action == REOPEN else DecideManyForm(form.words)
    chosen = list(rows[:MOST_AT_ONCE])
    if not form.may_go_on or (said is not None and not said.is_valid()):
        look = look_at_deciding(present_rows(chosen, request.user), action, said)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    able = [question for question in chosen if can_become(question, action)]
    if said is None:
        _open_again(request, able)
    else:
        words = {"state": STATES[action].value, **said.cleaned_data}
        done = try_each(request, able, lambda one: states.decide(question=one, by=request.user, **words))
        request.session[DECIDED] = [question.public_id for question in done]
        text = ngettext("It is noted for %(n)d question.", "It is noted for %(n)d questions.", len(done))
        offer_undo(request, text % {"n": len(done)}, reverse("expertise:practice_questions_undo"))
    return HttpResponseRedirect(reverse(TABLE))


@require_POST
def practice_questions_undo(request: MemberRequest) -> HttpResponse:
    """Take back what this reader decided last for many; who did not hear of it hears nothing."""
    require(request, DECIDE)
    _open_again(request, list(list_questions(request).filter(public_id__in=request.session.pop(DECIDED, []))))
    return HttpResponseRedirect(reverse(TABLE))


def _open_again(request: MemberRequest, questions: list[PracticeQuestion]) -> None:
    done = try_each(request, questions, lambda one: states.undo_decision(question=one, by=request.user))
    text = ngettext("%(n)d question is open again.", "%(n)d questions are open again.", len(done))
    messages.success(request, text % {"n": len(done)})
