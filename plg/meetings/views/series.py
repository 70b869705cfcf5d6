"""A series of meetings from a pattern: choosing the days, and changing the series as a whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import sent
from knowledge_network.kit.keys import read_key
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.organisations.actions import the_partnership
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import knows_holidays
from plg.meetings import series as patterns
from plg.meetings.actions import series as actions
from plg.meetings.actions.invitations import find_audience
from plg.meetings.actions.moves import is_told, put_series_back, remember_series
from plg.meetings.closed_days import build_calendar, find_closed
from plg.meetings.enums import MeetingStatus
from plg.meetings.forms.meetings import CancelMeetingForm
from plg.meetings.forms.series import ChangeSeriesForm, NetworkSeriesForm, SeriesForm
from plg.meetings.models import Meeting, MeetingInvitation, MeetingSeries
from plg.meetings.presenters.ahead import Ahead
from plg.meetings.queries import Busy, find_busy
from plg.space.entrance import Network, Owner, enter_owner, render_owner

CHANGED = "plg.series_changed"


@dataclass(frozen=True)
class DayChoice:
    """A day that the pattern gives, and whether it is ticked."""

    occasion: patterns.Occasion
    checked: bool
    # At which other meetings how many of the same people are expected at that time.
    busy: list[Busy]


@dataclass(frozen=True)
class SkippedDay:
    """A day of the pattern on which nobody meets."""

    day: dt.date | None
    because: str


@require_http_methods(["GET", "HEAD", "POST"])
def series_plan(request: MemberRequest, slug: str = "") -> HttpResponse:
    """First the pattern, then the days it gives: holidays are left out, and every day can be put in or taken out."""
    owner = enter_owner(request, slug, "plg.plan_meeting")
    kind = NetworkSeriesForm if isinstance(owner, Network) else SeriesForm
    form = kind(sent(request)[0], group=owner.group, initial=read_pattern(request, kind))
    days: list[DayChoice] = []
    if request.method == "POST" and form.is_valid():
        found = form.occasions(build_calendar(owner.group, host=form.cleaned_data["host_site"], **form.period))
        if request.POST.get("plan") == "1":
            chosen = chosen_days(request, found)
            if chosen:
                return _planned(request, owner, form, found, chosen)
            form.add_error(None, _("Choose at least one day."))
        busy = find_busy(_list_wanted(owner, form), form.list_times(found))
        days = [DayChoice(occasion, occasion.is_open, busy.get(occasion.day, [])) for occasion in found]
        if not days:
            form.add_error("last_day", _("This pattern gives no day in this period."))
    open_count = sum(1 for day in days if day.checked)
    context = {
        "form": form,
        "days": days,
        "open_count": open_count,
        "knows_holidays": knows_holidays(),
        "skipped_count": len(days) - open_count,
        "invites": count_invited(form) if days and isinstance(owner, Network) else None,
        "back": reverse("plg:agenda") if isinstance(owner, Network) else owner.url("meeting_list"),
    }
    return render_owner(request, owner, "plg/meetings/series_plan.html", "meetings", context)


def _list_wanted(owner: Owner, form: SeriesForm) -> QuerySet[Member]:
    """Who would be invited."""
    if "invited" in form.cleaned_data:
        return Member.objects.filter(pk__in=[member.pk for member in form.cleaned_data["invited"]])
    return find_audience(Meeting(group=owner.group, audience=form.cleaned_data.get("audience", "")))


def count_invited(form: SeriesForm) -> int:
    """To how many people the invitation goes."""
    if "invited" in form.cleaned_data:
        chosen: list[Member] = form.cleaned_data["invited"]
        return len(chosen)
    people: int = find_audience(Meeting(audience=form.cleaned_data["audience"])).count()
    return people


def read_pattern(request: MemberRequest, kind: type[SeriesForm]) -> dict[str, str]:
    """What the address fills the form with: the pattern of another school year."""
    return {name: request.GET[name][:200] for name in kind.base_fields if name in request.GET}


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
    request: MemberRequest, owner: Owner, form: SeriesForm, found: list[patterns.Occasion], chosen: list[dt.date]
) -> HttpResponse:
    skipped = [
        (occasion.day, str(occasion.closed_because or _("left out")))
        for occasion in found
        if occasion.day not in chosen
    ]
    planned = actions.plan_series(
        group=owner.group,
        partnership=the_partnership() if isinstance(owner, Network) else None,
        by=request.user,
        rule=form.rule,
        days=chosen,
        skipped=skipped,
        **form.common(),
    )
    count = planned.meetings.count()
    text = ngettext("%(n)d meeting is planned.", "%(n)d meetings are planned.", count) % {"n": count}
    messages.success(request, text + " " + _("Who is invited gets one invitation for all of them."))
    return HttpResponseRedirect(owner.url("series_detail", planned.public_id))


@require_safe
def series_detail(request: MemberRequest, public_id: str, slug: str = "") -> HttpResponse:
    """All meetings of a series, and the days on which nobody meets."""
    owner = enter_owner(request, slug, "plg.view_meetings")
    series = get_series(owner, public_id)
    rows = series.meetings.select_related("host_site").order_by("starts_at", "pk")
    meetings = list(rows.filter(pk__in=Meeting.objects.visible_to(request.user).values("pk")))
    now = timezone.now()
    closed = find_closed(owner.group, [meeting for meeting in meetings if meeting.ends_at >= now])
    context = {
        "series": series,
        "urls": {name: owner.url(f"series_{name}", public_id) for name in ("change", "cancel")},
        "plan_url": owner.url("series_plan"),
        "pattern": patterns.describe(series.rule),
        "meetings": [(meeting, closed.get(timezone.localdate(meeting.starts_at))) for meeting in meetings],
        "has_coming": any(meeting.is_planned and meeting.starts_at > now for meeting in meetings),
        "skipped": [SkippedDay(parse_date(row["day"]), row["because"]) for row in series.skipped],
        "next_year": urlencode(next_year_query(series, meetings)),
    }
    return render_owner(request, owner, "plg/meetings/series_detail.html", "meetings", context)


def next_year_query(series: MeetingSeries, meetings: list[Meeting]) -> dict[str, str]:
    """The same pattern a school year later, at the place of the last meeting, to fill the form with."""
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
        **(read_place(meetings[-1]) if meetings else {}),
    }


def read_place(meeting: Meeting) -> dict[str, str]:
    values = {
        "host_site": read_key(meeting.host_site) if meeting.host_site is not None else "",
        "location": meeting.location,
        "link": meeting.link,
        "kind": meeting.kind,
        "capacity": meeting.capacity,
        "prep_minutes": meeting.prep_minutes,
        "audience": meeting.audience,
    }
    return {name: str(value) for name, value in values.items() if value}


def get_series(owner: Owner, public_id: str) -> MeetingSeries:
    found = MeetingSeries.objects.visible_to(owner.reader).select_related("group", "partnership")
    return get_object_or_404(found.filter(group=owner.group), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def series_change(request: MemberRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Another time, place or title for all that is still to come, but for meetings changed by themselves."""
    owner = enter_owner(request, slug, "plg.plan_meeting")
    series = get_series(owner, public_id)
    coming = actions.still_to_come(series, timezone.now())
    form = ChangeSeriesForm(sent(request)[0], group=owner.group, initial=as_it_is(series, coming))
    status, ahead, asks = 200, _look_ahead(coming), False
    if request.method == "POST" and form.is_valid():
        data = {**form.cleaned_data, "shift_days": form.cleaned_data["shift_days"] or 0}
        if ahead.is_worth_a_look and actions.tells_people(series, coming, data):
            asks = request.POST.get("looked") != ahead.seen
        if asks:
            context = _show_change(form, series, coming) | {"ahead": ahead, "asks": asks}
            return render_owner(request, owner, "plg/meetings/series_change.html", "meetings", context)
        try:
            _change(request, owner, series, coming, data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            return HttpResponseRedirect(owner.url("series_detail", public_id))
    context = _show_change(form, series, coming) | {"ahead": ahead if coming else None}
    return render_owner(request, owner, "plg/meetings/series_change.html", "meetings", context, status=status)


def _show_change(form: ChangeSeriesForm, series: MeetingSeries, coming: list[Meeting]) -> dict[str, object]:
    return {"form": form, "series": series, "count": len(coming), "seen": actions.fingerprint_meetings(coming)}


def _look_ahead(coming: list[Meeting]) -> Ahead:
    """Who hears when something changes that people have to know."""
    members = MeetingInvitation.objects.expected().filter(meeting__in=coming, member__isnull=False).values("member")
    people = Member.objects.active().filter(pk__in=members).order_by("sort_name", "pk")
    names = [person.get_full_name() for person in people]
    return Ahead(names, left_out=0, closed="", seen=f"{len(names)}/{len(coming)}")


def as_it_is(series: MeetingSeries, coming: list[Meeting]) -> dict[str, object]:
    """What the form shows: the series, and the place of its next meeting."""
    begin: dict[str, object] = {"title": series.title, "start_time": series.start_time, "end_time": series.end_time}
    if coming:
        begin |= {"host_site": coming[0].host_site, "location": coming[0].location, "link": coming[0].link}
    return begin


def _change(
    request: MemberRequest, owner: Owner, series: MeetingSeries, coming: list[Meeting], data: dict[str, Any]
) -> None:
    """Store it; of what people have to know, that can be taken back for some minutes."""
    former = remember_series(series, coming)
    changed = actions.change_series(series=series, by=request.user, seen=request.POST.get("seen", ""), **data)
    count = len(changed)
    text = ngettext("%(n)d meeting is changed.", "%(n)d meetings are changed.", count) % {"n": count}
    if any(is_told(one, meeting) for one, meeting in zip(former["meetings"], changed, strict=True)):
        request.session[CHANGED] = former
        offer_undo(request, text, owner.url("series_put_back", series.public_id))
    else:
        messages.success(request, text)
    if closed := find_closed(owner.group, changed):
        days = ", ".join(f"{nice_date(day)} ({reason})" for day, reason in sorted(closed.items()))
        messages.warning(request, _("Please note: schools are closed on %(days)s.") % {"days": days})


@require_POST
def series_put_back(request: MemberRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Times, places and answers as before the change of the series that this reader made last."""
    owner = enter_owner(request, slug, "plg.plan_meeting")
    series = get_series(owner, public_id)
    former = request.session.pop(CHANGED, None)
    if former is None:
        messages.error(request, _("There is nothing to take back any more."))
        return HttpResponseRedirect(owner.url("series_detail", public_id))
    try:
        count = put_series_back(series=series, by=request.user, former=former)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("%(n)d meeting is as it was.", "%(n)d meetings are as they were.", count)
        messages.success(request, text % {"n": count})
    return HttpResponseRedirect(owner.url("series_detail", public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def series_cancel(request: MemberRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Call off what is still to come of a series."""
    owner = enter_owner(request, slug, "plg.plan_meeting")
    series = get_series(owner, public_id)
    form = CancelMeetingForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        count = actions.cancel_series(series=series, by=request.user, reason=form.cleaned_data["reason"])
        text = ngettext("%(n)d meeting is cancelled.", "%(n)d meetings are cancelled.", count) % {"n": count}
        offer_undo(request, text, owner.url("series_reinstate", public_id))
        return HttpResponseRedirect(owner.url("series_detail", public_id))
    coming = list(series.meetings.filter(status__in=MeetingStatus.TAKES_PLACE, starts_at__gt=timezone.now()))
    context = {"form": form, "series": series, "count": len(coming), "ahead": _look_ahead(coming) if coming else None}
    return render_owner(request, owner, "plg/meetings/series_cancel.html", "meetings", context)


@require_POST
def series_reinstate(request: MemberRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Undo calling off the series."""
    owner = enter_owner(request, slug, "plg.plan_meeting")
    count = actions.reinstate_series(series=get_series(owner, public_id), by=request.user)
    text = ngettext("%(n)d meeting takes place after all.", "%(n)d meetings take place after all.", count)
    messages.success(request, text % {"n": count})
    return HttpResponseRedirect(owner.url("series_detail", public_id))
