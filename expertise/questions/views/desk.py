"""For who runs the network: many questions at once, and what becomes of a question that is not bundled."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from expertise.questions.actions import originals, states
from expertise.questions.forms.questions import DecisionForm, PassOnForm, PasteForm
from expertise.questions.presenters.questions import build_page
from expertise.questions.views.questions import enter, make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest

LIST = "expertise:practice_question_list"


@form_page
def practice_question_paste(request: MemberRequest) -> HttpResponse:
    """First what would come in and what not, then with `confirmed` it does; it can be taken back for a day."""
    require(request, "expertise.bundle_questions")
    form = PasteForm(sent(request)[0])
    lines: list[originals.PastedLine] = []
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            status = 200
            lines = originals.read_lines(form.cleaned_data["pasted"])
            good = [line.text for line in lines if not line.problem]
            if "confirmed" in request.POST and good:
                return _bring_in(request, form, good)
    context = {
        "form": form,
        "lines": lines,
        "good_count": sum(not line.problem for line in lines),
        "trail": make_trail(),
    }
    return render_page(request, "expertise/questions/practice_question_paste.html", context, status=status)


def _bring_in(request: MemberRequest, form: PasteForm, lines: list[str]) -> HttpResponse:
    data = form.cleaned_data
    batch = originals.bring_in_lines(
        by=request.user,
        lines=lines,
        role_group=data["role_group"],
        board=data["board"],
        sector=data["sector"],
        topics=data["topics"],
    )
    count = len(lines)
    said = ngettext("%(n)d question is brought in.", "%(n)d questions are brought in.", count) % {"n": count}
    messages.success(request, said)
    return HttpResponseRedirect(reverse("expertise:practice_question_pasted", args=[batch]))


@form_page
def practice_question_pasted(request: MemberRequest, batch: str) -> HttpResponse:
    """What was pasted at once, and the button that takes it back."""
    require(request, "expertise.bundle_questions")
    pasted = originals.find_pasted(batch)
    if request.method == "POST":
        count = originals.take_back_lines(batch=batch, by=request.user)
        if count:
            said = ngettext("%(n)d question is taken back.", "%(n)d questions are taken back.", count) % {"n": count}
            messages.success(request, said)
        else:
            messages.error(request, _("There is nothing to take back any more."))
        return HttpResponseRedirect(reverse(LIST))
    page = paginate(pasted.questions, request.GET, by=("id",), size=50)
    context = {"pasted": pasted, "page": page, "trail": make_trail()}
    return render_page(request, "expertise/questions/practice_question_pasted.html", context)


@form_page
def practice_question_decide(request: MemberRequest, public_id: str) -> HttpResponse:
    """Answered elsewhere, or not taken up; who asked reads why."""
    question = enter(request, public_id, "expertise.decide_question")
    form = DecisionForm(sent(request)[0])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                states.decide(question=question, by=request.user, **form.cleaned_data)
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, _("It is noted. Who asked it is told."))
                return HttpResponseRedirect(question.get_absolute_url())
    context = {"form": form, "shown": build_page(question, request.user), "trail": make_trail(question)}
    return render_page(request, "expertise/questions/practice_question_decide.html", context, status=status)


@form_page
def practice_question_pass_on(request: MemberRequest, public_id: str) -> HttpResponse:
    """To whom a question goes that the network does not take up: somebody else, or nobody any more."""
    question = enter(request, public_id, "expertise.decide_question")
    form = PassOnForm(sent(request)[0], initial={"passed_to": question.passed_to})
    if request.method == "POST" and form.is_valid():
        try:
            states.change_passing(question=question, by=request.user, **form.cleaned_data)
            messages.success(request, _("It is noted. Who asked it is told."))
            return HttpResponseRedirect(question.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
    status = 422 if form.is_bound else 200
    context = {"form": form, "shown": build_page(question, request.user), "trail": make_trail(question)}
    return render_page(request, "expertise/questions/practice_question_pass_on.html", context, status=status)


@require_POST
def practice_question_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    question = enter(request, public_id, "expertise.decide_question")
    try:
        states.undo_decision(question=question, by=request.user)
        messages.success(request, _("The question is open again. Who asked it is told."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(question.get_absolute_url())
