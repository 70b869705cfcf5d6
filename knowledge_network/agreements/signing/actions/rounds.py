"""The round itself: put up for signing, read, sign or refuse, and replace who signs."""

from __future__ import annotations

import datetime as dt

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.agreements.signing.actions.events import Person, identify_party, record_event
from knowledge_network.agreements.signing.actions.mandates import hold_agreement
from knowledge_network.agreements.signing.actions.sealing import finish_round, seal_agreement
from knowledge_network.agreements.signing.actions.telling import (
    tell_asked,
    tell_refused,
    tell_reminder,
    tell_signed,
)
from knowledge_network.agreements.signing.document import draw_agreement, fingerprint
from knowledge_network.agreements.signing.enums import EventKind, MandateState, SignatureState
from knowledge_network.agreements.signing.models import Mandate, Signature, SigningEvent
from knowledge_network.agreements.texts.actions.amending import read_article
from knowledge_network.agreements.texts.actions.drafts import hold_draft
from knowledge_network.agreements.texts.clauses import find_broken
from knowledge_network.agreements.texts.enums import AgreementStatus, SigningMethod
from knowledge_network.agreements.texts.models import CollaborationAgreement, Party, Signatory
from knowledge_network.agreements.texts.people import has_left
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.uploads import SafeFile
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search.actions import refresh


@transaction.atomic
def open_round(*, agreement: CollaborationAgreement, by: Member, at: dt.datetime | None = None) -> None:
    """Put the text up for signing: from here on it does not change, and every signature names its fingerprint.

    Refused while something is missing: a first day, two parties, articles, references that point somewhere, and for
    each party a confirmed mandate.
    """
    now = at or timezone.now()
    held = hold_draft(agreement)
    if missing := find_obstacles(held):
        raise RefusedError(" ".join(missing))
    content = draw_agreement(held, made_at=now)
    held.document.save(f"{held.public_id}-{held.version}.pdf", ContentFile(content), save=False)
    held.document_sha256, held.status = fingerprint(content), AgreementStatus.TO_SIGN
    held.changed_at = now
    held.save()
    record_event(held, EventKind.OPENED, at=now, document_sha256=held.document_sha256)
    mandates = Mandate.objects.filter(party__agreement=held, state=MandateState.CONFIRMED)
    for mandate in mandates.select_related("party", "member").order_by("party__name_as_signed"):
        mandate.party.agreement = held
        _ask(held, mandate.party, mandate, now)
    AuditEvent.objects.record("agreements.round_opened", held, by=by)
    refresh("agreement", [held.pk])


def find_obstacles(agreement: CollaborationAgreement) -> list[str]:
    """In plain words, what is missing before an agreement can be put up for signing."""
    parties = list(agreement.parties.order_by("name_as_signed"))
    missing = _obstacles_of_change(agreement) if agreement.amends is not None else _obstacles_of_text(agreement)
    if len(parties) < 2:
        missing.append(gettext("An agreement has two parties at least."))
    confirmed = set(
        Mandate.objects.filter(party__in=parties, state=MandateState.CONFIRMED).values_list("party_id", flat=True)
    )
    missing += [
        gettext("It is not confirmed yet who signs for %(party)s.") % {"party": party.name_as_signed}
        for party in parties
        if party.pk not in confirmed
    ]
    return missing


def _obstacles_of_text(agreement: CollaborationAgreement) -> list[str]:
    missing = []
    articles = dict(agreement.articles.values_list("number", "text"))
    if agreement.effective_from is None:
        missing.append(gettext("Fill in from which day it is in force."))
    if not articles:
        missing.append(gettext("There is no article yet."))
    return missing + _say_broken(articles)


def _obstacles_of_change(paper: CollaborationAgreement) -> list[str]:
    """A change is read with the whole text around it: what it refers to stands there."""
    changed = paper.amends
    if changed is None or not changed.is_in_force:
        return [gettext("The agreement that it changes is not in force any more.")]
    article = paper.amendment.article
    texts = {row.number: read_article(row) for row in changed.articles.all()}
    if article is None:
        return []
    return _say_broken(texts | {article.number: paper.amendment.after})


def _say_broken(articles: dict[int, str]) -> list[str]:
    return [
        gettext("Article %(number)s refers to something that is not there.") % {"number": number}
        for number in sorted({place for place, _reference in find_broken(articles.items())})
    ]


