"""The page of a lesson: set up, who observes whom, its start and end, the notes of all, interviews."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.http import form_page, redirect_back, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.classroom import actions
from lesson_study.classroom.entrance import (
    LAST_LESSON,
    Classroom,
    enter_classroom,
    enter_lesson,
    render_classroom,
)
from lesson_study.classroom.forms import InterviewForm, LessonForm, NoInterviewsForm, NoteForm
from lesson_study.classroom.links import build_address
from lesson_study.classroom.models import Observation, PupilInterview, ResearchLesson
from lesson_study.classroom.presenters import present_interviews, present_lesson, present_notes
from lesson_study.classroom.queries import numbered_rows
from lesson_study.cycles.entrance import warn_of_names
from lesson_study.plan.models import CasePupil, LessonPlan


@require_safe
def lesson(request: MemberRequest, public_id: str) -> HttpResponse:
    """The first lesson: the page of its phase."""
    return _lesson_page(request, public_id, 1)


@require_safe
def lesson_of_number(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    return _lesson_page(request, public_id, number)


def _lesson_page(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    classroom = enter_classroom(request, public_id, number, "lesson_study.read_notes")
    if number > LAST_LESSON or (classroom.lesson is None and number > 1):
        raise Http404
    found = classroom.lesson
    may_write = request.user.has_perm("lesson_study.take_notes", classroom.cycle)
    context: dict[str, Any] = {"may_write": may_write}
    if found is None:
        fixed = LessonPlan.objects.filter(cycle=classroom.cycle, fixed_at__isnull=False)
        context |= {"card": None, "has_plan": fixed.exists()}
    else:
        context |= {
            "card": present_lesson(found, request.user),
            "notes": present_notes(found, request.user, query=request.GET, may_write=may_write),
            "interviews": present_interviews(found),
            "reason_form": NoInterviewsForm(initial={"reason": found.no_interviews_reason}),
        }
    return render_classroom(
        request, classroom, "lesson_study/classroom/lesson.html", context, partials=("lesson-notes",)
    )


@form_page
def lesson_setup(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    classroom = enter_classroom(request, public_id, number, "lesson_study.change_work")
    if not 1 <= number <= LAST_LESSON:
        raise Http404
    data, _files = sent(request)
    form = LessonForm(data, cycle=classroom.cycle, lesson=classroom.lesson, phase=classroom.phase)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("plan", "day", "class_label", "teacher")}
        made = actions.set_up_lesson(
            cycle=classroom.cycle, number=number, by=request.user, observers=form.observers, **values
        )
        messages.success(request, _("The lesson is set up. Everybody can make their phone ready now."))
        return HttpResponseRedirect(build_address(made))
    context = {"form": form, "has_plan": form.fields["plan"].queryset.exists()}  # type: ignore[attr-defined]
    status = 422 if request.method == "POST" else 200
    return render_classroom(request, classroom, "lesson_study/classroom/lesson_setup.html", context, status=status)


@require_POST
def lesson_start(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    actions.start_lesson(lesson=found, by=request.user, at=timezone.now())
    return redirect_back(request, build_address(found))


@require_POST
def lesson_end(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    if actions.end_lesson(lesson=found, by=request.user, at=timezone.now()):
        offer_undo(
            request,
            _("The lesson has ended. Send your notes, then ask the pupils."),
            build_address(found, "lesson_reopen"),
        )
    return redirect_back(request, build_address(found))


@require_POST
def lesson_reopen(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    actions.reopen_lesson(lesson=found, by=request.user)
    return redirect_back(request, build_address(found))


# Notes and interviews without the phone page ----------------------------------------------------


@form_page
def note_write(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    """A note afterwards, or from paper."""
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    moment = found.ended_at or found.started_at or timezone.now()
    return _note_page(request, found, Observation(lesson=found, noted_at=moment))


@form_page
def note_change(request: MemberRequest, public_id: str, number: int, uuid: str) -> HttpResponse:
    """One's own note; another's is none."""
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    note = get_object_or_404(Observation.objects.filter(lesson=found, observer=request.user), uuid=uuid)
    note.lesson = found
    return _note_page(request, found, note)


def _note_page(request: MemberRequest, found: ResearchLesson, note: Observation) -> HttpResponse:
    data, _files = sent(request)
    form = NoteForm(data, instance=note, lesson=found, rows=numbered_rows(found.plan))
    if request.method == "POST" and form.is_valid():
        actions.write_note(note=form.save(commit=False), by=request.user)
        messages.success(request, _("Your note is saved."))
        warn_of_names(request, form.cleaned_data["text"])
        return HttpResponseRedirect(build_address(found))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "back": build_address(found), "is_new": note.pk is None}
    classroom = Classroom(found.cycle, found.number, found)
    return render_classroom(request, classroom, "lesson_study/classroom/note_write.html", context, status=status)


@form_page
def interview_write(request: MemberRequest, public_id: str, number: int, code: str) -> HttpResponse:
    """The four questions to one case pupil: the first that was written down, or a new one."""
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    pupil = get_object_or_404(CasePupil, cycle=found.cycle, code=code)
    given = PupilInterview.objects.filter(lesson=found, case_pupil=pupil).order_by("at", "pk").first()
    interview = given or PupilInterview(lesson=found, case_pupil=pupil, at=timezone.now())
    interview.lesson = found
    data, _files = sent(request)
    form = InterviewForm(data, instance=interview)
    if request.method == "POST" and form.is_valid():
        actions.write_interview(interview=form.save(commit=False), by=request.user)
        messages.success(request, _("The answers are saved."))
        warn_of_names(request, *form.cleaned_data.values())
        return HttpResponseRedirect(f"{build_address(found)}#interviews")
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "pupil": pupil, "back": f"{build_address(found)}#interviews"}
    classroom = Classroom(found.cycle, found.number, found)
    return render_classroom(request, classroom, "lesson_study/classroom/interview_write.html", context, status=status)


@require_POST
def interviews_skip(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    found = enter_lesson(request, public_id, number, "lesson_study.take_notes")
    form = NoInterviewsForm(request.POST)
    if form.is_valid():
        actions.skip_interviews(lesson=found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Saved."))
        warn_of_names(request, form.cleaned_data["reason"])
    else:
        messages.error(request, _("The reason is too long. Use 300 characters at most."))
    return redirect_back(request, f"{build_address(found)}#interviews")
