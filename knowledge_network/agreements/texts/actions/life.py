"""What happens to an agreement after signing: it takes effect, ends, is followed; parties leave or merge."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts import notices, signals
from knowledge_network.agreements.texts.actions.amending import end_changes
from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.school_year.calendar import school_year_start

# Of a party: whether it leaves, how, and since when that is known.
ENDING = ["notice_given_on", "ended_on", "end_kind"]


@transaction.atomic
def terminate_agreement(*, agreement: CollaborationAgreement, by: Member, reason: str) -> None:
    held = _hold(agreement)
    if not held.is_in_force or held.is_change:
        raise RefusedError(_("Only an agreement that is in force can be terminated."))
    held.status, held.status_reason, held.ended_on = AgreementStatus.TERMINATED, reason, timezone.localdate()
    held.save(update_fields=["status", "status_reason", "ended_on"])
    end_changes(held)
    AuditEvent.objects.record("agreements.terminated", held, by=by)
    notices.tell_terminated(held, by=by)
    signals.agreement_ended.send(sender=CollaborationAgreement, agreement=held)


@transaction.atomic
def expire_agreements(*, today: dt.date | None = None) -> int:
    """Those whose last day has passed expire; how many did. Safe to repeat."""
    day = today or timezone.localdate()
    rows = CollaborationAgreement.objects.select_for_update().in_force().filter(effective_to__lt=day)
    ended = list(rows)
    for agreement in ended:
        agreement.status, agreement.ended_on = AgreementStatus.EXPIRED, agreement.effective_to
        agreement.save(update_fields=["status", "ended_on"])
        end_changes(agreement)
        AuditEvent.objects.record("agreements.expired", agreement, by=None)
        signals.agreement_ended.send(sender=CollaborationAgreement, agreement=agreement)
    return len(ended)


def succeed_predecessor(agreement: CollaborationAgreement, *, today: dt.date | None = None) -> bool:
    """On its first day a version follows the one before it; until then that one holds. Whether it did just now."""
    before, first = agreement.predecessor, agreement.effective_from
    if first is None or first > (today or timezone.localdate()) or not agreement.is_in_force:
        return False
    if before is None or before.status not in {AgreementStatus.IN_FORCE, AgreementStatus.EXPIRED}:
        return False
    before.status, before.ended_on = AgreementStatus.SUCCEEDED, before.ended_on or first
    before.save(update_fields=["status", "ended_on"])
    end_changes(before)
    AuditEvent.objects.record("agreements.succeeded", before, by=None)
    signals.agreement_ended.send(sender=CollaborationAgreement, agreement=before)
    signals.took_effect.send(sender=CollaborationAgreement, agreement=agreement)
    return True


@transaction.atomic
def succeed_due(*, today: dt.date | None = None) -> int:
    """Versions that were signed beforehand and whose first day has come; how many. Safe to repeat."""
    rows = CollaborationAgreement.objects.select_for_update(of=("self",)).in_force()
    waiting = rows.filter(predecessor__status__in=(AgreementStatus.IN_FORCE, AgreementStatus.EXPIRED))
    return sum(succeed_predecessor(row, today=today) for row in waiting.select_related("predecessor"))


def last_day_after_notice(agreement: CollaborationAgreement, given: dt.date | None = None) -> dt.date:
    """31 July of the first school year that ends the term of notice away or later."""
    day = given or timezone.localdate()
    months = day.month - 1 + agreement.notice_period_months
    year, month = day.year + months // 12, months % 12 + 1
    return dt.date(school_year_start(dt.date(year, month, min(day.day, 28))).year + 1, 7, 31)


@transaction.atomic
def give_notice(*, party: Party, by: Member, on: dt.date | None = None) -> dt.date:
    """Note that a party leaves: at the end of the first school year that is at least the term of notice away.

    Returns its last day, 31 July.
    """
    given = on or timezone.localdate()
    agreement = _hold(party.agreement)
    if not agreement.is_in_force or agreement.is_change:
        raise RefusedError(_("Notice is given of an agreement that is in force."))
    party.refresh_from_db(fields=ENDING)
    if party.ended_on is not None:
        raise RefusedError(_("This party left already, or gave notice before."))
    last_day = last_day_after_notice(agreement, given)
    party.notice_given_on, party.ended_on, party.end_kind = given, last_day, PartyEnd.LEFT
    party.save(update_fields=ENDING)
    deed = AuditEvent.objects.record(
        "agreements.notice_given", agreement, by=by, party=party.name_as_signed, day=last_day.isoformat()
    )
    notices.tell_notice_given(party, last_day, by=by, key=deed.pk)
    signals.party_ended.send(sender=Party, party=party, on=last_day, successor=None, deed=deed.pk)
    return last_day


@transaction.atomic
def take_back_notice(*, party: Party, by: Member, today: dt.date | None = None) -> None:
    """A party that gave notice stays after all, up to and including its last day. All parties hear it.

    What it would have owed after that day it owes again; an organisation that merged meanwhile is noted as merged.
    """
    agreement = _hold(party.agreement)
    if not agreement.is_in_force or agreement.is_change:
        raise RefusedError(_("This agreement is not in force any more."))
    party.refresh_from_db(fields=ENDING)
    if not party.has_given_notice:
        raise RefusedError(_("There is no notice of this party to take back."))
    if not party.can_take_back_notice(today or timezone.localdate()):
        raise RefusedError(_("This party has left: a notice can be taken back up to its last day."))
    party.notice_given_on, party.ended_on, party.end_kind = None, None, ""
    party.save(update_fields=ENDING)
    deed = AuditEvent.objects.record("agreements.notice_taken_back", agreement, by=by, party=party.name_as_signed)
    notices.tell_notice_taken_back(party, by=by, key=deed.pk)
    note_mergers(parties=[party])


@transaction.atomic
def note_merger(*, party: Party, by: Member | None, successor: Organisation, on: dt.date) -> None:
    """A party went on as another organisation; under what it signed stays as it was signed."""
    agreement = _hold(party.agreement)
    if party.ended_on is not None and party.end_kind == PartyEnd.MERGED:
        return
    party.ended_on, party.end_kind = on, PartyEnd.MERGED
    party.save(update_fields=["ended_on", "end_kind"])
    deed = AuditEvent.objects.record(
        "agreements.party_merged", agreement, by=by, party=party.name_as_signed, successor=successor.name
    )
    notices.tell_merged(party, successor.name, by=by)
    signals.party_ended.send(sender=Party, party=party, on=on, successor=successor, deed=deed.pk)


@transaction.atomic
def note_mergers(*, parties: Iterable[Party]) -> None:
    """Those of `parties` that went on as another organisation are noted as merged, once each."""
    for party in parties:
        organisation = party.organisation
        if organisation.successor is not None and party.ended_on is None:
            on = organisation.valid_to or timezone.localdate()
            note_merger(party=party, by=None, successor=organisation.successor, on=on)


@transaction.atomic
def explain_partner(*, party: Party, by: Member, text: str) -> None:
    """A partner's own words beside its figures, with who wrote them and when."""
    party.explanation, party.explained_by, party.explained_on = text.strip(), by, timezone.localdate()
    party.save(update_fields=["explanation", "explained_by", "explained_on"])
    AuditEvent.objects.record("agreements.partner_explained", party.agreement, by=by, party=party.name_as_signed)


def _hold(agreement: CollaborationAgreement) -> CollaborationAgreement:
    held: CollaborationAgreement = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    return held
