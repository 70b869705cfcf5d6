"""The knowledgeable other: chosen and asked by the team, answering with an account or as a guest with a link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expertise.asking.queries.routing import Need, suggest_people
from knowledge_network.kit.http import form_page, render_private, require, sent, signed_page
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles import links
from lesson_study.cycles.actions import experts as actions
from lesson_study.cycles.entrance import done, enter_cycle, refuse_link, render_cycle
from lesson_study.cycles.enums import ExpertAnswer
from lesson_study.cycles.forms.start import ExpertForm
from lesson_study.cycles.models import KnowledgeableOther, LessonStudyCycle
from lesson_study.cycles.presenters.steps import present_steps

MANAGE = "lesson_study.manage_team"
ANSWERS = (ExpertAnswer.YES, ExpertAnswer.NO)


@form_page
def start_expert(request: MemberRequest, public_id: str) -> HttpResponse:
    """People whose expertise fits, a field for a name, and one for a guest; `lid` in the address chooses somebody."""
    cycle = enter_cycle(request, public_id, MANAGE)
    form = ExpertForm(sent(request)[0], reader=request.user, chosen=_chosen(request))
    if form.is_valid():
        if too_many(request, "lesson_study_ask"):
            form.add_error(None, _("You did this many times in a short time. Try again later."))
        elif done(
            request,
            actions.ask_expert,
            _("Asked. You hear it when there is an answer."),
            **_asked(request, cycle, form),
        ):
            return HttpResponseRedirect(cycle.get_absolute_url())
    standing = cycle.knowledgeable_others.standing().select_related("member").order_by("pk")
    context = {
        "form": form,
        "experts": list(standing),
        "suggestions": _suggestions(cycle, request.user),
        "steps": present_steps(cycle, "start_expert"),
    }
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/start_expert.html", context, status=status)


def _chosen(request: MemberRequest) -> Member | None:
    public_id = request.GET.get("lid", "").replace("\x00", "")[:10]
    return Member.objects.visible_to(request.user).active().filter(public_id=public_id).first() if public_id else None


def _asked(request: MemberRequest, cycle: LessonStudyCycle, form: ExpertForm) -> dict[str, Any]:
    data = form.cleaned_data
    asked: dict[str, Any] = {"cycle": cycle, "by": request.user, "message": data["message"]}
    if form.member is not None:
        return asked | {"member": form.member}
    return asked | {name: data[name] for name in ("guest_name", "guest_email", "guest_organisation")}


def _suggestions(cycle: LessonStudyCycle, reader: Member) -> list[tuple[Member, str]]:
    """Whose expertise fits the topics; nobody of the team, and nobody twice."""
    topics = tuple(cycle.topics.all())
    need = Need(asker=reader, topics=topics, year_groups=tuple(cycle.year_groups), salt=cycle.public_id)
    there = set(cycle.team.standing().values_list("member", flat=True))
    there |= set(cycle.knowledgeable_others.standing().values_list("member", flat=True))
    found = [row for row in suggest_people(need, most=8) if row.member not in there][:5]
    people = Member.objects.visible_to(reader).in_bulk([row.member for row in found])
    return [(people[row.member], row.topic) for row in found if row.member in people]


@require_POST
def expert_step(request: MemberRequest, public_id: str, expert: str) -> HttpResponse:
    """`what`: «yes» and «no» by the expert; «ask» and «withdraw» by who arranges the team."""
    cycle = enter_cycle(request, public_id)
    rows = cycle.knowledgeable_others.standing().select_related("cycle__group", "member")
    found = get_object_or_404(rows, public_id=expert)
    what = request.POST.get("what", "")
    if what in ("ask", "withdraw"):
        require(request, MANAGE, cycle)
        action = actions.ask_feedback if what == "ask" else actions.withdraw_expert
        done(request, action, _("Done."), expert=found, by=request.user)
    else:
        if found.member_id != request.user.pk or what not in ANSWERS:
            raise Http404
        _answer(request, found, what, by=request.user)
    visible = LessonStudyCycle.objects.visible_to(request.user).filter(pk=cycle.pk).exists()
    return HttpResponseRedirect(cycle.get_absolute_url() if visible else reverse("lesson_study:cycle_list"))


def _answer(request: HttpRequest, expert: KnowledgeableOther, what: str, *, by: Member | None) -> bool:
    """Whether they take part; whether that was stored. Anything but «yes» is no."""
    says_yes = what == ExpertAnswer.YES
    success = _("Thank you. The team is glad that you take part.") if says_yes else _("Thank you for your answer.")
    return done(request, actions.answer_expert, success, expert=expert, takes_part=says_yes, by=by)


@signed_page
def guest(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a guest: what the team asks, an answer, and the way to plan (with feedback) and discussion."""
    if too_many(request, "lesson_study_from_mail"):
        return render_private(request, "429.html", {}, status=429)
    expert = links.guest_from_token(token)
    if expert is None:
        return refuse_link(request)
    if request.method == "POST":
        if request.POST.get("what", "") in ANSWERS:
            _answer(request, expert, request.POST["what"], by=None)
        if links.guest_from_token(token) is None:
            return render_private(request, "lesson_study/cycles/guest_thanks.html", {})
        return HttpResponseRedirect(request.path)
    context = {
        "expert": expert,
        "cycle": expert.cycle,
        "plan_url": "" if expert.cycle.is_over else _page_of_guest("guest_plan", token),
        "discussion_url": "" if expert.cycle.is_over else _page_of_guest("guest_discussion", token),
    }
    return render_private(request, "lesson_study/cycles/guest.html", context)


def _page_of_guest(name: str, token: str) -> str:
    """Nothing where this installation has no such page."""
    try:
        return reverse(f"lesson_study:{name}", args=[token])
    except NoReverseMatch:
        return ""
