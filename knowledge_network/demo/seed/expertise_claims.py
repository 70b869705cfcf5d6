"""Load 210 claims of expertise with evidence, 190 endorsements and who is available when.

Stored in bulk, so that nobody is told of what happened long ago; the states are computed by the same action as always.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from itertools import cycle
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from expertise.claims.actions.claims import changed
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility, EndorsementBasis, EvidenceKind, HelpForm
from expertise.claims.models import Availability, Endorsement, Evidence, ExpertiseClaim
from expertise.claims.states import ENDORSEMENTS_NEEDED
from knowledge_network.demo.seed.claim_texts import CLAIMS, ENDORSEMENTS, EVIDENCE
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seeding import Seed
from knowledge_network.kit.models import match_active
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import Appointment, AskMeAbout, Member
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupRole
from plg.groups.models import Group, GroupMembership
from plg.meetings.models import Meeting, MeetingInvitation
from plg.records.enums import AttendanceStatus

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

CLAIMED, RECOGNISED, SUBSTANTIATED, TO_CONFIRM, DRAFTS = 210, 42, 115, 10, 2
ENDORSED = 190
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = dt.timedelta(days=1)
LEVELS = ((ClaimLevel.USER, 50), (ClaimLevel.GUIDE, 30), (ClaimLevel.SPECIALIST, 12), (ClaimLevel.CURIOUS, 8))
# Fenna Twickelstra, whose profile shows all there is.
RICH = ("begrijpend lezen", "breuken en verhoudingen", "Lesson Study begeleiden", "woordenschat")


def seed_claims(cast: Cast, reference: dt.date, source: random.Random) -> None:
    """After the meetings: endorsements point at those where both were."""
    claims = _claim(_wanted(cast, source), reference, source)
    plan = _plan(claims, cast, source)
    _prove(plan[ClaimState.RECOGNISED] + plan[ClaimState.SUBSTANTIATED], reference, source)
    _endorse(plan, reference, source)
    _let_time_pass(plan[ClaimState.TO_CONFIRM], reference, source)
    _make_available(claims, cast, reference, source)
    changed(ExpertiseClaim.objects.all(), today=reference)
    _date_states()


def _wanted(cast: Cast, source: random.Random) -> list[tuple[Member, Topic]]:
    """What people may be asked about, as their profile says, up to the number; the expert's own first."""
    topics = {topic.name: topic for topic in Topic.objects.approved()}
    expert = cast.login("expert")
    first = [(expert, topics[name]) for name in RICH]
    rows = AskMeAbout.objects.select_related("tag", "content_object").order_by("content_object__sort_name", "tag__name")
    others = [
        (row.content_object, row.tag)
        for row in rows
        if row.tag.name in CLAIMS and row.content_object_id != expert.pk and row.tag.name != SCARCE_TOPIC
    ]
    island = [pair for pair in others if pair[1].name == ISLAND_TOPIC]
    rest = [pair for pair in others if pair[1].name != ISLAND_TOPIC]
    source.shuffle(rest)
    only = cast.by_function[Function.TEACHER][40]
    return [*first, *island, (only, topics[SCARCE_TOPIC]), *rest][:CLAIMED]


def _claim(wanted: list[tuple[Member, Topic]], reference: dt.date, source: random.Random) -> list[ExpertiseClaim]:
    levels, weights = [level for level, _weight in LEVELS], [weight for _level, weight in LEVELS]
    descriptions = {name: cycle(texts) for name, (texts, _groups) in CLAIMS.items()}
    made = []
    for number, (member, topic) in enumerate(wanted):
        groups = CLAIMS[topic.name][1]
        day = reference - DAY * source.randint(40, 600)
        some = sorted(source.sample(groups, min(len(groups), source.randint(2, 4))))
        made.append(
            ExpertiseClaim(
                member=member,
                topic=topic,
                level=ClaimLevel.SPECIALIST if number < len(RICH) else source.choices(levels, weights)[0],
                description=next(descriptions[topic.name]),
                sectors=[Sector.PRIMARY],
                year_groups=some,
                forms=sorted(source.sample(list(HelpForm), source.randint(1, 3)), key=lambda form: form.address),
                since_year=reference.year - source.randint(2, 12),
                visibility=ClaimVisibility.EVERYBODY if source.random() < 0.15 else ClaimVisibility.NETWORK,
                last_confirmed_on=day,
                created_at=dt.datetime.combine(day, dt.time(16), AMSTERDAM),
                changed_at=dt.datetime.combine(day, dt.time(16), AMSTERDAM),
            )
        )
    return list(ExpertiseClaim.objects.bulk_create(made))


