"""«Mijn uren»: what one attended in a school year, as a page, PDF and CSV. For oneself alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.http import render_page
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pdf import make_pdf
from knowledge_network.kit.tabular_export import csv_response, leave_out_of_logbook
from knowledge_network.members.people.requests import MemberRequest
from plg.records import documents
from plg.records.hours import Line, Record, build_record, list_school_years


def read_record(request: MemberRequest) -> tuple[Record, list[dt.date]]:
    """The record of the school year that was asked for, and the years to choose from."""
    years = list_school_years(request.user)
    text = request.GET.get("schooljaar", "")
    asked = next((year for year in years if str(year.year) == text), years[0])
    return build_record(request.user, asked), years


def name_role(record: Record, line: Line) -> str:
    return record.roles.get(line.meeting.group_id or 0, "")


@dataclass(frozen=True)
class HoursLine:
    """A meeting with its hours, and in which role one was there."""

    line: Line
    role: str


@require_safe
def my_hours(request: MemberRequest) -> HttpResponse:
    record, years = read_record(request)
    rows = [HoursLine(line, name_role(record, line)) for line in record.lines]
    context = {"record": record, "rows": rows, "years": [(year.year, f"{year.year}-{year.year + 1}") for year in years]}
    return render_page(request, "plg/records/my_hours.html", context)


@require_safe
def my_hours_csv(request: MemberRequest) -> HttpResponseBase:
    record, _years = read_record(request)
    header = [_("date"), _("group"), _("meeting"), _("role"), _("attendance"), _("hours")]
    rows = (
        [line.day, line.meeting.of_whom, line.meeting.title, name_role(record, line), line.label, line.hours]
        for line in record.lines
    )
    return leave_out_of_logbook(csv_response(f"uren-{record.label}.csv", header, rows))


@require_safe
def my_hours_pdf(request: MemberRequest) -> HttpResponse:
    record, _years = read_record(request)
    title = _("My hours %(year)s") % {"year": record.label}
    data = {
        "title": title,
        "lang": get_language() or "nl",
        "network": read_network().title,
        "holder": request.user.get_full_name(),
        "made": _("%(network)s, %(day)s") % {"network": read_network().title, "day": nice_date(timezone.localdate())},
        "total": _("%(hours)s hours") % {"hours": localize(record.hours)},
        "lines": [
            [
                nice_date(line.day),
                f"{line.meeting.of_whom}: {line.meeting.title}",
                name_role(record, line),
                line.label,
                localize(line.hours),
            ]
            for line in record.lines
        ],
        "returns": [[nice_date(row.happened_on), row.what] for row in record.returns],
        "beside": [
            {
                "heading": " · ".join(part for part in (str(one.heading), one.total) if part),
                "lines": [[nice_date(line.day), f"{line.text} ({line.about})"] for line in one.lines],
            }
            for one in record.beside
        ],
        "results": [f"{row.title} ({row.group.name})" for row in record.results],
        "words": {
            "total": _("In total"),
            "columns": [_("Date"), _("Meeting"), _("Role"), _("Attendance"), _("Hours")],
            "nothing": _("No confirmed meetings in this school year."),
            "returns": _("What I took back to school"),
            "results": _("Results of my groups"),
            "note": _(
                "Confirmed minutes and accredited preparation, rounded to quarter hours per meeting; eight hours a day "
                "at most. Only you can see and share this overview."
            ),
        },
    }
    response = HttpResponse(make_pdf(documents.HOURS, data), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="uren-{record.label}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
