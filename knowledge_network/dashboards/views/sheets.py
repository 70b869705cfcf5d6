"""The pages with figures: of a school, a board, the network; what an indicator counts; one's own hours."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.agreements.plan.enums import Funding
from knowledge_network.dashboards.sheets import exports
from knowledge_network.dashboards.sheets.behind import Behind
from knowledge_network.dashboards.sheets.board import BoardSheet, build_board_sheet
from knowledge_network.dashboards.sheets.board_behind import BOARD_TITLES, list_behind_board
from knowledge_network.dashboards.sheets.board_paper import board_pdf
from knowledge_network.dashboards.sheets.money_behind import FUNDINGS, MONEY_TITLES, list_behind_money
from knowledge_network.dashboards.sheets.network import build_indicator_page, build_network_sheet
from knowledge_network.dashboards.sheets.network_behind import list_behind_network
from knowledge_network.dashboards.sheets.paper import school_pdf
from knowledge_network.dashboards.sheets.pieces import euros
from knowledge_network.dashboards.sheets.school import SchoolSheet, build_school_sheet
from knowledge_network.dashboards.sheets.school_behind import SCHOOL_TITLES, list_behind_school
from knowledge_network.dashboards.sheets.source import SAME_DAYS, find_school, is_shown, years_until
from knowledge_network.dashboards.sheets.topics import TopicLine
from knowledge_network.figures import commitments
from knowledge_network.figures.actions import explain_figures
from knowledge_network.figures.forms import ExplanationForm
from knowledge_network.figures.indicators import BY_ADDRESS, INDICATORS
from knowledge_network.figures.models import Explanation
from knowledge_network.figures.periods import Period, same_days, written
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, require, sent
from knowledge_network.kit.lists import drawn
from knowledge_network.kit.tabular_export import csv_response, xlsx_response
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import find_school_year, school_year_start
from plg.groups.models import Group
from plg.records.hours import build_record

MOST_CARDS = 99


def chosen_year(request: MemberRequest) -> int:
    """The school year in the address, of those that are shown; else this one."""
    this = find_school_year(timezone.localdate())
    text = request.GET.get("schooljaar", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    return year if is_shown(year) else this


def chosen_period(request: MemberRequest) -> Period:
    """The school year in the address; of one that is over no more days than the running one has, where it asks so."""
    year, today = chosen_year(request), timezone.localdate()
    period = years_until(year, today)[-1]
    if all(request.GET.get(name) == word for name, word in SAME_DAYS.items()):
        return same_days(years_until(find_school_year(today), today)[-1], year)
    return period


def say_period(period: Period) -> str:
    """«2025-2026», and until when, where it is not the whole year."""
    if period.is_whole or period.year == find_school_year(timezone.localdate()):
        return written(period.year)
    return _("%(year)s, until %(day)s") % {"year": written(period.year), "day": nice_date(period.until)}


def get_school(request: MemberRequest, slug: str) -> Organisation:
    """The school, for who may see its page; for others it is not there."""
    school = find_school(slug, chosen_year(request))
    if school is None:
        raise Http404
    require(request, "figures.view_school", school, hide=True)
    return school


def get_board(request: MemberRequest, slug: str) -> Organisation:
    kinds = (OrganisationKind.BOARD, OrganisationKind.INSTITUTE)
    board = get_object_or_404(Organisation.objects.filter(kind__in=kinds), slug=slug)
    require(request, "figures.view_board", board, hide=True)
    return board


# One's own ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    name: str
    text: str
    url: str
    icon: str


def find_places(member: Member) -> list[Place]:
    """The pages with figures that a member may see. Two queries, three for who leads or directs."""
    found = []
    if member.is_coordinator:
        text = _("Every indicator, every board, and what waits.")
        found.append(Place(_("The network"), text, reverse("dashboards:network_figures"), "network"))
    keys = {job.organisation_id for job in member.current_appointments} | member.led_organisations
    keys |= member.directed_organisations
    for unit in Organisation.objects.filter(pk__in=keys).order_by("name", "pk"):
        if unit.is_site:
            url = reverse("dashboards:school_figures", args=[unit.slug])
            found.append(Place(unit.name, _("Five figures on one A4, for the whole team."), url, "school"))
        elif unit.pk in member.directed_organisations:
            url = reverse("dashboards:board_figures", args=[unit.slug])
            text = _("Agreements, money, schools and expertise.")
            found.append(Place(unit.name, text, url, "building-2"))
    return found


@require_safe
def figures_home(request: MemberRequest) -> HttpResponse:
    """Who leads, directs or runs one thing goes there; others see their own hours and the pages they may see."""
    member = request.user
    places = find_places(member)
    runs = member.is_coordinator or member.is_school_leader or bool(member.directed_organisations)
    if runs and len(places) == 1:
        return HttpResponseRedirect(places[0].url)
    record = build_record(member, school_year_start(timezone.localdate()))
    groups = Group.objects.joined_by(member).working().order_by("name", "pk")
    context = {
        "places": places,
        "hours": record.hours if record.quarters else Decimal(0),
        "meetings": len(record.lines),
        "groups": list(groups),
        "written": record.label,
    }
    return render(request, "dashboards/sheets/figures_home.html", context)


# A school -------------------------------------------------------------------------------------------


def draw_topics(topics: list[TopicLine], *, own: bool) -> str:
    """The table of topics; nothing while the agenda has none."""
    return drawn("figures_topics", topics=topics, own=own) if topics else ""


def draw_lists(sheet: SchoolSheet | BoardSheet) -> dict[str, str]:
    """The parts of a page that are lists, drawn fast."""
    return {"five": drawn("figures_five", figures=sheet.figures), "topics": draw_topics(sheet.topics, own=True)}


@require_safe
def school_figures(request: MemberRequest, slug: str) -> HttpResponse:
    school = get_school(request, slug)
    text = request.GET.get("kaarten", "")
    cards = int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else 0
    sheet = build_school_sheet(school, request.user, chosen_year(request), cards=min(cards, MOST_CARDS))
    context = {"sheet": sheet, **draw_lists(sheet)}
    context |= {"trend": drawn("figures_trend", trend=sheet.trend), "twin": drawn("figures_twin", sheet=sheet)}
    return render(request, "dashboards/sheets/school_figures.html", context)


@require_safe
def school_figures_pdf(request: MemberRequest, slug: str) -> HttpResponse:
    """One A4 for the team; tagged, so that it can be heard too."""
    school = get_school(request, slug)
    sheet = build_school_sheet(school, request.user, chosen_year(request))
    return _paper(school_pdf(sheet), f"{school.slug}-{sheet.written}.pdf")


def _paper(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def school_export(request: MemberRequest, slug: str, extension: str) -> HttpResponse | StreamingHttpResponse:
    school = get_school(request, slug)
    sheet = build_school_sheet(school, request.user, chosen_year(request))
    name = f"{school.slug}-{sheet.written}.{extension}"
    return _download(name, school.name, exports.school_header(sheet), list(exports.school_rows(sheet)))


def _download(
    name: str, title: str, header: list[str], rows: list[exports.Row]
) -> HttpResponse | StreamingHttpResponse:
    if name.endswith(".csv"):
        return csv_response(name, header, rows)
    return xlsx_response(name, title, header, rows)


@require_safe
def school_behind(request: MemberRequest, slug: str, what: str) -> HttpResponse:
    """The list behind an exact figure."""
    if what not in SCHOOL_TITLES:
        raise Http404
    school = get_school(request, slug)
    period = chosen_period(request)
    context = {
        "title": SCHOOL_TITLES[what],
        "of": school.name,
        "trail": [(school.name, reverse("dashboards:school_figures", args=[school.slug]))],
    }
    return _show_behind(request, context, list_behind_school(school, what, period), period)


@form_page
def school_explain(request: MemberRequest, slug: str) -> HttpResponse:
    """Own words beside the figures of a year; by who leads the school."""
    school = get_school(request, slug)
    require(request, "figures.explain", school)
    year = chosen_year(request)
    found = Explanation.objects.filter(organisation=school, school_year=year).first()
    explanation = found or Explanation(organisation=school, school_year=year)
    data, _files = sent(request)
    form = ExplanationForm(data, instance=explanation, initial={"based_on": explanation.version})
    back = reverse("dashboards:school_figures", args=[school.slug], query={"schooljaar": year})
    if request.method == "POST" and form.is_valid():
        try:
            explain_figures(
                organisation=school,
                by=request.user,
                school_year=year,
                text=form.cleaned_data["text"],
                based_on=form.cleaned_data["based_on"],
            )
        except RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. It stands beside the figures now."))
            return HttpResponseRedirect(back)
    context = {"form": form, "school": school, "written": written(year), "trail": [(school.name, back)]}
    status = 422 if request.method == "POST" else 200
    return render(request, "dashboards/sheets/school_explain.html", context, status=status)


# A board, the network ---------------------------------------------------------------------------------


@require_safe
def board_figures(request: MemberRequest, slug: str) -> HttpResponse:
    sheet = build_board_sheet(get_board(request, slug), chosen_year(request), request.user)
    return render(request, "dashboards/sheets/board_figures.html", {"sheet": sheet, **draw_lists(sheet)})


@require_safe
def board_figures_pdf(request: MemberRequest, slug: str) -> HttpResponse:
    """One A4 for the table of the board; tagged, so that it can be heard too."""
    board = get_board(request, slug)
    sheet = build_board_sheet(board, chosen_year(request), request.user)
    return _paper(board_pdf(sheet), f"{board.slug}-{sheet.written}.pdf")


@require_safe
def board_export(request: MemberRequest, slug: str, extension: str) -> HttpResponse | StreamingHttpResponse:
    board = get_board(request, slug)
    sheet = build_board_sheet(board, chosen_year(request), request.user)
    name = f"{board.slug}-{sheet.written}.{extension}"
    return _download(name, board.name, exports.board_header(sheet), list(exports.board_rows(sheet)))


@require_safe
def board_behind(request: MemberRequest, slug: str, what: str) -> HttpResponse:
    """The list behind an exact figure of a board: of its schools, its office or its money."""
    board = get_board(request, slug)
    period = chosen_period(request)
    if what in BOARD_TITLES:
        title, behind = BOARD_TITLES[what], list_behind_board(board, what, period)
    elif what in MONEY_TITLES:
        whose = board.pk if commitments.has_own_money(period.year, board.pk) else None
        title = MONEY_TITLES[what]
        behind = Behind(list_behind_money(what, period, chosen_fundings(request), whose))
    else:
        raise Http404
    address = reverse("dashboards:board_figures", args=[board.slug], query={"schooljaar": period.year})
    context = {"title": title, "of": board.name, "trail": [(board.name, address)]}
    return _show_behind(request, context, behind, period)


def chosen_fundings(request: MemberRequest) -> list[str]:
    """The kind of money in the address; else both."""
    kind = FUNDINGS.get(request.GET.get("soort", ""))
    return [kind.value] if kind else list(Funding.values)


def _show_behind(request: MemberRequest, context: dict[str, Any], behind: Behind, period: Period) -> HttpResponse:
    """With the sum of all below, where the rows are amounts; of one kind of money its name stands above."""
    amounts = behind.amounts
    page, rows = behind.show(request.GET)
    kinds = chosen_fundings(request)
    context |= {
        "rows": rows,
        "page": page,
        "count": len(behind.rows),
        "counted_at": behind.counted_at,
        "written": say_period(period),
        "kind": Funding(kinds[0]).label if amounts and len(kinds) == 1 else "",
        "total": euros(sum(amounts, Decimal(0))) if amounts else "",
    }
    return render(request, "dashboards/sheets/figure_behind.html", context)


@require_safe
def network_figures(request: MemberRequest) -> HttpResponse:
    require(request, "figures.view_network")
    sheet = build_network_sheet(request.user, chosen_year(request))
    topics = draw_topics(sheet.topics, own=False)
    return render(request, "dashboards/sheets/network_figures.html", {"sheet": sheet, "topics": topics})


@require_safe
def network_behind(request: MemberRequest, what: str) -> HttpResponse:
    """The list behind an exact figure of the network."""
    require(request, "figures.view_network")
    titles: dict[str, str | Promise] = {
        "deelname": _("Where those work who take part"),
        "lesson-study": _("Lesson Studies that count"),
        "spreiding": _("Active groups, and from how many boards their people are"),
        "verslagen": _("Groups that met, and what was written down"),
        "afspraken": _("Agreements that were due"),
    }
    period = chosen_period(request)
    if what in titles:
        title, behind = titles[what], list_behind_network(what, period)
    elif what in MONEY_TITLES:
        title = MONEY_TITLES[what]
        behind = Behind(list_behind_money(what, period, chosen_fundings(request), None))
    else:
        raise Http404
    address = reverse("dashboards:network_figures", query={"schooljaar": chosen_year(request)})
    name = _("The network in figures")
    return _show_behind(request, {"title": title, "of": name, "trail": [(name, address)]}, behind, period)


@require_safe
def network_export(request: MemberRequest, extension: str) -> HttpResponse | StreamingHttpResponse:
    require(request, "figures.view_network")
    sheet = build_network_sheet(request.user, chosen_year(request))
    name = f"netwerk-{sheet.written}.{extension}"
    return _download(name, _("The network"), exports.network_header(sheet), list(exports.network_rows(sheet)))


# What is counted --------------------------------------------------------------------------------------


@require_safe
def indicator_list(request: MemberRequest) -> HttpResponse:
    """Every indicator: what it divides by what, and how exactly it is told."""
    return render(request, "dashboards/sheets/indicator_list.html", {"indicators": INDICATORS})


@require_safe
def indicator(request: MemberRequest, code: str) -> HttpResponse:
    """One indicator and its published table: of the network, and of the units that the reader may see."""
    if code not in BY_ADDRESS:
        raise Http404
    member = request.user
    units = None if member.is_coordinator else find_units(member)
    page = build_indicator_page(BY_ADDRESS[code].code, units)
    context = {"page": page, "trail": [(_("All indicators"), reverse("dashboards:indicator_list"))]}
    return render(request, "dashboards/sheets/indicator.html", context)


def find_units(member: Member) -> list[Organisation]:
    """Where a member works, leads or directs, with their boards and the schools of boards that they direct."""
    mine = {job.organisation_id for job in member.current_appointments} | member.led_organisations
    found = Organisation.objects.filter(pk__in=mine) | Organisation.objects.filter(
        governing_board__in=member.directed_organisations
    )
    keys = {unit.pk for unit in found} | {unit.governing_board_id for unit in found if unit.governing_board_id}
    return list(Organisation.objects.filter(pk__in=keys | set(member.directed_organisations)).order_by("name", "pk"))
