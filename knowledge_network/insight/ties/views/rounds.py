"""The rounds for who runs and guards them: a list, a new one, one of them, and what is done with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.surveys.entrance import look_first
from knowledge_network.insight.surveys.forms import ProlongForm
from knowledge_network.insight.ties.actions import rounds as actions
from knowledge_network.insight.ties.bands import FEWEST_OF_SCHOOL
from knowledge_network.insight.ties.entrance import do_and_return, enter_round
from knowledge_network.insight.ties.export import HEADER, list_pairs
from knowledge_network.insight.ties.figures import read_told
from knowledge_network.insight.ties.forms import RoundForm, SchoolsForm
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation
from knowledge_network.insight.ties.presenters.picture import build_picture
from knowledge_network.insight.ties.queries import list_asked
from knowledge_network.insight.ties.units import read_kept_units
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (_("The network in view"), reverse("insight:network_picture")),
        (_("Rounds"), reverse("insight:round_list")),
        *more,
    ]


def _say_why_not(found: NetworkRound, reader: Member) -> str:
    """Why a concept cannot be opened today."""
    try:
        actions.check_opening(found, by=reader, today=timezone.localdate())
    except RefusedError as refusal:
        return str(refusal)
    return ""


@require_safe
def round_list(request: MemberRequest) -> HttpResponse:
    require(request, "insight.see_rounds")
    rounds = NetworkRound.objects.visible_to(request.user)
    context = {
        "page": paginate(rounds, request.GET, by=("-closes_on", "-public_id"), size=30),
        "can_start": request.user.has_perm("insight.run_rounds"),
        "trail": _trail()[:1],
    }
    return render_page(request, "insight/ties/round_list.html", context)


@form_page
def round_start(request: MemberRequest) -> HttpResponse:
    require(request, "insight.run_rounds")
    form = RoundForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        made = actions.start_round(by=request.user, **form.cleaned_data)
        messages.success(request, _("The questionnaire is ready to be looked at."))
        return HttpResponseRedirect(made.get_absolute_url())
    context = {"form": form, "trail": _trail()}
    return render_page(request, "insight/ties/round_start.html", context, status=422 if form.is_bound else 200)


@require_safe
def round_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """A round in whatever state it is; closed, only who guards it sees what would be shown."""
    found, reader = enter_round(request, public_id), request.user
    previews = found.is_closed and found.is_enough and reader.has_perm("insight.preview_round", found)
    shows = found.is_published or previews
    context = {
        "round": found,
        "picture": build_picture(found) if shows else None,
        "topics": found.topics.order_by("name"),
        "is_asked": RoundParticipation.objects.filter(network_round=found, member=reader).exists(),
        "can_run": (runs := reader.has_perm("insight.run_rounds", found)),
        "refusal": _say_why_not(found, reader) if runs and found.is_concept else "",
        "can_release": previews and reader.has_perm("insight.release_round", found),
        "can_export": reader.has_perm("insight.export_round", found),
        "can_see_rounds": reader.has_perm("insight.see_rounds"),
        "can_connect": reader.has_perm("insight.connect_people"),
        "trail": _trail() if reader.has_perm("insight.see_rounds") else _trail()[:1],
    }
    name = "network_picture" if shows else "round_detail"
    return render_page(request, f"insight/ties/{name}.html", context)


@form_page
def round_schools(request: MemberRequest, public_id: str) -> HttpResponse:
    """With which school each small one counts, before a round by school opens."""
    found = enter_round(request, public_id, "insight.run_rounds")
    if not found.is_concept or not found.is_by_school:
        return HttpResponseRedirect(found.get_absolute_url())
    units, counted_at = read_kept_units(found)
    form = SchoolsForm(sent(request)[0], units=units)
    if request.method == "POST" and form.is_valid():
        return do_and_return(request, found, actions.join_schools, _("That is kept."), chosen=form.chosen())
    context = {
        "round": found,
        "form": form,
        "units": units.count_people(),
        "counted_at": counted_at,
        "fewest": FEWEST_OF_SCHOOL,
        "trail": _trail((found.title, found.get_absolute_url())),
    }
    return render_page(request, "insight/ties/round_schools.html", context, status=422 if form.is_bound else 200)


@require_POST
def round_open(request: MemberRequest, public_id: str) -> HttpResponse:
    """Everybody is asked: more than fifty people only after a look at who they are."""
    found = enter_round(request, public_id, "insight.run_rounds")
    back, words = found.get_absolute_url(), _("Open the questionnaire")
    try:
        asked = actions.check_opening(found, by=request.user, today=timezone.localdate())
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    page = look_first(request, [person for person, _unit in asked], title=words, button=words, back=back)
    done = _("The questionnaire is open. Everybody is told.")
    return page or do_and_return(request, found, actions.open_round, done)


@form_page
def round_prolong(request: MemberRequest, public_id: str) -> HttpResponse:
    """A later last day."""
    found = enter_round(request, public_id, "insight.run_rounds")
    form = ProlongForm(sent(request)[0], until=found.closes_on)
    if request.method == "POST" and form.is_valid():
        done = _("The questionnaire stays open longer.")
        return do_and_return(request, found, actions.prolong_round, done, closes_on=form.cleaned_data["closes_on"])
    context = {"about": found, "form": form, "trail": _trail((found.title, found.get_absolute_url()))}
    return render_page(request, "insight/ties/round_prolong.html", context, status=422 if form.is_bound else 200)


@require_POST
def round_close(request: MemberRequest, public_id: str) -> HttpResponse:
    found = enter_round(request, public_id, "insight.run_rounds")
    return do_and_return(
        request, found, actions.close_round, _("The questionnaire is closed. The picture is being worked out.")
    )


@require_POST
def round_release(request: MemberRequest, public_id: str) -> HttpResponse:
    found = enter_round(request, public_id, "insight.release_round")
    left_out = request.POST.getlist("left_out")
    words, back, hidden = _("Release it"), found.get_absolute_url(), [("left_out", one) for one in left_out]
    page = look_first(request, list_asked(found), title=words, button=words, back=back, hidden=hidden)
    done = _("The picture is released.")
    return page or do_and_return(request, found, actions.release_round, done, left_out=left_out)


@require_POST
def round_discard(request: MemberRequest, public_id: str) -> HttpResponse:
    found = enter_round(request, public_id, "insight.run_rounds")
    done, back = _("The questionnaire is thrown away."), reverse("insight:round_list")
    return do_and_return(request, found, actions.discard_round, done, back=back)


@require_safe
def round_table(request: MemberRequest, public_id: str) -> HttpResponseBase:
    """Between boards, exactly what the page shows."""
    found = enter_round(request, public_id, "insight.export_round")
    told = read_told(found.figures)
    rows = list_pairs(told) if told is not None else iter(())
    return csv_response(f"netwerkbeeld-{found.public_id}.csv", [str(word) for word in HEADER], rows)
