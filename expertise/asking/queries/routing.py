"""Who could be asked: what `expertise.asking.routing` chooses from, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TypedDict, cast

from django.db.models import Case, Count, IntegerField, Max, Q, Value, When
from django.utils import timezone

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.asking.routing import (
    EXACT,
    MOST_PEOPLE,
    PART,
    PROFILE,
    SURE,
    WHOLE,
    Candidate,
    Suggestion,
    Wanted,
    choose,
)
from expertise.claims.enums import ClaimLevel
from expertise.claims.models import Availability, ExpertiseClaim
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member
from knowledge_network.members.people.models.member import present
from knowledge_network.search.understanding.question import understand
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind, GroupState
from plg.groups.models import Group, GroupTopic

# Of a topic that everybody knows something about, the surest so many are looked at.
MOST_CLAIMS = 600
MOST_TOPICS = 5
SENTENCE = re.compile(r"[.!?;\n]+")
MOST_SENTENCES = 12
Closeness = dict[int, tuple[int, str]]  # topic → how close, and the name of the topic that the asker meant


@dataclass(frozen=True)
class Need:
    """What routing needs of a question that may not be stored yet."""

    asker: Member
    topics: tuple[Topic, ...] = ()
    sector: str = ""
    forms: tuple[str, ...] = ()
    year_groups: tuple[int, ...] = ()
    salt: str = ""

    @classmethod
    def of(cls, help_request: HelpRequest) -> Need:
        """One query."""
        return cls(
            asker=help_request.asker,
            topics=tuple(help_request.topics.all()),
            sector=help_request.sector,
            forms=tuple(help_request.wanted_forms),
            year_groups=tuple(help_request.year_groups),
            salt=help_request.public_id,
        )


def find_topics(text: str) -> list[Topic]:
    """The topics that `text` is surely about, by their names and by the words of the staff room. One query at most."""
    said: Counter[int] = Counter()
    for sentence in [part for part in SENTENCE.split(text) if part.strip()][:MOST_SENTENCES]:
        said.update(concept.main for concept in understand(sentence).concepts if concept.is_sure)
    about = [pk for pk, _times in said.most_common()]
    found = {topic.pk: topic for topic in Topic.objects.approved().filter(pk__in=about)} if about else {}
    return [found[pk] for pk in about if pk in found][:MOST_TOPICS]


def measure_closeness(topics: Iterable[Topic]) -> Closeness:
    """The topics themselves, their parts, and what they are part of. One query."""
    chosen = {topic.pk: topic for topic in topics}
    parents = {topic.parent_id: topic for topic in chosen.values() if topic.parent_id is not None}
    found: Closeness = {}
    related = Topic.objects.approved().filter(Q(parent__in=chosen) | Q(pk__in=parents))
    for topic in related.order_by("pk"):
        if topic.parent_id is not None and topic.parent_id in chosen:
            found[topic.pk] = (PART, chosen[topic.parent_id].name)
        elif topic.pk in parents:
            found[topic.pk] = (WHOLE, parents[topic.pk].name)
    return found | {pk: (EXACT, topic.name) for pk, topic in chosen.items()}


def find_boards(members: Collection[int]) -> dict[int, frozenset[int]]:
    """The boards (or institutes) for which each works today. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Appointment.objects.current().filter(member__in=members)
    for member, board, organisation in rows.values_list(
        "member_id", "organisation__governing_board_id", "organisation_id"
    ):
        found[member].add(board or organisation)
    return {member: frozenset(boards) for member, boards in found.items()}


def count_loads(members: Collection[int]) -> dict[int, tuple[int, dt.datetime | None]]:
    """How many questions each was asked or helps with now, and when they were last asked. One query."""
    busy = Q(state__in=MatchState.BUSY, help_request__state__in=HelpState.BUSY)
    rows = HelpRequestMatch.objects.filter(expert__in=members).values("expert").order_by()
    return {
        row["expert"]: (row["load"], row["last"])
        for row in rows.annotate(load=Count("pk", filter=busy), last=Max("asked_at"))
    }