@transaction.atomic
def mark_read(*, signature: Signature, by: Member, at: dt.datetime | None = None) -> None:
    """Note that who is to sign opened the very document. Who refused unread reads it still as one who refused."""
    held = hold_agreement(signature.party.agreement)
    present = _own(signature, by)
    if present.state not in SignatureState.MAY_SIGN or present.read_at is not None:
        return
    now = at or timezone.now()
    present.read_at = now
    if present.state == SignatureState.ASKED:
        present.state = SignatureState.READ
    present.save(update_fields=["state", "read_at"])
    record_event(
        held,
        EventKind.READ,
        at=now,
        people=(_signatory(present),),
        party=identify_party(present.party),
        document_sha256=held.document_sha256,
    )


@transaction.atomic
def sign(*, signature: Signature, by: Member, document_sha256: str, at: dt.datetime | None = None) -> None:
    """Sign the document of this fingerprint; the view sees to a fresh log-in. The last one seals the agreement.

    Who refused before may have been convinced since, and signs as anybody else who read it.
    """
    held = hold_agreement(signature.party.agreement)
    present = _own(signature, by)
    if present.state == SignatureState.SIGNED:
        return
    if present.state not in SignatureState.MAY_SIGN or present.read_at is None:
        raise RefusedError(_("Read the document first: you sign what you have read."))
    if document_sha256 != held.document_sha256:
        raise RefusedError(_("This is not the document that is put up for signing. Open it again and read it."))
    now = at or timezone.now()
    _set_signed(held, present, SigningMethod.DIGITAL, now)
    AuditEvent.objects.record("agreements.signed", held, by=by, party=present.party.name_as_signed)
    tell_signed(held, present, by=by, at=now)
    finish_round(held, now)


@transaction.atomic
def record_paper(
    *, signature: Signature, by: Member, scan: SafeFile, signed_on: dt.date, at: dt.datetime | None = None
) -> None:
    """A party signed the printed document: its scan, by somebody who saw the original and does not sign themselves."""
    held = hold_agreement(signature.party.agreement)
    present = _present(signature)
    if present.state not in SignatureState.MAY_SIGN:
        raise RefusedError(_("This party answered already."))
    if present.mandate is not None and by == present.mandate.member:
        raise RefusedError(_("Somebody else has to look at the paper: not who signed it."))
    now = at or timezone.now()
    if signed_on > timezone.localdate(now):
        raise RefusedError(_("A paper that is signed has a day that was."))
    _refuse_older(held, signed_on)
    if present.mandate is not None and has_left(present.party, present.mandate.member, signed_on):
        raise RefusedError(_("Who was to sign did not work for this party on that day. Ask somebody else of it."))
    content = scan.content.read()
    present.scan.save(scan.name, ContentFile(content), save=False)
    present.scan_sha256, present.seen_by = fingerprint(content), by
    _set_signed(held, present, SigningMethod.PAPER, now, seen_by=by, signed_on=signed_on)
    AuditEvent.objects.record("agreements.signed_on_paper", held, by=by, party=present.party.name_as_signed)
    tell_signed(held, present, by=by, at=now)
    finish_round(held, now)


@transaction.atomic
def refuse(*, signature: Signature, by: Member, reason: str) -> None:
    """Say that this party does not sign, and why. The round stays open: somebody may still change their mind."""
    held = hold_agreement(signature.party.agreement)
    present = _own(signature, by)
    if present.state not in SignatureState.OPEN:
        raise RefusedError(_("This party answered already."))
    present.state, present.refused_at, present.refusal_reason = SignatureState.REFUSED, timezone.now(), reason.strip()
    present.save()
    record_event(held, EventKind.REFUSED, people=(_signatory(present),), party=identify_party(present.party))
    AuditEvent.objects.record("agreements.refused", held, by=by, party=present.party.name_as_signed)
    tell_refused(held, present, by=by, at=present.refused_at)


@transaction.atomic
def remind_signatory(*, signature: Signature, by: Member | None, at: dt.datetime | None = None) -> None:
    """Ask once more who did not answer yet; nobody twice within a day."""
    now = at or timezone.now()
    held = hold_agreement(signature.party.agreement)
    present = _present(signature)
    if not held.is_being_signed or present.state not in SignatureState.OPEN:
        raise RefusedError(_("This party answered already."))
    if present.reminded_at is not None and now - present.reminded_at < dt.timedelta(days=1):
        raise RefusedError(_("They were reminded today already."))
    present.reminded_at = now
    present.save(update_fields=["reminded_at"])
    AuditEvent.objects.record("agreements.reminded_to_sign", held, by=by, party=present.party.name_as_signed)
    tell_reminder(held, present, at=now)


