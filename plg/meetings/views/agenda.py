"""«Agenda»: everything one may see, as a list and as a month; and the feeds that a calendar program reads."""

from __future__ import annotations

import calendar as months
import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.http import render_page
from knowledge_network.kit.pagination import KeysetPage, paginate_several
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.school_year.calendar import ClosedBecause, SchoolCalendar, home_region, school_calendar
from plg.groups.models import Group, GroupMembership
from plg.meetings import calendars
from plg.meetings.actions import feeds as actions
from plg.meetings.entrance import enter_meeting
from plg.meetings.enums import AgendaScope, AgendaView, MeetingStatus, Presence, RsvpAnswer
from plg.meetings.forms.agenda import AgendaFilter, FeedForm
from plg.meetings.models import CalendarFeed, Meeting, MeetingInvitation
from plg.meetings.models.meeting import MeetingQuerySet

ON_A_PAGE = 40
FEED_PAST = dt.timedelta(days=366)
FEED_CANCELLED = dt.timedelta(days=60)
FEED_AT_MOST = 1000


def find_meetings(member: Member, filters: AgendaFilter) -> list[MeetingQuerySet]:
    """What the reader may see, with `my_answer` and `waits`; a coordinator sees the other groups only when asked.

    From one side or from two, each with an index of its own: as one condition it would be asked of every meeting.
    """
    invited = MeetingInvitation.objects.standing().filter(meeting=OuterRef("pk"), member=member)
    meetings = (
        Meeting.objects.visible_to(member)
        .select_related("group", "partnership", "host_site")
        .annotate(
            my_answer=Subquery(invited.values("answer")[:1]),
            my_presence=Subquery(invited.values("presence")[:1]),
            waits=Exists(invited.filter(waiting_since__isnull=False)),
        )
        .exclude(status=MeetingStatus.DRAFT)
    )
    asked = filters.values
    if asked["group"]:
        meetings = meetings.filter(group__slug=asked["group"])
    if asked["kind"]:
        meetings = meetings.filter(kind=asked["kind"])
    if asked["answer"]:
        meetings = meetings.filter(my_answer=asked["answer"])
    of_network = meetings.filter(partnership__isnull=False)
    if not member.is_coordinator:
        return [(of_network if asked["scope"] == AgendaScope.NETWORK else meetings).concerning(member)]
    if asked["scope"] == AgendaScope.NETWORK:
        return [of_network]
    if asked["scope"] == AgendaScope.ALL or asked["group"]:
        return [meetings]
    return [meetings.concerning(member), of_network]


@require_safe
def agenda(request: MemberRequest) -> HttpResponse:
    """A list of what comes (or was), or a month; both with school holidays of the region."""
    member = request.user
    mine = GroupMembership.objects.current().filter(member=member).select_related("group").order_by("group__name")
    filters = AgendaFilter(
        request.GET, groups=[(row.group.slug, row.group.name) for row in mine], sees_all=member.is_coordinator
    )
    meetings = find_meetings(member, filters)
    context = {
        "may_plan_network": member.is_coordinator,
        "rsvp": RsvpAnswer,
        "form": filters,
        "links": {view.value: _asked_with(request, weergave=view.address) for view in AgendaView},
        "request_query": request.GET.urlencode(),
    }
    if filters.values["view"] == AgendaView.MONTH:
        month = show_month(meetings, filters)
        context |= {
            "shown": month,
            "month_view": True,
            "previous": _asked_with(request, maand=month.previous),
            "next": _asked_with(request, maand=month.next),
            "this_month": _asked_with(request, maand=""),
        }
    else:
        page = page_meetings(meetings, filters, request.GET)
        context |= {"shown": list_meetings(page), "page": page, "month_view": False}
    return render_page(request, "plg/meetings/agenda.html", context, partials=("agenda",))


