"""Who is asked and who may be named, what somebody said, and what is seen of who works with whom."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations
from typing import Any

from django.db.models import Count, F, QuerySet
from django.utils import timezone

from expertise.asking.enums import MatchState
from expertise.asking.models import HelpRequestMatch, HelpRequestMessage
from expertise.products.models import KnowledgeProduct
from knowledge_network.insight.ties.bands import may_lie_beside
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers, TieChoices
from knowledge_network.insight.ties.names import make_pseudonyms, read_key
from knowledge_network.kit.models import match_active
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Appointment, Member, NetworkRole
from knowledge_network.members.people.models.member import present
from knowledge_network.topics.enums import TopicState
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting
from plg.records.enums import AttendanceStatus
from plg.records.models import Attendance

# What one did together within so long counts as «recently».
RECENTLY = dt.timedelta(days=365)
# A meeting of more people brings nobody together in particular.
MOST_AT_A_MEETING = 40


# People ------------------------------------------------------------------------------------------


def find_workplaces_of_all() -> dict[int, int]:
    """Member → where they work first of all, of everybody in the network. One query."""
    return dict(_first_jobs().values_list("member_id", "organisation_id"))


def count_by_workplace() -> list[dict[str, Any]]:
    """Where people in the network work first of all, with how many they are there as `people`. One query."""
    place = (
        "organisation",
        "organisation__slug",
        "organisation__name",
        "organisation__kind",
        "organisation__governing_board",
        "organisation__governing_board__name",
    )
    return list(_first_jobs().order_by().values(*place).annotate(people=Count("pk")))


def _first_jobs() -> QuerySet[Appointment]:
    jobs: QuerySet[Appointment] = Appointment.objects.current().filter(is_primary=True)
    return jobs.filter(member__in=Member.objects.active())


def list_asked(network_round: NetworkRound) -> list[Member]:
    """By name. One query."""
    rows = network_round.participations.select_related("member").order_by("member__sort_name", "uuid")
    return [row.member for row in rows]


def find_role_holders(kinds: Collection[str]) -> list[Member]:
    """Who has one of these roles in the network today. One query."""
    roles = NetworkRole.objects.filter(match_active(timezone.localdate()), role__in=kinds)
    return list(Member.objects.filter(present(), pk__in=roles.values("member")))


def find_privacy_contacts() -> list[Member]:
    return find_role_holders([NetworkRoleKind.PRIVACY_CONTACT])


def list_nameable(member: Member) -> QuerySet[Member]:
    """Whom this member may name: who is in the network now and does not mind."""
    minds = TieChoices.objects.filter(may_be_named=False)
    people: QuerySet[Member] = Member.objects.active().exclude(pk=member.pk)
    return people.exclude(pk__in=minds.values("member"))


def list_topics() -> QuerySet[Topic]:
    """The themes of the strategic agenda, by name."""
    topics: QuerySet[Topic] = Topic.objects.filter(strategic=True, state=TopicState.APPROVED)
    return topics.order_by("name")


def find_recently_met(member: Member, mix: str) -> list[Member]:
    """Who is in a group with this member or was at a meeting with them, in an order that says nothing. Four queries.

    `mix` keeps the order the same while somebody chooses, and different for each who does.
    """
    mine = GroupMembership.objects.current().filter(member=member).values("group")
    in_groups = GroupMembership.objects.current().filter(group__in=mine).values_list("member", flat=True)
    since = timezone.now() - RECENTLY
    there = Attendance.objects.exclude(status__in=AttendanceStatus.NOT_THERE)
    meetings = there.filter(invitation__member=member, invitation__meeting__starts_at__gte=since)
    at_meetings = there.filter(invitation__meeting__in=meetings.values("invitation__meeting"))
    met = {*in_groups, *at_meetings.values_list("invitation__member", flat=True)}
    people = list_nameable(member).filter(pk__in=met)
    return sorted(people, key=lambda one: hashlib.sha256(f"{mix}:{one.pk}".encode()).digest())


# What somebody said ------------------------------------------------------------------------------


def find_answers(network_round: NetworkRound, source: str) -> TieAnswers | None:
    return TieAnswers.objects.filter(network_round=network_round, source=source).first()


def list_ties(network_round: NetworkRound, source: str) -> list[Tie]:
    """What somebody reported, as long as the key is there. One query."""
    rows = Tie.objects.filter(network_round=network_round, source=source).select_related("topic")
    return list(rows.order_by("uuid"))


def find_named(key: bytes, ties: Iterable[Tie]) -> dict[str, Member]:
    """Pseudonym → who it is, for who is still in the network. Two queries."""
    wanted = {tie.target for tie in ties}
    if not wanted:
        return {}
    everybody = make_pseudonyms(key, Member.objects.active().values_list("pk", flat=True))
    members = {everybody[name]: name for name in wanted if name in everybody}
    return {members[member.pk]: member for member in Member.objects.filter(pk__in=members)}


def find_workplaces(members: Collection[int]) -> dict[int, str]:
    """Member → the name of where they work first of all. One query."""
    jobs = Appointment.objects.current().filter(member__in=members, is_primary=True)
    return dict(jobs.values_list("member", "organisation__name"))


def find_silent(network_round: NetworkRound) -> list[Member]:
    """Who is asked and did not take part yet. One query."""
    silent = RoundParticipation.objects.filter(network_round=network_round, took_part=False)
    return list(Member.objects.filter(present(), pk__in=silent.values("member")))


def find_waiting(member: Member) -> NetworkRound | None:
    """The round that waits for this member. One query."""
    waits = RoundParticipation.objects.filter(member=member, took_part=False)
    rounds = NetworkRound.objects.open().filter(pk__in=waits.values("network_round"))
    return rounds.filter(closes_on__gte=timezone.localdate()).order_by("closes_on", "pk").first()


def find_readable_round(member: Member) -> NetworkRound | None:
    """The newest round in which this member took part and of which their own answers can still be read. One query."""
    took_part = RoundParticipation.objects.filter(member=member, took_part=True)
    rounds = NetworkRound.objects.with_key().filter(pk__in=took_part.values("network_round"))
    return rounds.order_by("-opened_on", "-pk").first()


def find_newest_published(units: str = "") -> NetworkRound | None:
    """Of one sort, or of either."""
    rounds = NetworkRound.objects.published()
    return (rounds.filter(units=units) if units else rounds).order_by("-published_on", "-pk").first()


# Connecting people -------------------------------------------------------------------------------


def find_wishes(network_round: NetworkRound, kind: str) -> list[tuple[Member, Member]]:
    """Who would like to work with whom, when both agreed that the coordinator knows. Three queries."""
    key = read_key(network_round)
    if key is None:
        return []
    agreed = RoundParticipation.objects.filter(
        network_round=network_round, took_part=True, may_be_connected=True, member__in=Member.objects.active()
    )
    people = {row.member_id: row.member for row in agreed.select_related("member")}
    names = make_pseudonyms(key, people)
    ties = Tie.objects.filter(network_round=network_round, kind=kind, source__in=names, target__in=names)
    found = [(people[names[tie.source]], people[names[tie.target]]) for tie in ties]
    return sorted(found, key=lambda pair: (pair[0].sort_name, pair[1].sort_name, pair[0].pk, pair[1].pk))


def find_connectors() -> list[Member]:
    """Who offers to connect people, of their own accord. One query."""
    offers = TieChoices.objects.filter(offers_to_connect=True)
    return list(Member.objects.active().filter(pk__in=offers.values("member")).order_by("sort_name", "pk"))


# Beside the round before --------------------------------------------------------------------------


def find_comparable_boards(network_round: NetworkRound) -> set[int]:
    """Boards whose number may be laid beside that of the round before: so many people, or none, are in one of the two
    only, of that board and of the whole network. Two queries."""
    previous = network_round.previous
    if previous is None or not previous.is_published:
        return set()
    now, before = _list_participants(network_round), _list_participants(previous)
    # Who was erased since, or took their answers back: nobody knows any more for which board.
    unknown = max(0, (previous.answered or 0) - len(before))
    if not may_lie_beside(len({one for one, _board in now ^ before}), unknown):
        return set()
    changed = Counter(board for _member, board in now ^ before)
    boards = {board for _member, board in now & before if board is not None}
    return {board for board in boards if may_lie_beside(changed[board], unknown)}


def _list_participants(network_round: NetworkRound) -> set[tuple[int, int | None]]:
    took_part = RoundParticipation.objects.filter(network_round=network_round, took_part=True)
    return set(took_part.values_list("member_id", "unit_id"))


# What is seen ------------------------------------------------------------------------------------


def find_seen_pairs(people: Collection[int], until: dt.date) -> set[tuple[int, int]]:
    """Pairs of people who were seen together in the year before `until`: in a group, at a meeting, about a question,
    with a product. The smaller key first. Five queries."""
    since = until - RECENTLY
    gatherings = [*_list_groups(since, until), *_list_meetings(since, until)]
    wanted, found = set(people), set()
    for together in gatherings:
        found |= set(combinations(sorted(wanted & together), 2))
    for one, other in [*_list_answered(since), *_list_made(since)]:
        if one in wanted and other in wanted and one != other:
            found.add((min(one, other), max(one, other)))
    return found


def _list_groups(since: dt.date, until: dt.date) -> Iterable[set[int]]:
    rows = GroupMembership.objects.participating().filter(start__lte=until).exclude(end__lte=since)
    groups: dict[int, set[int]] = defaultdict(set)
    for group, member in rows.values_list("group_id", "member_id"):
        groups[group].add(member)
    return groups.values()


def _list_meetings(since: dt.date, until: dt.date) -> list[set[int]]:
    rows = Attendance.objects.exclude(status__in=AttendanceStatus.NOT_THERE).filter(
        invitation__member__isnull=False,
        invitation__meeting__starts_at__date__gt=since,
        invitation__meeting__starts_at__date__lte=until,
    )
    meetings: dict[int, set[int]] = defaultdict(set)
    for meeting, member in rows.values_list("invitation__meeting_id", "invitation__member_id"):
        meetings[meeting].add(member)
    return [people for people in meetings.values() if len(people) <= MOST_AT_A_MEETING]


def _list_answered(since: dt.date) -> list[tuple[int, int]]:
    helped = HelpRequestMatch.objects.filter(
        state=MatchState.ACCEPTED, expert__isnull=False, responded_at__date__gt=since
    )
    said = HelpRequestMessage.objects.filter(is_answer=True, author__isnull=False, sent_at__date__gt=since)
    return [
        *helped.values_list("expert_id", "help_request__asker_id"),
        *said.values_list("author_id", "help_request__asker_id"),
    ]


def _list_made(since: dt.date) -> list[tuple[int, int]]:
    made = KnowledgeProduct.objects.filter(
        contact_person__isnull=False, added_by__isnull=False, added_at__date__gt=since, removed_at__isnull=True
    )
    return list(made.exclude(contact_person=F("added_by")).values_list("contact_person_id", "added_by_id"))


# Groups -------------------------------------------------------------------------------------------


def find_own_groups(member: Member) -> list[Group]:
    """Running groups in which this member takes part, by name; their role in each is known. Two queries."""
    mine = GroupMembership.objects.current().participating().filter(member=member)
    roles = dict(mine.values_list("group_id", "role"))
    groups = list(Group.objects.filter(state__in=GroupState.RUNNING, pk__in=roles).order_by("name"))
    for group in groups:
        group.known_roles[member.pk] = roles[group.pk]
    return groups


def find_participants(groups: Collection[Group]) -> dict[int, list[tuple[int, dt.date]]]:
    """Group → who takes part, and since when. One query."""
    rows = GroupMembership.objects.current().participating().of_present().filter(group__in=groups)
    people: dict[int, list[tuple[int, dt.date]]] = defaultdict(list)
    for group, person, start in rows.values_list("group_id", "member_id", "start"):
        people[group].append((person, start))
    return people


def count_meetings(groups: Collection[Group], since: dt.date) -> dict[int, int]:
    """Of the whole group, and over. One query."""
    held = Meeting.objects.filter(status__in=MeetingStatus.COUNTS_AS_HELD, ends_at__lt=timezone.now())
    rows = held.of_whole_groups().filter(group__in=groups, starts_at__date__gt=since)
    counted = rows.order_by().values("group_id").annotate(count=Count("pk"))
    return dict(counted.values_list("group_id", "count"))


def count_made(groups: Collection[Group], since: dt.date) -> dict[int, int]:
    """Products that everybody in the network may find. One query."""
    rows = KnowledgeProduct.objects.in_view().filter(group__in=groups, published_on__gt=since)
    return dict(rows.order_by().values("group_id").annotate(count=Count("pk")).values_list("group_id", "count"))