def _plan(claims: list[ExpertiseClaim], cast: Cast, source: random.Random) -> dict[ClaimState, list[ExpertiseClaim]]:
    """Which claim becomes what; the four of the island and the scarce one are substantiated and no more."""
    fixed = [c for c in claims if c.topic.name in {ISLAND_TOPIC, SCARCE_TOPIC}]
    rich = [c for c in claims if c.member_id == cast.login("expert").pk]
    free = [c for c in claims if c not in fixed and c not in rich]
    source.shuffle(free)
    recognised = rich[:2] + free[: RECOGNISED - 2]
    rest = free[RECOGNISED - 2 :]
    substantiated = fixed + rich[2:] + rest[: SUBSTANTIATED - len(fixed) - len(rich[2:])]
    declared = rest[len(substantiated) - len(fixed) - len(rich[2:]) :]
    drafts = declared[:DRAFTS]
    for claim in drafts:
        claim.is_draft, claim.state = True, ClaimState.DRAFT
    ExpertiseClaim.objects.bulk_update(drafts, ["is_draft", "state"])
    return {
        ClaimState.RECOGNISED: recognised,
        ClaimState.SUBSTANTIATED: substantiated,
        ClaimState.TO_CONFIRM: declared[DRAFTS : DRAFTS + TO_CONFIRM],
        ClaimState.DECLARED: declared[DRAFTS + TO_CONFIRM :],
    }


def _prove(claims: list[ExpertiseClaim], reference: dt.date, source: random.Random) -> None:
    made = []
    led = _groups_led()
    for claim in claims:
        if group := led.get((claim.member_id, claim.topic_id)):
            title = f"Ik leid «{group.name}»"
            added = dt.datetime.combine(claim.last_confirmed_on, dt.time(17), AMSTERDAM)
            made.append(
                Evidence(
                    claim=claim,
                    kind=EvidenceKind.EXPERIENCE,
                    title=title,
                    group=group,
                    happened_on=group.started_on,
                    added_at=added,
                )
            )
        for kind, ground, title in source.sample(EVIDENCE, source.choice((1, 1, 1, 2))):
            day = claim.last_confirmed_on + DAY * source.randint(0, 20)
            made.append(
                Evidence(
                    claim=claim,
                    kind=kind,
                    ground=ground,
                    title=title,
                    happened_on=dt.date(reference.year - source.randint(1, 5), source.randint(1, 12), 1),
                    added_at=dt.datetime.combine(min(day, reference), dt.time(17), AMSTERDAM),
                )
            )
    Evidence.objects.bulk_create(made)


def _groups_led() -> dict[tuple[int, int], Group]:
    """(member, topic) → the group about that topic that the member leads."""
    roles = GroupMembership.objects.current().filter(role__in=GroupRole.LEADING).select_related("group").order_by("pk")
    tagged = roles.prefetch_related("group__topics")  # type: ignore[misc]  # taggit has no types
    return {
        (row.member_id, topic): row.group for row in tagged for topic in [topic.pk for topic in row.group.topics.all()]
    }


class Colleagues:
    """Who was at which meeting with whom, and where everybody works."""

    def __init__(self, reference: dt.date) -> None:
        work = (
            Appointment.objects.filter(match_active(reference)).select_related("organisation").order_by("-is_primary")
        )
        self.organisation: dict[int, int] = {}
        for row in work:
            self.organisation.setdefault(row.member_id, row.organisation_id)
        there = MeetingInvitation.objects.filter(
            attendance__status__in=AttendanceStatus.WERE_THERE, member__isnull=False
        )
        self.at: dict[int, list[int]] = defaultdict(list)
        self.meetings_of: dict[int, list[int]] = defaultdict(list)
        for member, meeting in there.order_by("meeting__starts_at", "pk").values_list("member_id", "meeting_id"):
            if member is not None:
                self.at[meeting].append(member)
                self.meetings_of[member].append(meeting)
        self.day = {
            pk: timezone.localdate(starts_at)
            for pk, starts_at in Meeting.objects.filter(pk__in=self.at).values_list("pk", "starts_at")
        }

    def who_met(self, member: int) -> list[tuple[int, int]]:
        """(colleague of another organisation, meeting), the latest meeting first."""
        found: dict[int, int] = {}
        for meeting in reversed(self.meetings_of[member]):
            for other in self.at[meeting]:
                if other != member and self.organisation.get(other) != self.organisation.get(member):
                    found.setdefault(other, meeting)
        return list(found.items())


