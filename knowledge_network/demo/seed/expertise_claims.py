"""Load 210 claims of expertise with evidence, 190 endorsements and who is available when.

Stored in bulk, so that nobody is told of what happened long ago; the states are computed by the same action as always.
"""

from __future__ import annotations

import datetime as dt
import random
from itertools import cycle
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from expertise.claims.actions.claims import changed
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility, HelpForm
from expertise.claims.listing import list_topics
from expertise.claims.models import Availability, ExpertiseClaim
from expertise.claims.states import ENDORSEMENTS_NEEDED
from knowledge_network.demo.seed.claim_grounds import Past, Recognitions, prove
from knowledge_network.demo.seed.claim_texts import CLAIMS
from knowledge_network.demo.seed.members_people import ISLAND_TOPIC, SCARCE_TOPIC
from knowledge_network.demo.seeding import Seed
from knowledge_network.members.organisations.enums import Sector
from knowledge_network.members.people.enums import Function
from knowledge_network.members.people.models import AskMeAbout, Member
from knowledge_network.search.actions import refresh
from knowledge_network.topics.models import Topic
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from knowledge_network.demo.seed.members_people import Cast

CLAIMED, RECOGNISED, SUBSTANTIATED, TO_CONFIRM, DRAFTS = 210, 42, 115, 10, 2
# With those of who asked a question (`expertise_asking`) 190 together.
MOST_ENDORSED = 174
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = dt.timedelta(days=1)
LEVELS = ((ClaimLevel.USER, 50), (ClaimLevel.GUIDE, 30), (ClaimLevel.SPECIALIST, 12), (ClaimLevel.CURIOUS, 8))
# Fenna Twickelstra, whose profile shows all there is.
RICH = ("begrijpend lezen", "breuken en verhoudingen", "Lesson Study begeleiden", "woordenschat")


def seed_claims(cast: Cast, reference: dt.date, source: random.Random) -> None:
    """After the meetings: endorsements point at those where both were."""
    claims = _claim(_wanted(cast, source), reference, source)
    plan = _plan(claims, cast, source)
    past = Past(reference)
    prove(plan[ClaimState.RECOGNISED] + plan[ClaimState.SUBSTANTIATED], past, reference, source)
    _endorse(plan, past, reference, source)
    _let_time_pass(plan[ClaimState.TO_CONFIRM], reference, source)
    _make_available(claims, cast, reference, source)
    changed(ExpertiseClaim.objects.all(), today=reference)
    _date_states()
    everybody = list(Member.objects.values_list("pk", flat=True))
    list_topics(everybody)
    refresh("member", everybody)


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
    # Who works on a topic in a group is sure to say so.
    working = _topics_of_groups()
    rest.sort(key=lambda pair: (pair[0].pk, pair[1].pk) not in working)
    only = cast.by_function[Function.TEACHER][40]
    return [*first, *island, (only, topics[SCARCE_TOPIC]), *rest][:CLAIMED]


def _topics_of_groups() -> set[tuple[int, int]]:
    """(member, topic) of the groups that the member is in."""
    rows = GroupMembership.objects.current().participating()
    return set(rows.filter(group__topic_items__isnull=False).values_list("member_id", "group__topic_items__tag_id"))


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


def _endorse(
    plan: dict[ClaimState, list[ExpertiseClaim]], past: Past, reference: dt.date, source: random.Random
) -> None:
    """Two or three from different schools make a claim recognised; one leaves it as it is."""
    recognitions = Recognitions(past, reference, MOST_ENDORSED)
    for claim in plan[ClaimState.RECOGNISED]:
        recognitions.recognise(claim, source.choice((2, 2, 3)))
    for claim in plan[ClaimState.SUBSTANTIATED] + plan[ClaimState.DECLARED]:
        if claim.topic.name not in {ISLAND_TOPIC, SCARCE_TOPIC}:
            recognitions.recognise(claim, 1)
    recognitions.store()


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
