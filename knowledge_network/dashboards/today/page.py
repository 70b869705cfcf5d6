"""The cockpit as its page shows it: figures, what waits one by one, and a week of meetings."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from knowledge_network.dashboards.desks import Desk
from knowledge_network.dashboards.enums import Deed, Sort
from knowledge_network.dashboards.queries.among_all import find_coming_clashes
from knowledge_network.dashboards.queries.queues import days_since
from knowledge_network.dashboards.today.deeds import find_team
from knowledge_network.dashboards.today.lines import Line, find_lines
from knowledge_network.dashboards.today.sorts import INFO, Tab
from knowledge_network.dashboards.today.week import LOOKS_AHEAD, ONE_WEEK, Week, call_week, find_week
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.desk.models import DeskMark
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.queries import coordinators_of_network
from plg.groups.kinds import INFO as KINDS
from plg.meetings.queries import Clash

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


@dataclass(frozen=True)
class Row:
    """One thing that waits. `what` is said after its title; `deed` is done in place, `look` opens its page.

    `aside` says until when it is out of sight, `names` who it is about where those are people that one looks for.
    """

    item: str
    sort: str
    tab: Tab
    icon: str
    title: str
    url: str
    what: str | Promise
    about: str
    age: str
    is_late: bool
    days: int
    look: str | Promise
    deed: Deed | None = None
    other: tuple[str | Promise, str] | None = None
    assigned_to: Member | None = None
    aside: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rest:
    """Of this sort more waits than the page shows."""

    text: str
    url: str
    count: int


@dataclass(frozen=True)
class TabLink:
    label: str | Promise
    value: str
    count: int
    is_current: bool


@dataclass(frozen=True)
class Today:
    """`late` and `soon` are the rows of the chosen tab; `figures` wait, `quiet` do not."""

    figures: list[Desk]
    quiet: list[Desk]
    tabs: list[TabLink]
    tab: str
    late: list[Row]
    soon: list[Row]
    rests: list[Rest]
    week: Week
    week_name: str
    team: list[Member]
    days_off: list[tuple[str, dt.date]]

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon)


def find_today(member: Member, desks: list[Desk], *, tab: str, monday: dt.date) -> Today:
    """Eight queries, whatever waits."""
    marks = {mark.item: mark for mark in DeskMark.objects.visible_to(member).select_related("assigned_to")}
    today = timezone.localdate()
    aside: dict[str, list[str]] = defaultdict(list)
    for item, mark in marks.items():
        if mark.is_aside(today):
            sort, _colon, key = item.partition(":")
            aside[sort].append(key)
    lines = find_lines(member, aside=aside)
    rows = [_present(line, marks) for line in lines]
    rows += [_present_clash(clash, marks) for clash in find_coming_clashes(LOOKS_AHEAD)]
    by_desk = {desk.key: desk for desk in desks}
    rows += _unanswered(by_desk.get("unanswered"))
    chosen = tab if tab in list(Tab) else Tab.ALL.value
    shown = sorted((row for row in rows if _stands_in(row, chosen, member)), key=lambda row: (-row.days, row.title))
    return Today(
        figures=[desk for desk in desks if desk.waits],
        quiet=[desk for desk in desks if not desk.waits],
        tabs=_tabs(rows, chosen, member),
        tab=chosen,
        late=[row for row in shown if row.is_late],
        soon=[row for row in shown if not row.is_late],
        rests=_rests(lines, by_desk) if chosen == Tab.ALL else [],
        week=find_week(monday),
        week_name=call_week(monday),
        team=find_team(coordinators_of_network(), member),
        days_off=[
            (_("Tomorrow"), today + dt.timedelta(days=1)),
            (_("Next week"), today - today.weekday() * dt.timedelta(days=1) + ONE_WEEK),
            (_("In four weeks"), today + 4 * ONE_WEEK),
        ],
    )


def _stands_in(row: Row, tab: str, member: Member) -> bool:
    if tab == Tab.ASIDE or row.aside:
        return bool(row.aside) and tab == Tab.ASIDE
    if tab == Tab.MINE:
        return row.assigned_to == member
    return tab in (Tab.ALL, row.tab)


def _tabs(rows: list[Row], chosen: str, member: Member) -> list[TabLink]:
    """Those in which something stands, and that which is looked at."""
    counted = Counter({tab: sum(_stands_in(row, tab, member) for row in rows) for tab in Tab})
    return [
        TabLink(tab.label, tab.value, counted[tab], is_current=tab == chosen)
        for tab in Tab
        if counted[tab] or tab in (Tab.ALL, chosen)
    ]


def _rests(lines: Iterable[Line], desks: Mapping[str, Desk]) -> list[Rest]:
    """What of a figure stands nowhere on the page, set aside or not."""
    read = Counter(line.sort for line in lines)
    found = []
    for sort, info in INFO.items():
        desk = desks.get(info.desk)
        if desk is not None and desk.count > read[sort]:
            count = desk.count - read[sort]
            found.append(Rest(_("%(n)d more: %(what)s") % {"n": count, "what": desk.label}, desk.url, count))
    return found


# One thing --------------------------------------------------------------------------------------


def _present(line: Line, marks: Mapping[str, DeskMark]) -> Row:
    info, mark = INFO[line.sort], marks.get(line.item)
    days = days_since(line.since) or 0
    return Row(
        item=line.item,
        sort=line.sort,
        tab=info.tab,
        icon=info.icon,
        title=line.title,
        url=info.address(line),
        what=_what(line),
        about=" · ".join(part for part in _about(line) if part),
        age=tell_age(days),
        is_late=days > info.late_after,
        days=days,
        look=info.look,
        deed=info.deed,
        other=(info.other[0], info.other[1](line)) if info.other else None,
        assigned_to=mark.assigned_to if mark else None,
        aside=_aside(mark),
    )


def _what(line: Line) -> str | Promise:
    if line.sort == Sort.JOINING and line.number > 1:
        return ngettext("lets %(n)d person wait", "lets %(n)d people wait", line.number) % {"n": line.number}
    return Sort(line.sort).label


def _about(line: Line) -> list[str]:
    """Who and what it is about, in the order in which it is read."""
    if line.sort == Sort.SIGNUP:
        function = dict(Function.choices).get(line.about, "")
        return [capfirst(str(function)), line.who]
    if line.sort == Sort.QUESTION:
        asked = ngettext("%(n)d person asked", "%(n)d people asked", line.number) % {"n": line.number}
        passed_on = _("passed on to the liaison officer") if line.about else ""
        return [line.who or _("a colleague"), asked, passed_on]
    if line.sort in {Sort.DECIDE, Sort.JOINING, Sort.DORMANT, Sort.ENDS}:
        return [str(KINDS[line.about].name), line.who]
    if line.sort == Sort.SIGNATURE:
        return [line.who]
    if line.sort == Sort.MAIL:
        return [line.who, line.about]
    return [line.about, line.who]


def tell_age(days: int) -> str:
    """How long it waits, or how far off it is."""
    if days < 0:
        return ngettext("in %(n)d day", "in %(n)d days", -days) % {"n": -days}
    if days == 0:
        return _("since today")
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def _aside(mark: DeskMark | None) -> str:
    if mark is None or not mark.is_aside(timezone.localdate()):
        return ""
    if mark.done_at is not None:
        return _("ticked off on %(day)s") % {"day": nice_date(timezone.localdate(mark.done_at))}
    return _("until %(day)s") % {"day": nice_date(mark.later_until)}


def _present_clash(clash: Clash, marks: Mapping[str, DeskMark]) -> Row:
    item = f"{Sort.CLASH}:{clash.here}:{clash.there}"
    mark = marks.get(item)
    days = days_since(clash.starts_at) or 0
    who = ngettext("%(n)d person is expected at both", "%(n)d people are expected at both", clash.people)
    return Row(
        item=item,
        sort=Sort.CLASH.value,
        tab=Tab.GROUPS,
        icon="calendar-x",
        title=_("%(here)s and %(there)s") % {"here": clash.here_title, "there": clash.there_title},
        url=reverse("plg:meeting_detail", args=[clash.here]),
        what=Sort.CLASH.label,
        about=f"{nice_date(timezone.localdate(clash.starts_at))} · {who % {'n': clash.people}}",
        age=tell_age(days) if days else _("today"),
        is_late=False,
        days=days,
        look=_("Look"),
        assigned_to=mark.assigned_to if mark else None,
        aside=_aside(mark),
        names=tuple(clash.names),
    )


def _unanswered(desk: Desk | None) -> list[Row]:
    """All people who did not answer are one row: they are asked together."""
    if desk is None or not desk.waits:
        return []
    return [
        Row(
            item="",
            sort="unanswered",
            tab=Tab.GROUPS,
            icon=desk.icon,
            title=ngettext("%(n)d person", "%(n)d people", desk.count) % {"n": desk.count},
            url=desk.url,
            what=_("did not answer an invitation"),
            about=str(desk.what_counts),
            age="",
            is_late=False,
            days=0,
            look=_("Remind…"),
        )
    ]
