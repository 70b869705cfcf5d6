"""A change of what was signed: written, signed by the parties in a round of its own, and over with what it changes."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from knowledge_network.agreements.texts import notices
from knowledge_network.agreements.texts.actions.drafts import make_party
from knowledge_network.agreements.texts.clauses import straighten
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import Amendment, Article, CollaborationAgreement, Party
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

LONGEST_TITLE = 200


@transaction.atomic
def amend_agreement(
    *,
    agreement: CollaborationAgreement,
    by: Member,
    after: str,
    reason: str,
    effective_from: dt.date,
    article: Article | None = None,
    at: dt.datetime | None = None,
) -> Amendment:
    """Write a change of what is in force, for its parties to sign; the signed text stays beside it as it is."""
    held = _hold_amended(agreement)
    if article is not None and held.changes.filter(
        status__in=sorted(AgreementStatus.BEING_WRITTEN | AgreementStatus.BEING_SIGNED), amendment__article=article
    ):
        raise RefusedError(_("Another change of this article is being written or signed. Finish that one first."))
    paper = _make_paper(held, by, effective_from)
    amendment = Amendment.objects.create(
        agreement=held,
        paper=paper,
        article=article,
        before=read_article(article) if article else "",
        after=straighten(after),
        reason=reason,
        created_at=at or timezone.now(),
    )
    AuditEvent.objects.record("agreements.amended", held, by=by)
    notices.tell_amended(held, by=by, key=amendment.public_id, url=paper.get_absolute_url(), at=at)
    return amendment


@transaction.atomic
def change_amendment(*, amendment: Amendment, by: Member, after: str, reason: str, effective_from: dt.date) -> None:
    """Write it otherwise, as long as it is not put up for signing."""
    held, paper = _hold_amended(amendment.agreement), _hold_draft(amendment)
    _check_day(held, effective_from)
    present = Amendment.objects.get(pk=amendment.pk)
    present.after, present.reason = straighten(after), reason
    present.save(update_fields=["after", "reason"])
    paper.effective_from, paper.changed_at = effective_from, timezone.now()
    paper.save(update_fields=["effective_from", "changed_at"])
    AuditEvent.objects.record("agreements.amendment_changed", held, by=by)


@transaction.atomic
def discard_amendment(*, amendment: Amendment, by: Member) -> None:
    """Throw it away before it is put up for signing."""
    paper = _hold_draft(amendment)
    AuditEvent.objects.record("agreements.amendment_removed", amendment.agreement, by=by)
    try:
        paper.delete()
    except ProtectedError as problem:
        raise RefusedError(
            _("It was confirmed already who signs this change, and that is kept. Write it otherwise instead.")
        ) from problem


def settle_amendment(paper: CollaborationAgreement, on: dt.date) -> None:
    """The last party signed a change."""
    Amendment.objects.filter(paper=paper).update(signed_on=on)
    AuditEvent.objects.record("agreements.amendment_signed", paper.amends, by=None)


def end_changes(agreement: CollaborationAgreement) -> None:
    """What was changed beside an agreement is over with it, in the same way and on the same day."""
    for paper in agreement.changes.select_for_update().filter(status=AgreementStatus.IN_FORCE):
        paper.status, paper.ended_on = agreement.status, agreement.ended_on
        paper.save(update_fields=["status", "ended_on"])


def read_article(article: Article) -> str:
    """Its text as it holds: with the last change that was signed."""
    last = Amendment.objects.signed().filter(article=article).last()
    return last.after if last is not None else article.text


def _make_paper(held: CollaborationAgreement, by: Member, first: dt.date) -> CollaborationAgreement:
    """The text that is signed: numbered within its agreement, of the parties that are still there."""
    _check_day(held, first)
    number = (held.changes.aggregate(last=Max("version"))["last"] or 0) + 1
    with override(settings.LANGUAGE_CODE):
        words = {"number": number, "title": held.title, "version": held.version}
        title = str(_("Change %(number)s of %(title)s, version %(version)s") % words)
    paper = CollaborationAgreement.objects.create(
        partnership=held.partnership,
        amends=held,
        title=title[:LONGEST_TITLE],
        version=number,
        notice_period_months=held.notice_period_months,
        effective_from=first,
        effective_to=held.effective_to,
        written_by=by,
    )
    known: set[int] = set()
    for party in held.parties.select_related("organisation__successor"):
        organisation = party.organisation.successor or party.organisation
        if organisation.pk not in known and not _has_left(party, first):
            known.add(organisation.pk)
            make_party(paper, organisation)
    return paper


def _has_left(party: Party, day: dt.date) -> bool:
    return party.ended_on is not None and party.ended_on < day and party.organisation.successor_id is None


def _check_day(agreement: CollaborationAgreement, first: dt.date) -> None:
    begins, ends = agreement.effective_from, agreement.effective_to
    if (begins and first < begins) or (ends and first >= ends):
        raise RefusedError(_("A change holds from a day on which the agreement itself is in force."))


def _hold_amended(agreement: CollaborationAgreement) -> CollaborationAgreement:
    held: CollaborationAgreement = CollaborationAgreement.objects.select_for_update().get(pk=agreement.pk)
    if not held.is_in_force or held.is_change:
        raise RefusedError(_("Only what is in force is amended; a draft you simply change."))
    return held


def _hold_draft(amendment: Amendment) -> CollaborationAgreement:
    paper: CollaborationAgreement = CollaborationAgreement.objects.select_for_update().get(pk=amendment.paper_id)
    if not paper.is_draft:
        raise RefusedError(_("This text was put up for signing, so it does not change any more. Make a new version."))
    return paper
