"""The rows that the finder searches, made anew whenever something about a member changes."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import batched

from django.db import connection
from django.utils import timezone

from expertise.asking.enums import HelpState, MatchState
from expertise.asking.models import HelpRequestMatch
from expertise.claims.enums import ClaimLevel, ClaimState, ClaimVisibility, HelpForm
from expertise.claims.models import Availability, ExpertiseClaim
from expertise.finding.models import FindableExpert
from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.enums import Visibility
from knowledge_network.members.people.models import Appointment, Member
from knowledge_network.search import language
from knowledge_network.search.understanding.topics import TopicIndex, topic_index

BATCH = 500

# What a claim is worth: how sure we may be of it, how far its member is, and how fresh it is. What colleagues said
# of it changes nothing: recognised weighs what substantiated weighs, and the chip alone tells them apart.
SHOWN_TO_BE_TRUE = 1.0
PROOF: dict[str, float] = {
    ClaimState.RECOGNISED: SHOWN_TO_BE_TRUE,
    ClaimState.SUBSTANTIATED: SHOWN_TO_BE_TRUE,
    ClaimState.DECLARED: 0.7,
    ClaimState.TO_CONFIRM: 0.5,
}
LEVEL: dict[str, float] = {
    ClaimLevel.SPECIALIST: 1.0,
    ClaimLevel.GUIDE: 0.95,
    ClaimLevel.USER: 0.85,
    ClaimLevel.CURIOUS: 0.55,
}
FRESH_MONTHS, OLD_MONTHS, OLD = 12, 24, 0.8

FREE, BUSY, PAUSED = 100, 60, 35
MOST_OPEN = 2

UPSERT = """
INSERT INTO expertise_findableexpert AS row (member_id, vector, facets, claims, availability)
SELECT d.member_id,
    setweight(to_tsvector('dutch_unaccent', d.first), 'A') || setweight(to_tsvector('dutch_unaccent', d.second), 'B')
    || setweight(to_tsvector('dutch_unaccent', d.third), 'C') || setweight(to_tsvector('dutch_unaccent', d.fourth), 'D')
    || array_to_tsvector(string_to_array(d.facets || ' ' || d.codes, ' ')),
    d.facets, d.claims, d.availability
FROM jsonb_to_recordset(%s::jsonb) AS d(
    member_id bigint, first text, second text, third text, fourth text, facets text, codes text, claims text,
    availability int
)
ON CONFLICT (member_id) DO UPDATE SET
    vector = EXCLUDED.vector, facets = EXCLUDED.facets, claims = EXCLUDED.claims, availability = EXCLUDED.availability
WHERE (row.vector, row.facets, row.claims, row.availability)
    IS DISTINCT FROM (EXCLUDED.vector, EXCLUDED.facets, EXCLUDED.claims, EXCLUDED.availability)