def _endorse(plan: dict[ClaimState, list[ExpertiseClaim]], reference: dt.date, source: random.Random) -> None:
    """Two or three from different schools make a claim recognised; one leaves it as it is."""
    colleagues = Colleagues(reference)
    chosen: list[tuple[ExpertiseClaim, int, int]] = []  # claim, colleague, meeting
    given: Counter[int] = Counter()
    for claim in plan[ClaimState.RECOGNISED]:
        schools: set[int] = set()
        wanted = source.choice((2, 2, 3))
        # Who wrote little so far writes first, so that no one colleague stands everywhere.
        for other, meeting in sorted(colleagues.who_met(claim.member_id), key=lambda pair: given[pair[0]]):
            school = colleagues.organisation[other]
            if school not in schools and len(schools) < wanted:
                schools.add(school)
                given[other] += 1
                chosen.append((claim, other, meeting))
    for claim in plan[ClaimState.SUBSTANTIATED] + plan[ClaimState.DECLARED]:
        met = sorted(colleagues.who_met(claim.member_id), key=lambda pair: given[pair[0]])[:3]
        if met and claim.topic.name not in {ISLAND_TOPIC, SCARCE_TOPIC}:
            chosen.append((claim, *met[source.randrange(len(met))]))
            given[chosen[-1][1]] += 1
    said = {name: cycle(ENDORSEMENTS[place % 7 :] + ENDORSEMENTS[: place % 7]) for place, name in enumerate(CLAIMS)}
    made = []
    for number, (claim, other, meeting) in enumerate(chosen[:ENDORSED]):
        day = max(colleagues.day[meeting], claim.last_confirmed_on) + DAY * (3 + number % 9)
        made.append(
            Endorsement(
                claim=claim,
                about_id=claim.member_id,
                by_id=other,
                from_organisation_id=colleagues.organisation[other],
                basis=EndorsementBasis.MEETING,
                meeting_id=meeting,
                text=next(said[claim.topic.name]).format(topic=claim.topic.name),
                given_on=min(day, reference),
            )
        )
    Endorsement.objects.bulk_create(made)


def _let_time_pass(claims: list[ExpertiseClaim], reference: dt.date, source: random.Random) -> None:
    """Said more than two years ago; the planner has asked whether it is still right."""
    for claim in claims:
        claim.last_confirmed_on = reference - DAY * source.randint(735, 800)
        claim.reminded_on = reference - DAY * source.randint(1, 20)
    ExpertiseClaim.objects.bulk_update(claims, ["last_confirmed_on", "reminded_on"])


def _make_available(claims: list[ExpertiseClaim], cast: Cast, reference: dt.date, source: random.Random) -> None:
    paused = {claim.member_id for claim in claims if claim.topic.name == SCARCE_TOPIC}
    rows: list[Any] = []
    for number, member in enumerate(sorted({claim.member_id for claim in claims})):
        is_paused = member in paused or number % 17 == 5
        rows.append(
            Availability(
                member_id=member,
                forms=sorted(source.sample(list(HelpForm), source.randint(2, 4)), key=lambda form: form.address),
                hours_per_month=source.choice((1, 2, 2, 4, 6)),
                weekdays=sorted(source.sample(range(5), source.randint(1, 3))),
                travel_km=source.choice((5, 10, 15, 25)),
                paused_until=reference + DAY * source.randint(30, 120) if is_paused else None,
                most_open=2,
            )
        )
    expert = cast.login("expert").pk
    for row in rows:
        if row.member_id == expert:
            row.paused_until, row.hours_per_month, row.most_open = None, 4, 5
    Availability.objects.bulk_create(rows)


def _date_states() -> None:
    """In its state since what brought it there: the first evidence, the last recognition that was still needed."""
    claims = list(ExpertiseClaim.objects.prefetch_related("evidence", "endorsements"))
    for claim in claims:
        days = [timezone.localdate(claim.created_at)]
        if claim.state in ClaimState.PROVEN:
            days.append(timezone.localdate(min(evidence.added_at for evidence in claim.evidence.all())))
        if claim.state == ClaimState.RECOGNISED:
            days += sorted(endorsement.given_on for endorsement in claim.endorsements.all())[:ENDORSEMENTS_NEEDED]
        if claim.state == ClaimState.TO_CONFIRM:
            days = [claim.reminded_on or claim.last_confirmed_on]
        claim.state_since = max(days)
    ExpertiseClaim.objects.bulk_update(claims, ["state_since"], batch_size=500)


SEED = Seed(
    "210 claims of expertise",
    lambda network: seed_claims(network.cast, network.reference, network.source),
    after=("plg_meetings", "expertise_products"),
)
