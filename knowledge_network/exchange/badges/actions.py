"""Asking for a badge, deciding, ending one; what ends by itself; and for what there are badges at all."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.claims.enums import ClaimState
from expertise.claims.models import ExpertiseClaim
from knowledge_network.exchange.badges import notices
from knowledge_network.exchange.badges.enums import BadgeKind, BadgeState, EndReason
from knowledge_network.exchange.badges.facts import may_ask
from knowledge_network.exchange.badges.keys import ensure_keys
from knowledge_network.exchange.badges.models import STATUS_BITS, Badge, BadgeClass, ClassEndorsement, StatusBit
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

BATCH = 200
LONGEST_NAME = Badge._meta.get_field("name").max_length
FIELDS = ("name", "description", "criterion", "months", "is_offered")


@transaction.atomic
def write_class(*, kind: str, by: Member, at: dt.datetime | None = None, **values: Any) -> BadgeClass:
    """For what this badge is given from now on; what was granted keeps the words of its day."""
    badge_class = BadgeClass.objects.filter(kind=kind).first() or BadgeClass(kind=kind)
    for name in FIELDS:
        if name in values:
            setattr(badge_class, name, values[name])
    badge_class.changed_at = at or timezone.now()
    badge_class.save()
    AuditEvent.objects.record("exchange.badge_class_written", badge_class, by=by)
    return badge_class


@transaction.atomic
def endorse_class(
    *, badge_class: BadgeClass, organisation: Organisation, by: Member, seen: str, at: dt.datetime | None = None
) -> None:
    """Let a board stand behind the words that were read (`seen`). Never behind a person: there is no such action."""
    if organisation.pk not in by.directed_organisations:
        raise RefusedError(_("Only who directs this board speaks for it."))
    locked = BadgeClass.objects.select_for_update().get(pk=badge_class.pk)
    if seen != locked.words_hash:
        raise RefusedError(_("The words were changed meanwhile. Read them again first."))
    ClassEndorsement.objects.update_or_create(
        badge_class=locked,
        organisation=organisation,
        defaults={"endorsed_by": by, "endorsed_at": at or timezone.now(), "words_hash": seen},
    )
    AuditEvent.objects.record("exchange.badge_class_endorsed", locked, by=by, organisation=organisation.name)


@transaction.atomic
def end_endorsement(*, badge_class: BadgeClass, organisation: Organisation, by: Member) -> None:
    if organisation.pk not in by.directed_organisations:
        raise RefusedError(_("Only who directs this board speaks for it."))
    if ClassEndorsement.objects.filter(badge_class=badge_class, organisation=organisation).delete()[0]:
        AuditEvent.objects.record(
            "exchange.badge_class_endorsed_no_more", badge_class, by=by, organisation=organisation.name
        )


@transaction.atomic
def ask_badge(
    *,
    badge_class: BadgeClass,
    by: Member,
    motivation: str,
    claim: ExpertiseClaim | None = None,
    at: dt.datetime | None = None,
) -> Badge:
    """RefusedError when it is not offered, when what it needs is not there, or when one has it or waits for it."""
    now = at or timezone.now()
    # The member's row is the lock: two tabs ask once.
    Member.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    is_expert = badge_class.kind == BadgeKind.EXPERT
    if not badge_class.is_offered or not may_ask(by, badge_class.kind):
        raise RefusedError(_("You cannot ask for this badge now."))
    if is_expert and (claim is None or claim.member_id != by.pk or not claim.is_recognised):
        raise RefusedError(_("This expertise is not recognised any more."))
    claim = claim if is_expert else None
    known = Badge.objects.filter(Q(state=BadgeState.ASKED) | Q(pk__in=Badge.objects.holding(now).values("pk")))
    if known.filter(member=by, badge_class=badge_class, claim=claim).exists():
        raise RefusedError(_("You have this badge already, or wait for it."))
    badge = Badge.objects.create(member=by, badge_class=badge_class, claim=claim, motivation=motivation, asked_at=now)
    AuditEvent.objects.record("exchange.badge_asked", badge, by=by)
    notices.tell_asked(badge, by=by, at=now)
    return badge


def _lock(badge: Badge) -> Badge:
    rows = Badge.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("badge_class", "claim__topic", "member", "status_bit").get(pk=badge.pk)


@transaction.atomic
def take_back_badge(*, badge: Badge, by: Member) -> None:
    """Before it was decided: nothing stays. RefusedError when it was decided meanwhile."""
    locked = _lock(badge)
    if not locked.is_waiting:
        raise RefusedError(_("It was decided meanwhile."))
    notices.forget_asked(locked)
    locked.delete()
    AuditEvent.objects.record("exchange.badge_taken_back", None, by=by)


@transaction.atomic
def grant_badge(*, badge: Badge, by: Member, at: dt.datetime | None = None) -> Badge:
    """With the words of today, an end, and a place in the status list. RefusedError when it was decided meanwhile, or
    when the expertise is not recognised any more."""
    now = at or timezone.now()
    locked = _lock_to_decide(badge, by)
    if locked.badge_class.kind == BadgeKind.EXPERT and (locked.claim is None or not locked.claim.is_recognised):
        raise RefusedError(_("This expertise is not recognised any more."))
    locked.name, locked.description = locked.title[:LONGEST_NAME], locked.badge_class.description
    locked.criterion = locked.badge_class.criterion
    locked.state, locked.decided_at, locked.decided_by = BadgeState.GRANTED, now, by
    locked.valid_from = now.replace(microsecond=0)
    locked.valid_until = locked.valid_from + relativedelta(months=locked.badge_class.months)
    locked.status_bit = _take_bit()
    ensure_keys()
    locked.save()
    _tell_decided("exchange.badge_granted", locked, by, now)
    return locked


@transaction.atomic
def decline_badge(*, badge: Badge, by: Member, reason: str, at: dt.datetime | None = None) -> Badge:
    """With the reason, that only who asked reads. RefusedError when it was decided meanwhile."""
    now = at or timezone.now()
    locked = _lock_to_decide(badge, by)
    locked.state, locked.decided_at, locked.decided_by = BadgeState.DECLINED, now, by
    locked.answer = reason
    locked.save(update_fields=["state", "decided_at", "decided_by", "answer"])
    _tell_decided("exchange.badge_declined", locked, by, now)
    return locked


def _lock_to_decide(badge: Badge, by: Member) -> Badge:
    locked = _lock(badge)
    if not locked.is_waiting:
        raise RefusedError(_("It was decided meanwhile."))
    if locked.member_id == by.pk:
        raise RefusedError(_("Nobody decides about a badge of their own."))
    return locked


def _tell_decided(verb: str, badge: Badge, by: Member, now: dt.datetime) -> None:
    AuditEvent.objects.record(verb, badge, by=by, subject=badge.member)
    notices.forget_asked(badge)
    notices.tell_decided(badge, by=by, at=now)


def _take_bit() -> StatusBit:
    """A place that was never taken, drawn at random: its number says nothing of when or whose."""
    taken = set(StatusBit.objects.values_list("number", flat=True))
    if len(taken) >= STATUS_BITS:
        raise RefusedError(_("So many badges were given that the status list is full."))
    while (number := secrets.randbelow(STATUS_BITS)) in taken:
        pass
    return StatusBit.objects.create(number=number)


@transaction.atomic
def end_badge(
    *, badge: Badge, by: Member | None, reason: EndReason, note: str = "", at: dt.datetime | None = None
) -> None:
    """From now on every check says that it does not exist any more. Doing it twice is doing it once."""
    now = at or timezone.now()
    locked = _lock(badge)
    if not locked.is_granted:
        return
    locked.state, locked.ended_at, locked.end_reason, locked.end_note = BadgeState.ENDED, now, reason, note
    locked.save(update_fields=["state", "ended_at", "end_reason", "end_note"])
    _revoke([locked], now)
    verb = "exchange.badge_withdrawn" if reason == EndReason.WITHDRAWN else "exchange.badge_ended"
    AuditEvent.objects.record(verb, locked, by=by, subject=locked.member)
    notices.tell_ended(locked, by=by, at=now)


@transaction.atomic
def remove_badge(*, badge: Badge, by: Member) -> None:
    """All of it, by its holder: one bit stays, that says that it does not exist any more."""
    locked = _lock(badge)
    _revoke([locked], timezone.now())
    notices.forget_asked(locked)
    locked.delete()
    AuditEvent.objects.record("exchange.badge_removed", None, by=by)


@transaction.atomic
def revoke_every_badge(*, member: Member) -> None:
    """Before an erasure: the rows go as the model declares, and their bits say so."""
    _revoke(list(Badge.objects.filter(member=member)), timezone.now())


def end_lapsed_badges(now: dt.datetime) -> int:
    """Recognised expertise that is so no longer takes its badge along; how many. Safe to repeat."""
    holds = Q(claim__state=ClaimState.RECOGNISED, claim__archived_at__isnull=True)
    lapsed = Badge.objects.filter(state=BadgeState.GRANTED, badge_class__kind=BadgeKind.EXPERT).exclude(holds)
    found = list(lapsed.order_by("pk")[:BATCH])
    for badge in found:
        end_badge(badge=badge, by=None, reason=EndReason.CLAIM, at=now)
    return len(found)


def _revoke(badges: list[Badge], now: dt.datetime) -> None:
    bits = [badge.status_bit_id for badge in badges if badge.status_bit_id is not None]
    StatusBit.objects.filter(pk__in=bits, revoked_at__isnull=True).update(revoked_at=now)
