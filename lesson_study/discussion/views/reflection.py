"""Reflection: progress, insights, open questions, sharing, the end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.find import find_known
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, require, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.classroom.models import Observation
from lesson_study.cycles.actions.ending import finish_for_good
from lesson_study.cycles.entrance import build_trail, saved_together, warn_of_names
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.phases import find_missing
from lesson_study.cycles.presenters import present_ring
from lesson_study.discussion.actions import reflection as actions
from lesson_study.discussion.entrance import enter_cycle
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.forms import (
    AskNetworkForm,
    BringInForm,
    InsightForm,
    LicenceForm,
    ProgressForm,
    QuestionForm,
    ShareEventForm,
)
from lesson_study.discussion.models import Insight, OpenQuestion
from lesson_study.discussion.presenters.reflection import present_reflection
from lesson_study.discussion.queries import find_brought_in, find_meetings_to_share_at
from lesson_study.plan.models import CasePupil

WRITE = "lesson_study.change_work"


@require_safe
def reflection(request: MemberRequest, public_id: str) -> HttpResponse:
    return render_reflection(request, enter_cycle(request, public_id, "lesson_study.read_work"))


def frame(request: MemberRequest, cycle: LessonStudyCycle) -> dict[str, Any]:
    return {
        "cycle": cycle,
        "ring": present_ring(cycle, request.user, Phase.REFLECTION),
        "reflection_url": reverse("lesson_study:reflection", args=[cycle.public_id]),
        "trail": build_trail(cycle),
    }


def render_reflection(
    request: MemberRequest, cycle: LessonStudyCycle, *, status: int = 200, **bound: Any
) -> HttpResponse:
    shows_notes = request.user.has_perm("lesson_study.read_notes", cycle)
    context = frame(request, cycle) | {
        "view": present_reflection(cycle, request.user, shows_notes=shows_notes),
        "shows_notes": shows_notes,
        "question_form": QuestionForm(auto_id="question_%s"),
        "share_form": _share_form(request, cycle),
        "licence_form": LicenceForm(chosen=cycle.licence),
        "missing": find_missing(cycle, Phase.REFLECTION) if cycle.is_running else [],
    }
    return render_private(request, "lesson_study/discussion/reflection.html", context | bound, status=status)


def back(cycle: LessonStudyCycle, anchor: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("lesson_study:reflection", args=[cycle.public_id]) + anchor)


# Progress ---------------------------------------------------------------------------------------


@form_page
def progress_note(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    pupil = CasePupil.objects.filter(cycle=cycle, code=code[:1]).select_related("progress").first()
    if pupil is None or pupil.code != code:
        raise Http404
    pupil.cycle = cycle
    known = getattr(pupil, "progress", None)
    initial = {"progress": known.progress, "text": known.text} if known else {}
    form = ProgressForm(sent(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid() and _keep_progress(request, pupil, form):
        warn_of_names(request, form.cleaned_data["text"])
        return back(cycle, "#voortgang")
    context = frame(request, cycle) | {"form": form, "pupil": pupil}
    return render_private(
        request, "lesson_study/discussion/progress_note.html", context, status=422 if form.is_bound else 200
    )


def _keep_progress(request: MemberRequest, pupil: CasePupil, form: ProgressForm) -> bool:
    try:
        met = actions.note_progress(case_pupil=pupil, by=request.user, seen=form.seen(), **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    saved_together(request, met)
    return True


# Insights ---------------------------------------------------------------------------------------


def _find(rows: Any, key: str) -> Any:
    found = rows.filter(public_id=key).select_related("cycle__group").first()
    if found is None:
        raise Http404
    return found


@form_page
def insight_add(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    return _insight(request, cycle, None)


@form_page
def insight_change(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    return _insight(request, cycle, _find(cycle.insights, key))


def _insight(request: MemberRequest, cycle: LessonStudyCycle, insight: Insight | None) -> HttpResponse:
    notes = Observation.objects.filter(lesson__cycle=cycle).select_related("lesson", "case_pupil")
    notes = notes.order_by("lesson__number", "case_pupil__code", "noted_at", "pk")
    initial = {"level": InsightLevel.by_address().get(request.GET.get("niveau", ""), "")}
    form = InsightForm(sent(request)[0], notes=notes, insight=insight, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                written = actions.write_insight(
                    cycle=cycle,
                    by=request.user,
                    insight=insight,
                    seen=form.seen(),
                    evidence_seen=form.evidence_seen(),
                    **form.cleaned_data,
                )
                saved_together(request, written.met)
                warn_of_names(request, form.cleaned_data["text"], form.cleaned_data["monday"])
                return back(cycle, "#inzichten")
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = frame(request, cycle) | {"form": form, "insight": insight}
    return render_private(request, "lesson_study/discussion/insight_change.html", context, status=status)


@require_POST
def insight_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    actions.remove_insight(insight=_find(cycle.insights, key), by=request.user)
    messages.success(request, _("The insight is taken away."))
    return back(cycle, "#inzichten")


# Open questions ---------------------------------------------------------------------------------


@require_POST
def question_leave(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    form = QuestionForm(request.POST, auto_id="question_%s")
    if not form.is_valid():
        return render_reflection(request, cycle, status=422, question_form=form)
    try:
        actions.leave_question(cycle=cycle, by=request.user, text=form.cleaned_data["text"])
        warn_of_names(request, form.cleaned_data["text"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return back(cycle, "#vragen")


@require_POST
def question_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    actions.remove_question(question=_find(cycle.open_questions, key), by=request.user)
    return back(cycle, "#vragen")


@form_page
def question_ask(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """An open question as a help request, filled in beforehand with what the study is about."""
    cycle = enter_cycle(request, public_id, WRITE)
    question: OpenQuestion = _find(cycle.open_questions, key)
    if question.help_request_id is not None:
        return back(cycle, "#vragen")
    form = AskNetworkForm(sent(request)[0], initial=_asked_of(question))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.ask_network(question=question, by=request.user, **form.cleaned_data)
                messages.success(request, _("Your question is on its way. We tell you as soon as somebody helps."))
                return back(cycle, "#vragen")
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = frame(request, cycle) | {"form": form, "question": question}
    return render_private(request, "lesson_study/discussion/question_ask.html", context, status=status)


@form_page
def question_bring_in(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """An open question as a question from practice, beside what is known of it already."""
    cycle = enter_cycle(request, public_id, WRITE)
    question: OpenQuestion = _find(cycle.open_questions, key)
    if find_brought_in([question]):
        return back(cycle, "#vragen")
    form = BringInForm(sent(request)[0], initial={"text": question.text[:300], "context": _situation_of(question)})
    if request.method == "POST" and form.is_valid():
        actions.bring_in_question(question=question, by=request.user, **form.cleaned_data)
        warn_of_names(request, form.cleaned_data["text"], form.cleaned_data["context"])
        messages.success(request, _("Your question is there, in your own words. You hear what becomes of it."))
        return back(cycle, "#vragen")
    hits = find_known(request.user, question.text)
    context = frame(request, cycle) | {"form": form, "question": question, "hits": hits}
    template = "lesson_study/discussion/question_bring_in.html"
    return render_private(request, template, context, status=422 if form.is_bound else 200)


def _asked_of(question: OpenQuestion) -> dict[str, str]:
    return {"title": question.text[:150], "situation": _situation_of(question)}


def _situation_of(question: OpenQuestion) -> str:
    """Nothing of a pupil or a colleague: the question of the study and what it is about."""
    cycle = question.cycle
    parts = [_("This question is left from our Lesson Study «%(title)s».") % {"title": cycle.title}]
    if cycle.question:
        parts.append(_("Our research question was: %(question)s") % {"question": cycle.question})
    parts.append(_("What we still want to know: %(question)s") % {"question": question.text})
    return "\n\n".join(parts)


# Sharing ----------------------------------------------------------------------------------------


@require_POST
def sharing_plan(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    form = _share_form(request, cycle, request.POST)
    if not form.is_valid():
        return render_reflection(request, cycle, status=422, share_form=form)
    try:
        made = actions.plan_sharing(cycle=cycle, by=request.user, **form.values)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return render_reflection(request, cycle, status=409, share_form=form)
    if form.values["invites"] and made.meeting is not None:
        messages.success(request, _("It stands in the agenda, and everybody in your group is invited."))
    return back(cycle, "#delen")


def _share_form(request: MemberRequest, cycle: LessonStudyCycle, data: QueryDict | None = None) -> ShareEventForm:
    return ShareEventForm(data, meetings=find_meetings_to_share_at(cycle, request.user), auto_id="share_%s")


@require_POST
def sharing_remove(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    actions.remove_sharing(event=_find(cycle.share_events, key), by=request.user)
    return back(cycle, "#delen")


@require_POST
def licence_choose(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, WRITE)
    form = LicenceForm(request.POST, chosen=cycle.licence)
    if not form.is_valid():
        return render_reflection(request, cycle, status=422, licence_form=form)
    actions.choose_licence(cycle=cycle, by=request.user, licence=form.cleaned_data["licence"])
    return back(cycle, "#verslag")


@require_POST
def contact_wish(request: MemberRequest, public_id: str) -> HttpResponse:
    """Each says for oneself whether they may be asked about the study."""
    cycle = enter_cycle(request, public_id, "lesson_study.publish_report")
    actions.set_contact_wish(cycle=cycle, by=request.user, agrees=request.POST.get("wens") == "ja")
    return back(cycle, "#verslag")


@require_POST
def study_finish(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    require(request, "lesson_study.finish_study", cycle)
    try:
        finish_for_good(cycle=cycle, by=request.user)
        messages.success(request, _("The study is finished. What you found is in the archive now."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return back(cycle)
