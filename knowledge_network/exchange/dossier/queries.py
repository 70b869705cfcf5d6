"""Everything that one member can show of oneself, by school year. Reads only what is about that member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _

from expertise.products.models import KnowledgeProduct
from knowledge_network.exchange.badges.models import Badge
from knowledge_network.exchange.dossier.enums import DossierPart
from knowledge_network.kit.dates import nice_date
from knowledge_network.members.people.models import Member
from knowledge_network.school_year.calendar import find_school_year, first_day, last_day
from lesson_study.cycles.enums import TeamRole
from lesson_study.cycles.models import TeamMember
from plg.groups.models import GroupMembership
from plg.records.hours import Line, as_hours, confirmed, count_lines
from plg.records.models import Certificate, ReturnToSchool
from plg.records.registry import Beside, find_beside
from plg.space.models import GroupResult

# Nothing here is older than the network.
EVER = dt.date(2000, 8, 1)


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did or got; `about` says where and when, `note` what became of it."""

    day: dt.date
    text: str
    about: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Activity:
    """A meeting that one attended, with its hours and in which role one was there."""

    line: Line
    role: str


@dataclass
class DossierYear:
    """What belongs to one school year, by part."""

    year: int
    activities: list[Activity] = field(default_factory=list)
    entries: dict[DossierPart, list[Entry]] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return f"{self.year}-{self.year + 1}"

    @property
    def hours(self) -> Decimal:
        return as_hours(sum(activity.line.quarters for activity in self.activities))

    @property
    def parts(self) -> list[tuple[DossierPart, list[Entry]]]:
        """Those that hold something, in their order."""
        return [(part, self.entries[part]) for part in DossierPart if self.entries.get(part)]


@dataclass(frozen=True)
class Dossier:
    """One's own record: newest year first; what nobody confirmed stands beside it."""

    member: Member
    made_on: dt.date
    years: tuple[DossierYear, ...]
    beside: tuple[Beside, ...]
    certificates: tuple[Certificate, ...]
    badges: tuple[Badge, ...]

    @property
    def hours(self) -> Decimal:
        return sum((year.hours for year in self.years), Decimal(0))

    @property
    def is_empty(self) -> bool:
        return not self.years and not self.beside


def build_dossier(
    member: Member, *, year: int | None = None, parts: Collection[str] = frozenset(DossierPart.values)
) -> Dossier:
    """All school years or one of them, with the chosen parts. Eleven queries at most, however many years there are."""
    today = timezone.localdate()
    first, last = (first_day(year), last_day(year)) if year is not None else (EVER, last_day(find_school_year(today)))
    memberships = list(_find_memberships(member, first, last))
    years: dict[int, DossierYear] = {}

    def year_of(day: dt.date) -> DossierYear:
        number = find_school_year(day)
        return years.setdefault(number, DossierYear(number))

    if DossierPart.ACTIVITIES in parts:
        roles = {row.group_id: str(row.get_role_display()) for row in memberships}
        for line in _find_lines(member, first, last):
            year_of(line.day).activities.append(Activity(line, roles.get(line.meeting.group_id or 0, "")))
    certificates = tuple(_find_certificates(member, first, last)) if DossierPart.CERTIFICATES in parts else ()
    badges = tuple(_find_badges(member, first, last)) if DossierPart.BADGES in parts else ()
    found = {
        DossierPart.GROUPS: _tell_groups(memberships, first, min(last, today)),
        DossierPart.STUDIES: _tell_studies(member),
        DossierPart.REFLECTION: _tell_returns(member),
        DossierPart.PRODUCTS: _tell_products(member, memberships),
        DossierPart.CERTIFICATES: _tell_certificates(certificates),
        DossierPart.BADGES: _tell_badges(badges),
    }
    for part, entries in found.items():
        if part not in parts:
            continue
        for entry in sorted(entries, key=lambda one: one.day):
            if first <= entry.day <= last:
                year_of(entry.day).entries.setdefault(part, []).append(entry)
    return Dossier(
        member=member,
        made_on=today,
        years=tuple(years[number] for number in sorted(years, reverse=True)),
        beside=tuple(find_beside(member, first, last)) if DossierPart.BESIDE in parts else (),
        certificates=certificates,
        badges=badges,
    )


def list_dossier_years(member: Member) -> list[int]:
    """The school years of which something may stand in the dossier, newest first. One query."""
    this = find_school_year(timezone.localdate())
    began = GroupMembership.objects.filter(member=member).order_by("start").values_list("start", flat=True).first()
    oldest = min(find_school_year(began), this) if began else this
    return list(range(this, oldest - 1, -1))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _find_lines(member: Member, first: dt.date, last: dt.date) -> list[Line]:
    rows = confirmed(first, last).filter(invitation__member=member)
    return count_lines(rows.select_related("invitation__meeting__group", "invitation__meeting__partnership"))


