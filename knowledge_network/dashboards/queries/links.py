"""What went from one partner to another in the last twelve months, by kind of exchange.

A tie is of the boards and schools where people worked on that day. Who asked without a name has no board here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpRequestMatch
from expertise.offers.models import OfferDate
from expertise.products.models import ProductUse
from expertise.showing.models import SlotVisit
from knowledge_network.dashboards.enums import Exchange
from knowledge_network.kit.kept_counts import Counted, read_counted
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation, Site
from knowledge_network.members.people.models import Appointment, Member
from plg.groups.enums import GroupRole, GroupState
from plg.groups.models import GroupMembership
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import MeetingInvitation

YEAR = dt.timedelta(days=365)
# Of a school with fewer people in the network nothing is said: it would be said of those few.
ENOUGH_PEOPLE = 5


@dataclass(frozen=True)
class Deed:
    """That somebody gave something to somebody on a day; `giver` may be an organisation that is known already."""

    kind: Exchange
    day: dt.date
    giver: int | None
    taker: int | None
    host: int | None = None


def _kinds_by_partner() -> dict[int, set[Exchange]]:
    return defaultdict(set)


@dataclass
class Ties:
    """Partner → partner → the kinds of what went there; and the schools to or from which something went."""

    gave: dict[int, dict[int, set[Exchange]]] = field(default_factory=lambda: defaultdict(_kinds_by_partner))
    together: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    schools: set[int] = field(default_factory=set)


class Workplaces:
    """Where people worked first of all on a day: the place, and the board above it. One query."""

    def __init__(self, members: Collection[int]) -> None:
        self._periods: dict[int, list[tuple[dt.date, dt.date, int, int]]] = defaultdict(list)
        rows = Appointment.objects.filter(member__in=members, is_primary=True).values_list(
            "member", "start", "end", "organisation", "organisation__governing_board"
        )
        for member, start, end, place, board in rows:
            self._periods[member].append((start, end or dt.date.max, place, board or place))

    def find(self, member: int | None, day: dt.date) -> tuple[int, int] | None:
        """(place, board) of that day."""
        for start, end, place, board in self._periods.get(member or 0, ()):
            if start <= day < end:
                return place, board
        return None


def list_partners() -> list[Organisation]:
    """The boards, institutes and others that take part, by name. One query."""
    rows = Organisation.objects.current().participating().exclude(kind=OrganisationKind.SITE)
    return list(rows.order_by("name", "pk"))


def find_ties(now: dt.datetime | None = None) -> Ties:
    """Always as many queries, whatever happened."""
    moment = now or timezone.now()
    since, today = moment - YEAR, timezone.localdate(moment)
    deeds = [*_find_visits(since, moment), *_find_help(since), *_find_uses(since), *_find_shown(since, moment)]
    inside = _list_groups()
    people = {key for deed in deeds for key in (deed.giver, deed.taker) if key} | {
        member for rows in inside.values() for member in rows
    }
    work = Workplaces(people)
    ties = Ties()
    _lay_deeds(ties, deeds, work)
    for members in inside.values():
        boards = {there[1] for member in members if (there := work.find(member, today)) is not None}
        for board in boards:
            ties.together[board] |= boards - {board}
    return ties


def _lay_deeds(ties: Ties, deeds: Iterable[Deed], work: Workplaces) -> None:
    hosts = {deed.host for deed in deeds if deed.host is not None}
    boards = dict(Organisation.objects.filter(pk__in=hosts).values_list("pk", "governing_board"))
    for deed in deeds:
        giver = (deed.host, boards.get(deed.host) or deed.host) if deed.host else work.find(deed.giver, deed.day)
        taker = work.find(deed.taker, deed.day)
        if giver is None or taker is None or giver[0] == taker[0]:
            continue
        ties.schools |= {giver[0] or 0, taker[0]}
        if giver[1] != taker[1]:
            ties.gave[giver[1] or 0][taker[1]].add(deed.kind)


def _find_visits(since: dt.datetime, now: dt.datetime) -> Iterator[Deed]:
    """Who had a place on a day of an offer that is over: from the host to where they work."""
    rows = MeetingInvitation.objects.standing().filter(
        meeting__in=OfferDate.objects.values("meeting"),
        meeting__starts_at__gte=since,
        meeting__ends_at__lte=now,
        answer=RsvpAnswer.YES,
        waiting_since__isnull=True,
        member__isnull=False,
    )
    for starts_at, host, member in rows.values_list("meeting__starts_at", "meeting__offer_date__offer__host", "member"):
        yield Deed(Exchange.VISIT, timezone.localdate(starts_at), None, member, host)


def _find_help(since: dt.datetime) -> Iterator[Deed]:
    """Who helped with a question that was asked by name."""
    rows = HelpRequestMatch.objects.filter(
        state=MatchState.ACCEPTED,
        help_request__state__in=HelpState.HELPED,
        help_request__is_anonymous=False,
        responded_at__gte=since,
        expert__isnull=False,
    )
    for at, expert, asker in rows.values_list("responded_at", "expert", "help_request__asker"):
        yield Deed(Exchange.HELP, timezone.localdate(at), expert, asker)


def _find_uses(since: dt.datetime) -> Iterator[Deed]:
    """Who uses a product: from its contact person to the one who uses it."""
    rows = ProductUse.objects.filter(used_on__gte=timezone.localdate(since), product__contact_person__isnull=False)
    for day, contact, member in rows.values_list("used_on", "product__contact_person", "member"):
        yield Deed(Exchange.PRODUCT, day, contact, member)


def _find_shown(since: dt.datetime, now: dt.datetime) -> Iterator[Deed]:
    """Who came to see what another showed."""
    rows = SlotVisit.objects.filter(day__starts_at__range=(since, now), slot__contact__isnull=False)
    for starts_at, contact, member in rows.values_list("day__starts_at", "slot__contact", "member"):
        yield Deed(Exchange.SHOWN, timezone.localdate(starts_at), contact, member)


def _list_groups() -> dict[int, list[int]]:
    """Running group → who takes part."""
    rows = GroupMembership.objects.current().filter(
        role__in=sorted(GroupRole.TAKING_PART),
        group__state__in=sorted(GroupState.RUNNING),
        member__in=Member.objects.active(),
    )
    found: dict[int, list[int]] = defaultdict(list)
    for group, member in rows.values_list("group", "member"):
        found[group].append(member)
    return found


@dataclass(frozen=True)
class Links:
    """The ties of a year, and the schools with people enough in the network to or from which nothing went."""

    ties: Ties
    silent: frozenset[int]


def read_links() -> Counted[Links]:
    """Of all partners, as it was at most five minutes ago."""
    return read_counted("dashboards.links", count_links)


def count_links() -> Links:
    """Always as many queries, whatever happened."""
    ties = find_ties()
    return Links(ties, frozenset(_find_schools_with_enough() - ties.schools))


def _find_schools_with_enough() -> set[int]:
    rows = Appointment.objects.current().filter(
        organisation__kind=OrganisationKind.SITE, member__in=Member.objects.active()
    )
    counted = rows.order_by().values("organisation").annotate(people=Count("member", distinct=True))
    return set(counted.filter(people__gte=ENOUGH_PEOPLE).values_list("organisation", flat=True))


def list_silent_schools(links: Links, boards: Collection[int]) -> list[Site]:
    """Those of these boards. One query."""
    silent = Site.objects.filter(pk__in=links.silent, governing_board__in=boards).select_related("governing_board")
    return list(silent.order_by("governing_board__name", "name", "pk"))


def list_sectors() -> dict[int, set[str]]:
    """Board → the sectors of its schools. One query."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = Site.objects.current().filter(governing_board__isnull=False).order_by()
    for board, sector in rows.values_list("governing_board", "school__sector").distinct():
        found[board or 0].add(sector)
    return found
