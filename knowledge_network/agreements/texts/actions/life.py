"""What happens to an agreement after signing: it takes effect, ends, is followed; parties leave or merge."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.texts.enums import AgreementStatus, PartyEnd
from knowledge_network.agreements.texts.models import Amendment, Article, CollaborationAgreement, Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.school_year.calendar import school_year_start


@transaction.atomic
def terminate_agreement(*, agreement: CollaborationAgreement, by: Member, reason: str) -> None:
    held = _hold(agreement)
    if not held.is_in_force:
        raise RefusedError(_("Only an agreement that is in force can be terminated."))
    held.status, held.status_reason = AgreementStatus.TERMINATED, reason
    held.save(update_fields=["status", "status_reason"])
    AuditEvent.objects.record("agreements.terminated", held, by=by)


@transaction.atomic
def expire_agreements(*, today: dt.date | None = None) -> int:
    """Those whose last day has passed expire; how many did. Safe to repeat."""
    day = today or timezone.localdate()
    rows = CollaborationAgreement.objects.select_for_update().in_force().filter(effective_to__lt=day)
    ended = list(rows)
    for agreement in ended:
        agreement.status = AgreementStatus.EXPIRED
        agreement.save(update_fields=["status"])
        AuditEvent.objects.record("agreements.expired", agreement, by=None)
    return len(ended)


def succeed_predecessor(agreement: CollaborationAgreement) -> None:
    """When a version takes effect, the one before it has been followed."""
    before = agreement.predecessor
    if before is None or before.status not in {AgreementStatus.IN_FORCE, AgreementStatus.EXPIRED}:
        return
    before.status = AgreementStatus.SUCCEEDED
    before.save(update_fields=["status"])
    AuditEvent.objects.record("agreements.succeeded", before, by=None)


@transaction.atomic
def give_notice(*, party: Party, by: Member, on: dt.date | None = None) -> dt.date:
    """Note that a party leaves: at the end of the first school year that is at least the term of notice away.

    Returns its last day, 31 July.
    """
    given = on or timezone.localdate()
    agreement = _hold(party.agreement)
    if not agreement.is_in_force:
        raise RefusedError(_("Notice is given of an agreement that is in force."))
    if party.ended_on is not None:
        raise RefusedError(_("This party left already, or gave notice before."))
    months = given.month - 1 + agreement.notice_period_months
    year, month = given.year + months // 12, months % 12 + 1
    earliest = dt.date(year, month, min(given.day, 28))
    last_day = dt.date(school_year_start(earliest).year + 1, 7, 31)
    party.notice_given_on, party.ended_on, party.end_kind = given, last_day, PartyEnd.LEFT
    party.save(update_fields=["notice_given_on", "ended_on", "end_kind"])
    AuditEvent.objects.record(
        "agreements.notice_given", agreement, by=by, party=party.name_as_signed, day=last_day.isoformat()
    )
    return last_day


@transaction.atomic
def note_merger(*, party: Party, by: Member, successor: Organisation, on: dt.date) -> None:
    """A party went on as another organisation; under what it signed stays as it was signed."""
    agreement = _hold(party.agreement)
    party.ended_on, party.end_kind = on, PartyEnd.MERGED
    party.save(update_fields=["ended_on", "end_kind"])
    AuditEvent.objects.record(
        "agreements.party_merged", agreement, by=by, party=party.name_as_signed, successor=successor.name
    )


@transaction.atomic
def amend_agreement(
    *,
    agreement: CollaborationAgreement,
    by: Member,
    after: str,
    reason: str,
    article: Article | None = None,
    signed_on: dt.date | None = None,
) -> Amendment:
    """Add an amendment to what is in force; the signed text stays beside it as it is."""
    held = _hold(agreement)
    if not held.is_in_force:
        raise RefusedError(_("Only what is in force is amended; a draft you simply change."))
    amendment = Amendment.objects.create(
        agreement=held,
        article=article,
        before=article.text if article else "",
        after=after.strip(),
        reason=reason,
        signed_on=signed_on,
    )
    AuditEvent.objects.record("agreements.amended", held, by=by)
    return amendment


@transaction.atomic
def explain_partner(*, party: Party, by: Member, text: str) -> None:
    """A partner's own words beside its figures, with who wrote them and when."""
    party.explanation, party.explained_by, party.explained_on = text.strip(), by, timezone.localdate()
    party.save(update_fields=["explanation", "explained_by", "explained_on"])
    AuditEvent.objects.record("agreements.partner_explained", party.agreement, by=by, party=party.name_as_signed)


def _hold(agreement: CollaborationAgreement) -> CollaborationAgreement:
    held: CollaborationAgreement = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    return held
