"""Entering how many people work at a school on 1 October, and the hours that were agreed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.figures import actions
from knowledge_network.figures.forms import FactsForm
from knowledge_network.figures.models import YearFacts
from knowledge_network.figures.periods import YEARS_SHOWN, written
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.kit.models import UnaccentedLower
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import find_school_year, first_day, last_day


@form_page
def facts_list(request: MemberRequest) -> HttpResponse:
    """The numbers of one school year: of all places where members work, or of those that one leads."""
    require(request, "figures.enter_facts")
    this = find_school_year(timezone.localdate())
    year = _chosen_year(request, this)
    organisations = list(_places_for(request.user, year))
    known = {row.organisation_id: row for row in YearFacts.objects.filter(school_year=year)}
    form = FactsForm(sent(request)[0], organisations=organisations, known=known)
    if request.method == "POST" and form.is_valid():
        numbers = {line.organisation: (line.headcount, line.agreed_hours) for line in form.entered()}
        actions.enter_all_facts(numbers=numbers, by=request.user, school_year=year)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("figures:facts_list", query={"schooljaar": year}))
    context = {
        "form": form,
        "lines": list(form.lines()),
        "year": year,
        "written": written(year),
        "years": [(number, written(number)) for number in range(this - YEARS_SHOWN + 1, this + 1)],
        "trail": [(_("Dashboard"), reverse("dashboards:figures_home"))],
    }
    status = 422 if request.method == "POST" else 200
    return render_page(request, "figures/facts_list.html", context, status=status)


def _places_for(member: Member, year: int) -> QuerySet[Organisation]:
    """Where somebody works or worked in the year: schools, institutes and offices of boards; of a leader the own ones.

    A school that closed in the year is among them, for its people count in the figures of that year.
    """
    places: QuerySet[Any] = Organisation.objects.filter(pk__in=member.led_organisations)
    if member.is_coordinator:
        at_work = Appointment.objects.filter(
            Q(end__isnull=True) | Q(end__gt=first_day(year)), start__lte=last_day(year)
        )
        # The first by function, which is found along an index: one is enough, and a place may have very many.
        one = at_work.filter(organisation=OuterRef("pk")).order_by("function").values("pk")[:1]
        places = Organisation.objects.alias(one_at_work=Subquery(one)).filter(one_at_work__isnull=False)
    in_order = UnaccentedLower("governing_board__name"), UnaccentedLower("name"), "pk"
    return places.select_related("governing_board").order_by(*in_order)


def _chosen_year(request: MemberRequest, this: int) -> int:
    """The school year in the address or in the form, of those that are shown; else this one."""
    text = request.POST.get("school_year", "") or request.GET.get("schooljaar", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    return year if this - YEARS_SHOWN < year <= this else this
