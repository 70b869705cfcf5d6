"""What time does to claims: after 24 months we ask whether they are still right, three months later they rest."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from expertise.claims.actions.claims import _archive, changed
from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.claims.models import Endorsement, ExpertiseClaim
from expertise.claims.notices import CLAIMS_ARCHIVED, CONFIRM_CLAIMS
from expertise.claims.states import ARCHIVE_AFTER, CONFIRM_AFTER, collect_claim_facts, derive_claim_state
from knowledge_network.kit.dates import latest_before
from knowledge_network.members.people.models.member import present
from knowledge_network.notifications.events.actions import notify

BATCH = 500
UNDO_KEPT = dt.timedelta(days=1)
ARCHIVED_KEPT = CONFIRM_AFTER


def age_claims(now: dt.datetime) -> int:
    """Ask, and archive what nobody confirmed; how many claims it touched. Safe to repeat: who was asked is noted."""
    return _come_to_confirm(now) + _ask(now) + _let_rest(now)


def recompute_states(today: dt.date | None = None) -> int:
    """Compute every state anew: an appointment that began or ended with a day changes one without anybody's deed.

    How many were different. Walks by key in batches, each committed by itself; only what differs is written.
    """
    today, last, moved = today or timezone.localdate(), 0, 0
    while True:
        living = ExpertiseClaim.objects.filter(archived_at__isnull=True, pk__gt=last)
        with transaction.atomic():
            batch = list(living.select_for_update(of=("self",)).order_by("pk")[:BATCH])
            facts = collect_claim_facts(batch, today)
            differ = [claim for claim in batch if claim.state != derive_claim_state(facts[claim.pk], today)]
            moved += len(changed(differ, today=today)) if differ else 0
        if len(batch) < BATCH:
            return moved
        last = batch[-1].pk


def forget_old(now: dt.datetime) -> int:
    """Consent ends: what was withdrawn over a day ago (undo is long past), and what rests for two years. How many."""
    withdrawn = Endorsement.objects.filter(withdrawn_at__lt=now - UNDO_KEPT)
    resting = ExpertiseClaim.objects.filter(archived_at__lt=now - ARCHIVED_KEPT)
    return withdrawn.delete()[0] + resting.delete()[0]


def _living() -> Q:
    return present("member__") & Q(archived_at__isnull=True, is_draft=False)


def _come_to_confirm(now: dt.datetime) -> int:
    today = timezone.localdate(now)
    due = ExpertiseClaim.objects.filter(
        _living(), last_confirmed_on__lte=latest_before(today, CONFIRM_AFTER), state__in=ClaimState.GROWING_OLD
    )
    claims = list(due.order_by("pk")[:BATCH])
    return len(changed(claims, today=today)) if claims else 0


def _ask(now: dt.datetime) -> int:
    """One question per member, about all their claims that wait for it."""
    today = timezone.localdate(now)
    waiting = ExpertiseClaim.objects.filter(_living(), state=ClaimState.TO_CONFIRM, reminded_on__isnull=True).exclude(
        visibility=ClaimVisibility.HIDDEN
    )
    claims = list(waiting.select_related("member", "topic").order_by("member", "topic__name")[:BATCH])
    by_member: dict[int, list[ExpertiseClaim]] = {}
    for claim in claims:
        by_member.setdefault(claim.member_id, []).append(claim)
    for mine in by_member.values():
        notify(
            CONFIRM_CLAIMS,
            to=[mine[0].member],
            key=f"expertise.confirm:{today}",
            url=reverse("expertise:my_expertise"),
            at=now,
            topic=mine[0].topic.name,
            more=len(mine) - 1,
        )
    ExpertiseClaim.objects.filter(pk__in=[claim.pk for claim in claims]).update(reminded_on=today)
    return len(claims)


def _let_rest(now: dt.datetime) -> int:
    today = timezone.localdate(now)
    unanswered = ExpertiseClaim.objects.filter(
        _living(), state=ClaimState.TO_CONFIRM, reminded_on__lte=latest_before(today, ARCHIVE_AFTER)
    )
    claims = list(unanswered.select_related("member", "topic").order_by("pk")[:BATCH])
    if not claims:
        return 0
    _archive(claims, now)
    for claim in claims:
        notify(
            CLAIMS_ARCHIVED,
            to=[claim.member],
            key=f"expertise.archived:{claim.pk}:{today}",
            url=reverse("expertise:my_expertise"),
            at=now,
            topic=claim.topic.name,
        )
    return len(claims)