def find_candidates(need: Need) -> tuple[list[Candidate], Wanted]:
    """Everybody who says they know something about it, and what is wanted. Seven queries."""
    closeness = measure_closeness(need.topics)
    found = [*_claims(closeness, need.asker), *_profiles(closeness, need.asker)]
    members = {row["member"] for row in found} | {need.asker.pk}
    boards, loads = find_boards(members), count_loads(members)
    times = {row.member_id: row for row in Availability.objects.filter(member__in=members)}
    today = timezone.localdate()
    wanted = Wanted(
        asker=need.asker.pk,
        boards=boards.get(need.asker.pk, frozenset()),
        sector=need.sector,
        forms=frozenset(need.forms),
        year_groups=frozenset(need.year_groups),
        salt=need.salt,
    )
    return [_candidate(row, boards, loads, times.get(row["member"]), today) for row in found], wanted


class Known(TypedDict):
    """That somebody knows about a topic, by a claim or by their profile (then without what a claim tells)."""

    member: int
    topic: int
    state: str
    sectors: list[str]
    year_groups: list[int]
    forms: list[str]
    closeness: int
    name: str


def _claims(closeness: Closeness, asker: Member) -> list[Known]:
    """What is shown to members; who is only curious is not asked. One query."""
    sure = Case(
        *(When(state=state, then=Value(place)) for state, place in SURE.items()),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = (
        ExpertiseClaim.objects.shown_to_members()
        .filter(topic__in=closeness)
        .exclude(level=ClaimLevel.CURIOUS)
        .exclude(member=asker)
        .annotate(sure=sure)
        .order_by("-sure", "-last_confirmed_on", "pk")
        .values("member", "topic", "state", "sectors", "year_groups", "forms")[:MOST_CLAIMS]
    )
    found = ((row, closeness[row["topic"]]) for row in rows)
    return [cast("Known", {**row, "closeness": close, "name": name}) for row, (close, name) in found]


def _profiles(closeness: Closeness, asker: Member) -> list[Known]:
    """Who may be asked about it by their profile, without having written more. One query."""
    rows = (
        AskMeAbout.objects.filter(present("content_object__"), tag__in=closeness)
        .exclude(content_object=asker)
        .exclude(visibility=Visibility.NOBODY)
        .order_by("pk")
        .values_list("content_object_id", "tag_id")[:MOST_CLAIMS]
    )
    return [
        Known(
            member=member,
            topic=topic,
            state="",
            sectors=[],
            year_groups=[],
            forms=[],
            closeness=PROFILE,
            name=closeness[topic][1],
        )
        for member, topic in rows
    ]


def _candidate(
    row: Known,
    boards: dict[int, frozenset[int]],
    loads: dict[int, tuple[int, dt.datetime | None]],
    times: Availability | None,
    today: dt.date,
) -> Candidate:
    member = row["member"]
    load, last = loads.get(member, (0, None))
    return Candidate(
        member=member,
        closeness=row["closeness"],
        topic=row["name"],
        state=row["state"],
        sectors=frozenset(row["sectors"]),
        forms=frozenset(row["forms"]) | frozenset(times.forms if times else ()),
        year_groups=frozenset(row["year_groups"]),
        boards=boards.get(member, frozenset()),
        load=load,
        most_open=times.most_open if times else 2,
        last_asked=last,
        is_pausing=bool(times and times.paused_until and times.paused_until >= today),
    )


def suggest_people(
    need: Need, *, most: int = MOST_PEOPLE, already: Collection[int] = (), already_elsewhere: bool = False
) -> list[Suggestion]:
    """Whom to ask, the best first. Seven queries; none without a topic."""
    if not need.topics:
        return []
    candidates, wanted = find_candidates(need)
    return choose(candidates, wanted, most=most, already=already, already_elsewhere=already_elsewhere)


def suggest_group(need: Need) -> Group | None:
    """The working expert group with most of the topics. Two queries."""
    if not need.topics:
        return None
    about = GroupTopic.objects.filter(
        tag__in=[topic.pk for topic in need.topics],
        content_object__state__in=GroupState.WORKING,
        content_object__kind=GroupKind.EXPERT,
    )
    row = (
        about.values("content_object")
        .annotate(shared=Count("tag", distinct=True))
        .order_by("-shared", "content_object__name")
        .first()
    )
    return Group.objects.filter(pk=row["content_object"]).first() if row else None
