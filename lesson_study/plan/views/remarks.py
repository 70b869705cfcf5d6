"""Remarks beside rows, and what a knowledgeable other says of the plan; also for a guest with a signed link."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.guarded_forms import within_limit
from knowledge_network.kit.http import render_private, signed_page
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.actions import experts
from lesson_study.cycles.entrance import refuse_link, warn_of_names
from lesson_study.cycles.links import guest_from_token, reader_from_token
from lesson_study.cycles.models import KnowledgeableOther
from lesson_study.plan import presenters, queries
from lesson_study.plan.actions import comments as actions
from lesson_study.plan.entrance import READ, enter_cycle, enter_plan, get_row, read_key
from lesson_study.plan.forms import CommentForm, FeedbackForm, NoFeedbackForm
from lesson_study.plan.models import LessonPlan, RowComment
from lesson_study.plan.views.plans import draw_plan


@require_POST
def plan_comment(request: MemberRequest, public_id: str) -> HttpResponse:
    """A remark beside the row of key `row`: of the team and its knowledgeable other."""
    plan = enter_plan(request, public_id, READ)
    row = get_row(plan, request.POST.get("row", ""))
    form = CommentForm(request.POST)
    if plan.cycle.is_over:
        raise PermissionDenied
    if form.is_valid():
        try:
            actions.add_comment(row=row, by=request.user, text=form.cleaned_data["text"])
            warn_of_names(request, form.cleaned_data["text"])
            return _to(f"{_address(plan)}#{actions.row_anchor(row)}")
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
    return draw_plan(request, plan.cycle, forms={"comment_form": form, "commented": row.key})


@require_POST
def plan_comment_resolve(request: MemberRequest, public_id: str, comment: str) -> HttpResponse:
    """Dealt with; with `open` it is open again."""
    plan = enter_plan(request, public_id)
    found = get_object_or_404(
        RowComment.objects.select_related("row"), public_id=comment, row__plan__cycle=plan.cycle_id
    )
    actions.resolve_comment(comment=found, by=request.user, is_resolved="open" not in request.POST)
    return _to(f"{_address(plan)}#{actions.row_anchor(found.row)}")


@require_POST
def feedback_ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask the knowledgeable other whose public id is `expert` to look at the plan."""
    plan = enter_plan(request, public_id)
    standing = KnowledgeableOther.objects.standing().filter(cycle=plan.cycle)
    expert = get_object_or_404(standing, public_id=request.POST.get("expert", "")[:20])
    try:
        experts.ask_feedback(expert=expert, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your question is on its way. The answer will stand with the plan."))
    return _to(f"{_address(plan)}#feedback")


@require_POST
def feedback_reason(request: MemberRequest, public_id: str) -> HttpResponse:
    """Why nobody from outside is asked."""
    plan = enter_plan(request, public_id)
    form = NoFeedbackForm(request.POST, instance=plan)
    if not form.is_valid():
        return draw_plan(request, plan.cycle, forms={"no_feedback_form": form})
    actions.say_why_no_feedback(plan=plan, by=request.user, reason=form.cleaned_data["no_feedback_reason"])
    return _to(f"{_address(plan)}#feedback")


@require_POST
def feedback_give(request: MemberRequest, public_id: str) -> HttpResponse:
    """What the knowledgeable other, who is a member, thinks of the plan."""
    cycle = enter_cycle(request, public_id)
    standing = KnowledgeableOther.objects.standing().filter(cycle=cycle, member=request.user)
    expert = standing.first()
    if expert is None or cycle.is_over:
        raise PermissionDenied
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return draw_plan(request, cycle, forms={"feedback_form": form})
    experts.give_feedback(expert=expert, by=request.user, text=form.cleaned_data["feedback"])
    messages.success(request, _("Thank you. The team hears of it."))
    return _to(f"{reverse('lesson_study:lesson_plan', args=[cycle.public_id])}#feedback")


@signed_page
def guest_plan(request: HttpRequest, token: str) -> HttpResponse:
    """The plan for a guest with a signed link: to read, with remarks (`row`) and feedback. Nothing of pupils' notes."""
    guest = reader_from_token(token)
    if guest is None:
        return refuse_link(request, guest_from_token(token))
    cycle = guest.cycle
    plan = queries.newest_plan(cycle)
    if plan is not None:
        plan.cycle = cycle
    comment_form, feedback_form = CommentForm(), FeedbackForm(initial={"feedback": guest.feedback})
    if request.method == "POST":
        if plan is None:
            raise Http404
        form = CommentForm(request.POST) if "row" in request.POST else FeedbackForm(request.POST)
        if form.is_valid() and within_limit(request, form, "lesson_guest", key=guest.public_id):
            try:
                _take_from_guest(request, guest, plan, form)
                return _to(request.path)
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
        comment_form = form if isinstance(form, CommentForm) else comment_form
        feedback_form = form if isinstance(form, FeedbackForm) else feedback_form
    context = {
        "guest": guest,
        "token": token,
        "cycle": cycle,
        "plan": plan,
        "read": presenters.read_plan(plan) if plan is not None else None,
        "comment_form": comment_form,
        "comment_action": request.path,
        "commented": read_key(request.POST.get("row", "")) if comment_form.errors else None,
        "may_write": False,
        "feedback_form": feedback_form,
    }
    status = 422 if comment_form.errors or feedback_form.errors else 200
    response = render_private(request, "lesson_study/plan/guest_plan.html", context, status=status)
    response["Referrer-Policy"] = "same-origin"
    return response


def _take_from_guest(
    request: HttpRequest, guest: KnowledgeableOther, plan: LessonPlan, form: CommentForm | FeedbackForm
) -> None:
    if isinstance(form, CommentForm):
        row = get_row(plan, request.POST.get("row", ""))
        actions.add_comment(row=row, by=None, guest=guest, text=form.cleaned_data["text"])
        warn_of_names(request, form.cleaned_data["text"])
    else:
        experts.give_feedback(expert=guest, by=None, text=form.cleaned_data["feedback"])
    messages.success(request, _("Thank you. The team hears of it."))


def _address(plan: LessonPlan) -> str:
    return reverse("lesson_study:lesson_plan", args=[plan.cycle.public_id])


def _to(address: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(address)
