"""Who may sign for a party: proposed by a coordinator, confirmed by somebody else."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.signing.actions.events import Person, record_event
from knowledge_network.agreements.signing.actions.telling import tell_lapsed, tell_proposed
from knowledge_network.agreements.signing.document import fingerprint
from knowledge_network.agreements.signing.enums import ConfirmedBy, EventKind, MandateState
from knowledge_network.agreements.signing.models import Mandate, Signature
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party
from knowledge_network.agreements.texts.people import find_directors, has_left
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent


@transaction.atomic
def propose_mandate(
    *, party: Party, by: Member, member: Member, function: str, at: dt.datetime | None = None
) -> Mandate:
    """Say who is to sign for a party; it counts once it is confirmed. A former proposal is replaced."""
    agreement = hold_agreement(party.agreement)
    _refuse_signed(party)
    party.mandates.filter(state=MandateState.PROPOSED).update(state=MandateState.REPLACED)
    now = at or timezone.now()
    mandate: Mandate = Mandate.objects.create(
        party=party, member=member, function=function.strip(), proposed_by=by, proposed_at=now
    )
    AuditEvent.objects.record(
        "agreements.mandate_proposed", agreement, by=by, subject=member, party=party.name_as_signed
    )
    tell_proposed(agreement, mandate, by=by, at=now)
    return mandate


@transaction.atomic
def confirm_mandate(*, mandate: Mandate, by: Member) -> None:
    """A director of the party says that this person may sign for it: not oneself, nor whom one proposed."""
    agreement = hold_agreement(mandate.party.agreement)
    present = _proposed(mandate)
    if not find_directors(mandate.party).filter(pk=by.pk).exists():
        raise RefusedError(_("Only a director of this party can say who signs for it."))
    if by in {present.member, present.proposed_by}:
        raise RefusedError(_("Somebody else has to confirm this: nobody confirms their own mandate or proposal."))
    _confirm(agreement, present, by, ConfirmedBy.DIRECTOR, timezone.now())


@transaction.atomic
def confirm_mandate_by_scan(*, mandate: Mandate, by: Member, scan: SafeFile, at: dt.datetime | None = None) -> None:
    """A signed paper of the party, seen by a second person: not who proposed it, and not who is to sign."""
    agreement = hold_agreement(mandate.party.agreement)
    present = _proposed(mandate)
    if by in {present.member, present.proposed_by}:
        raise RefusedError(_("A second person has to look at the paper: not who proposed it and not who signs."))
    content = scan.content.read()
    present.scan.save(scan.name, ContentFile(content), save=False)
    present.scan_sha256 = fingerprint(content)
    _confirm(agreement, present, by, ConfirmedBy.SCAN, at or timezone.now())


@transaction.atomic
def withdraw_mandate(*, mandate: Mandate, by: Member) -> None:
    """Take a proposal back, or say that somebody may not sign any more who has not signed yet."""
    agreement = hold_agreement(mandate.party.agreement)
    present = Mandate.objects.select_related("party", "member").get(pk=mandate.pk)
    if present.state not in MandateState.STANDING:
        raise RefusedError(_("This proposal was answered already."))
    _refuse_signed(present.party)
    present.state = MandateState.WITHDRAWN
    present.save(update_fields=["state"])
    AuditEvent.objects.record(
        "agreements.mandate_withdrawn", agreement, by=by, subject=present.member, party=present.party.name_as_signed
    )


def lapse_mandates(*, member: Member | None = None, at: dt.datetime | None = None) -> int:
    """Mandates of who does not work for the party any more, where it did not sign yet; how many. Safe to repeat."""
    now = at or timezone.now()
    standing = Mandate.objects.filter(
        state__in=sorted(MandateState.STANDING),
        party__agreement__status__in=sorted(AgreementStatus.BEING_WRITTEN | AgreementStatus.BEING_SIGNED),
    ).exclude(party__in=Signature.objects.filter(signed_at__isnull=False).values("party"))
    if member is not None:
        standing = standing.filter(member=member)
    rows = list(standing.select_related("party__organisation", "party__agreement", "member").order_by("pk"))
    today = timezone.localdate(now)
    return sum(_lapse(row, now) for row in rows if not row.member.is_present or has_left(row.party, row.member, today))


@transaction.atomic
def _lapse(mandate: Mandate, now: dt.datetime) -> bool:
    """Whether it lapsed just now: another may have signed, replaced or taken it back meanwhile."""
    agreement = CollaborationAgreement.objects.select_for_update().get(pk=mandate.party.agreement_id)
    present = Mandate.objects.select_related("party", "member").get(pk=mandate.pk)
    may_change = agreement.is_draft or agreement.is_being_signed
    has_signed = present.party.signatures.filter(signed_at__isnull=False).exists()
    if not may_change or has_signed or present.state not in MandateState.STANDING:
        return False
    was_confirmed = present.state == MandateState.CONFIRMED
    present.state = MandateState.LAPSED
    present.save(update_fields=["state"])
    if was_confirmed:
        person = Person("signatory", present.member, present.member.get_full_name(), present.function)
        record_event(agreement, EventKind.LAPSED, at=now, people=(person,), party=_key(present.party))
    AuditEvent.objects.record(
        "agreements.mandate_lapsed", agreement, by=None, subject=present.member, party=present.party.name_as_signed
    )
    tell_lapsed(agreement, present, at=now)
    return True


def _key(party: Party) -> str:
    return party.number_as_signed or party.name_as_signed


def _confirm(
    agreement: CollaborationAgreement, mandate: Mandate, by: Member, how: ConfirmedBy, now: dt.datetime
) -> None:
    party = mandate.party
    if has_left(party, mandate.member, timezone.localdate(now)):
        raise RefusedError(_("They do not work for this party any more. Propose somebody else."))
    party.mandates.filter(state=MandateState.CONFIRMED).update(state=MandateState.REPLACED)
    mandate.state, mandate.confirmed_how = MandateState.CONFIRMED, how
    mandate.confirmed_by, mandate.confirmed_at = by, now
    mandate.save()
    record_event(
        agreement,
        EventKind.MANDATE,
        at=now,
        people=(
            Person("signatory", mandate.member, mandate.member.get_full_name(), mandate.function),
            Person("confirmed_by", by, by.get_full_name()),
        ),
        party=_key(party),
        how=str(how),
        scan_sha256=mandate.scan_sha256,
    )
    AuditEvent.objects.record(
        "agreements.mandate_confirmed", agreement, by=by, subject=mandate.member, party=party.name_as_signed
    )


def _proposed(mandate: Mandate) -> Mandate:
    present = Mandate.objects.select_related("party__organisation", "member", "proposed_by").get(pk=mandate.pk)
    if present.state != MandateState.PROPOSED:
        raise RefusedError(_("This proposal was answered already."))
    return present


def _refuse_signed(party: Party) -> None:
    if party.signatures.filter(signed_at__isnull=False).exists():
        raise RefusedError(_("This party signed already."))


def hold_agreement(agreement: CollaborationAgreement) -> CollaborationAgreement:
    """Under a lock, so that events have one order; refused when nothing is to be signed any more."""
    held: CollaborationAgreement = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    if held.is_signed:
        raise RefusedError(_("This agreement was signed by all parties."))
    if held.is_withdrawn:
        raise RefusedError(_("This text was taken back. Nobody signs it any more."))
    return held
