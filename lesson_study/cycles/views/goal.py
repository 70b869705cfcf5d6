"""Phase 1: what the team wants to understand, with a look at the question and at studies like it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, require
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.actions import cycles as actions
from lesson_study.cycles.checker import EXAMPLES, check_question
from lesson_study.cycles.entrance import enter_cycle, render_cycle, saved_together
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.forms.work import GoalForm
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.queries import find_similar


@form_page
def goal(request: MemberRequest, public_id: str) -> HttpResponse:
    """«check» looks at the question and keeps nothing; otherwise it is saved and the question is looked at as well."""
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    may_write = request.user.has_perm("lesson_study.change_work", cycle)
    question, form = cycle.question, GoalForm(instance=cycle)
    if request.method == "POST":
        require(request, "lesson_study.change_work", cycle)
        form = GoalForm(request.POST, instance=cycle)
        if "check" in request.POST:
            question = request.POST.get("question", "")[:600].replace("\x00", "")
        elif form.is_valid() and _store(request, cycle, form):
            return HttpResponseRedirect(reverse("lesson_study:goal", args=[cycle.public_id]) + "#advies")
    context = {
        "form": form,
        "may_write": may_write,
        "advice": check_question(question),
        "checked": "check" in request.POST,
        "examples": EXAMPLES,
        "similar": find_similar(cycle),
    }
    status = 422 if form.is_bound and form.errors and "check" not in request.POST else 200
    return render_cycle(request, cycle, "lesson_study/cycles/goal.html", context, page=Phase.GOAL, status=status)


def _store(request: MemberRequest, cycle: LessonStudyCycle, form: GoalForm) -> bool:
    # The form wrote on its own object; the action compares with what is stored.
    stored = LessonStudyCycle.objects.get(pk=cycle.pk)
    try:
        met = actions.write_goal(cycle=stored, by=request.user, seen=form.seen(), **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    saved_together(request, met)
    return True
