"""Cover: the team asks, a school leader or coordinator answers on a page or from the mail."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_private, require, sent, signed_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles import links
from lesson_study.cycles.actions import cover as actions
from lesson_study.cycles.actions.days import find_clashes, take_proposed_day
from lesson_study.cycles.entrance import done, enter_cycle, refuse_link, render_cycle
from lesson_study.cycles.enums import CoverState, DayKind
from lesson_study.cycles.forms.start import CoverAskForm
from lesson_study.cycles.forms.work import CoverAnswerForm
from lesson_study.cycles.models import CoverRequest, CycleDay, LessonStudyCycle
from lesson_study.cycles.presenters.steps import present_steps

MOST_WAITING = 40

MANAGE = "lesson_study.manage_team"


# The team asks --------------------------------------------------------------------------------------


@form_page
def start_cover(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who needs cover on which lesson day; one button asks for all that is ticked."""
    cycle = enter_cycle(request, public_id, MANAGE)
    pairs = _open_pairs(cycle)
    choices = [(value, f"{member.get_full_name()} – {nice_date(day.day)}") for value, (day, member) in pairs.items()]
    form = CoverAskForm(sent(request)[0], choices=choices)
    if form.is_valid():
        if too_many(request, "lesson_study_ask"):
            form.add_error(None, _("You did this many times in a short time. Try again later."))
        else:
            _ask(request, [pairs[value] for value in form.cleaned_data["wanted"]], form.cleaned_data["note"])
            return HttpResponseRedirect(reverse("lesson_study:start_cover", args=[cycle.public_id]))
    rows = CoverRequest.objects.filter(day__cycle=cycle).exclude(state=CoverState.WITHDRAWN)
    context = {
        "form": form if choices else None,
        "requests": list(
            rows.select_related("day", "member", "organisation", "answered_by").order_by("day__day", "pk")
        ),
        "asked_only": cycle.team.standing().filter(accepted_at=None).count(),
        "has_days": cycle.days.filter(kind__in=DayKind.LESSONS).exists(),
        "steps": present_steps(cycle, "start_cover"),
    }
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/start_cover.html", context, status=status)


def _open_pairs(cycle: LessonStudyCycle) -> dict[str, tuple[CycleDay, Member]]:
    """Lesson days that are still to come × who is in the team, without what was asked already. Three queries."""
    today = timezone.localdate()
    days = list(cycle.days.filter(kind__in=DayKind.LESSONS, day__gte=today).order_by("day", "pk"))
    standing = CoverRequest.objects.filter(day__in=days).exclude(state=CoverState.WITHDRAWN)
    known = set(standing.values_list("day", "member"))
    team = [row.member for row in cycle.team.present().select_related("member").order_by("pk")]
    for day in days:
        day.cycle = cycle
    return {
        f"{day.public_id}:{member.public_id}": (day, member)
        for day in days
        for member in team
        if (day.pk, member.pk) not in known
    }


def _ask(request: MemberRequest, pairs: list[tuple[CycleDay, Member]], note: str) -> None:
    made = 0
    for day, member in pairs:
        made += len(actions.ask_cover(day=day, by=request.user, members=[member], note=note))
    text = ngettext("%(count)s request is sent.", "%(count)s requests are sent.", made) % {"count": made}
    messages.success(request, text)


@require_POST
def cover_step(request: MemberRequest, public_id: str, cover: str) -> HttpResponse:
    """Take the proposed day over, or take the request back."""
    cycle = enter_cycle(request, public_id, MANAGE)
    rows = CoverRequest.objects.filter(day__cycle=cycle).select_related("day__cycle", "member", "organisation")
    found = get_object_or_404(rows, public_id=cover)
    if request.POST.get("what") == "take":
        others = found.day.cover_requests.exclude(state=CoverState.WITHDRAWN).exclude(pk=found.pk).count()
        if done(request, take_proposed_day, _moved_text(others), request=found, by=request.user):
            _say_what_clashes(request, cycle)
    else:
        done(request, actions.withdraw_cover, _("Taken back."), request=found, by=request.user)
    return HttpResponseRedirect(reverse("lesson_study:start_cover", args=[cycle.public_id]))


def _say_what_clashes(request: MemberRequest, cycle: LessonStudyCycle) -> None:
    """A leader knows the own school, not the other days of the team: what a day that is taken over does to them."""
    wrong = [finding.text for finding in find_clashes(cycle, timezone.localdate()) if finding.is_error]
    if wrong:
        text = _("The days do not fit together any more. %(why)s Change them in step 4.")
        messages.warning(request, text % {"why": wrong[0]})