"""


@dataclass
class Facts:
    """All that is known of one member to be found by."""

    name: str
    claims: list[ExpertiseClaim] = field(default_factory=list)
    work: list[Organisation] = field(default_factory=list)
    availability: Availability | None = None
    open_questions: int = 0


def index_members(pks: Collection[int]) -> None:
    """Make the rows of these members equal to what they show now; who shows nothing has none."""
    for batch in batched(sorted({int(pk) for pk in pks}), BATCH):
        facts = collect_facts(batch)
        topics, today = topic_index.get(), timezone.localdate()
        rows = [build_row(pk, known, topics, today) for pk, known in facts.items()]
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [json.dumps(rows, ensure_ascii=False)])
        FindableExpert.objects.filter(member__in=set(batch) - set(facts)).delete()


def collect_facts(pks: Iterable[int]) -> dict[int, Facts]:
    """The facts of those of the members who show a claim to members. Five queries whatever their number."""
    keys = list(pks)
    claims = ExpertiseClaim.objects.shown_to_members().filter(member__in=keys).order_by("pk")
    of_member: dict[int, list[ExpertiseClaim]] = defaultdict(list)
    for claim in claims:
        of_member[claim.member_id].append(claim)
    people = Member.objects.active().filter(pk__in=of_member)
    facts = {member.pk: Facts(member.get_full_name(), of_member[member.pk]) for member in people}
    hiding = {member.pk for member in people if member.work_visibility == Visibility.NOBODY}
    work = Appointment.objects.current().filter(member__in=facts).exclude(member__in=hiding)
    for job in work.select_related("organisation__governing_board").order_by("-is_primary", "start"):
        facts[job.member_id].work.append(job.organisation)
    for row in Availability.objects.filter(member__in=facts):
        facts[row.member_id].availability = row
    asked = HelpRequestMatch.objects.filter(
        expert__in=facts, state__in=MatchState.BUSY, help_request__state__in=HelpState.BUSY
    )
    for key in asked.values_list("expert_id", flat=True):
        facts[key].open_questions += 1
    return facts


def build_row(pk: int, known: Facts, topics: TopicIndex, today: dt.date) -> dict[str, str | int]:
    about = [topics.entries[claim.topic_id] for claim in known.claims if claim.topic_id in topics.entries]
    wider = [topics.entries[key] for entry in about for key in topics.ancestors(entry.pk)[1:]]
    names = " ".join(entry.name for entry in about)
    synonyms = " ".join(word for entry in (*about, *wider) for word in (entry.name, *entry.synonyms))
    described = " ".join(claim.description for claim in known.claims)
    places = " ".join(
        f"{organisation.name} {organisation.governing_board or ''} {organisation.place}" for organisation in known.work
    )
    return {
        "member_id": pk,
        "first": f"{known.name} {names}",
        "second": f"{synonyms} {language.tokens(names)}",
        "third": described,
        "fourth": f"{places} {language.tokens(f'{synonyms} {described}')}",
        "facets": " ".join(list_facets(known, topics, today)),
        "codes": " ".join(sorted(proof_codes(known.claims, topics))),
        "claims": " ".join(packed(claim, today) for claim in by_worth(known.claims, today)),
        "availability": derive_availability(known, today),
    }


def list_facets(known: Facts, topics: TopicIndex, today: dt.date) -> list[str]:
    found: dict[str, None] = {}
    for claim in known.claims:
        found.update((f"t:{key}", None) for key in topics.ancestors(claim.topic_id))
        found.update((f"o:{sector}", None) for sector in claim.sectors)
        found.update((f"g:{group}", None) for group in claim.year_groups)
        found.update((f"f:{form}", None) for form in claim.forms)
    for organisation in known.work:
        found[f"s:{organisation.pk}"] = None
        board = organisation.governing_board_id or (
            organisation.pk if organisation.kind == OrganisationKind.BOARD else None
        )
        if board:
            found[f"b:{board}"] = None
    if known.availability:
        found.update((f"f:{form}", None) for form in known.availability.forms)
    if not any(code.startswith("f:") for code in found):
        found[f"f:{HelpForm.ASK}"] = None
    if derive_availability(known, today) == FREE:
        found["a:1"] = None
    return sorted(found)


def proof_codes(claims: Iterable[ExpertiseClaim], topics: TopicIndex) -> set[str]:
    """«p:recognised» and «q:12:recognised»: that any claim is in this state, and that one about this topic is."""
    codes = {f"p:{claim.state}" for claim in claims}
    return codes | {f"q:{key}:{claim.state}" for claim in claims for key in topics.ancestors(claim.topic_id)}


def by_worth(claims: Iterable[ExpertiseClaim], today: dt.date) -> list[ExpertiseClaim]:
    """What is worth most first: whoever is found by a name or a word is shown with that."""
    return sorted(claims, key=lambda claim: -weigh_claim(claim, today))


def packed(claim: ExpertiseClaim, today: dt.date) -> str:
    groups = ",".join(map(str, sorted(claim.year_groups)))
    worth = round(1000 * weigh_claim(claim, today))
    return f"{claim.topic_id};{claim.state};{worth};{groups};{','.join(sorted(claim.sectors))}"


def weigh_claim(claim: ExpertiseClaim, today: dt.date) -> float:
    return PROOF.get(claim.state, 0.5) * LEVEL.get(claim.level, 0.85) * freshness(claim.last_confirmed_on, today)


def freshness(confirmed_on: dt.date, today: dt.date) -> float:
    """1 for a year, then down to 0.8 when it must be confirmed."""
    months = (today.year - confirmed_on.year) * 12 + today.month - confirmed_on.month
    beyond = min(max(months - FRESH_MONTHS, 0), OLD_MONTHS - FRESH_MONTHS)
    return 1.0 - (1.0 - OLD) * beyond / (OLD_MONTHS - FRESH_MONTHS)


def derive_availability(known: Facts, today: dt.date) -> int:
    row = known.availability
    if row is not None and row.paused_until is not None and row.paused_until >= today:
        return PAUSED
    return BUSY if known.open_questions >= (row.most_open if row else MOST_OPEN) else FREE


def claim_words(pks: Collection[int]) -> Mapping[str, str]:
    """What claims add to a person in the one search: for members, and what is public for strangers."""
    topics = topic_index.get()
    texts: dict[str, list[str]] = defaultdict(list)
    for claim in ExpertiseClaim.objects.shown_to_members().filter(member__in=pks).order_by("pk"):
        entry = topics.entries.get(claim.topic_id)
        words = " ".join((entry.name, *entry.synonyms, claim.description) if entry else (claim.description,))
        texts[str(claim.member_id)].append(words)
        if claim.visibility == ClaimVisibility.EVERYBODY:
            texts[f"{claim.member_id}:anonymous"].append(words)
    return {key: " ".join(some) for key, some in texts.items()}
