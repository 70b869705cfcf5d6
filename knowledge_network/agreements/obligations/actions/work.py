"""What people do with an obligation: begin, show that it is met, let it lapse, give it to somebody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.obligations.enums import ObligationState
from knowledge_network.agreements.obligations.models import Obligation, ObligationEvidence
from knowledge_network.agreements.obligations.notices import OBLIGATION_ASSIGNED, OBLIGATION_UNOWNED, collect_words
from knowledge_network.agreements.texts.models import Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify

NOT_OPEN = _("This is not open any more.")


@transaction.atomic
def start_obligation(*, obligation: Obligation, by: Member) -> None:
    """It is being worked on. What is late stays late until it is met."""
    held = hold(obligation)
    _refuse_closed(held)
    if held.state != ObligationState.PLANNED:
        return
    held.state = ObligationState.BUSY
    held.save(update_fields=["state"])
    AuditEvent.objects.record("agreements.obligation_started", held, by=by)


@transaction.atomic
def meet_obligation(*, obligation: Obligation, by: Member, on: dt.date | None = None) -> None:
    """It was met, on a day that is not still to come. Refused while nothing shows it."""
    held = hold(obligation)
    _refuse_closed(held)
    day, today = on or timezone.localdate(), timezone.localdate()
    if day > today:
        raise RefusedError(_("Choose a day that is not still to come."))
    if not held.evidence.exists():
        raise RefusedError(_("First add what shows it: a link, a file, a meeting, a product or a few words."))
    held.state, held.met_on, held.met_by_check = ObligationState.MET, day, False
    held.save(update_fields=["state", "met_on", "met_by_check"])
    AuditEvent.objects.record("agreements.obligation_met", held, by=by)


@transaction.atomic
def lapse_obligation(*, obligation: Obligation, by: Member, reason: str) -> None:
    held = hold(obligation)
    _refuse_closed(held)
    lapse(held, reason)
    AuditEvent.objects.record("agreements.obligation_lapsed", held, by=by)


def lapse(held: Obligation, reason: str) -> None:
    """Of a row that is held already."""
    held.state, held.lapse_reason = ObligationState.LAPSED, reason.strip()[:500]
    held.save(update_fields=["state", "lapse_reason"])


@transaction.atomic
def reopen_obligation(*, obligation: Obligation, by: Member) -> None:
    """Take «met» or «lapsed» back; past its day it is late at once."""
    held = hold(obligation)
    if held.is_open:
        return
    late = held.due_on < timezone.localdate()
    held.state = ObligationState.LATE if late else ObligationState.BUSY
    held.met_on, held.met_by_check, held.lapse_reason = None, False, ""
    held.save(update_fields=["state", "met_on", "met_by_check", "lapse_reason"])
    AuditEvent.objects.record("agreements.obligation_reopened", held, by=by)


@transaction.atomic
def reassign_obligation(
    *, obligation: Obligation, by: Member, owner: Member | None, party: Party | None = None
) -> None:
    """Somebody else answers for it; with `party` also another party owes it. The new owner hears it."""
    _reassign(hold(obligation), by, owner, party)


def _reassign(held: Obligation, by: Member, owner: Member | None, party: Party | None) -> None:
    _refuse_closed(held)
    if owner is not None and not owner.is_present:
        raise RefusedError(_("Choose somebody who takes part in the network now."))
    held.owner = owner
    fields = ["owner"]
    if party is not None:
        if party.agreement_id != held.rule.article.agreement_id:
            raise RefusedError(_("Choose a party to the same agreement."))
        held.party = party
        fields.append("party")
    held.save(update_fields=fields)
    AuditEvent.objects.record("agreements.obligation_reassigned", held, by=by, subject=owner)
    if owner is not None:
        notify(
            OBLIGATION_ASSIGNED,
            to=[owner],
            key=f"agreements.obligation_assigned:{held.public_id}:{timezone.now():%Y%m%d%H%M%S}",
            url=held.get_absolute_url(),
            by=by,
            **collect_words(held),
        )


@transaction.atomic
def hand_over(
    *,
    obligation: Obligation,
    by: Member,
    owner: Member | None,
    due_on: dt.date,
    party: Party | None = None,
) -> None:
    """Another owner, partner or day at once."""
    held = hold(obligation)
    if owner != held.owner or (party is not None and party != held.party):
        _reassign(held, by, owner, party)
    _move(held, by, due_on)


@transaction.atomic
def move_obligation(*, obligation: Obligation, by: Member, due_on: dt.date) -> None:
    """Another day, for this one time. Its reminders begin anew, and what was late is not any more if it lies ahead."""
    _move(hold(obligation), by, due_on)


def _move(held: Obligation, by: Member, due_on: dt.date) -> None:
    _refuse_closed(held)
    if held.due_on == due_on:
        return
    held.due_on, held.reminded = due_on, ""
    if held.is_late and due_on >= timezone.localdate():
        held.state = ObligationState.BUSY
    held.save(update_fields=["due_on", "reminded", "state"])
    AuditEvent.objects.record("agreements.obligation_moved", held, by=by, day=due_on.isoformat())


@transaction.atomic
def note_obligation(*, obligation: Obligation, by: Member, note: str) -> None:
    """What is going on, for who reads along."""
    held = hold(obligation)
    held.note = note.strip()
    held.save(update_fields=["note"])
    AuditEvent.objects.record("agreements.obligation_noted", held, by=by)


@transaction.atomic
def add_evidence(
    *, obligation: Obligation, by: Member, text: str, content: SafeFile | None = None, **fields: Any
) -> ObligationEvidence:
    """Add what shows it; `fields`: link, meeting, product. Who adds something is at work on it."""
    held = hold(obligation)
    evidence = ObligationEvidence(obligation=held, text=text.strip(), added_by=by, **fields)
    if content is not None:
        evidence.content = content.as_django_file()
        evidence.file_name, evidence.media_type = content.name[:150], content.media_type
    evidence.save()
    if held.state == ObligationState.PLANNED:
        held.state = ObligationState.BUSY
        held.save(update_fields=["state"])
    AuditEvent.objects.record("agreements.evidence_added", held, by=by)
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: ObligationEvidence, by: Member) -> None:
    """Refused for the last one of what was met: then it would be met without anything that shows it."""
    held = hold(evidence.obligation)
    if held.is_met and not held.met_by_check and held.evidence.count() == 1:
        raise RefusedError(_("This is all that shows it. Open the obligation again first."))
    name, storage = evidence.content.name, evidence.content.storage
    evidence.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))
    AuditEvent.objects.record("agreements.evidence_removed", held, by=by)


@transaction.atomic
def release_obligations(*, member: Member) -> int:
    """Who leaves the network answers for nothing any more; who runs it hears what needs another owner."""
    rows = Obligation.objects.select_for_update(of=("self",)).still_open().filter(owner=member)
    held = list(rows.select_related("rule__article"))
    for obligation in held:
        obligation.owner = None
        obligation.save(update_fields=["owner"])
        AuditEvent.objects.record("agreements.obligation_released", obligation, by=None)
        tell_unowned(obligation, key=f"left:{member.public_id}")
    return len(held)


@transaction.atomic
def hand_on_obligations(*, party: Party, on: dt.date, successor: Organisation | None, deed: int) -> int:
    """What a party still owes after its last day: who went on in its place owes it, else somebody has to take it over.

    How many. With a successor that owes the same already, the one of the party that ended lapses. Until somebody takes
    it over its owner stays: the party is here until its last day, and may take its notice back. `deed`: which row of
    the trail says that it leaves, so that who runs the network hears it of each notice.
    """
    heir = party.agreement.parties.filter(organisation=successor).first() if successor is not None else None
    rows = Obligation.objects.select_for_update(of=("self",)).still_open().filter(party=party, due_on__gt=on)
    held = list(rows.select_related("rule__article"))
    for obligation in held:
        if heir is None:
            tell_unowned(obligation, key=f"party:{party.pk}:{deed}", party_leaves=True)
        elif Obligation.objects.filter(rule=obligation.rule_id, due_on=obligation.due_on, party=heir).exists():
            with override(settings.LANGUAGE_CODE):
                lapse(obligation, gettext("%(party)s owes this already.") % {"party": heir.name_as_signed})
            AuditEvent.objects.record("agreements.obligation_lapsed", obligation, by=None)
        else:
            obligation.party = heir
            obligation.save(update_fields=["party"])
            AuditEvent.objects.record("agreements.obligation_reassigned", obligation, by=None)
    return len(held)


def tell_unowned(obligation: Obligation, *, key: str, party_leaves: bool = False) -> None:
    """Once for each reason (`key`)."""
    notify(
        OBLIGATION_UNOWNED,
        to=coordinators_of_network(),
        key=f"agreements.obligation_unowned:{obligation.public_id}:{key}",
        url=obligation.get_absolute_url(),
        party_leaves=party_leaves,
        **collect_words(obligation),
    )


def hold(obligation: Obligation) -> Obligation:
    """The row as it is now, held until the end of the transaction."""
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("rule__article")
    held: Obligation = rows.get(pk=obligation.pk)
    return held


def _refuse_closed(held: Obligation) -> None:
    if not held.is_open:
        raise RefusedError(NOT_OPEN)
