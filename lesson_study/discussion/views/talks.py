"""The discussion page, live on everybody's screen, and its read page for a guest."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.guarded_forms import within_limit
from knowledge_network.kit.http import render_private, require, sent, signed_page
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.entrance import build_trail, refuse_link, warn_of_names
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.links import guest_from_token, reader_from_token
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.cycles.presenters import present_ring
from lesson_study.discussion.actions import discussions as actions
from lesson_study.discussion.actions import notes as note_actions
from lesson_study.discussion.entrance import enter_cycle, enter_lesson, enter_talk
from lesson_study.discussion.enums import Step
from lesson_study.discussion.forms import (
    WHOLE_CLASS,
    ChairForm,
    ClosingWordsForm,
    MatrixFilterForm,
    ReasonForm,
    RevisionForm,
    SaidForm,
)
from lesson_study.discussion.links import build_address
from lesson_study.discussion.models import Discussion, DiscussionNote
from lesson_study.discussion.presenters.matrix import Chosen, present_matrix
from lesson_study.discussion.presenters.talk import list_revisions, present_talk
from lesson_study.discussion.queries import (
    find_discussion,
    find_lesson,
    list_discussed,
    list_pupils,
    read_seen,
    state_of_screen,
)


@require_safe
def discussion(request: MemberRequest, public_id: str) -> HttpResponse:
    """The talk about the first lesson."""
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    return render_talk(request, cycle, find_lesson(cycle, 1))


@require_safe
def discussion_of_lesson(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    lesson = enter_lesson(request, public_id, number, "lesson_study.read_work")
    return render_talk(request, lesson.cycle, lesson)


@never_cache
@require_safe
def discussion_live(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    """The page once more, or 204 when it would say nothing new to who has the state in `stand`."""
    talk = enter_talk(request, public_id, number, "lesson_study.read_talk")
    if request.GET.get("stand") == state_of_screen(talk.discussion):
        return HttpResponse(status=204)
    return render_talk(request, talk.cycle, talk.lesson)


def render_talk(
    request: MemberRequest,
    cycle: LessonStudyCycle,
    lesson: ResearchLesson | None,
    *,
    status: int = 200,
    **bound: Any,
) -> HttpResponse:
    """`bound` are forms that were filled in wrongly, by their name in the template."""
    reader = request.user
    page = Phase.RETEACH if lesson and lesson.number > 1 else Phase.DISCUSSION
    context: dict[str, Any] = {"cycle": cycle, "ring": present_ring(cycle, reader, page), "lesson": lesson}
    if lesson is not None:
        context |= talk_context(lesson, reader, read_chosen(request))
        context |= addresses(lesson)
        if context["talk"] and (step := context["talk"].discussion.current_step):
            context |= build_forms(lesson, step, context)
    context |= bound
    context["trail"] = build_trail(cycle)
    return render_private(request, "lesson_study/discussion/discussion.html", context, status=status)


def read_chosen(request: Any) -> Chosen:
    filters = MatrixFilterForm(request.GET)
    chosen = filters.chosen
    return Chosen("", chosen.row, chosen.critical) if chosen.pupil == WHOLE_CLASS else chosen


def talk_context(lesson: ResearchLesson, reader: Member | None, chosen: Chosen) -> dict[str, Any]:
    """What members and guests see alike; notes of the classroom for the team alone."""
    shows_notes = reader is not None and reader.has_perm("lesson_study.read_notes", lesson.cycle)
    pupils = list_pupils(lesson.cycle)
    seen = read_seen(lesson)
    found = find_discussion(lesson)
    revisions = list_revisions(found)
    matrix = present_matrix(seen, pupils, shows_notes=shows_notes, revisions=revisions, chosen=chosen)
    talk = None
    if found is not None and found.is_started:
        talk = present_talk(
            found, reader, pupils=len(pupils), rows=seen.rows, revisions=revisions, shows_notes=shows_notes
        )
    can_open = reader is not None and reader.has_perm("lesson_study.open_discussion", lesson)
    return {
        "talk": talk,
        "matrix": matrix,
        "chosen": chosen,
        "rows": seen.rows,
        "pupils": pupils,
        "can_open": can_open,
        "is_expert": bool(
            reader and found and found.is_started and reader.has_perm("lesson_study.say_closing_words", found)
        ),
    }


def addresses(lesson: ResearchLesson) -> dict[str, str]:
    """Address of each deed, by its name."""
    names = ("start", "on", "back", "close", "chair", "note_add", "revision_add", "no_revision", "evidence")
    found = {f"{name}_url": build_address(lesson, f"discussion_{name}") for name in names}
    found["closing_url"] = build_address(lesson, "discussion_closing_words")
    found["version_url"] = build_address(lesson, "discussion_version")
    found["live_url"] = build_address(lesson, "discussion_live")
    found["page_url"] = build_address(lesson)
    return found


def build_forms(lesson: ResearchLesson, step: Step, context: dict[str, Any]) -> dict[str, Any]:
    found = context["talk"].discussion
    return {
        "said_form": SaidForm(pupils=context["pupils"], step=step),
        "closing_form": ClosingWordsForm() if found.has_reached(Step.EXPERT) and step in found.steps else None,
        "revision_form": RevisionForm(rows=context["rows"], auto_id="revision_%s"),
        "none_form": ReasonForm(
            initial={"reason": found.no_revision_reason}, longest=500, label=_("No change, because …"), auto_id="no_%s"
        ),
        "chair_form": ChairForm(people=list_others(lesson), auto_id="chair_%s"),
    }


def list_others(lesson: ResearchLesson) -> Any:
    """Who may lead: the team without who taught."""
    people = Member.objects.filter(pk__in=lesson.cycle.team.present().values("member"))
    return people.exclude(pk=lesson.teacher_id or 0).order_by("given_name", "pk")


# Leading ----------------------------------------------------------------------------------------


@require_POST
def discussion_start(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    lesson = enter_lesson(request, public_id, number, "lesson_study.change_work")
    require(request, "lesson_study.open_discussion", lesson)
    try:
        actions.start_discussion(lesson=lesson, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(build_address(lesson))


@require_POST
def discussion_on(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    return _lead(request, public_id, number, actions.go_on)


@require_POST
def discussion_back(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    return _lead(request, public_id, number, actions.go_back)


def _lead(request: MemberRequest, public_id: str, number: int, action: Any) -> HttpResponse:
    talk = enter_talk(request, public_id, number, "lesson_study.chair_discussion")
    seen = request.POST.get("step", "")
    try:
        if seen in Step.values:
            action(discussion=talk.discussion, by=request.user, seen=Step(seen))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back()


@require_POST
def discussion_close(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, "lesson_study.chair_discussion")
    try:
        actions.close_discussion(discussion=talk.discussion, by=request.user)
        messages.success(request, _("The discussion is closed. Thank each other."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back()


@require_POST
def discussion_chair(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, "lesson_study.chair_discussion")
    form = ChairForm(request.POST, people=list_others(talk.lesson), auto_id="chair_%s")
    if not form.is_valid():
        return render_talk(request, talk.cycle, talk.lesson, status=422, chair_form=form)
    try:
        actions.hand_over_chair(discussion=talk.discussion, to=form.cleaned_data["member"], by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back()


# What is said -----------------------------------------------------------------------------------


@require_POST
def discussion_note_add(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, "lesson_study.write_in_discussion")
    posted = request.POST.get("step", "")
    step = Step(posted) if posted in Step.values else talk.discussion.current_step or Step.OPENING
    form = SaidForm(request.POST, pupils=list_pupils(talk.cycle), step=step)
    if not form.is_valid():
        return render_talk(request, talk.cycle, talk.lesson, status=422, said_form=form)
    data = form.cleaned_data
    note = note_actions.add_note(
        discussion=talk.discussion,
        by=request.user,
        text=data["text"],
        step=Step(data["step"]),
        uuid=data["uuid"],
        case_pupil=form.case_pupil,
        is_about_design=data.get("is_about_design", False),
    )
    if note.parked_for:
        label = Step(note.parked_for).label
        messages.info(request, _("Parked. We come back to it at «%(step)s».") % {"step": label})
    warn_of_names(request, data["text"])
    return talk.back("#gezegd")


@require_POST
def discussion_closing_words(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, "lesson_study.say_closing_words")
    form = ClosingWordsForm(request.POST)
    if not form.is_valid():
        return render_talk(request, talk.cycle, talk.lesson, status=422, closing_form=form)
    try:
        note_actions.add_closing_words(discussion=talk.discussion, by=request.user, **form.cleaned_data)
        warn_of_names(request, form.cleaned_data["text"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back("#gezegd")


def _note(request: MemberRequest, public_id: str, number: int, key: uuid.UUID) -> DiscussionNote:
    talk = enter_talk(request, public_id, number, "lesson_study.write_in_discussion")
    note: DiscussionNote | None = talk.discussion.notes.filter(uuid=key).first()
    if note is None:
        raise Http404
    note.discussion = talk.discussion
    return note


@require_POST
def discussion_note_remove(request: MemberRequest, public_id: str, number: int, key: uuid.UUID) -> HttpResponse:
    note = _note(request, public_id, number, key)
    try:
        note_actions.remove_note(note=note, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{build_address(note.discussion.lesson)}#gezegd")


@require_POST
def discussion_note_take_up(request: MemberRequest, public_id: str, number: int, key: uuid.UUID) -> HttpResponse:
    note = _note(request, public_id, number, key)
    try:
        note_actions.take_up_note(note=note, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{build_address(note.discussion.lesson)}#gezegd")


# A guest who is the knowledgeable other ---------------------------------------------------------


@signed_page
def guest_discussion(request: Any, token: str) -> HttpResponse:
    """Reads the discussion and writes the closing words, without an account; sees no note of the classroom."""
    guest: KnowledgeableOther | None = reader_from_token(token)
    if guest is None:
        return refuse_link(request, guest_from_token(token))
    discussed = list_discussed(guest.cycle)
    number = _chosen_lesson(request, discussed)
    lesson = find_lesson(guest.cycle, number)
    context: dict[str, Any] = {"cycle": guest.cycle, "lesson": lesson, "guest": guest, "token": token}
    context["other_lessons"] = [other for other in discussed if other != number]
    form = None
    if lesson is not None:
        context |= talk_context(lesson, None, Chosen())
        talk = context["talk"]
        if talk and talk.discussion.has_reached(Step.EXPERT) and guest.cycle.is_running:
            form = ClosingWordsForm(sent(request)[0])
            if form.is_valid() and _close_as_guest(request, guest, talk.discussion, form):
                return HttpResponseRedirect(request.get_full_path())
    context["closing_form"] = form
    status = 422 if form is not None and form.is_bound else 200
    return render_private(request, "lesson_study/discussion/guest_discussion.html", context, status=status)


def _chosen_lesson(request: HttpRequest, discussed: list[int]) -> int:
    """The one that `les` in the address names, else the one discussed last, else the first."""
    chosen = request.GET.get("les", "")
    found = [number for number in discussed if str(number) == chosen]
    return (found or discussed or [1])[-1]


def _close_as_guest(
    request: HttpRequest, guest: KnowledgeableOther, discussion: Discussion, form: ClosingWordsForm
) -> bool:
    """Whether the words of the guest were stored; otherwise the form says why not."""
    if not within_limit(request, form, "lesson_guest", key=guest.public_id):
        return False
    try:
        note_actions.add_closing_words(discussion=discussion, guest=guest, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Thank you. The team reads your words now."))
    warn_of_names(request, form.cleaned_data["text"])
    return True
