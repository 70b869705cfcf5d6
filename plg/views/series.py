"""A series of meetings from a pattern: choosing the days, and changing the series as a whole."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from knowledge_network.kit.http import MemberRequest
from plg import series as patterns
from plg.actions import series as actions
from plg.forms.meetings import CancelMeetingForm, ChangeSeriesForm, SeriesForm
from plg.holidays import SchoolCalendar, calendar_of_group
from plg.models import Meeting, MeetingSeries
from plg.views.entrance import Space, enter, render_space, sent


@require_http_methods(["GET", "HEAD", "POST"])
def series_plan(request: MemberRequest, slug: str) -> HttpResponse:
    """First the pattern, then the days it gives: holidays are left out, and every day can be put in or taken out."""
    space = enter(request, slug, "plg.plan_meeting")
    form = SeriesForm(sent(request)[0], group=space.group, initial=pattern_in(request))
    days: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        calendar = calendar_of(space, form.cleaned_data["first_day"], form.cleaned_data["last_day"])
        found = form.occasions(calendar)
        if request.POST.get("plan") == "1":
            chosen = chosen_days(request, found)
            if chosen:
                return _planned(request, space, form, found, chosen)
            messages.error(request, _("Choose at least one day."))
        days = [{"occasion": occasion, "checked": occasion.is_open} for occasion in found]
        if not days:
            form.add_error("last_day", _("This pattern gives no day in this period."))
    open_count = sum(1 for day in days if day["checked"])
    context = {"form": form, "days": days, "open_count": open_count, "skipped_count": len(days) - open_count}
    return render_space(request, space, "plg/series_plan.html", "meetings", context)


def pattern_in(request: MemberRequest) -> dict[str, str]:
    """What the address fills the form with: the pattern of another school year."""
    return {name: request.GET[name][:150] for name in SeriesForm.base_fields if name in request.GET}


def calendar_of(space: Space, first: dt.date, last: dt.date) -> SchoolCalendar:
    return calendar_of_group(space.group, first=first, last=last)


def chosen_days(request: MemberRequest, found: list[patterns.Occasion]) -> list[dt.date]:
    """The days with a tick that the pattern really gives."""
    ticked = {parse_date_or_none(text) for text in request.POST.getlist("days")}
    return [occasion.day for occasion in found if occasion.day in ticked]


def parse_date_or_none(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _planned(
    request: MemberRequest, space: Space, form: SeriesForm, found: list[patterns.Occasion], chosen: list[dt.date]
) -> HttpResponse:
    skipped = [
        (occasion.day, str(occasion.closed_because or _("left out")))
        for occasion in found
        if occasion.day not in chosen
    ]
    planned = actions.plan_series(
        group=space.group, by=request.user, rule=form.rule, days=chosen, skipped=skipped, **form.common()
    )
    count = planned.meetings.count()
    text = ngettext("%(n)d meeting is planned.", "%(n)d meetings are planned.", count) % {"n": count}
    messages.success(request, text + " " + _("Everybody in the group gets one invitation for all of them."))
    return HttpResponseRedirect(space.url("series_detail", planned.public_id))


@require_safe
def series_detail(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """All meetings of a series, and the days on which nobody meets."""
    space = enter(request, slug, "plg.view_meetings")
    series = series_in(space, public_id)
    meetings = list(series.meetings.select_related("host_site").order_by("starts_at", "pk"))
    context = {
        "series": series,
        "pattern": patterns.describe(series.rule),
        "meetings": meetings,
        "skipped": [{"day": parse_date(row["day"]), "because": row["because"]} for row in series.skipped],
        "now": timezone.now(),
        "next_year": urlencode(next_year_query(series)),
    }
    return render_space(request, space, "plg/series_detail.html", "meetings", context)


def next_year_query(series: MeetingSeries) -> dict[str, str]:
    """The same pattern a school year later, to fill the form with."""
    parts = dict(part.split("=") for part in series.rule.split(";"))
    repeat = f"w{parts['INTERVAL']}" if parts["FREQ"] == "WEEKLY" else f"m{parts['BYDAY'][:-2]}"
    return {
        "title": series.title,
        "repeat": repeat,
        "weekday": str(patterns.DAYS.index(parts["BYDAY"][-2:])),
        "start_time": f"{series.start_time:%H:%M}",
        "end_time": f"{series.end_time:%H:%M}",
        "first_day": patterns.next_school_year(series.first_day).isoformat(),
        "last_day": patterns.next_school_year(series.last_day).isoformat(),
    }


def series_in(space: Space, public_id: str) -> MeetingSeries:
    return get_object_or_404(space.group.series, public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def series_change(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Another time, place or title for all that is still to come, but for meetings changed by themselves."""
    space = enter(request, slug, "plg.plan_meeting")
    series = series_in(space, public_id)
    coming = actions.still_to_come(series, timezone.now())
    location = coming[0].location if coming else ""
    begin = {"title": series.title, "start_time": series.start_time, "end_time": series.end_time, "location": location}
    form = ChangeSeriesForm(sent(request)[0], initial=begin)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        count = actions.change_series(
            series=series,
            by=request.user,
            start_time=data["start_time"],
            end_time=data["end_time"],
            shift_days=data["shift_days"] or 0,
            title=data["title"],
            location=data["location"],
        )
        messages.success(
            request, ngettext("%(n)d meeting is changed.", "%(n)d meetings are changed.", count) % {"n": count}
        )
        return HttpResponseRedirect(space.url("series_detail", public_id))
    context = {"form": form, "series": series, "count": len(coming)}
    return render_space(request, space, "plg/series_change.html", "meetings", context)


@require_http_methods(["GET", "HEAD", "POST"])
def series_cancel(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Call off what is still to come of a series."""
    space = enter(request, slug, "plg.plan_meeting")
    series = series_in(space, public_id)
    form = CancelMeetingForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        count = actions.cancel_series(series=series, by=request.user, reason=form.cleaned_data["reason"])
        text = ngettext("%(n)d meeting is cancelled.", "%(n)d meetings are cancelled.", count) % {"n": count}
        messages.success(request, text)
        return HttpResponseRedirect(space.url("series_detail", public_id))
    count = series.meetings.filter(status__in=Meeting.TAKES_PLACE, starts_at__gt=timezone.now()).count()
    context = {"form": form, "series": series, "count": count}
    return render_space(request, space, "plg/series_cancel.html", "meetings", context)