def _find_memberships(member: Member, first: dt.date, last: dt.date) -> Iterator[GroupMembership]:
    rows = GroupMembership.objects.filter(Q(end__isnull=True) | Q(end__gte=first), member=member, start__lte=last)
    yield from rows.select_related("group").order_by("start", "pk")


def _find_certificates(member: Member, first: dt.date, last: dt.date) -> Iterator[Certificate]:
    rows = Certificate.objects.visible_to(member).filter(withdrawn_at=None, last_day__gte=first, first_day__lte=last)
    yield from rows.order_by("first_day", "pk")


def _find_badges(member: Member, first: dt.date, last: dt.date) -> Iterator[Badge]:
    """Those that hold now."""
    rows = Badge.objects.holding().filter(member=member, valid_from__date__gte=first, valid_from__date__lte=last)
    yield from rows.select_related("badge_class", "claim__topic", "decided_by", "status_bit", "member").order_by("pk")


def _tell_groups(memberships: list[GroupMembership], first: dt.date, last: dt.date) -> Iterator[Entry]:
    """A membership stands in each school year through which it ran."""
    for row in memberships:
        until = min(row.end or last, last)
        day = max(row.start, first)
        about = _("since %(start)s") % {"start": nice_date(row.start)}
        if row.end is not None:
            about = _("%(start)s until %(end)s") % {"start": nice_date(row.start), "end": nice_date(row.end)}
        role = _capitalised(str(row.get_role_display()))
        while day <= until:
            yield Entry(day, row.group.name, f"{role}, {about}", row.group.get_absolute_url())
            day = first_day(find_school_year(day) + 1)


def _tell_studies(member: Member) -> Iterator[Entry]:
    """In the year in which it was finished, or in which one joined what is not finished yet."""
    rows = TeamMember.objects.present().filter(member=member).select_related("cycle")
    labels = {role.value: str(role.label) for role in TeamRole}
    for row in rows:
        cycle = row.cycle
        moment = cycle.finished_at or row.accepted_at or row.invited_at
        about = [labels[role] for role in row.team_roles if role in labels] + [str(cycle.get_state_display())]
        told = _capitalised(", ".join(about))
        day = timezone.localdate(moment)
        yield Entry(day, cycle.title, told, cycle.get_absolute_url(), note=cycle.research_theme)


def _tell_returns(member: Member) -> Iterator[Entry]:
    for row in ReturnToSchool.objects.present().filter(member=member).select_related("group"):
        about = [nice_date(row.happened_on), str(row.get_audience_display())]
        if row.group is not None:
            about.append(row.group.name)
        if row.mechanism:
            about.append(str(row.get_mechanism_display()))
        note = ": ".join(part for part in (str(row.get_follow_up_display()), row.follow_up_note) if part)
        yield Entry(row.happened_on, row.what, " · ".join(about), note=_capitalised(note))


def _tell_products(member: Member, memberships: list[GroupMembership]) -> Iterator[Entry]:
    """Products in view that one added or answers for, and results of a group from the days that one was in it."""
    mine = KnowledgeProduct.objects.in_view().filter(Q(contact_person=member) | Q(added_by=member))
    for product in mine.select_related("group"):
        if product.published_on is not None:
            about = [str(product.get_kind_display()), nice_date(product.published_on)]
            if product.group is not None:
                about.append(product.group.name)
            yield Entry(product.published_on, product.title, " · ".join(about), product.get_absolute_url())
    shown = GroupResult.objects.shown().filter(group__in={row.group_id for row in memberships}, product=None)
    for result in shown.select_related("group"):
        day = result.published_on
        days = [(row.start, row.end or day) for row in memberships if row.group_id == result.group_id]
        if any(start <= day <= end for start, end in days):
            url = f"{result.group.get_absolute_url()}#opbrengst-{result.public_id}"
            told = _("Result of %(group)s") % {"group": result.group.name}
            yield Entry(day, result.title, f"{told} · {nice_date(day)}", url)


def _tell_certificates(certificates: tuple[Certificate, ...]) -> Iterator[Entry]:
    for row in certificates:
        hours = _("%(hours)s hours") % {"hours": localize(as_hours(row.quarters).normalize())}
        about = f"{nice_date(row.first_day)} – {nice_date(row.last_day)} · {hours} · {row.code}"
        yield Entry(row.first_day, row.activity, about, reverse("plg:certificate_pdf", args=[row.code]))


def _tell_badges(badges: tuple[Badge, ...]) -> Iterator[Entry]:
    for row in badges:
        if row.valid_from is None or row.valid_until is None:
            continue
        about = _("holds until %(day)s") % {"day": nice_date(timezone.localdate(row.valid_until))}
        if row.decided_by is not None:
            granted = _("granted by %(person)s") % {"person": row.decided_by.get_full_name()}
            about = f"{granted}, {about}"
        yield Entry(timezone.localdate(row.valid_from), row.name, _capitalised(about), row.get_absolute_url())
