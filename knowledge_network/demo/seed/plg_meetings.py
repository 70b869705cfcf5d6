"""Load 96 meetings of three school years: invitations and answers, who was there, minutes, returns to school.

Meetings are planned by their actions; what hangs on them is stored in bulk, so that nobody is mailed about the past.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

from knowledge_network.demo.seed import meeting_texts as texts
from knowledge_network.demo.seed.meeting_records import hold
from knowledge_network.demo.seeding import Seed
from knowledge_network.members.organisations.models import Partnership, Site
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.calendar import SchoolCalendar, home_region, school_calendar, school_year_start
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole, GroupState
from plg.groups.models import Group
from plg.meetings import series as patterns
from plg.meetings.actions import guests, meetings
from plg.meetings.actions.series import plan_series
from plg.meetings.enums import AnswerVia, MeetingAudience, MeetingKind, MeetingStatus, RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.actions import certificates
from plg.records.enums import AttendanceStatus, Contest
from plg.records.hours import list_candidates
from plg.records.models import Attendance

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OF_GROUPS = 80
IN_SERIES = 5
SERIES_OF = "Lezen om te weten"
HALF_PAST_THREE, FIVE = dt.time(15, 30), dt.time(17)
NOTES = ("Die middag heb ik rapportgesprekken.", "Studiedag op school.", "Ik lees het verslag!")
# kind, audience, title, first hour, minutes, days from 1 September of each of three school years
NETWORK_MEETINGS: tuple[tuple[MeetingKind, MeetingAudience, str, int, int, tuple[int, ...]], ...] = (
    (
        MeetingKind.PLENARY,
        MeetingAudience.EVERYBODY,
        "Plenaire netwerkmiddag",
        13,
        210,
        (40, 420, 560, 680, 785, 960),
    ),
    (MeetingKind.BOARDS, MeetingAudience.BOARDS, "Bestuurlijk overleg", 10, 120, (90, 455, 640, 850)),
    (
        MeetingKind.SCHOOL_LEADERS,
        MeetingAudience.SCHOOL_LEADERS,
        "Schoolleiders bijeen",
        9,
        150,
        (130, 490, 600, 880),
    ),
    (MeetingKind.PEER_COACHING, MeetingAudience.GROUP_LEADS, "Intervisie voor trekkers", 15, 90, (700,)),
    (MeetingKind.WORK_VISIT, MeetingAudience.GROUP_LEADS, "Werkbezoek aan een ontwerpatelier", 13, 180, (900,)),
)


def seed_meetings(seeded: list[Group], cast: Cast, reference: dt.date, source: random.Random) -> None:
    """80 meetings of groups and 16 of the network; the sleeping group has none of late."""
    calendar = school_calendar(
        home_region(), first=dt.date(reference.year - 4, 8, 1), last=reference + dt.timedelta(days=500)
    )
    sites = list(Site.objects.filter(pk__in=cast.site_ids).order_by("site_code"))
    _plan_for_groups(seeded, sites, reference, calendar, source)
    _plan_for_network(cast, sites, reference, calendar)
    now = dt.datetime.combine(reference, dt.time(8), AMSTERDAM)
    _answer(now, source)
    hold(now, source)
    _stories(seeded, cast, now, calendar)


def _plan_for_groups(
    seeded: list[Group], sites: list[Site], reference: dt.date, calendar: SchoolCalendar, source: random.Random
) -> None:
    groups = [group for group in seeded if group.state != GroupState.APPLICATION]
    topics = {group.pk: list(group.topics.order_by("name")) for group in groups}
    by_name = {group.name: group for group in groups}
    for number in range(OF_GROUPS - IN_SERIES):
        group, turn = groups[number % len(groups)], number // len(groups)
        day = _meeting_day(group, number % len(groups), turn, reference, calendar)
        starts_at = rhythm.local(day, HALF_PAST_THREE)
        title = source.choice(texts.TITLES)
        kind = _kind(title, number)
        meetings.plan_meeting(
            group=group,
            by=pick_lead(group),
            title=title,
            kind=kind,
            link="https://video.demo.example/samen" if kind == MeetingKind.ONLINE else "",
            starts_at=starts_at,
            ends_at=starts_at + dt.timedelta(minutes=90),
            host_site=source.choice(sites),
            location=source.choice(texts.PLACES),
            prep_minutes=source.choice((0, 0, 30, 60)),
            topics=pick_topics(topics[group.pk], turn),
            at=starts_at - dt.timedelta(days=30),
            tells=False,
        )
    _plan_year(by_name[SERIES_OF], sites[0], reference, calendar)


def pick_topics(topics: list[Topic], turn: int) -> list[Topic]:
    """One topic of the group by turns, and now and then a second one."""
    return list(dict.fromkeys([topics[turn % len(topics)], topics[(turn + turn // 3) % len(topics)]]))


def _kind(title: str, number: int) -> MeetingKind:
    """Most are ordinary; looking at lessons is a visit, and now and then one is online or for peer coaching."""
    if title == "Lessen bekijken":
        return MeetingKind.LESSON_VISIT
    return {5: MeetingKind.ONLINE, 9: MeetingKind.PEER_COACHING}.get(number % 17, MeetingKind.GROUP)


def pick_lead(group: Group) -> Member:
    return group.memberships.current().filter(role=GroupRole.LEAD).order_by("pk")[0].member


def _plan_year(group: Group, site: Site, reference: dt.date, calendar: SchoolCalendar) -> None:
    """Every other Wednesday from three weeks on, holidays left out."""
    rule = patterns.write_rule(patterns.Repeat.WEEKS_2.value, 2)
    first = reference + dt.timedelta(days=20)
    found = patterns.occasions(rule, first, first + dt.timedelta(days=300), calendar)
    days = [occasion.day for occasion in found if occasion.is_open][:IN_SERIES]
    closed = [(row.day, str(row.closed_because)) for row in found if not row.is_open and row.day < days[-1]]
    plan_series(
        group=group,
        by=pick_lead(group),
        title="Lezen om te weten",
        rule=rule,
        days=days,
        skipped=closed,
        start_time=HALF_PAST_THREE,
        end_time=FIVE,
        host_site=site,
        location="Bibliotheek",
        topics=list(group.topics.order_by("name")[:1]),
        at=dt.datetime.combine(reference - dt.timedelta(days=20), dt.time(16), AMSTERDAM),
        tells=False,
    )


def _meeting_day(group: Group, place: int, turn: int, reference: dt.date, calendar: SchoolCalendar) -> dt.date:
    """Turns 0-1 lie in the school year before last, 2-4 in the last, 5 in this one until now, 6 ahead.

    `place` is the group's place in the list, never its key: the same day gives the same network.
    """
    year = school_year_start(reference).year
    if group.name == "Ontwerpateliers" or group.state == GroupState.MAINTAINED:
        day = dt.date(year - 1, 9, 10) + dt.timedelta(days=28 * turn)
    elif turn < 2:
        day = dt.date(year - 1, 2, 10) + dt.timedelta(days=35 * turn + place % 5)
    elif turn < 5:
        day = dt.date(year - 1, 10, 6) + dt.timedelta(days=56 * (turn - 2) + place % 5)
    else:
        # Over a week from now, so that who starts the demo next week finds meetings to come.
        day = reference + dt.timedelta(days=(turn - 6) * 28 + 9 + 2 * (place % 9))
    return next_school_day(day, calendar)


def next_school_day(day: dt.date, calendar: SchoolCalendar) -> dt.date:
    while not calendar.is_school_day(day):
        day += dt.timedelta(days=1)
    return day


def _plan_for_network(cast: Cast, sites: list[Site], reference: dt.date, calendar: SchoolCalendar) -> None:
    partnership = Partnership.objects.order_by("pk")[0]
    begin = dt.date(school_year_start(reference).year - 2, 9, 1)
    for kind, audience, title, hour, minutes, offsets in NETWORK_MEETINGS:
        for number, days in enumerate(offsets):
            day = next_school_day(begin + dt.timedelta(days=days), calendar)
            starts_at = rhythm.local(day, dt.time(hour, 30))
            meetings.plan_meeting(
                partnership=partnership,
                by=cast.login("programmaleider" if kind != MeetingKind.PLENARY else "coordinator"),
                kind=kind,
                audience=audience,
                title=title,
                description="Samen kijken wat de groepen maakten, en wat jouw school ermee kan.",
                starts_at=starts_at,
                ends_at=starts_at + dt.timedelta(minutes=minutes),
                host_site=sites[number % len(sites)],
                location="Aula",
                at=starts_at - dt.timedelta(days=60),
                tells=False,
            )


def _answer(now: dt.datetime, source: random.Random) -> None:
    """Who was invited answers most of the time, and more so for what is past."""
    rows = list(MeetingInvitation.objects.select_related("meeting").order_by("meeting__starts_at", "pk"))
    for row in rows:
        past = row.meeting.ends_at < now
        weights = (84, 5, 9, 2) if past else (52, 12, 8, 28)
        row.answer = source.choices((RsvpAnswer.YES, RsvpAnswer.MAYBE, RsvpAnswer.NO, RsvpAnswer.NONE), weights)[0]
        if row.answer != RsvpAnswer.NONE:
            earliest = min(row.invited_at, now - dt.timedelta(days=2))
            row.answered_at = earliest + dt.timedelta(hours=source.randint(1, 40))
            row.answered_via = source.choice((AnswerVia.PAGE, AnswerVia.MAIL, AnswerVia.MAIL))
        if row.answer == RsvpAnswer.NO and source.random() < 0.4:
            row.note = source.choice(
                ("Die middag heb ik rapportgesprekken.", "Studiedag op school.", "Ik lees het verslag!")
            )
    MeetingInvitation.objects.bulk_update(rows, ["answer", "answered_at", "answered_via", "note"], batch_size=500)


# Stories ----------------------------------------------------------------------------------------


def _stories(seeded: list[Group], cast: Cast, now: dt.datetime, calendar: SchoolCalendar) -> None:
    """What the tour shows: a full meeting, a guest, a holiday, a draft, one moved, one cancelled, an objection."""
    by_name = {group.name: group for group in seeded}
    reading, maths = by_name[SERIES_OF], by_name["Rekenen met inzicht"]
    _full_meeting(maths, cast, now)
    _in_a_holiday(by_name["Taal"], now, calendar)
    next_reading = reading.meetings.upcoming(now).order_by("starts_at")[0]
    _at_the_same_time(maths.meetings.upcoming(now).order_by("starts_at")[0], next_reading)
    MeetingInvitation.objects.filter(meeting=next_reading, member=cast.login("aspirant")).update(answer=RsvpAnswer.NONE)
    draft = reading.meetings.upcoming(now).order_by("starts_at")[2]
    Meeting.objects.filter(pk=draft.pk).update(status=MeetingStatus.DRAFT)
    draft.invitations.all().delete()
    moved = by_name["Digitale geletterdheid in de praktijk"].meetings.upcoming(now).order_by("starts_at").first()
    if moved is not None:
        tomorrow = next_school_day(timezone.localdate(moved.starts_at) + dt.timedelta(days=1), calendar)
        later = rhythm.local(tomorrow, HALF_PAST_THREE)
        Meeting.objects.filter(pk=moved.pk).update(
            moved_from=moved.starts_at,
            starts_at=later,
            ends_at=later + dt.timedelta(minutes=90),
            status=MeetingStatus.MOVED,
            sequence=1,
        )
    called_off = maths.meetings.filter(starts_at__lt=now).order_by("-starts_at")[1]
    _call_off(called_off)
    _objection(maths, cast, now)
    _certificates(maths, now, hours=4, withdraws=True)
    _certificates(reading, now, hours=3)
    search.refresh("meeting", list(Meeting.objects.values_list("pk", flat=True)))


def _at_the_same_time(first: Meeting, second: Meeting) -> None:
    """Two groups meet at one time, and there are people in both of them who have to choose."""
    begin = first.starts_at + dt.timedelta(minutes=30)
    Meeting.objects.filter(pk=second.pk).update(starts_at=begin, ends_at=begin + dt.timedelta(minutes=90))


def _full_meeting(group: Group, cast: Cast, now: dt.datetime) -> None:
    """Eight places, and more who want to come: the last two wait. A guest is invited and did not answer yet."""
    meeting = group.meetings.upcoming(now).order_by("starts_at")[0]
    Meeting.objects.filter(pk=meeting.pk).update(capacity=8, check_in_code="4207")
    rows = list(meeting.invitations.exclude(member=cast.login("leraar")).order_by("pk"))
    for number, row in enumerate(rows):
        row.answer, row.note = RsvpAnswer.YES, ""
        row.answered_at = now - dt.timedelta(days=3) + dt.timedelta(hours=number)
        row.waiting_since = row.answered_at if number >= 8 else None
    MeetingInvitation.objects.bulk_update(rows, ["answer", "note", "answered_at", "waiting_since"])
    mine = meeting.invitations.filter(member=cast.login("leraar"))
    mine.update(answer=RsvpAnswer.NONE, waiting_since=None, answered_at=None)
    meeting.refresh_from_db()
    if meeting.starts_at > timezone.now():
        guests.invite_guest(
            meeting=meeting,
            by=pick_lead(group),
            name="Femke Oldenkate",
            email="femke@demo.example",
            organisation="Bibliotheek Hof van Twente",
        )


def _in_a_holiday(group: Group, now: dt.datetime, calendar: SchoolCalendar) -> None:
    """Planned on a day on which schools turn out to be closed: the page warns."""
    meeting = group.meetings.upcoming(now).order_by("-starts_at").first()
    if meeting is None:
        return
    day = now.date() + dt.timedelta(days=10)
    while calendar.closed_because(day) is None or day.weekday() > 4:
        day += dt.timedelta(days=1)
    starts_at = rhythm.local(day, HALF_PAST_THREE)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=90))


def _call_off(meeting: Meeting) -> None:
    """This one was called off: nobody was there, and nothing was written."""
    Meeting.objects.filter(pk=meeting.pk).update(
        status=MeetingStatus.CANCELLED,
        cancel_reason="De school had die middag onverwacht een teamoverleg.",
        attendance_confirmed_at=None,
        attendance_confirmed_by=None,
        depth=None,
        depth_note="",
    )
    # By key: while all is loaded in one go the database has counted nothing yet, and joins the long way round.
    Attendance.objects.filter(invitation__in=list(meeting.invitations.values_list("pk", flat=True))).delete()
    meeting.decisions.all().delete()
    meeting.action_items.all().delete()
    meeting.returns.all().delete()
    meeting.adopts.update(adopted_in=None)
    if minutes := getattr(meeting, "minutes", None):
        minutes.delete()


def _objection(group: Group, cast: Cast, now: dt.datetime) -> None:
    """Somebody says that they were there: the teacher of the tour if they can, in the group of the tour if it met."""
    rows = Attendance.objects.filter(confirmed_at__isnull=False, confirmed_at__lt=now)
    rows = rows.exclude(invitation__member=cast.login("expert")).order_by("-confirmed_at", "pk")
    lately = rows.filter(invitation__meeting__group=group, confirmed_at__gte=now - dt.timedelta(days=60))
    chosen = lately.filter(invitation__member=cast.login("leraar")).first() or lately.first() or rows[0]
    chosen.status, chosen.minutes, chosen.prep_minutes = AttendanceStatus.ABSENT, 0, 0
    chosen.contest, chosen.contested_at = Contest.OPEN, now - dt.timedelta(days=1)
    chosen.contest_text = "Ik was er wel, maar kwam een kwartier later vanwege de overblijf."
    chosen.save()


def _certificates(group: Group, now: dt.datetime, *, hours: int, withdraws: bool = False) -> None:
    """Last school year's certificates of a group, given in July; one of them was withdrawn."""
    lead = pick_lead(group)
    certificates.set_certificate_terms(group=group, by=lead, hours=hours, outcomes=texts.OUTCOMES)
    start = school_year_start(now.date())
    first, last = dt.date(start.year - 1, 8, 1), dt.date(start.year, 7, 31)
    people = {candidate.member.public_id for candidate in list_candidates(group, first, last)}
    july = rhythm.local(dt.date(start.year, 7, 6), HALF_PAST_THREE)
    made = certificates.issue_certificates(group=group, by=lead, first=first, last=last, members=people, at=july)
    if withdraws and len(made) > 2:
        reason = "Op verzoek: de naam was veranderd."
        certificates.withdraw_certificate(certificate=made[-1], by=lead, reason=reason)


SEED = Seed(
    "96 meetings over three school years",
    lambda network: seed_meetings(network.groups, network.cast, network.reference, network.source),
    after=("plg_groups", "plg_space"),
)