def _moved_text(others: int) -> str:
    """What happened to requests of `others` for the day that moved."""
    if not others:
        return _("The day is moved.")
    return ngettext(
        "The day is moved. The request of %(count)s colleague for the old day is taken back: ask again.",
        "The day is moved. Requests of %(count)s colleagues for the old day are taken back: ask again.",
        others,
    ) % {"count": others}


# Leaders and coordinators answer ----------------------------------------------------------------------


@require_safe
def cover_desk(request: MemberRequest) -> HttpResponse:
    """What waits for an answer, soonest first; below it what was answered."""
    require(request, "lesson_study.view_cover_desk")
    related = ("day__site", "member", "organisation", "answered_by")
    waiting = CoverRequest.objects.waiting_for(request.user).select_related(*related).order_by("day__day", "pk")
    rows = CoverRequest.objects.to_answer_by(request.user).exclude(member=request.user).select_related(*related)
    answered = rows.exclude(state=CoverState.WITHDRAWN).exclude(state=CoverState.ASKED)
    context = {
        "waiting": cut(waiting, MOST_WAITING),
        "page": paginate(answered, request.GET, by=("-answered_at", "-public_id"), size=25),
    }
    return render_private(request, "lesson_study/cycles/cover_desk.html", context)


@require_POST
def cover_approve(request: MemberRequest) -> HttpResponse:
    """Approve all that is ticked."""
    require(request, "lesson_study.view_cover_desk")
    chosen = [value[:10] for value in request.POST.getlist("request")[:200]]
    rows = CoverRequest.objects.to_answer_by(request.user).exclude(member=request.user)
    found = rows.filter(public_id__in=chosen, day__day__gte=timezone.localdate())
    count = actions.approve_many(requests=found.select_related("day__cycle__group", "member"), by=request.user)
    if count:
        text = ngettext("Arranged for %(count)s colleague.", "Arranged for %(count)s colleagues.", count)
        messages.success(request, text % {"count": count})
    elif chosen:
        messages.warning(request, _("These requests wait for you no more."))
    else:
        messages.warning(request, _("Tick first for whom you arranged it."))
    return HttpResponseRedirect(reverse("lesson_study:cover_desk"))


@form_page
def cover_answer(request: MemberRequest, public_id: str) -> HttpResponse:
    rows = CoverRequest.objects.to_answer_by(request.user).exclude(member=request.user)
    related = rows.select_related("day__cycle__group", "day__site", "member", "answered_by")
    found = get_permitted(request, related, "lesson_study.answer_cover", public_id=public_id)
    form = _answer_form(request, found)
    if form.is_valid() and _store(request, found, form, request.user):
        return HttpResponseRedirect(reverse("lesson_study:cover_desk"))
    context = {"found": found, "form": form, "trail": [(_("Cover"), reverse("lesson_study:cover_desk"))]}
    status = 422 if form.is_bound else 200
    return render_private(request, "lesson_study/cycles/cover_answer.html", context, status=status)


@signed_page
def cover_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    """The same, for who comes from the mail: opening it answers nothing yet."""
    if too_many(request, "lesson_study_from_mail"):
        return render_private(request, "429.html", {}, status=429)
    known = links.cover_from_token(token)
    if known is None or known[0].member_id == known[1].pk:
        return refuse_link(request)
    found, leader = known
    form = _answer_form(request, found)
    answered = form.is_valid() and _store(request, found, form, leader)
    context = {"found": found, "form": form, "from_mail": True, "answered": answered}
    status = 422 if form.is_bound and not answered else 200
    return render_private(request, "lesson_study/cycles/cover_answer.html", context, status=status)


def _answer_form(request: HttpRequest, found: CoverRequest) -> CoverAnswerForm:
    given: dict[str, Any] = {}
    if found.state != CoverState.ASKED:
        given = {"state": found.state, "proposed_day": found.proposed_day, "note": found.answer_note}
    day: dt.date = given.get("proposed_day") or found.day.day
    return CoverAnswerForm(sent(request)[0], initial={**given, "proposed_day": day} if given else {})


def _store(request: HttpRequest, found: CoverRequest, form: CoverAnswerForm, by: Member) -> bool:
    try:
        actions.answer_cover(request=found, by=by, **form.cleaned_data)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Thank you. The team knows."))
    return True