def _asked_with(request: HttpRequest, **changes: str) -> str:
    """The address of this page with other words in it; an empty word is left out."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
        query.pop("vanaf", None)
        if not value:
            del query[name]
    return f"?{query.urlencode()}"


@dataclass(frozen=True)
class AgendaLine:
    """A meeting on the agenda; `meeting` bears what `find_meetings` knows of the reader."""

    meeting: Meeting
    starts: dt.datetime
    place: str
    is_cancelled: bool
    is_moved: bool
    can_answer: bool
    is_online: bool
    closed_because: ClosedBecause | None = None


# Lines by the first day of their month.
type AgendaList = list[tuple[dt.date, list[AgendaLine]]]


@dataclass(frozen=True)
class Day:
    day: dt.date
    in_month: bool
    is_today: bool
    lines: list[AgendaLine]
    closed_because: ClosedBecause | None


@dataclass(frozen=True)
class Month:
    """The weeks of a month as rows of seven days; `previous` and `next` as they stand in an address."""

    month: dt.date
    previous: str
    next: str
    weeks: list[list[Day]]

    @property
    def weekdays(self) -> list[dt.date]:
        return [cell.day for cell in self.weeks[0]]

    @property
    def count(self) -> int:
        return sum(len(cell.lines) for week in self.weeks for cell in week)


def page_meetings(meetings: list[MeetingQuerySet], filters: AgendaFilter, data: QueryDict) -> KeysetPage:
    """What comes, soonest first, or when asked what was, newest first."""
    now = timezone.now()
    if filters.values["is_past"]:
        sides, by = [side.filter(ends_at__lt=now) for side in meetings], ("-starts_at", "-id")
    else:
        sides, by = [side.not_over(now) for side in meetings], ("starts_at", "id")
    return paginate_several(sides, data, by=by, size=ON_A_PAGE)


def list_meetings(page: KeysetPage) -> AgendaList:
    """The meetings of a page by month, with why schools are closed that day."""
    now = timezone.now()
    days = [timezone.localdate(meeting.starts_at) for meeting in page]
    closed = school_calendar(home_region(), first=min(days), last=max(days)) if days else SchoolCalendar()
    by_month: dict[dt.date, list[AgendaLine]] = {}
    for meeting, day in zip(page, days, strict=True):
        takes_place = meeting.ends_at >= now and meeting.status != MeetingStatus.CANCELLED
        line = draw_line(meeting, now, closed.closed_because(day) if takes_place else None)
        by_month.setdefault(day.replace(day=1), []).append(line)
    return list(by_month.items())


def draw_line(meeting: Any, now: dt.datetime, closed_because: ClosedBecause | None = None) -> AgendaLine:
    """`meeting` comes from `find_meetings`."""
    return AgendaLine(
        meeting=meeting,
        starts=timezone.localtime(meeting.starts_at),
        place=calendars.describe_place(meeting),
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        is_moved=meeting.status == MeetingStatus.MOVED,
        can_answer=meeting.my_answer is not None and meeting.is_planned and meeting.ends_at >= now,
        is_online=meeting.my_presence == Presence.ONLINE,
        closed_because=closed_because,
    )


def show_month(meetings: list[MeetingQuerySet], filters: AgendaFilter) -> Month:
    """The month that is asked for, or this one; each day with its meetings and why schools are closed."""
    today, now = timezone.localdate(), timezone.now()
    year, number = (int(part) for part in (filters.values["month"] or f"{today:%Y-%m}").split("-"))
    weeks = months.Calendar(firstweekday=0).monthdatescalendar(year, number)
    first, last = weeks[0][0], weeks[-1][-1]
    # Moments, not days: those are found along the index of when meetings begin.
    begins, ends = (
        timezone.make_aware(dt.datetime.combine(day, dt.time())) for day in (first, last + dt.timedelta(days=1))
    )
    found = {row.pk: row for side in meetings for row in side.filter(starts_at__gte=begins, starts_at__lt=ends)}
    shown = sorted(found.values(), key=lambda meeting: (meeting.starts_at, meeting.pk))
    by_day: dict[dt.date, list[AgendaLine]] = {}
    for meeting in shown:
        by_day.setdefault(timezone.localdate(meeting.starts_at), []).append(draw_line(meeting, now))
    closed = school_calendar(home_region(), first=first, last=last)
    begin = dt.date(year, number, 1)

    def draw_day(day: dt.date) -> Day:
        return Day(day, day.month == number, day == today, by_day.get(day, []), closed.closed_because(day))

    return Month(
        month=begin,
        previous=f"{begin - dt.timedelta(days=1):%Y-%m}",
        next=f"{begin + dt.timedelta(days=32):%Y-%m}",
        weeks=[[draw_day(day) for day in week] for week in weeks],
    )


@require_safe
def meeting_ics(request: MemberRequest, public_id: str) -> HttpResponse:
    """One meeting as a file for one's own calendar."""
    room = enter_meeting(request, public_id)
    response = HttpResponse(calendars.build_download(room.meeting), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="bijeenkomst-{room.meeting.public_id}.ics"'
    return response


# Feeds ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class FeedRow:
    """A feed with its address, and the one that calendar programs open by themselves."""

    feed: CalendarFeed
    address: str

    @property
    def webcal(self) -> str:
        return f"webcal:{self.address.partition(':')[2]}"


@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: MemberRequest) -> HttpResponse:
    """«Zet dit in je eigen agenda»: an address of one's own, for everything or for one group."""
    member = request.user
    mine = Group.objects.filter(pk__in=GroupMembership.objects.current().filter(member=member).values("group"))
    if request.method == "POST":
        form = FeedForm(request.POST)
        if not form.is_valid():
            raise Http404
        slug = form.cleaned_data["group"]
        group = get_object_or_404(mine, slug=slug) if slug else None
        actions.make_feed(member=member, group=group, titles_only=form.cleaned_data["titles_only"])
        messages.success(request, _("The address is ready. Copy it into your calendar."))
        return HttpResponseRedirect(reverse("plg:feed_list"))
    feeds = CalendarFeed.objects.filter(member=member, revoked_at__isnull=True).select_related("group")
    rows = [
        FeedRow(feed, absolute_url(reverse("plg:feed", args=[feed.token])))
        for feed in feeds.order_by("created_at", "pk")
    ]
    taken = {row.feed.group_id for row in rows}
    context = {
        "rows": rows,
        "groups": [group for group in mine.order_by("name") if group.pk not in taken],
        "has_personal": None in taken,
        "trail": [(_("Agenda"), reverse("plg:agenda"))],
    }
    return render_page(request, "plg/meetings/feed_list.html", context)


