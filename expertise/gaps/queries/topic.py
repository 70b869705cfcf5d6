"""What stands behind the figures of one topic: the people, who asked, which groups, and whom a call would reach."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypedDict, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from expertise.claims.enums import ClaimState
from expertise.claims.models import Availability, ExpertiseClaim
from expertise.finding.models import SearchMiss
from expertise.gaps.models import GapAction
from expertise.gaps.queries.gaps import NO_BOARD
from expertise.gaps.rule import PERIOD
from knowledge_network.kit.cut import Cut, cut
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import NetworkRoleKind, Visibility
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member, NetworkRole
from knowledge_network.members.people.models.member import match_active
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MOST_LISTED = 40


# In whose name somebody looks --------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """Of whom a reader sees the names: of all, or of one board or sector («verbindingsofficier»)."""

    board: int | None = None
    sector: str = ""

    def holds(self, board: int, sector: str) -> bool:
        return (self.board is None or self.board == board) and (not self.sector or self.sector == sector)


def list_scopes(reader: Member) -> list[Scope]:
    """Coordinators see everybody; a liaison officer who is in the own scope; others nobody. One query at most."""
    if reader.is_coordinator:
        return [Scope()]
    if not reader.is_liaison_officer:
        return []
    rows = NetworkRole.objects.current().filter(member=reader, role=NetworkRoleKind.LIAISON_OFFICER)
    return [Scope(board, sector) for board, sector in rows.values_list("scope_board_id", "scope_sector")]


def find_boards(reader: Member) -> set[int]:
    """The boards for which somebody works, to show a leader the own column."""
    jobs = reader.current_appointments
    return {job.organisation.governing_board_id or job.organisation_id for job in jobs}


class Key(TypedDict):
    pk: int


class MainWork(TypedDict):
    """What `main_work` adds to a row."""

    board: int | None
    board_name: str | None
    workplace: str | None
    sector: str | None


class ClaimColumns(MainWork):
    """What `find_people` adds to a claim."""

    paused: dt.date | None


class Reasons(TypedDict):
    """What `interested` adds to a member."""

    profile: list[str]
    claims: list[str]
    teams: list[str]


class ReasonsAndWork(Reasons, MainWork):
    """What `with_work` adds besides."""


class Miss(TypedDict):
    """Words that were looked for in vain: on how many days, and when last."""

    words: str
    days: int
    last: dt.date


def main_work(of: str) -> dict[str, Subquery]:
    """`board`, `board_name`, `workplace` and `sector` of the main appointment of the member that `of` refers to."""
    jobs = Appointment.objects.filter(match_active(timezone.localdate()), member=OuterRef(of))
    jobs = jobs.order_by("-is_primary", "start", "pk")
    governing = Coalesce("organisation__governing_board", "organisation")
    name = Coalesce("organisation__governing_board__name", "organisation__name")
    return {
        "board": Subquery(jobs.annotate(of_board=governing).values("of_board")[:1]),
        "board_name": Subquery(jobs.annotate(of_name=name).values("of_name")[:1]),
        "workplace": Subquery(jobs.values("organisation__name")[:1]),
        "sector": Subquery(jobs.values("organisation__site__school__sector")[:1]),
    }


# People ------------------------------------------------------------------------------------------


@dataclass
class Person:
    """Somebody who says to know about the topic; `board` is NO_BOARD for who shows nobody where they work."""

    member: Member
    board: int
    board_name: str
    workplace: str
    sector: str
    states: set[str] = field(default_factory=set)
    topics: list[str] = field(default_factory=list)
    topic_slug: str = ""
    paused_until: dt.date | None = None

    @property
    def is_proven(self) -> bool:
        return bool(self.states & ClaimState.PROVEN)

    @property
    def is_available(self) -> bool:
        """Counts as supply."""
        return self.is_proven and self.paused_until is None

    @property
    def best_state(self) -> str:
        return next(state for state in ClaimState.SUREST_FIRST if state in self.states)


def find_people(topics: Iterable[int], *, among: Iterable[int] | None = None) -> list[Person]:
    """Everybody who shows a claim on one of `topics`, by name; of the members `among` alone. One query."""
    today = timezone.localdate()
    paused = Availability.objects.filter(member=OuterRef("member"), paused_until__gte=today).values("paused_until")
    claims = (
        ExpertiseClaim.objects.shown_to_members()
        .filter(topic__in=list(topics))
        .select_related("member", "topic")
        .annotate(**main_work("member_id"), paused=Subquery(paused[:1]))
        .order_by("member__sort_name", "member_id", "topic__name")
    )
    if among is not None:
        claims = claims.filter(member__in=list(among))
    found: dict[int, Person] = {}
    for claim in cast("QuerySet[WithAnnotations[ExpertiseClaim, ClaimColumns]]", claims):
        person = found.setdefault(claim.member_id, _person(claim))
        person.states.add(claim.state)
        person.topics.append(claim.topic.name)
        person.topic_slug = person.topic_slug or claim.topic.slug
    return list(found.values())


def _person(claim: WithAnnotations[ExpertiseClaim, ClaimColumns]) -> Person:
    hides = claim.member.work_visibility == Visibility.NOBODY
    return Person(
        member=claim.member,
        board=NO_BOARD if hides else claim.board or NO_BOARD,
        board_name="" if hides else claim.board_name or "",
        workplace="" if hides else claim.workplace or "",
        sector="" if hides else claim.sector or "",
        paused_until=claim.paused,
    )


@dataclass(frozen=True)
class Standing:
    """Where somebody who says to know about the topic stands, without who they are: all that is counted."""

    member: int
    board: int
    sector: str
    is_available: bool


def find_standings(topics: Iterable[int]) -> tuple[Standing, ...]:
    """Everybody of `find_people`, by name. One query."""
    return tuple(
        Standing(person.member.pk, person.board, person.sector, person.is_available) for person in find_people(topics)
    )


def in_scope(people: Iterable[Standing], scopes: list[Scope]) -> list[Standing]:
    return [p for p in people if any(scope.holds(p.board, p.sector) for scope in scopes)]


# Demand ------------------------------------------------------------------------------------------


def help_requests_about(topics: Iterable[int], reader: Member) -> Cut[HelpRequest]:
    """Questions of twelve months that the reader may read, the newest first. One query."""
    asked = HelpRequest.objects.filter(topics__in=list(topics), asked_at__gte=timezone.now() - PERIOD)
    asked = asked.exclude(state__in=HelpState.NOT_ASKED)
    mine = HelpRequest.objects.visible_to(reader).filter(pk__in=asked.values("pk"))
    return cut(mine.only("public_id", "title", "state", "asked_at").order_by("-asked_at", "-public_id"), MOST_LISTED)


def groups_with_question(topics: Iterable[int], reader: Member) -> Cut[Group]:
    """Groups whose question is about one of the topics, by name. One query."""
    since = timezone.localdate() - PERIOD
    goes_on = Q(state__in=GroupState.RUNNING)
    ended = Q(state__in=GroupState.ENDED, closed_on__gte=since)
    groups = Group.objects.visible_to(reader).filter(goes_on | ended, topic_items__tag__in=list(topics))
    return cut(groups.exclude(question="").distinct().order_by("name", "pk"), MOST_LISTED)


def misses_about(topics: Iterable[int]) -> Cut[Miss]:
    """What was looked for about the topics and not found. One query."""
    since = timezone.localdate() - PERIOD
    rows = SearchMiss.objects.filter(topic__in=list(topics), day__gte=since).order_by()
    counted = rows.values("words").annotate(days=Count("pk"), last=Max("day"))
    rows_of_words = cut(counted.order_by("-days", "-last", "words"), MOST_LISTED)
    return rows_of_words.told(lambda row: Miss(words=row["words"], days=row["days"], last=row["last"]))


# Boards ------------------------------------------------------------------------------------------


def boards_now() -> list[tuple[int, str]]:
    """Boards, institutes and others that take part now: primary key and name. One query."""
    rows = Organisation.objects.current().participating().exclude(kind=OrganisationKind.SITE)
    return list(rows.order_by("kind", "name", "pk").values_list("pk", "name"))


def names_of_boards(keys: Iterable[int]) -> dict[int, str]:
    """One query."""
    return dict(Organisation.objects.filter(pk__in=set(keys) - {NO_BOARD}).values_list("pk", "name"))


# What was done -----------------------------------------------------------------------------------


def list_steps(topic: int) -> Cut[GapAction]:
    """What was done for the topic and not taken back, the newest first. One query."""
    rows = GapAction.objects.standing().filter(topic=topic).select_related("by", "group", "meeting")
    return cut(rows.order_by("-at", "-pk"), MOST_LISTED)


def last_steps() -> dict[int, dt.datetime]:
    """When something was last done for each topic, in twelve months. One query."""
    steps = GapAction.objects.standing().filter(topic=OuterRef("pk"), at__gte=timezone.now() - PERIOD)
    # Of each topic the newest by its index, instead of all that was ever done.
    rows = Topic.objects.annotate(last=Subquery(steps.order_by("-at").values("at")[:1]))
    return dict(rows.filter(last__isnull=False).order_by().values_list("pk", "last"))


def untouched(topics: Iterable[int]) -> QuerySet[Topic]:
    """Those of `topics` for which nothing was done in twelve months."""
    done = GapAction.objects.standing().filter(topic=OuterRef("pk"), at__gte=timezone.now() - PERIOD)
    found: QuerySet[Topic] = Topic.objects.filter(Q(pk__in=list(topics)) & ~Exists(done))
    return found


# Who may want to know more -----------------------------------------------------------------------


def interested(topics: list[int]) -> QuerySet[WithAnnotations[Member, Reasons]]:
    """Members who fit `topics` by their profile, a claim or a group, with what of it (`profile`, `claims`, `teams`)."""
    about = {"content_object": OuterRef("pk"), "tag__in": topics}
    profile = AskMeAbout.objects.shown_to_members().filter(**about)
    claims = ExpertiseClaim.objects.shown_to_members().filter(member=OuterRef("pk"), topic__in=topics)
    teams = (
        Group.objects.working()
        .filter(topic_items__tag__in=topics, memberships__in=_memberships_here())
        .distinct()
        .order_by("name")
    )
    fitting: QuerySet[WithAnnotations[Member, Reasons]] = (
        Member.objects.active()
        .filter(pk__in=_keys_of_interested(topics))
        .annotate(
            profile=ArraySubquery(profile.values("tag__name")),
            claims=ArraySubquery(claims.values("topic__name")),
            teams=ArraySubquery(teams.values("name")),
        )
        .order_by("sort_name", "public_id")
    )
    return fitting


def _keys_of_interested(topics: list[int]) -> QuerySet[Any, Any]:
    """By what is about `topics`, not by asking of every member whether they fit."""
    teams = Group.objects.working().filter(topic_items__tag__in=topics)
    inside = GroupMembership.objects.current().participating().filter(group__in=teams.values("pk"))
    profile = AskMeAbout.objects.shown_to_members().filter(tag__in=topics)
    claims = ExpertiseClaim.objects.shown_to_members().filter(topic__in=topics)
    keys: QuerySet[Any, Any] = profile.values("content_object")
    return keys.union(claims.values("member"), inside.values("member"))


def _memberships_here() -> QuerySet[GroupMembership, Key]:
    return GroupMembership.objects.current().participating().filter(member=OuterRef(OuterRef("pk"))).values("pk")


def why_interested(member: WithAnnotations[Member, Reasons]) -> str:
    """In words, from a row of `interested`."""
    return "; ".join(_reasons(member))


def _reasons(member: WithAnnotations[Member, Reasons]) -> Iterator[str]:
    if member.claims:
        yield _("says to know about %(topics)s") % {"topics": ", ".join(dict.fromkeys(member.claims))}
    if member.profile:
        yield _("may be asked about %(topics)s") % {"topics": ", ".join(dict.fromkeys(member.profile))}
    if member.teams:
        yield _("is in «%(group)s»") % {"group": "», «".join(dict.fromkeys(member.teams))}


def with_work(
    members: QuerySet[WithAnnotations[Member, Reasons]],
) -> QuerySet[WithAnnotations[Member, ReasonsAndWork]]:
    """Members with `board`, `board_name`, `workplace` and `sector`; order by board is up to the caller."""
    return cast("QuerySet[WithAnnotations[Member, ReasonsAndWork]]", members.annotate(**main_work("pk")))


def count_by_board(members: Iterable[WithAnnotations[Member, ReasonsAndWork]]) -> dict[int, int]:
    """How many of `with_work` each board has; who hides their work counts nowhere."""
    shown = (member.board for member in members if member.work_visibility != Visibility.NOBODY)
    return dict(Counter(board for board in shown if board is not None))


def of_boards(
    members: QuerySet[WithAnnotations[Member, ReasonsAndWork]], boards: Iterable[int]
) -> QuerySet[WithAnnotations[Member, ReasonsAndWork]]:
    """Those of `with_work` who show that they work for one of `boards`."""
    return members.filter(board__in=list(boards)).exclude(work_visibility=Visibility.NOBODY).order_by(F("sort_name"))
