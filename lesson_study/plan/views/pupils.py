"""The case pupils of a cycle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.entrance import saved_together, warn_of_names
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.plan.actions import pupils as actions
from lesson_study.plan.entrance import CHANGE, enter_cycle, render_phase
from lesson_study.plan.enums import PupilCode
from lesson_study.plan.forms import CasePupilForm
from lesson_study.plan.models import CasePupil


@form_page
def case_pupils(request: MemberRequest, public_id: str) -> HttpResponse:
    """One form for each case pupil, and one for the next; `pupil` is the letter of the form that was sent."""
    cycle = enter_cycle(request, public_id, CHANGE)
    pupils = list(cycle.case_pupils.all())
    code = request.POST.get("pupil", "")
    chosen = next((pupil for pupil in pupils if pupil.code == code), None)
    sent_form: CasePupilForm | None = None
    if request.method == "POST":
        sent_form = _form(cycle, pupils, chosen, request.POST)
        if sent_form.is_valid():
            try:
                _save(request, cycle, chosen, sent_form)
                return HttpResponseRedirect(reverse("lesson_study:case_pupils", args=[cycle.public_id]))
            except RefusedError as refusal:
                sent_form.add_error(None, str(refusal))
    forms = [
        (pupil, sent_form if sent_form is not None and pupil is chosen else _form(cycle, pupils, pupil))
        for pupil in pupils
    ]
    is_full = len(pupils) >= len(PupilCode.values)
    new_form = sent_form if sent_form is not None and chosen is None else _form(cycle, pupils, None)
    context = {"forms": forms, "new_form": None if is_full else new_form}
    return render_phase(request, cycle, "case_pupils.html", context, status=422 if sent_form is not None else 200)


def _form(cycle: LessonStudyCycle, pupils: list[CasePupil], pupil: CasePupil | None, data: Any = None) -> CasePupilForm:
    taken = {other.alias for other in pupils if other.alias}
    instance = CasePupil.objects.get(pk=pupil.pk) if pupil is not None and data is not None else pupil
    prefix = pupil.code if pupil is not None else "new"
    return CasePupilForm(data, instance=instance, cycle=cycle, taken=taken, auto_id=f"{prefix}_%s")


def _save(request: MemberRequest, cycle: LessonStudyCycle, pupil: CasePupil | None, form: CasePupilForm) -> None:
    fields = form.cleaned_data
    if pupil is None:
        made = actions.add_case_pupil(cycle=cycle, by=request.user, **fields)
        messages.success(request, _("Case pupil %(code)s is added.") % {"code": made.code})
    else:
        met = actions.change_case_pupil(pupil=pupil, by=request.user, seen=form.seen(), **fields)
        saved_together(request, met)
    texts = "\n".join(str(fields[name]) for name in ("typification", "success_criterion", "learning_start"))
    warn_of_names(request, texts)


@require_POST
def case_pupil_remove(request: MemberRequest, public_id: str, code: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, CHANGE)
    pupil = get_object_or_404(CasePupil, cycle=cycle, code=code)
    try:
        actions.remove_case_pupil(pupil=pupil, by=request.user)
        messages.success(request, _("Case pupil %(code)s is taken away.") % {"code": code})
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    return HttpResponseRedirect(reverse("lesson_study:case_pupils", args=[cycle.public_id]))
