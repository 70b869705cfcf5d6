"""What members say they can help with: adding, changing, confirming, archiving. Every deed computes the state anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.claims.enums import ClaimState
from expertise.claims.listing import list_topics
from expertise.claims.models import ExpertiseClaim
from expertise.claims.states import collect_claim_facts, derive_claim_state
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.moving import Outcome
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from knowledge_network.topics.models import Topic

# What a claim says of itself; the rest follows from these and from what others say.
FIELDS = (
    "level",
    "description",
    "sectors",
    "year_groups",
    "forms",
    "since_year",
    "visibility",
    "is_draft",
)


def changed(claims: Iterable[ExpertiseClaim], *, today: dt.date | None = None) -> list[ExpertiseClaim]:
    """Compute the states of `claims` anew, date those that differ, and make their members found by what is true now.

    The one place where a state is stored. Gives the claims that got another state. Five queries whatever their number.
    """
    today = today or timezone.localdate()
    claims = list(claims)
    facts = collect_claim_facts(claims, today)
    moved = []
    for claim in claims:
        state = derive_claim_state(facts[claim.pk], today)
        if state != claim.state:
            claim.state, claim.state_since = state, today
            moved.append(claim)
    ExpertiseClaim.objects.bulk_update(moved, ["state", "state_since"], batch_size=500)
    _told({claim.member_id for claim in claims})
    return moved


@transaction.atomic
def add_claim(
    *, member: Member, by: Member, topic: Topic, at: dt.datetime | None = None, **values: object
) -> ExpertiseClaim:
    """Say that `member` can help with `topic`; a claim that was archived earlier comes back with what is said now.

    RefusedError when the member has this topic already.
    """
    now = at or timezone.now()
    today = timezone.localdate(now)
    # The member's row is the lock: two tabs that add the same topic make one claim and one clear refusal.
    Member.objects.select_for_update().only("pk").get(pk=member.pk)
    mine = ExpertiseClaim.objects.filter(member=member, topic=topic)
    if mine.filter(archived_at__isnull=True).exists():
        raise RefusedError(_("You have this topic already. Change what you wrote there."))
    claim = mine.order_by("-archived_at").first() or ExpertiseClaim(member=member, topic=topic, created_at=now)
    claim.archived_at, claim.reminded_on = None, None
    claim.last_confirmed_on, claim.changed_at = today, now
    blank = ExpertiseClaim()
    for name in FIELDS:
        setattr(claim, name, values.get(name, getattr(blank, name)))
    claim.state = ClaimState.DRAFT if claim.is_draft else ClaimState.DECLARED
    claim.state_since = today
    claim.save()
    changed([claim], today=today)
    record_about("expertise.claim_added", claim, by)
    return claim


@transaction.atomic
def change_claim(*, claim: ExpertiseClaim, by: Member, at: dt.datetime | None = None, **values: object) -> list[str]:
    """Set fields of `FIELDS`; who changes a claim says that it is right today. The names of what is different."""
    now = at or timezone.now()
    fields = [name for name in FIELDS if name in values and getattr(claim, name) != values[name]]
    for name in fields:
        setattr(claim, name, values[name])
    claim.last_confirmed_on, claim.reminded_on, claim.changed_at = timezone.localdate(now), None, now
    claim.save(update_fields=[*fields, "last_confirmed_on", "reminded_on", "changed_at"])
    changed([claim], today=timezone.localdate(now))
    if fields:
        record_about("expertise.claim_changed", claim, by, fields=sorted(fields))
    return fields


@transaction.atomic
def confirm_claim(*, claim: ExpertiseClaim, by: Member, at: dt.datetime | None = None) -> None:
    """«Ja, dit klopt nog»: good for another 24 months. Saying it twice on a day is saying it once."""
    today = timezone.localdate(at)
    if claim.last_confirmed_on == today and claim.reminded_on is None:
        return
    claim.last_confirmed_on, claim.reminded_on = today, None
    claim.save(update_fields=["last_confirmed_on", "reminded_on"])
    changed([claim], today=today)
    record_about("expertise.claim_confirmed", claim, by)


@transaction.atomic
def archive_claim(*, claim: ExpertiseClaim, by: Member | None, at: dt.datetime | None = None) -> None:
    """Take it out of view; it is kept and `restore_claim` brings it back."""
    if claim.archived_at is not None:
        return
    _archive([claim], at or timezone.now())
    record_about("expertise.claim_archived", claim, by)


@transaction.atomic
def restore_claim(*, claim: ExpertiseClaim, by: Member) -> None:
    """RefusedError when the member has added the same topic again in the meantime."""
    if claim.archived_at is None:
        return
    Member.objects.select_for_update().only("pk").get(pk=claim.member_id)
    if ExpertiseClaim.objects.filter(member=claim.member_id, topic=claim.topic_id, archived_at__isnull=True).exists():
        raise RefusedError(_("You have this topic already. Change what you wrote there."))
    today = timezone.localdate()
    claim.archived_at, claim.last_confirmed_on, claim.reminded_on = None, today, None
    claim.state = ClaimState.DRAFT if claim.is_draft else ClaimState.DECLARED
    claim.state_since = today
    claim.save(update_fields=["archived_at", "last_confirmed_on", "reminded_on", "state", "state_since"])
    changed([claim], today=today)
    record_about("expertise.claim_restored", claim, by)


@transaction.atomic
def erase_claim(*, claim: ExpertiseClaim, by: Member) -> None:
    """For good, with its evidence and endorsements; the logbook says so without the topic."""
    member = claim.member
    claim.delete()
    _told({member.pk})
    AuditEvent.objects.record("expertise.claim_erased", None, by=by, subject=member)


def record_about(verb: str, claim: ExpertiseClaim, by: Member | None, **data: object) -> None:
    """The logbook names the topic only of what others may see."""
    hidden = claim.is_draft or claim.is_hidden
    AuditEvent.objects.record(verb, None if hidden else claim, by=by, subject=claim.member, **data)


def _archive(claims: list[ExpertiseClaim], now: dt.datetime) -> None:
    for claim in claims:
        claim.archived_at, claim.state = now, ClaimState.ARCHIVED
        claim.state_since = timezone.localdate(now)
    ExpertiseClaim.objects.bulk_update(claims, ["archived_at", "state", "state_since"], batch_size=500)
    _told({claim.member_id for claim in claims})


def _told(members: set[int]) -> None:
    """What these members claim stands in the list on their profile, and they are found by it."""
    if members:
        list_topics(members)
        search.refresh("member", sorted(members))


# What follows from events -----------------------------------------------------------------------


@transaction.atomic
def archive_claims_of(*, member: Member, by: Member | None, at: dt.datetime | None = None) -> None:
    """Who leaves the network can no longer be asked."""
    claims = list(ExpertiseClaim.objects.filter(member=member, archived_at__isnull=True))
    if claims:
        _archive(claims, at or timezone.now())


@transaction.atomic
def recompute_claims_of(members: Iterable[int]) -> None:
    """Another appointment may make an endorsement one of the own school, or no longer."""
    members = set(members)
    about = Q(member__in=members) | Q(endorsements__by__in=members)
    claims = ExpertiseClaim.objects.filter(about, archived_at__isnull=True)
    changed(claims.distinct())


@transaction.atomic
def forget_endorsements_by(*, member: Member) -> None:
    """Before an erasure: what `member` said of others goes, and their states follow at once."""
    given = member.endorsements_given.all()
    touched = list(ExpertiseClaim.objects.filter(pk__in=given.values("claim"), archived_at__isnull=True))
    given.delete()
    changed(touched)


@transaction.atomic
def move_claims(*, topic: Topic, into: Topic, outcome: Outcome) -> None:
    """Claims on `topic` become claims on `into`; `outcome` tells how they were.

    Who had both keeps the one that is proven best, with evidence and endorsements of the other moved to it; the other
    is archived.
    """
    claims = list(ExpertiseClaim.objects.filter(topic=topic).select_for_update(of=("self",)))
    there = {
        claim.member_id: claim
        for claim in ExpertiseClaim.objects.filter(
            topic=into, archived_at__isnull=True, member__in=[claim.member_id for claim in claims]
        )
    }
    touched = []
    for claim in claims:
        other = there.get(claim.member_id)
        if other is not None and claim.archived_at is None:
            keeps, goes = (claim, other) if strength(claim) > strength(other) else (other, claim)
            _merge(goes, keeps, outcome)
            touched.append(keeps)
        else:
            touched.append(claim)
    outcome.note(ExpertiseClaim.objects.filter(topic=topic), "topic", after=into.pk)
    changed(ExpertiseClaim.objects.filter(pk__in=[claim.pk for claim in touched]))


def strength(claim: ExpertiseClaim) -> int:
    """How well a claim is proven, to choose between two of one member; never shown and never sorted by."""
    best = (ClaimState.DECLARED, ClaimState.SUBSTANTIATED, ClaimState.RECOGNISED)
    return best.index(claim.state) + 1 if claim.state in best else 0


def _merge(goes: ExpertiseClaim, keeps: ExpertiseClaim, outcome: Outcome) -> None:
    """Give what stands under `goes` to `keeps`; who recognised both stands there once."""
    outcome.note(goes.evidence.all(), "claim", after=keeps.pk)
    there = list(keeps.endorsements.filter(withdrawn_at__isnull=True).values_list("by", flat=True))
    outcome.note(goes.endorsements.filter(withdrawn_at__isnull=True).exclude(by__in=there), "claim", after=keeps.pk)
    now = timezone.now()
    gone = ExpertiseClaim.objects.filter(pk=goes.pk)
    outcome.note(gone, "state", after=ClaimState.ARCHIVED.value)
    outcome.note(gone, "state_since", after=timezone.localdate(now))
    outcome.note(gone, "archived_at", after=now)
    _told({goes.member_id})
