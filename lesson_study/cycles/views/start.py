"""Starting step by step: what it is about, the team, its roles, the charter. Each step is kept at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.form_errors import say_met
from knowledge_network.kit.http import form_page, render_private, require, sent
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.actions import cycles, team
from lesson_study.cycles.charter import charter_html
from lesson_study.cycles.entrance import done, enter_cycle, render_cycle
from lesson_study.cycles.enums import ExpertAnswer, Phase
from lesson_study.cycles.forms.start import AskTeamForm, CharterForm, RolesForm, StartForm
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.people import roles_missing
from lesson_study.cycles.presenters.steps import present_steps

MANAGE = "lesson_study.manage_team"


@form_page
def cycle_start(request: MemberRequest) -> HttpResponse:
    """The first step; `groep` in the address chooses the group."""
    form = StartForm(sent(request)[0], reader=request.user, initial={"group": request.GET.get("groep", "")[:100]})
    groups = form.fields["group"].queryset  # type: ignore[attr-defined]
    if form.is_valid():
        data = form.cleaned_data
        require(request, "lesson_study.start_cycle", data["group"])
        if too_many(request, "lesson_study_ask"):
            form.add_error(None, _("You did this many times in a short time. Try again later."))
        else:
            cycle = cycles.start_cycle(by=request.user, **data)
            messages.success(request, _("Your Lesson Study is there. Now choose your team."))
            return HttpResponseRedirect(reverse("lesson_study:start_team", args=[cycle.public_id]))
    context = {
        "form": form,
        "has_groups": groups.exists(),
        "trail": [(_("Lesson Study"), reverse("lesson_study:cycle_list"))],
        "steps": present_steps(None, "cycle_start"),
    }
    status = 422 if form.is_bound else 200
    return render_private(request, "lesson_study/cycles/cycle_start.html", context, status=status)


@form_page
def start_team(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who is in the team, is asked, and does what."""
    cycle = enter_cycle(request, public_id, MANAGE)
    form = AskTeamForm(sent(request)[0], cycle=cycle)
    if form.is_valid():
        if too_many(request, "lesson_study_ask"):
            form.add_error(None, _("You did this many times in a short time. Try again later."))
        elif done(
            request,
            team.ask_for_team,
            _("Asked. Your colleague says yes or no."),
            cycle=cycle,
            by=request.user,
            **form.cleaned_data,
        ):
            return HttpResponseRedirect(reverse("lesson_study:start_team", args=[cycle.public_id]))
    rows = list(cycle.team.standing().select_related("member").order_by("pk"))
    context = {
        "form": form,
        "may_ask": form.has_people,
        "rows": [
            (row, RolesForm(initial={"roles": row.team_roles}, auto_id=f"id_{row.member.public_id}_%s")) for row in rows
        ],
        "missing": roles_missing(rows),
        "count": len(rows),
        "steps": present_steps(cycle, "start_team"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render_cycle(request, cycle, "lesson_study/cycles/start_team.html", context, status=status)


@require_POST
def team_change(request: MemberRequest, public_id: str, member: str) -> HttpResponse:
    """`roles` of somebody, or with `remove` out of the team. Who leaves it oneself needs no right."""
    cycle = enter_cycle(request, public_id)
    row = get_object_or_404(cycle.team.standing().select_related("member"), member__public_id=member)
    if "remove" in request.POST:
        if row.member_id != request.user.pk:
            require(request, MANAGE, cycle)
        done(request, team.leave_team, _("Out of the team."), cycle=cycle, member=row.member, by=request.user)
        return HttpResponseRedirect(_after(request, cycle))
    require(request, MANAGE, cycle)
    form = RolesForm(request.POST, initial={"roles": row.team_roles})
    if form.is_valid():
        done(
            request,
            team.set_roles,
            _("Saved."),
            cycle=cycle,
            by=request.user,
            member=row.member,
            roles=form.cleaned_data["roles"],
        )
    else:
        messages.error(request, say_met(form))
    return HttpResponseRedirect(_after(request, cycle))


def _after(request: MemberRequest, cycle: LessonStudyCycle) -> str:
    """Back to the step for who arranges the team; who just left it may not see the page of the cycle any more."""
    if request.user.has_perm(MANAGE, cycle):
        return reverse("lesson_study:start_team", args=[cycle.public_id])
    visible = LessonStudyCycle.objects.visible_to(request.user).filter(pk=cycle.pk).exists()
    return cycle.get_absolute_url() if visible else reverse("lesson_study:cycle_list")


@require_POST
def team_answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """Yes or no to the team, for oneself."""
    cycle = enter_cycle(request, public_id)
    get_object_or_404(cycle.team.standing(), member=request.user)
    says_yes = request.POST.get("answer") == ExpertAnswer.YES
    success = _("You are in. Read what the team agrees.") if says_yes else _("You do not take part. The team knows.")
    done(request, team.answer_team, success, cycle=cycle, member=request.user, takes_part=says_yes)
    page = "start_charter" if says_yes else "cycle_detail"
    return HttpResponseRedirect(reverse(f"lesson_study:{page}", args=[cycle.public_id]))


@form_page
def start_charter(request: MemberRequest, public_id: str) -> HttpResponse:
    """What the team agrees; who may work on the cycle writes it, each agrees for oneself."""
    cycle = enter_cycle(request, public_id, "lesson_study.read_charter")
    may_write = request.user.has_perm(MANAGE, cycle)
    form = None
    if may_write:
        form = CharterForm(sent(request)[0], instance=cycle)
        if form.is_valid():
            stored = LessonStudyCycle.objects.get(pk=cycle.pk)
            saved = done(
                request,
                team.write_charter,
                _("Saved. Everybody agrees for themselves."),
                cycle=stored,
                by=request.user,
                text=form.cleaned_data["charter"],
                seen=form.seen(),
            )
            if saved:
                return HttpResponseRedirect(reverse("lesson_study:start_charter", args=[cycle.public_id]))
    elif request.method == "POST":
        require(request, MANAGE, cycle)
    rows = list(cycle.team.present().select_related("member").order_by("pk"))
    mine = next((row for row in rows if row.member_id == request.user.pk), None)
    context = {
        "form": form,
        "charter": charter_html(cycle.charter),
        "rows": rows,
        "mine": mine,
        "steps": present_steps(cycle, "start_charter") if may_write else [],
    }
    status = 422 if form is not None and form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/start_charter.html", context, status=status)


@require_POST
def charter_accept(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    get_object_or_404(cycle.team.present(), member=request.user)
    team.accept_charter(cycle=cycle, member=request.user)
    messages.success(request, _("You agree. Good luck together."))
    # Who arranges the start goes on with it; for the others the page of the cycle says what comes.
    goes_on = cycle.current_phase == Phase.START and request.user.has_perm(MANAGE, cycle)
    after = reverse("lesson_study:start_days", args=[cycle.public_id]) if goes_on else cycle.get_absolute_url()
    return HttpResponseRedirect(after)
