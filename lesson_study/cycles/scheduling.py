"""The days of a team: a proposal around holidays, and what is wrong with days as they stand. Pure, given a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from knowledge_network.kit.dates import nice_date
from knowledge_network.school_year.calendar import SchoolCalendar, find_monday
from knowledge_network.school_year.counting import after_school_days, school_days_between
from lesson_study.cycles.enums import DayKind
from plg.meetings.enums import HalfDay

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ONE_DAY = dt.timedelta(days=1)
# School days before a lesson at which cover is asked, so that a school can arrange it.
COVER_AHEAD = 15
# School days between a discussion and the second lesson, to change the plan in.
BEFORE_RETEACH = 3
DISCUSSION_WITHIN = dt.timedelta(hours=24)
SHORTEST_WEEKS, LONGEST_WEEKS = 6, 10
# A holiday this long is the summer: the weeks around it are the last and the first of a school year.
SUMMER = dt.timedelta(days=28)

TIMES: dict[str, tuple[dt.time, dt.time]] = {
    HalfDay.MORNING: (dt.time(9), dt.time(10, 15)),
    HalfDay.AFTERNOON: (dt.time(13, 15), dt.time(14, 30)),
    HalfDay.EVENING: (dt.time(19), dt.time(20, 30)),
}
# After school: when nobody has to leave a class.
SESSION = (dt.time(15, 30), dt.time(17))


class Day(Protocol):
    """What is looked at of a day, stored or not yet."""

    kind: str
    day: dt.date
    start_time: dt.time
    end_time: dt.time


@dataclass(frozen=True)
class ProposedDay:
    kind: str
    day: dt.date
    half_day: str
    start_time: dt.time
    end_time: dt.time


@dataclass(frozen=True)
class Finding:
    """What is wrong with a day, in words. An error keeps the days from being settled; a warning does not."""

    text: str | _StrPromise
    is_error: bool
    day: dt.date | None = None


@dataclass(frozen=True)
class Wishes:
    """How a team would like its days: from when, on which weekday (0 is Monday), in how many weeks, which half day."""

    first: dt.date
    weekday: int = 2
    weeks: int = 8
    lesson_half_day: str = HalfDay.MORNING


def propose_days(wishes: Wishes, calendar: SchoolCalendar, today: dt.date) -> list[ProposedDay]:
    """Three sessions, the lesson and its discussion, the second lesson and its discussion, and a reflection.

    Spread over the wished number of weeks; each day is moved on to the next that the rules allow.
    """
    weeks = max(SHORTEST_WEEKS, min(LONGEST_WEEKS, wishes.weeks))
    first = _on_weekday(max(wishes.first, today + ONE_DAY), wishes.weekday)
    last = first + (weeks - 1) * 7 * ONE_DAY

    def at(share: float) -> dt.date:
        return first + round((last - first).days / 7 * share) * 7 * ONE_DAY

    sessions = _sessions([at(share) for share in (0, 0.2, 0.4)], wishes.weekday, calendar)
    earliest = max(after_school_days(today, COVER_AHEAD, calendar), sessions[-1] + ONE_DAY, at(0.55))
    lesson = _lesson_day(earliest, wishes.weekday, calendar)
    again = max(after_school_days(lesson, BEFORE_RETEACH + 1, calendar), at(0.8))
    reteach = _lesson_day(again, wishes.weekday, calendar)
    reflection = _school_day(max(reteach + 7 * ONE_DAY, last), wishes.weekday, calendar)
    start, end = TIMES[wishes.lesson_half_day]
    lesson_times = (wishes.lesson_half_day, start, end)
    after = (HalfDay.AFTERNOON, *SESSION)
    return [
        *(ProposedDay(DayKind.STUDY, day, *after) for day in sessions),
        ProposedDay(DayKind.LESSON, lesson, *lesson_times),
        ProposedDay(DayKind.DISCUSSION, lesson, *after),
        ProposedDay(DayKind.RETEACH, reteach, *lesson_times),
        ProposedDay(DayKind.REDISCUSSION, reteach, *after),
        ProposedDay(DayKind.REFLECTION, reflection, *after),
    ]


def _sessions(wanted: Sequence[dt.date], weekday: int, calendar: SchoolCalendar) -> list[dt.date]:
    found: list[dt.date] = []
    for day in wanted:
        found.append(_school_day(max([day, *(known + ONE_DAY for known in found)]), weekday, calendar))
    return found


def _on_weekday(day: dt.date, weekday: int) -> dt.date:
    return day + (weekday - day.weekday()) % 7 * ONE_DAY


def _school_day(day: dt.date, weekday: int, calendar: SchoolCalendar) -> dt.date:
    """The first school day from `day` on that falls on `weekday`, within a year."""
    found = _on_weekday(day, weekday)
    for _step in range(52):
        if calendar.is_school_day(found):
            break
        found += 7 * ONE_DAY
    return found


def _lesson_day(day: dt.date, weekday: int, calendar: SchoolCalendar) -> dt.date:
    found = _school_day(day, weekday, calendar)
    for _step in range(52):
        if edge_of_school_year(found, calendar) is None:
            break
        found = _school_day(found + 7 * ONE_DAY, weekday, calendar)
    return found


def edge_of_school_year(day: dt.date, calendar: SchoolCalendar) -> _StrPromise | None:
    """Whether `day` is in the first or the last school week of a year, in words."""
    for start, end, _name in calendar.holidays:
        if end - start < SUMMER:
            continue
        if find_monday(day) == find_monday(after_school_days(end, 1, calendar)):
            return _("the first school week")
        before = start - ONE_DAY
        while not calendar.is_school_day(before) and start - before < SUMMER:
            before -= ONE_DAY
        if find_monday(day) == find_monday(before):
            return _("the last school week")
    return None


# What is wrong with days ---------------------------------------------------------------------------


def check_days(days: Iterable[Day], calendar: SchoolCalendar, today: dt.date) -> list[Finding]:
    """All that is wrong with these days, errors first."""
    found = sorted(days, key=lambda day: (day.day, day.start_time))
    findings = [finding for day in found for finding in _of_one_day(day, calendar, today)]
    findings += _of_discussions(found)
    findings += _of_second_lesson(found, calendar)
    findings += _of_order(found)
    if finding := _of_length(found):
        findings.append(finding)
    return sorted(findings, key=lambda finding: not finding.is_error)


def _of_one_day(day: Day, calendar: SchoolCalendar, today: dt.date) -> list[Finding]:
    findings = []
    words = {"what": str(DayKind(day.kind).label), "day": nice_date(day.day)}
    is_lesson = day.kind in DayKind.LESSONS
    reason = calendar.closed_because(day.day)
    if reason is not None:
        text = _("%(what)s on %(day)s: schools are closed (%(why)s).") % {**words, "why": reason}
        findings.append(Finding(text, is_lesson, day.day))
    elif not calendar.is_school_day(day.day):
        findings.append(Finding(_("%(what)s on %(day)s: that is in a weekend.") % words, is_lesson, day.day))
    if not is_lesson:
        return findings
    if edge := edge_of_school_year(day.day, calendar):
        text = _("%(what)s on %(day)s: no lessons in %(week)s.") % {**words, "week": edge}
        findings.append(Finding(text, True, day.day))
    ahead = school_days_between(today, day.day, calendar)
    if today <= day.day and ahead < COVER_AHEAD:
        text = ngettext(
            "%(what)s on %(day)s is %(count)s school day from now. Schools want 15 to arrange cover.",
            "%(what)s on %(day)s is %(count)s school days from now. Schools want 15 to arrange cover.",
            ahead,
        ) % {**words, "count": ahead}
        findings.append(Finding(text, False, day.day))
    return findings


PAIRS = ((DayKind.LESSON, DayKind.DISCUSSION), (DayKind.RETEACH, DayKind.REDISCUSSION))


def _of_discussions(days: Sequence[Day]) -> list[Finding]:
    findings = []
    for lesson_kind, discussion_kind in PAIRS:
        lesson = _last_of(days, lesson_kind)
        discussion = _last_of(days, discussion_kind)
        if lesson is None:
            continue
        if discussion is None:
            lacks = _("There is no discussion of the lesson on %(day)s yet.") % {"day": nice_date(lesson.day)}
            findings.append(Finding(lacks, True, lesson.day))
            continue
        wait = _begins(discussion) - dt.datetime.combine(lesson.day, lesson.end_time)
        if wait < dt.timedelta():
            findings.append(Finding(_("The discussion begins before the lesson is over."), True, discussion.day))
        elif wait > DISCUSSION_WITHIN:
            text = _("Talk about the lesson on the same day, or within 24 hours. After that you forget what you saw.")
            findings.append(Finding(text, True, discussion.day))
    return findings


def _of_second_lesson(days: Sequence[Day], calendar: SchoolCalendar) -> list[Finding]:
    discussion, again = _last_of(days, DayKind.DISCUSSION), _last_of(days, DayKind.RETEACH)
    if discussion is None or again is None:
        return []
    if again.day <= discussion.day:
        return [Finding(_("The second lesson comes after the discussion of the first."), True, again.day)]
    # Days in between: the day of the lesson itself is none to work on.
    between = max(0, school_days_between(discussion.day, again.day - ONE_DAY, calendar))
    if between < BEFORE_RETEACH:
        text = ngettext(
            "Only %(count)s school day lies between discussion and second lesson. You need 3 to change the plan.",
            "Only %(count)s school days lie between discussion and second lesson. You need 3 to change the plan.",
            between,
        ) % {"count": between}
        return [Finding(text, True, again.day)]
    return []


def _of_order(days: Sequence[Day]) -> list[Finding]:
    first, last = _last_of(days, DayKind.LESSON), _last_of(days, DayKind.REFLECTION)
    if first is not None and last is not None and last.day < first.day:
        return [Finding(_("The reflection comes after the lessons."), True, last.day)]
    return []


def _of_length(days: Sequence[Day]) -> Finding | None:
    if len(days) < 2:
        return None
    weeks = (days[-1].day - days[0].day).days / 7 + 1
    if weeks < SHORTEST_WEEKS - 1:
        return Finding(_("This is short. A team needs six to ten weeks to read, design and try out."), False)
    if weeks > LONGEST_WEEKS + 2:
        return Finding(_("This is long. After ten weeks teams often lose the thread."), False)
    return None


def _last_of(days: Sequence[Day], kind: str) -> Day | None:
    return next((day for day in reversed(days) if day.kind == kind), None)


def _begins(day: Day) -> dt.datetime:
    return dt.datetime.combine(day.day, day.start_time)