@transaction.atomic
def start_partly(*, agreement: CollaborationAgreement, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    """Let it take effect for the parties that signed, and say why; who did not sign comes in by a next version."""
    now = at or timezone.now()
    held = hold_agreement(agreement)
    signed = Signature.objects.filter(party__agreement=held, state=SignatureState.SIGNED).count()
    if not held.is_being_signed or signed < 2:
        raise RefusedError(_("At least two parties have to sign before it can start."))
    if not reason.strip():
        raise RefusedError(_("Say why it starts without all parties."))
    held.partial_start_reason = reason.strip()
    AuditEvent.objects.record("agreements.started_partly", held, by=by)
    seal_agreement(held, now)


@transaction.atomic
def replace_signatory(*, party: Party, by: Member) -> Signature:
    """Ask the one whose mandate is confirmed now, instead of who was asked or refused before."""
    held = hold_agreement(party.agreement)
    if not held.is_being_signed:
        raise RefusedError(_("The round is not open."))
    old = party.signatures.exclude(state=SignatureState.REPLACED).select_related("mandate").first()
    mandate = party.mandates.filter(state=MandateState.CONFIRMED).select_related("member").first()
    if mandate is None or (old is not None and old.mandate == mandate and old.state in SignatureState.OPEN):
        raise RefusedError(_("Propose somebody else first, and have it confirmed."))
    if old is not None:
        if old.signed_at is not None:
            raise RefusedError(_("This party signed already."))
        old.state = SignatureState.REPLACED
        old.save(update_fields=["state"])
        record_event(held, EventKind.REPLACED, people=(_signatory(old),), party=identify_party(party))
    AuditEvent.objects.record("agreements.signatory_replaced", held, by=by, party=party.name_as_signed)
    return _ask(held, party, mandate, timezone.now())


def _ask(agreement: CollaborationAgreement, party: Party, mandate: Mandate, now: dt.datetime) -> Signature:
    signature: Signature = Signature.objects.create(party=party, mandate=mandate, asked_at=now)
    record_event(agreement, EventKind.ASKED, at=now, people=(_signatory(signature),), party=identify_party(party))
    tell_asked(agreement, signature, at=now)
    return signature


def _set_signed(
    agreement: CollaborationAgreement,
    signature: Signature,
    method: SigningMethod,
    now: dt.datetime,
    *,
    seen_by: Member | None = None,
    signed_on: dt.date | None = None,
) -> None:
    signature.state, signature.method, signature.signed_at = SignatureState.SIGNED, method, now
    signature.document_sha256 = agreement.document_sha256
    signature.save()
    person = _signatory(signature)
    Signatory.objects.create(
        party=signature.party,
        name_as_signed=person.name,
        function_as_signed=person.function,
        signed_on=signed_on or timezone.localdate(now),
        method=method,
    )
    people = (person,) if seen_by is None else (person, Person("seen_by", seen_by, seen_by.get_full_name()))
    on_paper = {"signed_on": signed_on.isoformat()} if signed_on else {}
    record_event(
        agreement,
        EventKind.SIGNED,
        at=now,
        people=people,
        party=identify_party(signature.party),
        how=str(method),
        document_sha256=agreement.document_sha256,
        scan_sha256=signature.scan_sha256,
        **on_paper,
    )


def _refuse_older(agreement: CollaborationAgreement, signed_on: dt.date) -> None:
    """Before it was put up for signing there was no such document: a paper of then is of something else."""
    opened = (
        SigningEvent.objects.filter(agreement=agreement, kind=EventKind.OPENED).values_list("at", flat=True).first()
    )
    if opened is not None and signed_on < timezone.localdate(opened):
        words = {"day": nice_date(timezone.localdate(opened))}
        raise RefusedError(
            _("This document is up for signing since %(day)s. A paper of before is another one.") % words
        )


def _signatory(signature: Signature) -> Person:
    mandate = signature.mandate
    if mandate is None:
        return Person("signatory", None, "", "")
    return Person("signatory", mandate.member, mandate.member.get_full_name(), mandate.function)


def _present(signature: Signature) -> Signature:
    found: Signature = Signature.objects.select_related(
        "party__agreement", "party__organisation", "mandate__member"
    ).get(pk=signature.pk)
    return found


def _own(signature: Signature, by: Member) -> Signature:
    """The signature that `by` may give; refused for anybody else, and for whose mandate they confirmed themselves."""
    present = _present(signature)
    mandate = present.mandate
    if mandate is None or mandate.member != by or mandate.state != MandateState.CONFIRMED:
        raise RefusedError(_("Somebody else signs for this party."))
    if has_left(present.party, by, timezone.localdate()):
        raise RefusedError(_("You do not work for this party any more, so somebody else signs for it."))
    if by in {mandate.confirmed_by, mandate.proposed_by}:
        raise RefusedError(_("Nobody signs under a mandate that they gave or confirmed themselves."))
    return present