@require_POST
def feed_revoke(request: MemberRequest) -> HttpResponse:
    """From now on nothing is read at this address any more."""
    feed = get_object_or_404(CalendarFeed, member=request.user, token=request.POST.get("feed", ""))
    actions.revoke_feed(feed=feed, by=request.user)
    messages.success(request, _("This address does not work any more."))
    return HttpResponseRedirect(reverse("plg:feed_list"))


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads, without logging in; 404 for an address that ended and for who left."""
    found = CalendarFeed.objects.filter(token=token, revoked_at__isnull=True).select_related("member", "group").first()
    if found is None or not found.member.is_present:
        raise Http404
    rows = feed_meetings(found)
    shown = [(row.pk, row.sequence, row.my_answer, row.of_whom, calendars.describe_place(row)) for row in rows]
    stamp = hashlib.sha256(repr((found.titles_only, found.member.language, shown)).encode()).hexdigest()[:32]
    etag = quote_etag(stamp)
    # No Last-Modified: an answer of the reader, or leaving a group, changes what is read without touching a meeting.
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged["ETag"] = etag
        return unchanged
    with translation.override(found.member.language):
        name = found.group.name if found.group else _("My meetings")
        events = [calendars.build_event(row, titles_only=found.titles_only, answer=row.my_answer or "") for row in rows]
        body = calendars.build_calendar(events, name=name)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = "private, max-age=900"
    return response


def feed_meetings(found: CalendarFeed) -> list[Any]:
    """The meetings of the last year and all that come, without what the reader declined or was cancelled long ago."""
    now = timezone.now()
    invited = MeetingInvitation.objects.standing().filter(meeting=OuterRef("pk"), member=found.member)
    rows = Meeting.objects.concerning(found.member).exclude(status=MeetingStatus.DRAFT)
    if found.group_id is not None:
        rows = rows.filter(group=found.group_id)
    rows = (
        rows.filter(starts_at__gte=now - FEED_PAST)
        .exclude(status=MeetingStatus.CANCELLED, changed_at__lt=now - FEED_CANCELLED)
        .annotate(my_answer=Subquery(invited.values("answer")[:1]))
        # Who is in the group and not invited has no answer, which is no «no».
        .filter(Q(my_answer__isnull=True) | ~Q(my_answer=RsvpAnswer.NO))
    )
    return list(rows.select_related("group", "partnership", "host_site").order_by("starts_at", "pk")[:FEED_AT_MOST])
