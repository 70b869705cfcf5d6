"""How sure we may be of a claim: its state, computed from what is known, never set by hand.

| state | when |
|---|---|
| draft | its writer has not shown it yet |
| self-declared | shown |
| substantiated | at least one piece of evidence |
| recognised | evidence, and two colleagues of two other schools say so, one of them with what they did together |
| to be confirmed | 24 months ago that its member last said that it is still right |
| archived | removed, not confirmed three months after the question, or its member left |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from expertise.claims.enums import ClaimState
from expertise.claims.models import Endorsement, Evidence, ExpertiseClaim
from knowledge_network.members.people.models import Appointment
from knowledge_network.members.people.models.member import match_active

CONFIRM_AFTER = relativedelta(months=24)
ARCHIVE_AFTER = relativedelta(months=3)
ENDORSEMENTS_NEEDED = 2


@dataclass(frozen=True)
class Recognition:
    """One endorsement as the rule sees it: from which organisation, and whether it names what they did together."""

    organisation: int | None
    has_object: bool


@dataclass(frozen=True)
class ClaimFacts:
    """What the state of a claim follows from. `own_organisations`: where its member works today."""

    is_archived: bool
    is_draft: bool
    last_confirmed_on: dt.date
    evidence: int
    recognitions: tuple[Recognition, ...]
    own_organisations: frozenset[int]


def derive_claim_state(facts: ClaimFacts, today: dt.date) -> ClaimState:
    if facts.is_archived:
        return ClaimState.ARCHIVED
    if facts.is_draft:
        return ClaimState.DRAFT
    if must_be_confirmed(facts.last_confirmed_on, today):
        return ClaimState.TO_CONFIRM
    if not facts.evidence:
        return ClaimState.DECLARED
    return ClaimState.RECOGNISED if is_recognised(facts) else ClaimState.SUBSTANTIATED


def must_be_confirmed(last_confirmed_on: dt.date, today: dt.date) -> bool:
    day: dt.date = last_confirmed_on + CONFIRM_AFTER
    return day <= today


def is_recognised(facts: ClaimFacts) -> bool:
    """Two endorsements from two other schools, one of them with a meeting, product or question to point at."""
    others = [
        r for r in facts.recognitions if r.organisation is not None and r.organisation not in facts.own_organisations
    ]
    schools = {r.organisation for r in others}
    return len(schools) >= ENDORSEMENTS_NEEDED and any(r.has_object for r in others)


def collect_claim_facts(claims: Iterable[ExpertiseClaim], today: dt.date) -> dict[int, ClaimFacts]:
    """The facts of each claim by primary key, in three queries whatever their number."""
    claims = list(claims)
    keys = [claim.pk for claim in claims]
    evidence: dict[int, int] = dict.fromkeys(keys, 0)
    for key in Evidence.objects.filter(claim__in=keys).values_list("claim_id", flat=True):
        evidence[key] += 1
    recognitions: dict[int, list[Recognition]] = {key: [] for key in keys}
    rows = Endorsement.objects.standing().filter(claim__in=keys).order_by("pk")
    for claim, organisation, *objects in rows.values_list(
        "claim_id", "from_organisation_id", "meeting_id", "product_id", "help_request_id"
    ):
        recognitions[claim].append(Recognition(organisation, any(key is not None for key in objects)))
    work: dict[int, set[int]] = {claim.member_id: set() for claim in claims}
    jobs = Appointment.objects.filter(match_active(today), member__in=work)
    for member, organisation in jobs.values_list("member_id", "organisation_id"):
        work[member].add(organisation)
    return {
        claim.pk: ClaimFacts(
            is_archived=claim.archived_at is not None,
            is_draft=claim.is_draft,
            last_confirmed_on=claim.last_confirmed_on,
            evidence=evidence[claim.pk],
            recognitions=tuple(recognitions[claim.pk]),
            own_organisations=frozenset(work[claim.member_id]),
        )
        for claim in claims
    }
